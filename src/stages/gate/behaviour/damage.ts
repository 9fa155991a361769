import type { RobustnessTest } from '../../../config/schema/gate-behaviour.ts';
import { type Column, columnOf, type Frame, type Value } from '../../../data/engine/frame.ts';
import { NOISE_DEVIATIONS } from '../../../evaluation/behaviour/robustness-sentence.ts';
import { murmur3 } from '../../../features/murmur.ts';
import { Random } from '../../../stats/random.ts';

/** What training saw of a column of numbers. */
export interface TrainedRange {
  readonly minimum: number;
  readonly maximum: number;
  /** Standard deviation (ddof 0). */
  readonly deviation: number;
}

export interface DamageOptions extends Pick<RobustnessTest, 'damage' | 'share' | 'deviations'> {
  readonly columns: readonly string[];
  readonly seed: number;
  /** By column; `noise` and `out-of-range` need those of all columns. */
  readonly ranges: ReadonlyMap<string, TrainedRange>;
  /** Whether the model takes a value in a column. */
  readonly takes: (column: string, value: Value) => boolean;
}

/**
 * A damaged copy of rows: in each of the columns the share (rounded, one at least) of the values that are there.
 * The same seed damages the same values in the same way, whatever other columns are damaged.
 */
export function damagedRows(rows: Frame, options: DamageOptions): Frame {
  const columns = new Map(rows.columns);
  for (const name of options.columns) columns.set(name, damagedColumn(columnOf(rows, name), options));
  return { rows: rows.rows, columns };
}

function damagedColumn(column: Column, options: DamageOptions): Column {
  const { damage, share, seed } = options;
  const random = new Random(murmur3(JSON.stringify([seed, damage, column.name])));
  const values = [...column.values];
  const present = values.flatMap((value, row) => (value === null || Number.isNaN(value) ? [] : [row]));
  const chosen = random.shuffle(present).slice(0, Math.max(1, Math.round(share * present.length)));
  const change = changeOf(column, options, random);
  for (const row of chosen) values[row] = change(values[row] as Value);
  return { ...column, values };
}

function changeOf({ name, type }: Column, options: DamageOptions, random: Random): (value: Value) => Value {
  const { damage, deviations = NOISE_DEVIATIONS, takes } = options;
  if (damage === 'missing') return () => null;
  const { minimum, maximum, deviation } = options.ranges.get(name) as TrainedRange;
  const whole = (value: number) => (type === 'integer' ? Math.round(value) : value);
  if (damage === 'noise') {
    return (value) => {
      const sound = Number(value);
      const noisy = whole(sound + deviations * deviation * random.normal());
      // Noise stays where training was: what lies beyond is another kind of damage.
      return Math.min(Math.max(noisy, Math.min(sound, minimum)), Math.max(sound, maximum));
    };
  }
  const width = maximum > minimum ? maximum - minimum : Math.abs(maximum) || 1;
  const ends = [minimum - width, maximum + width].filter((value) => takes(name, value));
  // Where the model takes neither, it is asked all the same: that it refuses is what is found.
  const sides = ends.length > 0 ? ends : [maximum + width];
  return () => sides[random.integer(sides.length)] as number;
}
