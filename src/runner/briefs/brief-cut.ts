/**
 * Cuts a record to a size and leaves it valid: lists keep what matters most, in the order that they had; pictures are
 * taken whole or left out.
 */

/** The part of JSON Schema that tells what may be left out. */
export interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

/** How many entries of the lists of one name were kept, of how many. */
export type Kept = Map<string, { kept: number; of: number }>;

type Json = Readonly<Record<string, unknown>>;

/** What says something else once a part of it is missing. */
const WHOLE = new Set([
  'roc',
  'precisionRecall',
  'calibration',
  'threshold',
  'scores',
  'residuals',
  'confusion',
  'explanation',
  'worst',
  'histogram',
  'bins',
  'history',
  'learningCurve',
  'parameters',
]);

/** `value`, which has `shape` and the name `name`, in at most about `budget` bytes of JSON. */
export function cutTo(value: unknown, shape: Shape, budget: number, name: string, kept: Kept): unknown {
  if (typeof value !== 'object' || value === null || bytesOf(value) <= budget) return value;
  const fitting = shapeFor(value, shape);
  if (Array.isArray(value)) return cutList(value, fitting.items ?? {}, budget, name, kept);
  if (!fitting.properties) return cutRecord(value as Json, budget);
  return cutObject(value as Json, fitting, budget, kept);
}

function shapeFor(value: object, shape: Shape): Shape {
  const type = Array.isArray(value) ? 'array' : 'object';
  return shape.anyOf?.find((one) => one.type === type) ?? shape;
}

function cutObject(value: Json, shape: Shape, budget: number, kept: Kept): Json {
  const entries = Object.entries(value);
  const own = entries.reduce((sum, [key]) => sum + key.length + 4, 2);
  const budgets = portions(
    entries.map(([, inner]) => bytesOf(inner)),
    budget - own,
  );
  return Object.fromEntries(
    entries.flatMap(([key, inner], index): [string, unknown][] => {
      const most = budgets[index] ?? 0;
      if (!isWhole(key, inner) || bytesOf(inner) <= most) {
        return [[key, cutTo(inner, shape.properties?.[key] ?? {}, most, key, kept)]];
      }
      if (!shape.required?.includes(key)) return [];
      return [[key, Array.isArray(inner) ? [] : typeof inner === 'object' ? {} : inner]];
    }),
  );
}

/** Half of a line of figures is another line. */
function isWhole(key: string, value: unknown): boolean {
  return WHOLE.has(key) || (Array.isArray(value) && value.some((item) => !isText(item) && !isObject(item)));
}

/** A record may have any keys: the first ones stay. */
function cutRecord(value: Json, budget: number): Json {
  let left = budget - 2;
  return Object.fromEntries(
    Object.entries(value).filter(([key, inner]) => {
      const size = bytesOf(key) + bytesOf(inner) + 2;
      if (size > left) return false;
      left -= size;
      return true;
    }),
  );
}

function cutList(
  list: readonly unknown[],
  items: Shape,
  budget: number,
  name: string,
  kept: Kept,
): unknown[] {
  const ranked = list.map((item, index) => ({ item, index })).sort((a, b) => before(a, b, name));
  const stay: { item: unknown; index: number }[] = [];
  let left = budget - 2;
  for (const [turn, { item, index }] of ranked.entries()) {
    // Where no room is left, thousands need not be cut to see it.
    if (leastBytes(item) > left) continue;
    const room = holdsLists(item, items)
      ? Math.max(left / (list.length - turn), Math.min(left, LEAST))
      : left;
    const cut = cutTo(item, items, room, name, kept);
    const size = bytesOf(cut) + 1;
    if (size > left) continue;
    left -= size;
    stay.push({ item: cut, index });
  }
  const earlier = kept.get(name) ?? { kept: 0, of: 0 };
  kept.set(name, { kept: earlier.kept + stay.length, of: earlier.of + list.length });
  return stay.sort((a, b) => a.index - b.index).map(({ item }) => item);
}

/** What no cut takes from an entry: its texts and figures, which are never cut. */
function leastBytes(item: unknown): number {
  if (typeof item !== 'object' || item === null) return bytesOf(item);
  let bytes = 1;
  for (const [key, inner] of Object.entries(item)) {
    if (typeof inner === 'string') bytes += key.length + 4 + inner.length + 2;
    else if (typeof inner !== 'object' && inner !== undefined) bytes += key.length + 5;
  }
  return bytes;
}

/** Below this an entry that holds lists has nothing to say. */
const LEAST = 2000;

/** Whether an entry can be cut: a dataset or a window has lists of its own, a rule has none. */
function holdsLists(item: unknown, shape: Shape): boolean {
  const { properties = {} } = isObject(item) ? shapeFor(item, shape) : {};
  return Object.entries(properties).some(([key, { type }]) => type === 'array' && !WHOLE.has(key));
}

/** Bytes for each of `sizes`: what is small is whole, and what is left is the same for all that is large. */
function portions(sizes: readonly number[], budget: number): number[] {
  const ascending = [...sizes].sort((a, b) => a - b);
  let left = Math.max(0, budget);
  let share = 0;
  for (const [index, size] of ascending.entries()) {
    share = left / (ascending.length - index);
    if (size > share) break;
    left -= size;
    share = Number.POSITIVE_INFINITY;
  }
  return sizes.map((size) => (size <= share ? size : share));
}

const ORDER: Readonly<Record<string, number>> = {
  fail: 0,
  error: 0,
  breaking: 0,
  stopped: 0,
  inconclusive: 1,
  warn: 1,
  loosening: 1,
  warned: 1,
  overridden: 2,
};
const ORDINARY = 3;

/** What is bad comes first, then what differs most; where nothing tells, what stood first. Of windows the last. */
function before(a: Ranked, b: Ranked, name: string): number {
  if (name === 'windows') return b.index - a.index;
  return rankOf(a.item) - rankOf(b.item) || sizeOf(b.item) - sizeOf(a.item) || a.index - b.index;
}

interface Ranked {
  readonly item: unknown;
  readonly index: number;
}

function rankOf(item: unknown): number {
  if (!isObject(item)) return ORDINARY;
  const { outcome, verdict, severity, effect, action } = item;
  for (const word of [outcome, verdict, severity, effect, action]) {
    if (typeof word === 'string') return ORDER[word] ?? ORDINARY;
  }
  return ORDINARY;
}

/** How large the difference is that an entry tells of. */
function sizeOf(item: unknown): number {
  if (!isObject(item)) return 0;
  const { change, effect, share, drifted, size } = item;
  if (isObject(change) && typeof change.improvement === 'number') return -change.improvement;
  if (isObject(effect) && typeof effect.value === 'number') return Math.abs(effect.value);
  for (const one of [share, drifted, size]) if (typeof one === 'number') return one;
  return 0;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What was counted before: a record is asked for at each depth that it lies in, and is never changed. */
const counted = new WeakMap<object, number>();
/** What is smaller is counted again sooner than looked up. */
const SMALL = 300;

/** Of its JSON in UTF-8. */
export function bytesOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return plainBytes(value);
  let bytes = counted.get(value);
  if (bytes !== undefined) return bytes;
  // Its brackets, and a comma between two.
  bytes = 1;
  if (Array.isArray(value)) for (const item of value) bytes += 1 + bytesOf(item ?? null);
  else {
    for (const key of Object.keys(value)) {
      const inner = (value as Json)[key];
      if (inner !== undefined) bytes += 2 + plainBytes(key) + bytesOf(inner);
    }
  }
  bytes = Math.max(2, bytes);
  if (bytes > SMALL) counted.set(value, bytes);
  return bytes;
}

/** To write each of a million figures as JSON takes long. */
function plainBytes(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return `${value}`.length;
  if (typeof value === 'string' && /^[ !#-[\]-~]*$/.test(value)) return value.length + 2;
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}
