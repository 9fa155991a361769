import type { DataEngine } from '../../engine/engine.ts';
import { describeTable, rowsOf, type TableColumn } from '../../engine/table.ts';
import type { TallyVisitor } from '../../profile/profile.ts';
import type { Tally } from '../../profile/tally.ts';
import { boundedTalliesOf, isManyTexts, MOST_TEXTS } from '../../profile/tally-table.ts';
import type { ManyTexts } from '../../profile/tally-texts.ts';
import { listed } from '../phrases.ts';
import { findingsOfMany } from './many-texts.ts';
import { personalDataFinding } from './personal-data.ts';

/** Looks, while tallies are made, for the columns whose values look like personal data. */
export class PersonalDataWatch implements TallyVisitor {
  /** Their names: nothing may show their values. */
  readonly hidden = new Set<string>();

  visit(column: TableColumn, tally: Tally): void {
    if (personalDataFinding(column, tally)) this.hidden.add(column.name);
  }

  async visitMany(column: TableColumn, texts: ManyTexts): Promise<void> {
    const { personal } = await findingsOfMany(column, texts, true, () => false);
    if (personal) this.hidden.add(column.name);
  }
}

/**
 * The columns of a table whose values look like personal data.
 * @param names the columns that are looked at; all where left out
 */
export async function hiddenColumns(
  engine: DataEngine,
  table: string,
  names?: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const all = await describeTable(engine, table);
  const columns = all.filter(({ name, type }) => names?.has(name) !== false && CAN_HIDE.has(type));
  const watch = new PersonalDataWatch();
  if (columns.length === 0) return watch.hidden;
  const bounds = { keep: false, mostTexts: () => MOST_TEXTS };
  const rows = await rowsOf(engine, table);
  for await (const { column, tally } of boundedTalliesOf(engine, table, columns, rows, bounds)) {
    if (isManyTexts(tally)) await watch.visitMany(column, tally);
    else watch.visit(column, tally);
  }
  return watch.hidden;
}

/** Types whose values may look like personal data: cards are kept as whole numbers, too. */
const CAN_HIDE: ReadonlySet<string> = new Set(['string', 'integer']);

/** Says that values are hidden, and why; undefined where none are. */
export function hiddenNote(hidden: ReadonlySet<string>): string | undefined {
  if (hidden.size === 0) return undefined;
  const [looks, of] = hidden.size === 1 ? ['looks', 'its values are'] : ['look', 'their values are'];
  return `${listed([...hidden])} ${looks} like personal data: ${of} hidden`;
}

/** How a contract allows that the values of its dataset are shown. */
export const HOW_TO_SHOW =
  'to show them, set `checks: { personal-data: off }` for the dataset in the contract';
