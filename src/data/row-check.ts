import type { ContractSeverity, DatasetContract } from './contract.ts';
import { jsonValue, misfitText } from './json-rows.ts';
import { quoted, TYPE_SINGULAR } from './phrases.ts';
import { valueRulesOf } from './value-rules.ts';

/** A rule that one row breaks. Only `error` means that the row must be refused. */
export interface RowProblem {
  readonly column: string;
  readonly rule: string;
  readonly severity: ContractSeverity;
  /** A sentence for a person. */
  readonly message: string;
}

export type RowCheck = (row: Readonly<Record<string, unknown>>) => RowProblem[];

/**
 * The rules of a contract that one row alone can break, as a function over rows of JSON: the same rules
 * that `checkContract` asks a table. Left out is what only many rows can tell: shares (`missing` above 0,
 * `outside`), `unique`, keys, and the number of rows. A required column must be a key of the row, if only
 * with null. Columns of `ignore` (the label) may be there or not.
 */
export function compileRowCheck(
  contract: DatasetContract,
  options: { readonly ignore?: readonly string[] } = {},
): RowCheck {
  const ignored = new Set(options.ignore);
  const columns = Object.entries(contract.columns)
    .filter(([name]) => !ignored.has(name))
    .map(([name, rules]) => ({
      name,
      ...rules,
      mayBeMissing: rules.missing?.['at-most'] !== 0,
      rules: valueRulesOf(rules).filter(({ tolerance }) => tolerance === undefined || tolerance.share === 0),
    }));
  const known = new Set([...Object.keys(contract.columns), ...ignored]);
  const additional = contract['additional-columns'];

  return (row) => {
    const problems: RowProblem[] = [];
    for (const { name, type, severity, required, mayBeMissing, rules } of columns) {
      const tell = (rule: string, message: string) =>
        problems.push({ column: name, rule, severity, message });
      if (!Object.hasOwn(row, name)) {
        if (required) tell('required', `${quoted(name)} is not in the row; a missing value is null`);
        continue;
      }
      const json = row[name];
      if (json === null || json === undefined) {
        if (!mayBeMissing)
          tell('missing', `${quoted(name)} must not be missing; it is ${TYPE_SINGULAR[type]}`);
        continue;
      }
      const value = jsonValue(type, json);
      if (value === undefined) {
        tell('type', misfitText(name, type, json));
        continue;
      }
      for (const { rule, phrase, breaks } of rules) {
        if (breaks(value)) tell(rule, `${quoted(name)}: ${quoted(json)} is ${phrase}`);
      }
    }
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
