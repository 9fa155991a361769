import { cut } from '../data/checks/phrases.ts';
import { HIDDEN } from '../data/checks/scans/hide.ts';
import type { Scans } from '../data/checks/scans/scans.ts';
import type { DataEngine } from '../data/engine/engine.ts';
import { identifier, literal } from '../data/engine/sql.ts';
import type { Anomaly } from '../evidence/validate-data.ts';
import { fitTransforms } from '../features/fit.ts';
import { applyTransforms, Transforms } from '../features/transforms.ts';
import type { FeatureView } from '../features/view.ts';
import { shortDigest } from '../report/format.ts';
import { DataError } from '../system/errors.ts';
import { type AdequacyCounts, inadequate, judgeAdequacy, slicedColumns } from './adequacy.ts';
import type { Adequacy } from './adequacy-findings.ts';
import { type OpenData, viewColumns } from './data.ts';
import { leakageAnomalies, overlapAnomalies } from './overlap.ts';
import { sampleView, type ViewSample } from './sample.ts';
import { type Ports, type StageRequest, withoutLabel } from './stage.ts';
import { profileTransformed, type TransformedData } from './transformed.ts';

/** What training will find in the view. */
export interface Fitness {
  readonly anomalies: readonly Anomaly[];
  readonly transformed?: TransformedData;
  readonly adequacy?: Adequacy;
}

/**
 * Looks at the view as training will: divides it, looks for columns that give the label away and for test rows
 * that are no test, fits the transforms and profiles what they make, and asks whether there is enough to learn.
 * All but the counts is of a sample (`SAMPLE_ROWS`). Where the data cannot be divided or transformed, the answer
 * is that they are not adequate.
 */
export async function examineFitness(
  data: OpenData,
  view: FeatureView,
  request: StageRequest,
  { collisions, hidden }: Pick<Scans, 'hidden' | 'collisions'>,
  { log }: Ports,
): Promise<Fitness> {
  const { config } = request;
  const asked = config.data.adequacy !== 'off';
  const refused = (about: Parameters<typeof inadequate>[0], { message }: DataError): Fitness => {
    log.warn(message);
    const adequacy = inadequate(about, sentenceOf(message));
    return asked ? { anomalies: [], adequacy } : { anomalies: [] };
  };
  let sample: ViewSample;
  try {
    sample = await sampleView(data.engine, view, request);
  } catch (error) {
    if (error instanceof DataError) return refused('rows', error);
    throw error;
  }
  const anomalies: Anomaly[] = [];
  try {
    const { inputs } = viewColumns(request);
    anomalies.push(...leakageAnomalies(data, request, inputs, sample.training));
    anomalies.push(...(await overlapAnomalies(data, view, request, sample.plan, collisions)));
    const features = withoutLabel(sample.training, config.model.label);
    const fitted = fitTransforms(config.features, features);
    const matrix = applyTransforms(fitted, features);
    const later = withoutLabel(sample.later, config.model.label);
    const made = profileTransformed(fitted, matrix, new Transforms(fitted).convert(later), hidden);
    anomalies.push(...made.anomalies);
    log.info(
      `transformed: ${matrix.width} columns from ${matrix.rows.toLocaleString('en-US')} training rows, version ${shortDigest(made.data.digest)}`,
    );
    if (!asked) return { anomalies, transformed: made.data };
    const counts = await countsOf(data.engine, view, request, sample, hidden);
    const adequacy = judgeAdequacy({ config, plan: sample.plan, sample: sample.training, matrix, counts });
    return { anomalies, transformed: made.data, adequacy };
  } catch (error) {
    if (error instanceof DataError) return { ...refused('rows', error), anomalies };
    throw error;
  }
}

function sentenceOf(message: string): string {
  const text = `${message.slice(0, 1).toUpperCase()}${message.slice(1)}`;
  return text.endsWith('.') ? text : `${text}.`;
}

/** Training rows of each class and slice value, the fewest first, and days with rows. */
async function countsOf(
  engine: DataEngine,
  { table, rows, columns }: FeatureView,
  { config }: StageRequest,
  { plan }: ViewSample,
  hidden: ReadonlySet<string>,
): Promise<AdequacyCounts> {
  const { time } = config.data.view;
  const { label, task } = config.model;
  const bounded = (from: string | undefined, to: string | undefined) =>
    from === undefined || to === undefined || time === undefined
      ? 'TRUE'
      : `CAST(t.${identifier(time)} AS TIMESTAMP) >= ${moment(from)} AND CAST(t.${identifier(time)} AS TIMESTAMP) < ${moment(to)}`;
  const { from, to } = plan.train;
  // Without a time the shares of all rows stand for those of the training part.
  const scale = from === undefined ? plan.train.rows.length / Math.max(1, rows) : 1;
  const count = async (column: string) => {
    const found = await engine.rows<{ value: string | null; n: number }>(
      `SELECT CAST(t.${identifier(column)} AS VARCHAR) AS value, count(*) AS n FROM ${identifier(table)} AS t
       WHERE ${bounded(from, to)} GROUP BY 1 ORDER BY n, value`,
    );
    const shown = (value: string | null) =>
      value === null ? '(missing)' : hidden.has(column) ? HIDDEN : cut(value);
    return found.map(({ value, n }) => ({ value: shown(value), rows: Math.round(n * scale) }));
  };
  const slices: Adequacy['slices'] = [];
  const known = new Set(columns.map(({ name }) => name));
  for (const column of slicedColumns(config)) {
    if (known.has(column)) slices.push(...(await count(column)).map((found) => ({ column, ...found })));
  }
  const classes = task === 'regression' ? [] : await count(label);
  return {
    classes,
    slices: slices.sort((a, b) => a.rows - b.rows),
    days: time === undefined ? 0 : await daysOf(engine, table, time, bounded(from, plan.test.to)),
  };
}

const moment = (text: string) => `TIMESTAMP ${literal(text.slice(0, 19).replace('T', ' '))}`;

async function daysOf(engine: DataEngine, table: string, time: string, condition: string): Promise<number> {
  const [found] = await engine.rows<{ days: number }>(
    `SELECT count(DISTINCT CAST(t.${identifier(time)} AS DATE)) AS days FROM ${identifier(table)} AS t WHERE ${condition}`,
  );
  return found?.days ?? 0;
}
