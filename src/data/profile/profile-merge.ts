import { DataError } from '../../system/errors.ts';
import { columnProfile } from './profile.ts';
import { mergeExtras } from './profile-extras.ts';
import { refuseContradictions } from './profile-merge-check.ts';
import { addTallies, tallyOfProfile } from './profile-merge-part.ts';
import { type MergeableColumn, mergeSketches } from './profile-merge-sketch.ts';
import { type ColumnProfile, PROFILE_SCHEMA, type Profile, type ProfileSlice } from './profile-schema.ts';
import { orderSlices } from './profile-slices.ts';

/** A profile and what messages call it. */
export interface NamedProfile {
  readonly name: string;
  readonly profile: Profile;
}

/**
 * The profile of all rows of several profiles, in whatever order they come. Whatever is exact in them is exact in
 * it: it equals the profile of the rows together. Columns with more distinct values than a profile keeps get
 * estimates, each with its error, of their distinct values, quantiles, most frequent texts and histogram.
 * @throws DataError where they are not of one kind of data, or one contradicts itself or does not carry what joining asks for
 */
export function mergeProfiles(parts: readonly NamedProfile[]): Profile {
  const [first] = parts;
  if (!first) throw new RangeError('no profile to join');
  for (const part of parts) {
    refuseContradictions(part);
    refuseOther(first, part);
  }
  const columns = first.profile.columns.map(({ name }) => mergeColumns(name, parts));
  const { label, weight } = first.profile;
  const slices = mergeSlices(parts);
  return {
    schema: PROFILE_SCHEMA,
    rows: parts.reduce((sum, { profile }) => sum + profile.rows, 0),
    columns,
    ...(label === undefined ? {} : { label }),
    ...(weight === undefined ? {} : { weight }),
    ...(slices ? { slices } : {}),
  };
}

function refuseOther(first: NamedProfile, other: NamedProfile): void {
  const names = ({ profile }: NamedProfile) => profile.columns.map(({ name }) => name);
  const missing = names(first).find((name) => !names(other).includes(name));
  const odd = names(other).find((name) => !names(first).includes(name));
  if (missing !== undefined || odd !== undefined) {
    const [without, having] = missing === undefined ? [first, other] : [other, first];
    throw new DataError(
      `${without.name} has no column ${JSON.stringify(missing ?? odd)}, which ${having.name} has`,
      { hint: 'Join profiles of parts of one dataset.' },
    );
  }
  for (const key of ['label', 'weight'] as const) {
    if (first.profile[key] === other.profile[key]) continue;
    throw new DataError(
      `${first.name} was made with ${asked(key, first)} and ${other.name} with ${asked(key, other)}`,
      { hint: `Give all parts the same --${key}.` },
    );
  }
}

function asked(key: 'label' | 'weight', { profile }: NamedProfile): string {
  const column = profile[key];
  return column === undefined ? `no ${key}` : `the ${key} ${JSON.stringify(column)}`;
}

function mergeColumns(name: string, parts: readonly NamedProfile[]): ColumnProfile {
  const found = parts.map((part) => {
    const column = part.profile.columns.find((candidate) => candidate.name === name);
    if (!column?.merge) {
      throw new DataError(`${part.name}: it does not carry what joining it with others asks for`, {
        hint: 'Make it anew with `mlops profile --json`.',
      });
    }
    return { name: part.name, column: column as MergeableColumn };
  });
  const type = commonType(name, found);
  const columns = found.map(({ column }) => column);
  if (columns.some(({ hidden }) => hidden)) return mergeHidden(name, type, columns);
  const edges = commonEdges(columns);
  const tallies = columns.map(tallyOfProfile);
  const known = tallies.flatMap((tally) => tally ?? []);
  const merged =
    known.length === tallies.length
      ? columnProfile(name, addTallies(type, known), {
          mergeable: true,
          ...(edges ? { edges: new Map([[name, edges]]) } : {}),
        })
      : mergeSketches(name, type, columns, edges);
  return mergeExtras(merged, columns);
}

/**
 * What is hidden in one part is hidden in all. Of the distinct values only bounds are known: no more than the sum
 * of the parts', no fewer than the most of one.
 */
function mergeHidden(name: string, type: ColumnType, columns: readonly MergeableColumn[]): ColumnProfile {
  const sum = (key: 'present' | 'missing' | 'distinct') =>
    columns.reduce((total, column) => total + column[key], 0);
  const distinct = Math.max(...columns.map((column) => column.distinct));
  return {
    name,
    type,
    present: sum('present'),
    missing: sum('missing'),
    distinct,
    hidden: true,
    ...(sum('distinct') > distinct ? { estimated: { distinct: sum('distinct') / distinct - 1 } } : {}),
    merge: {},
  };
}

type ColumnType = ColumnProfile['type'];

/** Numbers hold whole numbers, timestamps hold dates, and a part without a value may be of any type. */
function commonType(name: string, parts: readonly { name: string; column: ColumnProfile }[]): ColumnType {
  let [known] = parts;
  for (const part of parts) {
    if (!known || known.column.present === 0) known = part;
    const [a, b] = [known.column.type, part.column.type];
    if (a === b || part.column.present === 0) continue;
    const isWider = (wide: ColumnType, narrow: ColumnType) =>
      (wide === 'number' && narrow === 'integer') || (wide === 'timestamp' && narrow === 'date');
    if (isWider(b, a)) known = part;
    else if (!isWider(a, b)) {
      throw new DataError(`${JSON.stringify(name)} is ${a} in ${known.name} and ${b} in ${part.name}`, {
        hint: 'Profile parts whose columns have the same types; the type of a CSV column is told from all its values.',
      });
    }
  }
  return known?.column.type ?? 'string';
}

/** The edges that all parts were given, where they are the same. */
function commonEdges(columns: readonly ColumnProfile[]): readonly number[] | undefined {
  const first = columns[0]?.histogram;
  if (first?.below === undefined) return undefined;
  const text = JSON.stringify(first.edges);
  const same = columns.every(
    ({ histogram }) => histogram?.below !== undefined && JSON.stringify(histogram.edges) === text,
  );
  return same ? first.edges : undefined;
}

/** Slices of one name are joined; a part that has no row of a slice has nothing to say of it. */
function mergeSlices(parts: readonly NamedProfile[]): ProfileSlice[] | undefined {
  if (!parts.some(({ profile }) => profile.slices)) return undefined;
  const groups = new Map<string, { slice: ProfileSlice; parts: NamedProfile[] }>();
  for (const { name, profile } of parts) {
    for (const slice of profile.slices ?? []) {
      const key = JSON.stringify([slice.column, slice.value]);
      const group = groups.get(key) ?? { slice, parts: [] };
      const { slices: _, ...rest } = profile;
      group.parts.push({ name, profile: { ...rest, rows: slice.rows, columns: slice.columns } });
      groups.set(key, group);
    }
  }
  const joined = [...groups.values()].map(({ slice, parts: of }) => {
    const { rows, columns } = mergeProfiles(of);
    return { column: slice.column, value: slice.value, rows, columns };
  });
  return orderSlices(joined);
}
