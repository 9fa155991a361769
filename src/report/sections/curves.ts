import type { Curves } from '../../evidence/evaluate-gate.ts';
import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Chart, Series } from '../document.ts';
import { count, setting } from '../format.ts';
import { confusionChart } from './confusion.ts';
import { championName } from './metrics.ts';

type Figures = EvidenceOf<'evaluate-gate'>['figures'];
type Named = { readonly name: string; readonly curves: Curves };

const UNIT = [0, 1] as const;

/** The pictures of a judged model, the champion's line beside the challenger's where there is one. */
export function curveCharts(figures: Figures): Chart[] {
  const { challenger, champion, task } = figures;
  const models: Named[] = [{ name: 'challenger', curves: challenger.curves }];
  if (champion) models.push({ name: championName(figures), curves: champion.curves });
  const isShared = !champion || champion.threshold === challenger.threshold;
  return [
    ...lines('roc', models, 'ROC curve', 'false positive rate', 'true positive rate', diagonal('chance')),
    ...lines('precisionRecall', models, 'Precision and recall', 'recall', 'precision'),
    ...lines(
      'calibration',
      models,
      'Calibration',
      'mean score',
      'share of positives',
      diagonal('calibrated'),
    ),
    ...thresholdChart(figures),
    ...expectedValueChart(figures, models),
    ...(task === 'regression'
      ? [...residuals(challenger.curves), ...models.flatMap(errors)]
      : models.flatMap(scores)),
    ...models.flatMap(({ name, curves }, index) => {
      const at = (index === 0 ? challenger : champion)?.threshold;
      return confusionChart(name, curves, isShared ? undefined : at);
    }),
  ];
}

function diagonal(name: string): Series {
  return {
    name,
    guide: true,
    points: [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
  };
}

function lines(
  curve: 'roc' | 'precisionRecall' | 'calibration',
  models: readonly Named[],
  title: string,
  x: string,
  y: string,
  guide?: Series,
): Chart[] {
  const series = models.flatMap(({ name, curves }) => {
    const points = curves[curve];
    return points && points.length > 1 ? [{ name, points }] : [];
  });
  if (series.length === 0) return [];
  return [
    {
      kind: 'chart',
      mark: 'line',
      title,
      x: { title: x, domain: UNIT },
      y: { title: y, domain: UNIT },
      series: guide ? [...series, guide] : series,
      description: `${title}: ${y} over ${x} for ${series.map(({ name }) => name).join(' and ')}.`,
    },
  ];
}

/** What each threshold makes of the decisions, with the one that is used. */
function thresholdChart({ challenger, threshold }: Figures): Chart[] {
  const curve = challenger.curves.threshold ?? [];
  const lineOf = (name: string, of: (at: (typeof curve)[number]) => number | null): Series[] => {
    const points = curve.flatMap((at) => {
      const y = of(at);
      return y === null ? [] : [{ x: at.threshold, y }];
    });
    return points.length > 1 ? [{ name, points }] : [];
  };
  const series = [
    ...lineOf('precision', ({ precision }) => precision),
    ...lineOf('recall', ({ recall }) => recall),
    ...lineOf('F1', ({ f1 }) => f1),
  ];
  if (series.length === 0) return [];
  const used = setting(threshold);
  return [
    {
      kind: 'chart',
      mark: 'line',
      title: `Thresholds of the challenger (dashed: ${used})`,
      x: { title: 'threshold', domain: UNIT },
      y: { title: '', domain: UNIT },
      series: [...series, upright(threshold, UNIT)],
      description: `Precision, recall and F1 of the challenger at each threshold; ${used} is used.`,
    },
  ];
}

function expectedValueChart({ threshold }: Figures, models: readonly Named[]): Chart[] {
  const series = models.flatMap(({ name, curves }) => {
    const points = (curves.threshold ?? []).flatMap(({ threshold: x, expectedValue: y }) =>
      y === undefined ? [] : [{ x, y }],
    );
    return points.length > 1 ? [{ name, points }] : [];
  });
  if (series.length === 0) return [];
  const values = series.flatMap(({ points }) => points.map(({ y }) => y));
  const used = setting(threshold);
  return [
    {
      kind: 'chart',
      mark: 'line',
      title: `Value of a row by threshold (dashed: ${used})`,
      x: { title: 'threshold', domain: UNIT },
      y: { title: 'expected value' },
      series: [...series, upright(threshold, [Math.min(...values), Math.max(...values)])],
      description: `The mean value of a row, by the costs of the gate, at each threshold, for ${series.map(({ name }) => name).join(' and ')}; ${used} is used.`,
    },
  ];
}

function upright(x: number, [low, high]: readonly [number, number]): Series {
  return {
    name: 'threshold',
    guide: true,
    points: [
      { x, y: low },
      { x, y: high },
    ],
  };
}

type Bins = NonNullable<Curves['scores']>;

function binned(bins: Bins, of: (bin: Bins[number]) => number): Series['points'] {
  return bins.map((bin) => ({ x: bin.from, to: bin.to, y: of(bin) }));
}

function scores({ name, curves: { scores: bins } }: Named): Chart[] {
  if (!bins || bins.length < 2) return [];
  return [
    {
      kind: 'chart',
      mark: 'stacked-bar',
      title: `Scores of the ${name}`,
      x: { title: 'score' },
      y: { title: 'rows' },
      series: [
        { name: 'negative rows', points: binned(bins, ({ negative }) => negative) },
        { name: 'positive rows', points: binned(bins, ({ positive }) => positive) },
      ],
      description: 'How many rows have which score, negative and positive ones apart.',
    },
  ];
}

function errors({ name, curves: { scores: bins } }: Named): Chart[] {
  if (!bins || bins.length < 2) return [];
  return [
    {
      kind: 'chart',
      mark: 'stacked-bar',
      title: `Errors of the ${name}`,
      x: { title: 'label less prediction' },
      y: { title: 'rows' },
      series: [{ name: 'rows', points: binned(bins, ({ negative, positive }) => negative + positive) }],
      description: 'How many rows have which error, from predictions too high to predictions too low.',
    },
  ];
}

/** The error of single rows by what was predicted: a pattern in it is something that the model has not learned. */
function residuals({ residuals: points }: Curves): Chart[] {
  if (!points || points.length < 2) return [];
  const at = points.map(({ x }) => x);
  return [
    {
      kind: 'chart',
      mark: 'scatter',
      title: 'Residuals of the challenger',
      x: { title: 'prediction' },
      y: { title: 'label less prediction' },
      series: [
        { name: 'rows', points },
        {
          name: 'no error',
          guide: true,
          points: [
            { x: Math.min(...at), y: 0 },
            { x: Math.max(...at), y: 0 },
          ],
        },
      ],
      description: `The error of ${count(points.length)} rows by what was predicted of them; the dashed line is no error.`,
    },
  ];
}
