import { isForbiddenKey } from '../../config/yaml-walk.ts';
import { counted, cut, percentage, quoted } from '../checks/phrases.ts';
import type { ColumnProfile, Profile } from '../profile/profile-schema.ts';
import type { ColumnContract, Contract, DatasetContract } from './contract.ts';
import type { ContractComments } from './contract-file.ts';

/** TFDV's `max_string_domain_size`. */
const LARGEST_DOMAIN = 100;
/** Texts longer than this are prose, not categories. */
const LONGEST_CATEGORY = 100;
/** Fewer rows a value than this look like identifiers, where the next row brings a new value. */
const ROWS_PER_VALUE = 5;
/** With more values than this the next season brings another one: destinations, products, makers. */
const SETTLED_DOMAIN = 20;
/** Where more than this share of rows is expected to bring an unseen value, a domain says nothing. */
const MOST_UNSEEN = 0.05;

export const RENAME = 'no contract can name it: rename the column';

/** Which columns an inferred contract leaves out, and why, as sentences. */
export function leftOut(columns: readonly { readonly name: string }[]): string[] {
  return columns
    .filter(({ name }) => isForbiddenKey(name))
    .map(({ name }) => `${quoted(name)} is left out: ${RENAME}`);
}

export interface InferOptions {
  /** The label: its values become its classes. */
  readonly label?: string;
  /** Columns that name a row. */
  readonly keys?: readonly string[];
}

/**
 * A contract that the profiled data keep, by TFDV's rules of schema inference (type; required and never
 * missing only where nothing is missing; no bounds of numbers; a domain for text with at most 100
 * values) with two changes, so that the next honest batch keeps it as well: a missing share that was
 * seen is allowed to double, and a domain is only given where few new values are to be expected, with
 * some tolerance where a few are. The expected share of unseen values is Good and Turing's: values seen
 * once, divided by the rows. Columns whose names no YAML file of ours may have as keys are left out.
 */
export function inferContract(profile: Profile, options: InferOptions = {}): DatasetContract {
  const columns = profile.columns
    .filter(({ name }) => !isForbiddenKey(name))
    .map((column): [string, ColumnContract] => [
      column.name,
      columnContract(column, profile.rows, column.name === options.label),
    ]);
  return {
    rows: { 'at-least': 1 },
    keys: [...(options.keys ?? [])],
    'additional-columns': 'warn',
    columns: Object.fromEntries(columns),
  };
}

function columnContract(column: ColumnProfile, rows: number, isLabel: boolean): ColumnContract {
  const classes = isLabel ? classesOf(column) : undefined;
  const found = classes ? {} : domainOf(column);
  const most = missingBound(column.missing, rows);
  return {
    type: column.type,
    required: true,
    // Of a column without any value not even the type is known.
    severity: column.present === 0 ? 'warn' : 'error',
    ...(most === undefined ? {} : { missing: { 'at-most': most } }),
    ...found,
    ...(classes ? { classes: { values: classes } } : {}),
    ...(notFinite(column) > 0 ? { finite: false } : {}),
  };
}

/** None where nothing was seen missing, else twice what was seen and 5 % more; no bound where all was. */
function missingBound(missing: number, rows: number): number | undefined {
  if (missing === 0) return rows === 0 ? undefined : 0;
  const most = Math.ceil(((missing / rows) * 2 + 0.05) * 100) / 100;
  return most < 1 ? most : undefined;
}

function classesOf({ type, distinct, top, trues }: ColumnProfile): (string | number | boolean)[] | undefined {
  if (type === 'boolean') return distinct === 2 && trues !== undefined ? [false, true] : undefined;
  if (!top || top.length !== distinct || distinct < 2 || distinct > LARGEST_DOMAIN) return undefined;
  return valuesOf(top);
}

/** The values of a complete list in their own order. */
function valuesOf(top: NonNullable<ColumnProfile['top']>): (string | number)[] {
  return top
    .map(({ value }) => value)
    .toSorted((a, b) =>
      typeof a === 'number' && typeof b === 'number' ? a - b : a < b ? -1 : a > b ? 1 : 0,
    );
}

function domainOf(column: ColumnProfile): Pick<ColumnContract, 'domain' | 'outside'> {
  const { type, distinct, present, top, lengths } = column;
  if (!top || distinct === 0 || top.length !== distinct) return {};
  // TFDV's bool_domain; other integers are numbers, whatever they stand for.
  if (type === 'integer') {
    const values = valuesOf(top);
    return values.length === 2 && values[0] === 0 && values[1] === 1 ? { domain: values } : {};
  }
  if (type !== 'string' || distinct > LARGEST_DOMAIN || (lengths?.maximum ?? 0) > LONGEST_CATEGORY) return {};
  if (present < distinct * ROWS_PER_VALUE) return {};
  const unseen = unseenShare(top, present);
  if (unseen > MOST_UNSEEN) return {};
  const domain = valuesOf(top);
  if (unseen === 0 && distinct <= SETTLED_DOMAIN) return { domain };
  return { domain, outside: { 'at-most': Math.max(0.01, Math.ceil(unseen * 2 * 100) / 100) } };
}

function unseenShare(top: NonNullable<ColumnProfile['top']>, present: number): number {
  return top.filter(({ count }) => count === 1).length / present;
}

function notFinite({ numbers }: ColumnProfile): number {
  return numbers ? numbers.nan + numbers.positiveInfinities + numbers.negativeInfinities : 0;
}

/** What was seen of each column, as comments for the contract that was inferred from it. */
export function describeProfiles(profiles: ReadonlyMap<string, Profile>): ContractComments {
  return new Map(
    [...profiles].map(([dataset, { columns, rows }]) => [
      dataset,
      new Map(columns.map((column) => [column.name, describeColumn(column, rows)])),
    ]),
  );
}

function describeColumn(column: ColumnProfile, rows: number): string {
  const { type, present, missing, distinct, numbers, period, trues, top, lengths } = column;
  if (present === 0) return 'no value at all: name its type';
  if (column.hidden) {
    const seen = `${counted(distinct, 'different value')}, hidden since they look like personal data`;
    return missing > 0 ? `${seen}; ${percentage(missing / rows)} missing` : seen;
  }
  const parts: string[] = [];
  if (numbers && numbers.minimum !== null) {
    const mean = distinct === 1 || numbers.mean === null ? '' : `, mean ${short(numbers.mean)}`;
    parts.push(`${spanned(endText(numbers.minimum, type), endText(numbers.maximum, type))}${mean}`);
  }
  if (period) parts.push(spanned(period.from, period.to));
  if (trues !== undefined) parts.push(`${percentage(trues / present)} true`);
  if (lengths) {
    const most = top?.[0];
    const often =
      most && most.count > 1
        ? `, most often ${quoted(cut(String(most.value), 40))} (${percentage(most.count / present)})`
        : '';
    parts.push(`${counted(distinct, 'different value')}${often}`);
  }
  const odd = notFinite(column);
  if (odd > 0)
    parts.push(`${counted(odd, 'value')} NaN or infinite: remove \`finite: false\` to refuse them`);
  if (missing > 0) parts.push(`${percentage(missing / rows)} missing`);
  const isName = type === 'integer' || type === 'string';
  if (isName && distinct === present && present === rows && rows > 1)
    parts.push('different in every row: a key?');
  return parts.join('; ');
}

function spanned(from: string, to: string): string {
  return from === to ? `always ${from}` : `${from} … ${to}`;
}

function endText(end: number | string | null, type: ColumnProfile['type']): string {
  return type === 'number' && typeof end === 'number' ? short(end) : String(end);
}

function short(figure: number): string {
  return String(Number(figure.toPrecision(4)));
}

/** A contract file's content for several datasets by name. */
export function inferContracts(
  profiles: ReadonlyMap<string, Profile>,
  options: ReadonlyMap<string, InferOptions> = new Map(),
): Contract {
  const datasets = [...profiles].map(([name, profile]) => [name, inferContract(profile, options.get(name))]);
  return { version: 1, datasets: Object.fromEntries(datasets) };
}
