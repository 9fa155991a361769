import type { DatasetContract } from '../contract/contract.ts';
import { isJudged } from '../contract/environments.ts';
import type { DataEngine } from '../engine/engine.ts';
import type { Value } from '../engine/frame.ts';
import type { TableColumn } from '../engine/table.ts';
import type { AnomalyList } from './anomaly-list.ts';
import { severityOf } from './column-check.ts';
import { CURES } from './cures.ts';
import { compileJsonSchema, type SchemaJudge } from './json-schema.ts';
import { type Examples, MOST_EXAMPLES, type RowFinder } from './offending-rows.ts';
import { cut, partOf, percentage, quoted } from './phrases.ts';
import { jsonOf } from './row-schema.ts';
import { typeFit } from './type-fit.ts';
import { keptMostly } from './value-rules.ts';

/** A column whose values are read for a schema. */
interface ReadColumn {
  readonly name: string;
  readonly rules: DatasetContract['columns'][string];
  readonly sql: string;
  readonly judge: SchemaJudge | undefined;
}

/**
 * Asks the JSON Schemas of single values (`schema`) and of whole rows (`row-schema`), which SQL cannot judge: the
 * rows are read in portions, once for all of them. Values that are not of the column's type are told of elsewhere.
 */
export async function checkSchemas(
  engine: DataEngine,
  list: AnomalyList,
  contract: DatasetContract,
  finder: RowFinder,
  found: ReadonlyMap<string, TableColumn>,
): Promise<void> {
  const ofRow = contract['row-schema'];
  const rowJudge = ofRow === undefined ? undefined : compileJsonSchema(ofRow);
  const columns = Object.entries(contract.columns).flatMap(([name, rules]): ReadColumn[] => {
    const column = found.get(name);
    if (!column || !isJudged(rules) || (rules.schema === undefined && !rowJudge)) return [];
    const sql = typeFit(rules.type, column).value ?? 'NULL';
    const judge = rules.schema === undefined ? undefined : compileJsonSchema(rules.schema);
    return [{ name, rules, sql, judge }];
  });
  if (columns.length === 0) return;
  const tallies = columns.map(() => new SchemaTally());
  const rows = new SchemaTally();
  const { sql, row } = await finder.numbered();
  const values = columns.map((column, index) => `${column.sql} AS v${index}`).join(', ');
  await engine.scan(`SELECT ${row} AS r, ${values} FROM ${sql}`, ([numbers = [], ...portion]) => {
    for (const [place, number] of numbers.entries()) {
      const plain = columns.map(({ rules }, index) => jsonOf(rules.type, portion[index]?.[place] ?? null));
      for (const [index, { judge }] of columns.entries()) {
        const value = plain[index] ?? null;
        if (judge && value !== null) tallies[index]?.add(Number(number), value, judge(value));
      }
      if (!rowJudge) continue;
      const whole = Object.fromEntries(columns.map(({ name }, index) => [name, plain[index] ?? null]));
      rows.add(Number(number), null, rowJudge(whole));
    }
  });
  for (const [index, { name, rules, judge }] of columns.entries()) {
    const tally = tallies[index];
    const mostly = rules.mostly ?? 1;
    if (!judge || !tally || tally.holds(mostly)) continue;
    const allowed = mostly < 1 ? `, at most ${percentage(1 - mostly)} may` : '';
    const sentence = `${quoted(name)}: ${partOf(tally.broken, tally.judged, 'value')} break the schema (${tally.reason})${allowed}`;
    const severity = severityOf(rules, 'schema');
    list.add({ column: name, rule: 'schema', severity, ...tally.found(), sentence, cure: CURES.schema });
  }
  if (!rowJudge || rows.holds(1)) return;
  const sentence = `${quoted(list.dataset)}: ${partOf(rows.broken, rows.judged, 'row')} break \`row-schema\` (${rows.reason})`;
  list.add({ column: null, rule: 'row-schema', ...rows.found(), sentence, cure: CURES['row-schema'] });
}

/** How often a schema was broken, and by which rows first. */
class SchemaTally {
  judged = 0;
  broken = 0;
  reason = '';
  readonly #examples: Examples = [];

  add(row: number, value: Value, problem: string | undefined): void {
    this.judged++;
    if (problem === undefined) return;
    if (this.broken === 0) this.reason = problem;
    this.broken++;
    if (this.#examples.length < MOST_EXAMPLES) this.#examples.push({ row, value: shown(value) });
  }

  holds(mostly: number): boolean {
    return this.broken === 0 || keptMostly(mostly).allows(this.broken, this.judged);
  }

  found(): { count: number; judged: number; examples: Examples } {
    return { count: this.broken, judged: this.judged, examples: this.#examples };
  }
}

function shown(value: Value): Examples[number]['value'] {
  if (typeof value === 'string') return cut(value);
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
