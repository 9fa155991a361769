import type { Frame } from '../data/engine/frame.ts';
import { datasetDigest } from '../data/versions/version.ts';
import { planSplit, type SplitPart, type SplitPlan } from '../training/split.ts';
import { type OpenData, readView, viewColumns } from './data.ts';
import type { Ports, StageRequest } from './stage.ts';

/** The view's rows that the config divides, and how. */
export interface OpenSplit {
  /** Inputs, extras and the label. */
  readonly rows: Frame;
  readonly plan: SplitPlan;
  /** Version of the view. */
  readonly digest: string;
}

/**
 * Makes the view for training and divides its rows; training and evaluation divide them alike.
 * @param also columns that are read as well where the view has them: a champion may take features of its own
 */
export async function openSplit(
  data: OpenData,
  request: StageRequest,
  { log }: Ports,
  also: readonly string[] = [],
): Promise<OpenSplit> {
  const { config } = request;
  const view = await data.createView();
  const { inputs, extras } = viewColumns(request);
  const { split } = config.data;
  const splitters = split.by === 'group' ? [split.column] : split.by === 'hash' ? split.columns : [];
  const known = new Set(view.columns.map(({ name }) => name));
  const further = also.filter((name) => known.has(name));
  const names = [...new Set([...inputs, ...extras, ...splitters, config.model.label, ...further])];
  const rows = await readView(data.engine, view, names);
  const plan = planSplit(split, rows, { time: config.data.view.time, seed: config.train.seed });
  for (const warning of plan.warnings) log.warn(warning);
  for (const name of ['train', 'validation', 'test'] as const) {
    const { rows: chosen, from, to } = plan[name];
    const span = from && to ? ` from ${from.slice(0, 10)} to before ${to.slice(0, 10)}` : '';
    log.info(`${name}: ${chosen.length.toLocaleString('en-US')} rows${span}`);
  }
  return { rows, plan, digest: await datasetDigest(data.engine, view.table) };
}

/** A part of the split as evidence has it. */
export function periodOf({ rows, from, to }: SplitPart) {
  return { rows: rows.length, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}
