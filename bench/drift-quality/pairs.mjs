// Seeded pairs of datasets, with and without a shift: what the verdicts of drift methods are judged on.
import { randomOf } from '../../src/stats/random.ts';

const DAY = 86_400_000;
const START = Date.UTC(2025, 0, 6);

/**
 * A reference and a current frame. Half of the pairs have a time: their columns have weekdays, and days that are
 * alike to the day before (ordinary weather). `shifted` names the columns that were really changed.
 */
export function makePair(seed, { isShifted }) {
  const random = randomOf(seed);
  const isTimed = random.next() < 0.5;
  const referenceRows = Math.round(200 * 100 ** random.next());
  const share = 0.1 + 0.9 * random.next();
  const days = isTimed ? daysOf(random) : null;
  const currentRows = Math.max(
    100,
    Math.round(referenceRows * (days ? days.current / days.reference : share)),
  );
  const count = 1 + random.integer(12);
  const times = days && {
    reference: timesOf(random, referenceRows, 0, days.reference),
    current: timesOf(random, currentRows, days.reference, days.current),
  };
  const changed = new Set();
  if (isShifted) {
    const wanted = 1 + random.integer(Math.max(1, Math.floor(count / 3)));
    while (changed.size < wanted) changed.add(random.integer(count));
  }
  const [reference, current] = [[], []];
  if (times) {
    reference.push({ name: 'time', type: 'timestamp', values: times.reference });
    current.push({ name: 'time', type: 'timestamp', values: times.current });
  }
  const shifts = new Map();
  for (let place = 0; place < count; place++) {
    const family = FAMILIES[random.integer(FAMILIES.length)](random);
    const weather = days ? weatherOf(random, days.reference + days.current) : () => 0;
    const missing = random.next() < 0.3 ? 0.2 * random.next() : 0;
    const shift = changed.has(place) ? shiftOf(random, family.type) : null;
    const name = `c${place}`;
    if (shift) shifts.set(name, shift.kind);
    const side = (rows, at, change) =>
      Array.from({ length: rows }, (_, row) => {
        const day = at ? Math.floor((at[row] - START) / DAY) : 0;
        const share = change?.missing !== undefined ? Math.min(0.95, missing + change.missing) : missing;
        if (share > 0 && random.next() < share) return null;
        return family.draw(random, weather(day), change);
      });
    reference.push({ name, type: family.type, values: side(referenceRows, times?.reference, null) });
    current.push({ name, type: family.type, values: side(currentRows, times?.current, shift) });
  }
  return { seed, isTimed, reference: frame(reference), current: frame(current), shifted: shifts };
}

function frame(columns) {
  return { rows: columns[0].values.length, columns: new Map(columns.map((column) => [column.name, column])) };
}

function daysOf(random) {
  const current = [7, 14, 28, 30, 10][random.integer(5)];
  const times = 2 + random.integer(11);
  return { current, reference: Math.min(180, current * times + random.integer(current)) };
}

function timesOf(random, rows, from, days) {
  return Array.from({ length: rows }, () => START + (from + random.next() * days) * DAY).sort(
    (a, b) => a - b,
  );
}

/** What a day adds to a column, in standard deviations: an AR(1) process and a weekday. */
function weatherOf(random, days) {
  const kind = random.integer(3);
  const deviation = kind === 0 ? 0 : 0.02 * 15 ** random.next();
  const likeness = 0.7 * random.next();
  const weekly = kind === 2 ? Array.from({ length: 7 }, () => 0.3 * random.normal()) : new Array(7).fill(0);
  let state = random.normal();
  const values = Array.from({ length: days }, (_, day) => {
    state = likeness * state + Math.sqrt(1 - likeness ** 2) * random.normal();
    return deviation * state + weekly[day % 7];
  });
  return (day) => values[day] ?? 0;
}

const plain = (random, weather, shift) =>
  random.normal() * (shift?.scale ?? 1) + weather + (shift?.location ?? 0);

/** `draw` gives a value; a shift moves it by so many standard deviations, or widens it. */
const FAMILIES = [
  () => ({ type: 'number', draw: plain }),
  () => ({ type: 'number', draw: (random, weather, shift) => 100 + 15 * plain(random, weather, shift) }),
  (random) => {
    const width = 0.5 + random.next();
    return { type: 'number', draw: (...all) => Math.exp(width * plain(...all)) };
  },
  // Student's t with two degrees of freedom: no variance.
  () => ({
    type: 'number',
    draw: (random, weather, shift) =>
      (random.normal() * (shift?.scale ?? 1)) / Math.sqrt(-Math.log(1 - random.next())) +
      1.4 * (weather + (shift?.location ?? 0)),
  }),
  (random) => {
    const mean = 0.5 * 40 ** random.next();
    return {
      type: 'integer',
      draw: (...all) => Math.max(0, Math.round(mean + Math.sqrt(mean) * plain(...all))),
    };
  },
  (random) => {
    const usual = random.normal();
    return { type: 'boolean', draw: (...all) => plain(...all) > usual };
  },
  (random) => {
    const size = 3 + random.integer(40);
    const weights = Array.from({ length: size }, (_, at) => 1 / (at + 1) ** (0.5 + random.next()));
    const sides = weights.map(() => random.normal());
    const tables = new Map();
    const table = (tilt) => {
      const key = Math.round(tilt * 1e6);
      if (!tables.has(key)) {
        const tilted = weights.map((weight, at) => weight * Math.exp(tilt * sides[at]));
        const total = tilted.reduce((a, b) => a + b, 0);
        let sum = 0;
        tables.set(
          key,
          tilted.map((weight) => {
            sum += weight / total;
            return sum;
          }),
        );
      }
      return tables.get(key);
    };
    return {
      type: 'string',
      draw: (random, weather, shift) => {
        if (shift?.fresh && random.next() < shift.fresh) return 'new';
        const ends = table(weather + (shift?.location ?? 0));
        const at = random.next();
        let low = 0;
        while (low < ends.length - 1 && ends[low] < at) low++;
        return `v${low}`;
      },
    };
  },
];

/** One change, by 0.1 to 0.8 standard deviations or what corresponds. */
function shiftOf(random, type) {
  const size = 0.1 * 8 ** random.next();
  const sign = random.next() < 0.5 ? -1 : 1;
  const kind = random.next();
  if (kind < 0.15) return { kind: 'missing', missing: size / 4 };
  if (type === 'string') {
    return kind < 0.4 ? { kind: 'new category', fresh: size / 8 } : { kind: 'tilt', location: sign * size };
  }
  if (kind < 0.4 && type === 'number') return { kind: 'scale', scale: (1 + size) ** sign };
  return { kind: 'location', location: sign * size };
}
