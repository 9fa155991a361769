import { RowFinder } from '../data/checks/offending-rows.ts';
import type { DataEngine } from '../data/engine/engine.ts';
import { type Frame, frameOf } from '../data/engine/frame.ts';
import { identifier } from '../data/engine/sql.ts';
import { describeTable } from '../data/engine/table.ts';
import type { FeatureView } from '../features/view.ts';
import { Random } from '../stats/random.ts';
import { planSplit, type SplitPlan } from '../training/split.ts';
import { readView, viewColumns } from './data.ts';
import type { StageRequest } from './stage.ts';

/** Rows of the training part that are looked at, at most, and of the parts after it. */
const SAMPLE_ROWS = { training: 20_000, later: 5_000 };
/** Values that are held at once: of wide views fewer rows are drawn, but never fewer than this. */
const VALUES = 4_000_000;
const FEWEST = 1000;

/** How the view is divided, and some rows of it in the order of the view: inputs, extras and the label. */
export interface ViewSample {
  readonly plan: SplitPlan;
  /** Of the training part. */
  readonly training: Frame;
  /** Of the validation and the test part. */
  readonly later: Frame;
}

/**
 * Divides the view as training will, and draws rows by `train.seed`. Only the columns that the split needs are
 * read of all rows.
 * @throws as `planSplit`
 */
export async function sampleView(
  engine: DataEngine,
  view: FeatureView,
  request: StageRequest,
): Promise<ViewSample> {
  const { config } = request;
  const { split, view: settings } = config.data;
  const splitters =
    split.by === 'group'
      ? [split.column]
      : split.by === 'hash'
        ? split.columns
        : split.by === 'time' && settings.time !== undefined
          ? [settings.time]
          : [];
  // A random split asks for nothing but their number.
  const rows =
    splitters.length === 0
      ? { rows: view.rows, columns: new Map() }
      : await readView(engine, view, splitters);
  const plan = planSplit(split, rows, { time: settings.time, seed: config.train.seed });
  const { inputs, extras } = viewColumns(request);
  const names = [...new Set([...inputs, ...extras, config.model.label])];
  const random = new Random(config.train.seed);
  const wide = Math.max(FEWEST, Math.floor(VALUES / names.length));
  const read = (places: Uint32Array, most: number) =>
    readRows(engine, view, names, drawn(places, Math.min(most, wide), random));
  const training = await read(plan.train.rows, SAMPLE_ROWS.training);
  const { validation, test } = plan;
  const after = new Uint32Array(validation.rows.length + test.rows.length);
  after.set(validation.rows);
  after.set(test.rows, validation.rows.length);
  after.sort();
  return { plan, training, later: await read(after, SAMPLE_ROWS.later) };
}

/** At most so many of `places`, in their order. */
function drawn(places: Uint32Array, most: number, random: Random): Uint32Array {
  return places.length <= most ? places : random.shuffle(places.slice()).slice(0, most).sort();
}

/** The rows of the view at `places` (from 0), in that order. */
async function readRows(
  engine: DataEngine,
  { table }: FeatureView,
  names: readonly string[],
  places: Uint32Array,
): Promise<Frame> {
  const chosen = 'sampled rows';
  const { sql, row } = await new RowFinder(engine, table, await describeTable(engine, table)).numbered();
  const rows = Array.from(places, (place) => place + 1);
  await engine.insert(chosen, frameOf([{ name: 'row', type: 'integer', values: rows }]));
  try {
    return await engine.frame(
      `SELECT ${names.map((name) => `t.${identifier(name)}`).join(', ')} FROM ${sql}
       WHERE ${row} IN (SELECT "row" FROM ${identifier(chosen)}) ORDER BY ${row}`,
    );
  } finally {
    await engine.run(`DROP TABLE ${identifier(chosen)}`);
  }
}
