import { basename, resolve } from 'node:path';
import { stringify } from 'yaml';
import { loadConfig } from '../config/load.ts';
import { readYamlFile } from '../config/yaml.ts';
import { rowSchemaOf } from '../data/checks/row-schema.ts';
import { datasetContract } from '../data/contract/contract.ts';
import { contractChanges, versionAdvice } from '../data/contract/contract-change.ts';
import { editContract } from '../data/contract/contract-edit.ts';
import { formatContract } from '../data/contract/contract-file.ts';
import { exportOdcs } from '../data/contract/exchange/odcs-export.ts';
import {
  chooseDataset,
  FORMAT_TITLES,
  type ReadContract,
  readAnyContract,
  refuseProblems,
} from '../data/contract/exchange/read-contract.ts';
import { tfdvSchemaJson } from '../data/contract/exchange/tfdv-infer.ts';
import type { Unsupported } from '../data/contract/exchange/unsupported.ts';
import { openDataEngine, remotePorts } from '../ports.ts';
import type { Phrase } from '../report/document.ts';
import { SIGNS } from '../report/document.ts';
import { plural } from '../report/format.ts';
import { tableText } from '../report/terminal.ts';
import { UserError } from '../system/errors.ts';
import { digestOf, writeAtomically } from '../system/files.ts';
import { checkFile } from '../tools/contract-check-file.ts';
import { inferFile } from '../tools/contract-infer-file.ts';
import { proposeConfigUpdate } from '../tools/contract-update-config.ts';
import { type ContractProposal, proposeUpdate } from '../tools/contract-update-file.ts';
import type {
  ContractCheckOptions,
  ContractConvertOptions,
  ContractFileOptions,
  ContractInferOptions,
  ContractUpdateOptions,
} from './contract-program.ts';
import type { Session } from './stage-commands.ts';

function json(result: unknown): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}

/** Writes to a file, or to standard output. */
async function deliver(session: Session, out: string | undefined, text: string): Promise<void> {
  if (out === undefined) return session.print(text);
  await writeAtomically(resolve(out), text);
  session.log.info(`Wrote ${out}`);
}

function warnUnsupported(session: Session, unsupported: readonly Unsupported[]): void {
  for (const { place, what } of unsupported) session.log.warn(`${place} ${what}`);
}

/** A contract from a data file. */
export async function contractInferCommand(
  session: Session,
  file: string,
  options: ContractInferOptions,
): Promise<number> {
  const { rules, dataset, missing, format } = options;
  if (format === 'tfdv' && rules !== 'tfdv') {
    throw new UserError('--format tfdv asks for --rules tfdv', { hint: 'Leave --rules out.' });
  }
  const open = (directories: readonly string[]) => openDataEngine(session, directories);
  const { contract, comments, notes, tfdv } = await inferFile(open, file, {
    rules,
    dataset,
    missing,
    describe: format === 'mlops' && !options.json,
  });
  for (const note of notes) session.log.warn(note);
  if (format === 'tfdv' && tfdv) {
    await deliver(session, options.out, json(tfdvSchemaJson(tfdv)));
  } else if (format === 'odcs') {
    const { document, unsupported } = exportOdcs(contract, { id: idOf(file) });
    warnUnsupported(session, unsupported);
    await deliver(session, options.out, options.json ? json(document) : stringify(document));
  } else {
    await deliver(session, options.out, options.json ? json(contract) : formatContract(contract, comments));
  }
  return 0;
}

/** Holds a data file against a contract: 0 where it keeps it, 1 where not. */
export async function contractCheckCommand(
  session: Session,
  file: string,
  options: ContractCheckOptions,
): Promise<number> {
  const read = await readAnyContract(resolve(options.contract), options.contract);
  const open = (directories: readonly string[]) => openDataEngine(session, directories);
  const result = await checkFile(open, file, read, options);
  warnUnsupported(session, result.unsupported);
  for (const note of result.notes) session.log.warn(note);
  if (options.json) session.print(json(result));
  else {
    const lines = result.anomalies.map(({ severity, sentence, tfdv, cure }) => {
      const name = tfdv === null ? '' : ` (${tfdv})`;
      return `${SIGNS[severity === 'error' ? 'fail' : 'warn']} ${sentence}${name}\n    → ${cure}\n`;
    });
    const told = { pass: 'keeps', fail: 'breaks', inconclusive: 'is not judged by' }[result.verdict];
    const sign = SIGNS[result.verdict];
    session.print(
      `${lines.join('')}${lines.length > 0 ? '\n' : ''}${sign} ${file} (${plural(result.rows, 'row')}) ${told} ${options.contract}, ${FORMAT_TITLES[read.format]}\n`,
    );
  }
  return result.verdict === 'pass' ? 0 : 1;
}

/** What changed between two contracts. */
export async function contractDiffCommand(
  session: Session,
  before: string,
  after: string,
  options: ContractFileOptions,
): Promise<number> {
  const [old, now] = [await readPlain(session, before), await readPlain(session, after)];
  const changes = contractChanges(old.contract, now.contract);
  const advice = versionAdvice(old.contract, now.contract, changes);
  if (advice !== undefined) session.log.warn(advice);
  if (options.json) {
    const breaking = changes.some(({ effect }) => effect === 'breaking');
    session.print(json({ breaking, changes, ...(advice === undefined ? {} : { advice }) }));
    return 0;
  }
  const rows = changes.map(({ effect, rule, sentence }): Phrase[] => [effect, rule, sentence]);
  const columns = [{ title: '' }, { title: 'rule' }, { title: 'change' }];
  session.print(rows.length === 0 ? 'The contracts say the same.\n' : `${tableText({ columns, rows })}\n`);
  return 0;
}

async function readPlain(session: Session, path: string): Promise<ReadContract> {
  const read = await readAnyContract(resolve(path), path);
  warnUnsupported(session, read.unsupported);
  return read;
}

/** A contract of any format as a contract of ours. */
export async function contractImportCommand(
  session: Session,
  file: string,
  options: ContractConvertOptions,
): Promise<number> {
  const read = await readPlain(session, file);
  refuseProblems(read, file);
  const { format, contract, unsupported, missing } = read;
  for (const [dataset, texts] of missing) {
    if (texts.length === 0) continue;
    const named = texts.map((text) => JSON.stringify(text)).join(', ');
    session.log.warn(
      `${dataset}: ${named} mean “missing”: name them under \`missing\` of the source in mlops.yml`,
    );
  }
  const text = options.json ? json({ format, contract, unsupported }) : formatContract(contract);
  await deliver(session, options.out, text);
  return 0;
}

/** A contract as one of the Open Data Contract Standard, or one dataset's as a JSON Schema of its rows. */
export async function contractExportCommand(
  session: Session,
  file: string,
  options: ContractConvertOptions,
): Promise<number> {
  const { contract } = await readPlain(session, file);
  if (options.to === 'json-schema') {
    const rules = datasetContract(contract, chooseDataset(contract, options.dataset, file));
    await deliver(session, options.out, json(rules ? rowSchemaOf(rules) : {}));
    return 0;
  }
  const { document, unsupported } = exportOdcs(contract, { id: options.id ?? idOf(file) });
  warnUnsupported(session, unsupported);
  await deliver(session, options.out, options.json ? json({ document, unsupported }) : stringify(document));
  return 0;
}

/** An id that is the same for the same file name, in the form of a UUID of version 8. */
function idOf(file: string): string {
  const digits = digestOf(basename(file)).replace(/^sha256:/, '');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}

/** What a contract must change so that the data keep it; written only where `--write` asks for it. */
export async function contractUpdateCommand(
  session: Session,
  file: string | undefined,
  options: ContractUpdateOptions,
): Promise<number> {
  const open = (directories: readonly string[]) => openDataEngine(session, directories);
  const loaded = file === undefined ? await loadConfig(options.config) : undefined;
  const shown = options.contract ?? loaded?.config.data.contract;
  if (shown === undefined) {
    throw new UserError('which contract is to be updated is not said', { hint: 'Name it with --contract.' });
  }
  // The config's own contract lies beside it.
  const path = resolve(options.contract === undefined && loaded ? loaded.directory : '.', shown);
  const read = await readAnyContract(path, shown);
  if (read.format !== 'mlops') {
    throw new UserError(`${shown} is ${FORMAT_TITLES[read.format]}, which is not written here`, {
      hint: 'Turn it into a contract.yml with `mlops contract import`, and update that one.',
    });
  }
  const ports = { remote: remotePorts(session), log: session.log };
  const { proposals, byHand, notes } =
    file === undefined && loaded
      ? await proposeConfigUpdate(open, loaded, read.contract, ports)
      : await proposeUpdate(open, file ?? '', read.contract, options);
  for (const note of notes) session.log.warn(note);
  const { accept, column: columns } = options;
  const chosen = proposals.filter(
    ({ rule, column }) =>
      (accept.length === 0 || accept.includes(rule)) &&
      (columns.length === 0 || (column !== null && columns.includes(column))),
  );
  const write = options.write && chosen.length > 0;
  if (write) {
    const text = await readYamlFile(path, shown);
    const edits = chosen.map(({ edit }) => edit);
    await writeAtomically(path, editContract(text, shown, edits));
  }
  if (options.json) session.print(json({ changes: chosen, byHand, written: write }));
  else session.print(updateText(shown, chosen, byHand, write));
  return 0;
}

function updateText(
  contract: string,
  proposals: readonly ContractProposal[],
  byHand: readonly string[],
  written: boolean,
): string {
  const lines = proposals.flatMap(({ effect, sentence, reason, edit: { path, value } }) => [
    `${effect === 'loosening' ? '-' : '+'} ${sentence} (${effect === 'breaking' ? 'tightening' : effect})`,
    `    ${path.join('.')}: ${value === undefined ? 'removed' : JSON.stringify(value)}`,
    `    because ${reason}`,
  ]);
  const hand = byHand.map((reason) => `! to change by hand, if it is right: ${reason}`);
  const end =
    proposals.length === 0
      ? byHand.length === 0
        ? `The data keep ${contract}: nothing to change.`
        : 'Nothing that can be changed for you.'
      : written
        ? `Wrote ${plural(proposals.length, 'change')} to ${contract}.`
        : `Nothing was written. Write ${proposals.length === 1 ? 'it' : 'them'} with --write; choose with --accept and --column.`;
  return `${[...lines, ...hand, '', end].join('\n').trimStart()}\n`;
}
