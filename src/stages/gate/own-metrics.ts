import { resolve } from 'node:path';
import type { OwnMetric } from '../../config/schema/gate-metrics.ts';
import { sliceSetName } from '../../config/schema/gate-rules.ts';
import { columnOf, type Value } from '../../data/engine/frame.ts';
import { identifier, literal } from '../../data/engine/sql.ts';
import { type CheckedExpression, checkUserExpression } from '../../data/engine/user-expression.ts';
import { sliceSetsOf } from '../../evaluation/rules/rules.ts';
import { type Slice, type SlicesResult, sliceValue } from '../../evaluation/slices/slices.ts';
import { messageOf, UserError } from '../../system/errors.ts';
import type { Court, Judged, SliceFigures } from './court.ts';
import { predictedColumn, writePredictions } from './hearing/predictions.ts';
import { metricByProgram } from './metric-program.ts';

type SqlMetric = Extract<OwnMetric, { sql: string }>;
type Role = 'challenger' | 'champion';

/**
 * A model with the metrics of `gate.metrics` among its figures. SQL runs in the locked-down data engine over the rows, the
 * label, `score` or `p_<class>`, and `predicted`, on all rows and on each slice; a program reads the same as Parquet, and
 * gives a figure of all rows only.
 * @throws UserError where SQL is no aggregate of the rows, or a program gives anything but one number
 */
export async function withOwnMetrics(role: Role, judged: Judged, court: Court): Promise<Judged> {
  const own = court.request.config.gate.metrics;
  if (own.length === 0) return judged;
  const { engine } = court.data;
  const file = await fileOf(role, judged, court);
  const source = `read_parquet(${literal(file)})`;
  const metrics: Record<string, number | null> = {};
  const notes: string[] = [];
  const checked: { name: string; expression: CheckedExpression }[] = [];
  for (const metric of own) {
    if ('command' in metric) {
      metrics[metric.name] = await metricByProgram(metric, role, file, court);
      continue;
    }
    const expression = await checkUserExpression(engine, metric.sql, (problem) => badSql(metric, problem));
    const value = await figureOf(metric, expression, source, court);
    metrics[metric.name] = value;
    if (value === null) notes.push(`${metric.name}: is not defined: its SQL gives no finite number`);
    checked.push({ name: metric.name, expression });
  }
  const { figures } = judged;
  return {
    ...judged,
    figures: { ...figures, metrics: { ...figures.metrics, ...metrics } },
    notes: [...judged.notes, ...notes],
    ownInSlices: await slicesOf(checked, source, court),
  };
}

/** Slices with what the user's own metrics are on them. */
export function withOwnFigures(
  slices: SlicesResult,
  challenger: Pick<Judged, 'ownInSlices'>,
  champion: Pick<Judged, 'ownInSlices'> | null,
): SlicesResult {
  const figuresOf = (judged: Pick<Judged, 'ownInSlices'> | null, { column, value }: Slice) =>
    judged?.ownInSlices?.get(column)?.get(value) ?? {};
  return {
    ...slices,
    slices: slices.slices.map((slice) => ({
      ...slice,
      challenger: { ...slice.challenger, ...figuresOf(challenger, slice) },
      champion: slice.champion && { ...slice.champion, ...figuresOf(champion, slice) },
    })),
  };
}

/** A Parquet file with all that metrics may be about; that of a package lies beside the evidence already. */
async function fileOf(
  role: Role,
  { figures, outcomes }: Judged,
  { rows, data, request }: Court,
): Promise<string> {
  const { out, config } = request;
  if (figures.file === undefined) return resolve(out, figures.predictions.path);
  const scores =
    outcomes.task === 'regression'
      ? [{ name: 'score', values: outcomes.predicted }]
      : outcomes.task === 'binary-classification'
        ? [{ name: 'score', values: outcomes.scores }]
        : (outcomes.scores ?? []).map((values, k) => ({ name: `p_${outcomes.classes[k]}`, values }));
  const columns = scores.flatMap(({ name, values }) =>
    values ? [{ name, type: 'number' as const, values: Array.from(values) }] : [],
  );
  const predicted = predictedColumn(outcomes, columnOf(rows, config.model.label));
  const { path } = await writePredictions(data.engine, out, `judged-${role}.parquet`, rows, [
    ...columns,
    predicted,
  ]);
  return resolve(out, path);
}

/** The figure on all rows; null where it is no finite number. */
async function figureOf(
  metric: SqlMetric,
  { sql }: CheckedExpression,
  source: string,
  { data: { engine } }: Court,
): Promise<number | null> {
  const query = `SELECT count(*)::INTEGER AS rows, any_value(value) AS value FROM (SELECT CAST(${sql} AS DOUBLE) AS value FROM ${source})`;
  const [found] = await running(metric, () => engine.rows<{ rows: number; value: Value }>(query));
  if (found?.rows !== 1) {
    throw badSql(metric, `it gives ${found?.rows ?? 0} values, one for each row, not one for all of them`);
  }
  return numberOf(found.value);
}

/** All SQL metrics for each value of each set of slice columns. */
async function slicesOf(
  metrics: readonly { name: string; expression: CheckedExpression }[],
  source: string,
  { data: { engine }, request: { config } }: Court,
): Promise<SliceFigures> {
  const found = new Map<string, Map<string, Record<string, number | null>>>();
  const groups = config.gate.rules.flatMap(({ by }) => (by === undefined ? [] : [[by]]));
  if (metrics.length === 0) return found;
  for (const set of [...sliceSetsOf(config.gate), ...groups]) {
    const keys = set.map(identifier);
    const values = metrics.map(
      ({ expression }, k) => `CAST(${expression.sql} AS DOUBLE) AS ${identifier(`metric ${k}`)}`,
    );
    const frame = await engine.frame(
      `SELECT ${[...keys.map((key, k) => `${key} AS ${identifier(`key ${k}`)}`), ...values].join(', ')} FROM ${source} GROUP BY ${keys.join(', ')}`,
    );
    const bySlice = new Map<string, Record<string, number | null>>();
    for (let row = 0; row < frame.rows; row++) {
      const at = (name: string) => columnOf(frame, name).values[row] ?? null;
      const value = set.map((_, k) => sliceValue(at(`key ${k}`))).join(' × ');
      // Two values of one text make one slice, whose figure is not that of either.
      const twice = bySlice.has(value);
      const figures = metrics.map(({ name }, k) => [name, twice ? null : numberOf(at(`metric ${k}`))]);
      bySlice.set(value, Object.fromEntries(figures));
    }
    found.set(sliceSetName(set), bySlice);
  }
  return found;
}

function numberOf(value: Value): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** DuckDB's own words where the SQL does not run. */
async function running<T>(metric: SqlMetric, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const [first = ''] = messageOf(error).split('\n');
    throw badSql(metric, first);
  }
}

function badSql({ name, sql }: SqlMetric, problem: string): UserError {
  return new UserError(`gate.metrics ${name}: ${problem}`, {
    hint: `Write an aggregate over the judged rows (columns of the view, the label, \`score\` or \`p_<class>\`, \`predicted\`), such as \`avg(score)\`. It is: ${sql}`,
  });
}
