import type { TreeFeature, TreeSplit } from '../../learners/tree-splits.ts';
import type { Label } from '../metrics/outcomes.ts';

/** `whole` numbers have nothing between two of them; a `time` is milliseconds since 1970 (UTC). */
export type ExplainedKind = 'number' | 'whole' | 'time' | 'category';

/** A column of the judged rows by which a model is explained. */
export interface ExplainedColumn {
  readonly name: string;
  readonly kind: ExplainedKind;
  readonly values: ArrayLike<Label>;
}

/** A column as trees take it, and what its codes stand for. */
export interface CodedColumn {
  readonly column: ExplainedColumn;
  readonly feature: TreeFeature;
  /** Of a category, in the order of their codes. */
  readonly categories: readonly string[];
}

/** One side of a split: `visib` and `≤ 2.5`. */
export interface Condition {
  readonly column: string;
  readonly says: string;
}

/** A report has no room for a text. */
const LONGEST_VALUE = 40;

/** The rows of a column at `places`. Categories are coded in the order of their text. */
export function codedColumn(column: ExplainedColumn, places: Uint32Array): CodedColumn {
  const { kind, values } = column;
  if (kind !== 'category') {
    const numbers = Float64Array.from(places, (row) => {
      const value = values[row];
      return typeof value === 'number' ? value : Number.NaN;
    });
    return { column, feature: { kind: 'number', values: numbers }, categories: [] };
  }
  const texts = Array.from(places, (row) => {
    const value = values[row];
    return value === null || value === undefined ? null : String(value);
  });
  const categories = [...new Set(texts.filter((text) => text !== null))].sort();
  const codeOf = new Map(categories.map((text, code) => [text, code]));
  const codes = Int32Array.from(texts, (text) => (text === null ? -1 : (codeOf.get(text) as number)));
  return { column, feature: { kind: 'category', codes }, categories };
}

/**
 * What a split says of the rows on one of its sides.
 * @param missing whether rows of the node lack the value
 */
export function conditionOf(
  split: TreeSplit,
  side: 'left' | 'right',
  coded: CodedColumn,
  missing: boolean,
): Condition {
  const { column, categories } = coded;
  const says = split.kind === 'number' ? ofNumbers(split, side, coded, missing) : ofCategory();
  return { column: column.name, says };

  function ofCategory(): string {
    const { category } = split as Extract<TreeSplit, { kind: 'category' }>;
    if (category < 0) return side === 'left' ? 'is missing' : 'is known';
    if (side === 'left') return `= ${short(categories[category] ?? '')}`;
    if (categories.length === 1) return 'is missing';
    const other = categories.length === 2 && !missing ? categories[1 - category] : undefined;
    return other === undefined ? `≠ ${short(categories[category] ?? '')}` : `= ${short(other)}`;
  }
}

function ofNumbers(
  { threshold, missingLeft }: Extract<TreeSplit, { kind: 'number' }>,
  side: 'left' | 'right',
  { column: { kind }, feature }: CodedColumn,
  missing: boolean,
): string {
  if (threshold === Number.POSITIVE_INFINITY) return side === 'left' ? 'is known' : 'is missing';
  const orMissing = missing && missingLeft === (side === 'left') ? ' or missing' : '';
  const bound =
    kind === 'time'
      ? minute(threshold)
      : kind === 'whole'
        ? Math.floor(threshold)
        : feature.kind === 'number'
          ? shortest(threshold, feature.values)
          : threshold;
  return `${side === 'left' ? '≤' : '>'} ${bound}${orMissing}`;
}

/** Midpoints have more digits than anybody needs: the number of fewest digits that parts the same values. */
function shortest(threshold: number, values: Float64Array): number {
  let [below, above] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const value of values) {
    if (value <= threshold && value > below) below = value;
    if (value > threshold && value < above) above = value;
  }
  for (let digits = 1; digits <= 17; digits++) {
    const [found] = [below, threshold]
      .map((near) => Number(near.toPrecision(digits)))
      .filter((rounded) => rounded >= below && rounded < above)
      .sort((a, b) => String(a).length - String(b).length);
    if (found !== undefined) return found;
  }
  return threshold;
}

/** The conditions of a path as a person says them: of bounds on the same side the last, and `=` in place of `≠`. */
export function mergedConditions(conditions: readonly Condition[]): Condition[] {
  const byColumn = new Map<string, string[]>();
  for (const { column, says } of conditions) {
    const [sign] = says.split(' ');
    const others = byColumn.get(column) ?? [];
    const kept = others.filter((other) =>
      sign === '=' ? !other.startsWith('≠') : sign === '≠' || !other.startsWith(`${sign} `),
    );
    byColumn.set(column, [...kept, says]);
  }
  return [...byColumn].map(([column, says]) => ({ column, says: says.join(' and ') }));
}

function minute(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? String(milliseconds) : `${date.toISOString().slice(0, 16)}Z`;
}

function short(text: string): string {
  const characters = [...text.slice(0, 2 * LONGEST_VALUE)];
  return text.length > LONGEST_VALUE && characters.length > LONGEST_VALUE
    ? `${characters.slice(0, LONGEST_VALUE - 1).join('')}…`
    : text;
}
