import type { ContractSeverity, DatasetContract } from '../contract/contract.ts';
import { isJudged, isRequired } from '../contract/environments.ts';
import { jsonValue, misfitText } from './json-rows.ts';
import { compileJsonSchema } from './json-schema.ts';
import { quoted, TYPE_SINGULAR } from './phrases.ts';
import { jsonOf, type RowOptions } from './row-schema.ts';
import { type ValueRule, valueRulesOf } from './value-rules.ts';

/** A rule that one row breaks. Only `error` means that the row must be refused. */
export interface RowProblem {
  /** Null where the rule is about the whole row. */
  readonly column: string | null;
  readonly rule: string;
  readonly severity: ContractSeverity;
  /** A sentence for a person. */
  readonly message: string;
}

type RowRule = 'required' | 'missing' | 'type' | 'schema' | ValueRule['rule'];

export type RowCheck = (row: Readonly<Record<string, unknown>>) => RowProblem[];

/**
 * The rules of a contract that one row alone can break, as a function over rows of JSON: the same rules
 * that `checkContract` asks a table. Left out is what only many rows can tell: shares (`missing` above 0,
 * `outside`), `unique`, keys, and the number of rows. A required column must be a key of the row, if only
 * with null. Columns of `ignore` (the label) may be there or not; a column that the environment does not need, or that is
 * planned or deprecated, need not be there.
 */
export function compileRowCheck(contract: DatasetContract, options: RowOptions = {}): RowCheck {
  const ignored = new Set(options.ignore);
  const columns = Object.entries(contract.columns)
    .filter(([name]) => !ignored.has(name))
    .map(([name, rules]) => ({
      name,
      ...rules,
      severities: rules.severities ?? {},
      required: isRequired(rules, contract, options.environment),
      judged: isJudged(rules),
      schema:
        rules.schema === undefined || (rules.mostly ?? 1) < 1 ? undefined : compileJsonSchema(rules.schema),
      mayBeMissing: rules.missing?.['at-most'] !== 0,
      rules: valueRulesOf(rules).filter(({ tolerance }) => tolerance === undefined || tolerance.share === 0),
    }));
  const known = new Set([...Object.keys(contract.columns), ...ignored]);
  const additional = contract['additional-columns'];
  const ofRow = contract['row-schema'];
  const rowSchema = ofRow === undefined ? undefined : compileJsonSchema(ofRow);

  return (row) => {
    const problems: RowProblem[] = [];
    const values: [string, unknown][] = [];
    for (const column of columns) {
      const { name, type, severities, required, judged, mayBeMissing, schema, rules } = column;
      const tell = (rule: RowRule, message: string) =>
        problems.push({ column: name, rule, severity: severities[rule] ?? column.severity, message });
      if (!Object.hasOwn(row, name)) {
        if (required) tell('required', `${quoted(name)} is not in the row; a missing value is null`);
        continue;
      }
      if (!judged) continue;
      const json = row[name];
      if (rowSchema) values.push([name, json ?? null]);
      if (json === null || json === undefined) {
        if (!mayBeMissing)
          tell('missing', `${quoted(name)} must not be missing; it is ${TYPE_SINGULAR[type]}`);
        continue;
      }
      const value = jsonValue(type, json);
      if (value === undefined) {
        // As in a table, where such a value is none.
        if (rowSchema) values[values.length - 1] = [name, null];
        tell('type', misfitText(name, type, json));
        continue;
      }
      for (const { rule, phrase, breaks } of rules) {
        if (breaks(value)) tell(rule, `${quoted(name)}: ${quoted(json)} is ${phrase}`);
      }
      const plain = jsonOf(type, value);
      if (rowSchema) values[values.length - 1] = [name, plain];
      const problem = schema?.(plain);
      if (problem !== undefined) tell('schema', `${quoted(name)}: ${quoted(json)} ${problem}`);
    }
    const problem = rowSchema?.(Object.fromEntries(values));
    if (problem !== undefined)
      problems.push({ column: null, rule: 'row-schema', severity: 'error', message: `the row ${problem}` });
    if (additional !== 'allow') {
      for (const name of Object.keys(row)) {
        if (known.has(name)) continue;
        const message = `${quoted(name)} is not in the contract`;
        problems.push({ column: name, rule: 'additional-columns', severity: additional, message });
      }
    }
    return problems;
  };
}
