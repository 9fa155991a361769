import type { Curves } from '../../evidence/evaluate-gate.ts';
import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Chart, Phrase, Series } from '../document.ts';
import { count, percent, setting } from '../format.ts';
import { championName } from './metrics.ts';

type Figures = EvidenceOf<'evaluate-gate'>['figures'];
type Named = { readonly name: string; readonly curves: Curves };

const UNIT = [0, 1] as const;
/** A matrix of more classes cannot be read. */
const MOST_CLASSES = 20;

/** The pictures of a judged model, the champion's line beside the challenger's where there is one. */
export function curveCharts(figures: Figures): Chart[] {
  const { challenger, champion, task } = figures;
  const models: Named[] = [{ name: 'challenger', curves: challenger.curves }];
  if (champion) models.push({ name: championName(figures), curves: champion.curves });
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
    ...(task === 'regression' ? errors(challenger.curves) : scores(challenger.curves)),
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

type Bins = NonNullable<Curves['scores']>;

function binned(bins: Bins, of: (bin: Bins[number]) => number): Series['points'] {
  return bins.map((bin) => ({ x: bin.from, to: bin.to, y: of(bin) }));
}

function scores({ scores: bins }: Curves): Chart[] {
  if (!bins || bins.length < 2) return [];
  return [
    {
      kind: 'chart',
      mark: 'stacked-bar',
      title: 'Scores of the challenger',
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

function errors({ scores: bins }: Curves): Chart[] {
  if (!bins || bins.length < 2) return [];
  return [
    {
      kind: 'chart',
      mark: 'stacked-bar',
      title: 'Errors of the challenger',
      x: { title: 'label less prediction' },
      y: { title: 'rows' },
      series: [{ name: 'rows', points: binned(bins, ({ negative, positive }) => negative + positive) }],
      description: 'How many rows have which error, from predictions too high to predictions too low.',
    },
  ];
}

/** What the challenger said of the rows of each class; each line shaded by its shares. */
export function confusionTable({ confusion: matrix }: Curves, threshold: number): Block[] {
  if (!matrix || matrix.classes.length > MOST_CLASSES) return [];
  const binary = matrix.classes.length === 2;
  const cell = (value: number, total: number): Phrase => {
    const share = total > 0 ? value / total : 0;
    return { shaded: `${count(value)} (${percent(share)})`, share };
  };
  return [
    {
      kind: 'details',
      summary: binary ? `Confusion matrix at threshold ${setting(threshold)}` : 'Confusion matrix',
      blocks: [
        {
          kind: 'table',
          columns: [
            { title: 'truth' },
            ...matrix.classes.map((name) => ({ title: `predicted ${name}`, align: 'right' as const })),
            { title: 'rows', align: 'right' },
          ],
          rows: matrix.counts.map((row, index) => {
            const total = row.reduce((sum, value) => sum + value, 0);
            return [
              { code: matrix.classes[index] ?? '' },
              ...row.map((value) => cell(value, total)),
              count(total),
            ];
          }),
        },
      ],
    },
  ];
}
