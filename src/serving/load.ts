import { rowsToFrame } from '../data/checks/json-rows.ts';
import { compileRowCheck } from '../data/checks/row-check.ts';
import { type DatasetContract, datasetContract, VIEW } from '../data/contract/contract.ts';
import { parseContract } from '../data/contract/contract-file.ts';
import { type ModelPackage, openPackage, readPackageFile, type Signature } from '../models/package.ts';
import { loadPredictor } from '../models/predict.ts';
import { DataError, messageOf } from '../system/errors.ts';
import { exampleRow } from './example.ts';
import type { ServableModel } from './serve.ts';
import type { RowProblem, RowReader } from './service.ts';

/**
 * Opens and verifies the package in `directory`, and makes it ready to be served.
 * @throws UserError when there is no package, DataError when it is damaged
 */
export async function loadServable(directory: string): Promise<ServableModel> {
  const opened = await openPackage(directory);
  const contract = await viewContractOf(opened);
  const { signature } = opened.manifest;
  return {
    predictor: await loadPredictor(opened),
    read: rowReader(contract, signature),
    example: exampleRow(signature, contract),
  };
}

async function viewContractOf(opened: ModelPackage): Promise<DatasetContract> {
  const text = (await readPackageFile(opened, 'contract.json')).toString('utf8');
  const view = datasetContract(parseContract(text, `${opened.directory}/contract.json`).value, VIEW);
  if (view) return view;
  throw new DataError(`the package at ${opened.directory} has no contract of the view`, {
    hint: 'Train the model again: without a contract nothing can check what it is asked.',
  });
}

type Row = Readonly<Record<string, unknown>>;

/** Checks rows against the contract without the label, and turns them into view rows. */
function rowReader(contract: DatasetContract, signature: Signature): RowReader {
  const check = compileRowCheck(contract, { ignore: [signature.label], environment: 'serving' });
  const columns = [...signature.inputs, ...signature.extras];
  return (rows) => {
    const problems: RowProblem[] = [];
    rows.forEach((row, index) => {
      const tell = (column: string | null, rule: string, message: string) =>
        problems.push({ row: index + 1, column, rule, message: `row ${index + 1}: ${message}` });
      if (typeof row !== 'object' || row === null || Array.isArray(row)) {
        tell(null, 'object', 'must be an object with a key for each column');
        return;
      }
      for (const { column, rule, severity, message } of check(row as Row)) {
        if (severity === 'error') tell(column, rule, message);
      }
    });
    if (problems.length > 0) return { problems };
    try {
      return { frame: rowsToFrame(rows as readonly Row[], columns) };
    } catch (error) {
      // A column whose contract only warns may still hold what cannot be a value of its type.
      if (!(error instanceof DataError)) throw error;
      return { problems: misfits(rows as readonly Row[], columns) };
    }
  };
}

function misfits(rows: readonly Row[], columns: Signature['inputs']): RowProblem[] {
  const problems: RowProblem[] = [];
  rows.forEach((row, index) => {
    for (const column of columns) {
      try {
        rowsToFrame([row], [column]);
      } catch (error) {
        const message = messageOf(error).replace(/^row 1: /, `row ${index + 1}: `);
        problems.push({ row: index + 1, column: column.name, rule: 'type', message });
      }
    }
  });
  return problems;
}
