import { type RuleConfig, sliceSetName } from '../../config/schema/gate-rules.ts';
import type { GroupComparison } from '../slices/groups.ts';
import { groupMetric } from '../slices/groups.ts';
import { type Slice, type SlicesResult, sliceName } from '../slices/slices.ts';
import { count } from './phrases.ts';
import type { Figures } from './rules.ts';

/** Where a rule is checked: on all rows, on a slice, or on the groups of a column. */
export interface Place {
  /** `origin = EWR`, `by origin`; null for all rows. */
  readonly slice: string | null;
  /** The name of the figure that is judged there. */
  readonly metric: string;
  readonly challenger: Figures;
  readonly champion: Figures | null;
  /** Null where it is not known. */
  readonly rows: number | null;
  /** Set before the sentence: `On origin = EWR (4,861 rows): `; empty for all rows. */
  readonly where: string;
  /** Of a figure of groups, which no metric says. */
  readonly groups?: GroupComparison;
}

/** A place that is not there, with the sentence why. */
export interface Absent {
  readonly slice: string;
  readonly metric: string;
  readonly absent: string;
}

export interface Places {
  readonly challenger: Figures;
  readonly champion: Figures | null;
  readonly rows?: number | undefined;
  readonly slices?: SlicesResult | undefined;
  readonly groups?: readonly GroupComparison[] | undefined;
}

/** Where a rule is checked; never nowhere: what is not there is an absence that fails. */
export function placesOf(rule: RuleConfig, places: Places): (Place | Absent)[] {
  if (rule.by !== undefined) return [groupPlace(rule, rule.by, places)];
  const { challenger, champion, slices, rows = null } = places;
  const { metric } = rule;
  if (!rule.slice) return [{ slice: null, metric, challenger, champion, rows, where: '' }];
  const column = sliceSetName(rule.slice.column);
  const value = rule.slice.value === undefined ? undefined : sliceSetName(rule.slice.value);
  const named = (each: { column: string; value: string }) =>
    each.column === column && (value === undefined || each.value === value);
  const found = (slices?.slices ?? []).filter(named);
  if (found.length > 0) return found.map((each) => slicePlace(each, metric, champion !== null));
  const small = (slices?.small ?? []).filter(named);
  const slice = value === undefined ? column : sliceName({ column, value });
  return [{ slice, metric, absent: absence(slice, value === undefined, small) }];
}

function absence(slice: string, wholeColumn: boolean, small: SlicesResult['small']): string {
  if (small.length === 0) return `No row is of the slice ${slice}, so the rule cannot hold.`;
  if (wholeColumn) return `No value of ${slice} has enough rows to be judged, so the rule cannot hold.`;
  return `The slice ${slice} has ${count(small[0]?.rows ?? 0)} rows, too few to be judged, so the rule cannot hold.`;
}

function slicePlace(slice: Slice, metric: string, hasChampion: boolean): Place {
  const name = sliceName(slice);
  return {
    slice: name,
    metric,
    challenger: slice.challenger,
    // With a champion whose slice has no figures, change fails; only without one it is skipped.
    champion: hasChampion ? (slice.champion ?? {}) : null,
    rows: slice.rows,
    where: `On ${name} (${count(slice.rows)} rows): `,
  };
}

function groupPlace(rule: RuleConfig, by: string, { champion, groups }: Places): Place | Absent {
  const metric = groupMetric(rule);
  const found = groups?.find((each) => each.by === by && each.metric === metric);
  const slice = `by ${by}`;
  if (!found) {
    const absent = `${metric} of the groups of ${by} is not among the figures, so the rule cannot hold.`;
    return { slice, metric, absent };
  }
  if (found.groups.length < 2) return { slice, metric, absent: loneliness(found) };
  return {
    slice,
    metric,
    challenger: { [metric]: found.challenger },
    champion: champion && { [metric]: found.champion },
    rows: found.groups.reduce((sum, { rows }) => sum + rows, 0),
    where: '',
    groups: found,
  };
}

function loneliness({ by, groups, small }: GroupComparison): string {
  const [only] = groups;
  const left = only ? `only ${only.value} has` : 'none has';
  return `Of the groups of ${by} ${left} enough rows to be judged, so there is nothing to compare and the rule cannot hold.${smallText(small)}`;
}

/** Names the groups that were left out; empty where none was. */
export function smallText(small: GroupComparison['small']): string {
  if (small.length === 0) return '';
  const named = small
    .slice(0, 5)
    .map(({ value, rows }) => `${value} (${rows === 1 ? '1 row' : `${count(rows)} rows`})`);
  const more = small.length > 5 ? ` and ${small.length - 5} more` : '';
  return ` Left out, with too few rows: ${named.join(', ')}${more}.`;
}
