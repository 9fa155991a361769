import type { DataEngine } from '../engine/engine.ts';
import { describeTable, rowsOf, type TableColumn } from '../engine/table.ts';
import { columnFigures } from './profile-column.ts';
import { withExtras } from './profile-extra.ts';
import { listFigures, utf8Figures } from './profile-extras.ts';
import { type LabelOptions, labelFigures, labelOf } from './profile-label.ts';
import { mergePartOf } from './profile-merge-part.ts';
import { type ColumnProfile, PROFILE_SCHEMA, type Profile, type ProfileSlice } from './profile-schema.ts';
import { orderSlices, slicesOf } from './profile-slices.ts';
import { manyTextsProfile } from './profile-texts.ts';
import { weightedFigures, weightOf } from './profile-weight.ts';
import type { Tally } from './tally.ts';
import { boundedTalliesOf, isManyTexts, MOST_TEXTS } from './tally-table.ts';
import type { ManyTexts } from './tally-texts.ts';

export interface ProfileOptions extends LabelOptions {
  /** Whether the profile carries what joining it with others asks for (`mergeProfiles`). */
  readonly mergeable?: boolean;
  /** The column of each row's weight. */
  readonly weight?: string;
  /** Columns by whose values the rows are profiled apart, too. */
  readonly slices?: readonly string[];
  /** So many distinct texts of a column are brought into memory (default 100,000; at least 4096). */
  readonly mostTexts?: number;
}

/** Who looks at the tallies that a profile is made of; each is there only while it is visited. */
export interface TallyVisitor {
  visit(column: TableColumn, tally: Tally): void;
  /** A column of so many texts that they are not brought into memory. Without this it gets all of them all the same. */
  visitMany?(column: TableColumn, texts: ManyTexts): Promise<void>;
  /** Whether it asks for all texts of this column, however many. */
  needsAll?(column: TableColumn): boolean;
}

/**
 * The profile of a table or view. The same rows give the same profile, figure by figure, whatever
 * their order and the number of threads. Each column is read once.
 * @param visitor is handed every column's tally on the way, for figures beyond the profile's
 * @throws UserError where an option names a column that does not exist or does not fit
 */
export async function profileTable(
  engine: DataEngine,
  table: string,
  options: ProfileOptions = {},
  visitor?: TallyVisitor,
): Promise<Profile> {
  const columns = await describeTable(engine, table);
  const rows = await rowsOf(engine, table);
  const { label, weight, slices } = options;
  const profiles = await profileColumns(engine, table, columns, rows, options, visitor);
  const sliced: ProfileSlice[] = [];
  for await (const slice of slicesOf(engine, table, columns, slices ?? [])) {
    const { column, value } = slice;
    const ofSlice = await profileColumns(engine, slice.table, columns, slice.rows, options);
    sliced.push({ column, value, rows: slice.rows, columns: ofSlice });
  }
  return {
    schema: PROFILE_SCHEMA,
    rows,
    columns: profiles,
    ...(label === undefined ? {} : { label }),
    ...(weight === undefined ? {} : { weight }),
    ...(slices === undefined || slices.length === 0 ? {} : { slices: orderSlices(sliced) }),
  };
}

async function profileColumns(
  engine: DataEngine,
  table: string,
  columns: readonly TableColumn[],
  rows: number,
  options: ProfileOptions,
  visitor?: TallyVisitor,
): Promise<ColumnProfile[]> {
  const label = await labelOf(engine, table, columns, rows, options);
  const weight = await weightOf(engine, table, columns, options);
  const profiles: ColumnProfile[] = [];
  const isWhole = (column: TableColumn) =>
    visitor !== undefined && (visitor.visitMany === undefined || visitor.needsAll?.(column) === true);
  const tallies = boundedTalliesOf(engine, table, columns, rows, {
    keep: false,
    mostTexts: (column) => (isWhole(column) ? Number.POSITIVE_INFINITY : (options.mostTexts ?? MOST_TEXTS)),
  });
  for await (const { column, tally } of tallies) {
    if (isManyTexts(tally)) await visitor?.visitMany?.(column, tally);
    else visitor?.visit(column, tally);
    const profile = isManyTexts(tally)
      ? await manyTextsProfile(column.name, tally, options)
      : columnProfile(column.name, tally, options);
    const extras = [
      await listFigures(engine, table, column),
      await utf8Figures(engine, table, column),
      await labelFigures(engine, table, column, profile, label, options),
      await weightedFigures(engine, table, column, weight),
    ];
    profiles.push(withExtras(profile, extras));
  }
  return profiles;
}

/** The profile of a column that follows from its tally. */
export function columnProfile(name: string, tally: Tally, options: ProfileOptions = {}): ColumnProfile {
  const figures = columnFigures(name, tally, options);
  return options.mergeable ? { ...figures, merge: mergePartOf(tally) } : figures;
}
