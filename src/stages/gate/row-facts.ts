import type { Config } from '../../config/schema/config.ts';
import type { GateConfig } from '../../config/schema/gate.ts';
import { type Column, columnOf, type Frame, type Value } from '../../data/engine/frame.ts';
import type { Scored } from '../../evaluation/metrics/encoding.ts';
import { type SeriesScale, seasonalScale } from '../../evaluation/metrics/forecast.ts';
import { sliceValue } from '../../evaluation/slices/slices.ts';
import { DataError } from '../../system/errors.ts';

/** What the gate knows of rows beside label and prediction: it is the same for both models. */
export type RowFacts = Pick<Scored, 'weights' | 'costs' | 'lists' | 'scales'>;

/**
 * The weights of `rows`, what decisions on them are worth, their ranked lists, and by what errors of forecasts are
 * scaled, as far as the gate asks for them.
 * @param all the view's rows, and which of them are for training: the scales are taken of those
 * @throws DataError where a column cannot be what the gate takes it for
 */
export function rowFactsOf(
  rows: Frame,
  all: { readonly rows: Frame; readonly train: Uint32Array },
  { gate, data, model }: Pick<Config, 'gate' | 'data' | 'model'>,
): RowFacts {
  const { weight, costs, ranking, forecast } = gate;
  return {
    ...(weight === undefined ? {} : { weights: weightsOf(columnOf(rows, weight)) }),
    ...(costs ? { costs: costsOf(costs) } : {}),
    ...(ranking ? { lists: { of: columnOf(rows, ranking.by).values, places: ranking.at } } : {}),
    ...(forecast ? { scales: scalesOf(rows, all, forecast, data.view.time ?? '', model.label) } : {}),
  };
}

function weightsOf({ name, values }: Column): Float64Array {
  return Float64Array.from(values, (value, row) => {
    if (typeof value === 'number' && value >= 0 && Number.isFinite(value)) return value;
    throw new DataError(
      `gate.weight: ${JSON.stringify(name)} is ${JSON.stringify(value)} in judged row ${row + 1}`,
      {
        hint: 'Weights are finite numbers that are not below 0, in every row. Mend the data, or name another column.',
      },
    );
  });
}

function costsOf(costs: NonNullable<GateConfig['costs']>): NonNullable<RowFacts['costs']> {
  return {
    truePositive: costs['true-positive'],
    falsePositive: costs['false-positive'],
    trueNegative: costs['true-negative'],
    falseNegative: costs['false-negative'],
  };
}

/** Of each row what its series changes by over a season in training; NaN for a series that training lacks. */
function scalesOf(
  rows: Frame,
  { rows: all, train }: { readonly rows: Frame; readonly train: Uint32Array },
  { season, series, quantile }: NonNullable<GateConfig['forecast']>,
  time: string,
  label: string,
): NonNullable<RowFacts['scales']> {
  const keyOf = (frame: Frame) => {
    const columns = series.map((name) => columnOf(frame, name).values);
    return (row: number) => JSON.stringify(columns.map((values) => sliceValue(values[row])));
  };
  const times = all.columns.get(time)?.values ?? [];
  const labels = columnOf(all, label).values;
  const steps = new Map<string, { time: Value; label: number }[]>();
  const keyOfTraining = keyOf(all);
  for (const row of train) {
    const key = keyOfTraining(row);
    const step = { time: times[row] ?? null, label: Number(labels[row]) };
    const known = steps.get(key);
    if (known) known.push(step);
    else steps.set(key, [step]);
  }
  const scales = new Map<string, SeriesScale | null>();
  for (const [key, history] of steps) {
    history.sort((a, b) => ((a.time ?? '') < (b.time ?? '') ? -1 : 1));
    refuseTwice(history, key, series);
    scales.set(
      key,
      seasonalScale(
        history.map((step) => step.label),
        season,
      ),
    );
  }
  const keyOfRow = keyOf(rows);
  const found = Array.from({ length: rows.rows }, (_, row) => scales.get(keyOfRow(row)) ?? null);
  return {
    absolute: Float64Array.from(found, (scale) => scale?.absolute ?? Number.NaN),
    squared: Float64Array.from(found, (scale) => scale?.squared ?? Number.NaN),
    quantile,
  };
}

/** Two labels at one time are no series. */
function refuseTwice(history: readonly { time: Value }[], key: string, series: readonly string[]): void {
  const twice = history.find((step, place) => place > 0 && step.time === history[place - 1]?.time);
  if (!twice) return;
  const values = JSON.parse(key) as string[];
  const name = series.map((column, index) => `${column} = ${values[index]}`).join(', ');
  const at = typeof twice.time === 'number' ? new Date(twice.time).toISOString() : String(twice.time);
  throw new DataError(`gate.forecast: there are two rows at ${at}${name ? ` of the series ${name}` : ''}`, {
    hint: 'Name the columns that tell one series from another under `gate.forecast.series`.',
  });
}
