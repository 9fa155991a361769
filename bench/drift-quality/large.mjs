// Two sides of a million rows and 30 columns with a time: 20 of numbers, of which five really moved, ten of texts.
import { randomOf } from '../../src/stats/random.ts';

const DAY = 86_400_000;
const START = Date.UTC(2025, 0, 1);
const DAYS = { reference: 60, current: 30 };
/** Ordinary weather: how far the mean of a day is from that of all days, in standard deviations. */
const WEATHER = 0.04;

/** A share: its ends are the same in every sample. */
const bounded = (random, weather, shift) => 1 / (1 + Math.exp(-1.5 * (random.normal() + weather + shift)));
const logNormal = (random, weather, shift) => Math.exp(1.2 * (random.normal() + weather + shift));
/** Student's t with two degrees of freedom: its extremes differ from sample to sample, nothing else does. */
const heavy = (random, weather, shift) =>
  random.normal() / Math.sqrt(-Math.log(1 - random.next())) + 1.4 * (weather + shift);

/** Names, families and how far they move: three by what Evidently's 0.1 finds, two by less. */
export const NUMBERS = [
  ...Array.from({ length: 4 }, (_, at) => ({ name: `share_${at}`, draw: bounded, shift: 0 })),
  ...Array.from({ length: 6 }, (_, at) => ({ name: `amount_${at}`, draw: logNormal, shift: 0 })),
  ...Array.from({ length: 5 }, (_, at) => ({ name: `heavy_${at}`, draw: heavy, shift: 0 })),
  ...[0.2, 0.25, 0.3].map((shift, at) => ({ name: `moved_amount_${at}`, draw: logNormal, shift })),
  ...[0.12, 0.15].map((shift, at) => ({ name: `moved_heavy_${at}`, draw: heavy, shift })),
];
const TEXTS = Array.from({ length: 10 }, (_, at) => ({ name: `category_${at}`, values: 3 + 4 * at }));

export function makeLarge(rows, seed, side) {
  const random = randomOf(seed);
  const from = side === 'reference' ? 0 : DAYS.reference;
  const days = Float64Array.from(
    { length: rows },
    (_, row) => from + ((row + random.next()) * DAYS[side]) / rows,
  );
  const columns = [
    { name: 'time', type: 'timestamp', values: Array.from(days, (day) => START + Math.floor(day * DAY)) },
  ];
  for (const { name, draw, shift } of NUMBERS) {
    const weather = Array.from({ length: 90 }, () => WEATHER * random.normal());
    const move = side === 'current' ? shift : 0;
    const values = Array.from(days, (day) => draw(random, weather[Math.floor(day)], move));
    columns.push({ name, type: 'number', values });
  }
  for (const { name, values } of TEXTS) {
    const texts = Array.from({ length: values }, (_, at) => `${name}_${at}`);
    // The first ones are the frequent ones.
    const drawn = Array.from(days, () => texts[Math.floor(values * random.next() ** 2)]);
    columns.push({ name, type: 'string', values: drawn });
  }
  return { rows, columns: new Map(columns.map((column) => [column.name, column])) };
}
