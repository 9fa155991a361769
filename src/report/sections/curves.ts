import type { Curves, EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Chart, Series } from '../document.ts';
import { count, figure } from '../format.ts';

type Figures = EvidenceOf<'evaluate-gate'>['figures'];
type Named = { readonly name: string; readonly curves: Curves };

const UNIT = [0, 1] as const;

/** The pictures of a judged model, the champion's line beside the challenger's where there is one. */
export function curveCharts({ challenger, champion, threshold }: Figures): Block[] {
  const models: Named[] = [{ name: 'challenger', curves: challenger.curves }];
  if (champion) models.push({ name: champion.version ?? 'champion', curves: champion.curves });
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
    ...scores(challenger.curves),
    ...confusion(challenger.curves, threshold),
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

function scores({ scores: bins }: Curves): Chart[] {
  if (!bins || bins.length < 2) return [];
  const points = (of: 'negative' | 'positive') =>
    bins.map((bin) => ({ x: figure((bin.from + bin.to) / 2), y: bin[of] }));
  const signed = bins.some(({ positive }) => positive > 0);
  return [
    {
      kind: 'chart',
      mark: 'stacked-bar',
      title: signed ? 'Scores by outcome' : 'Residuals',
      x: { title: signed ? 'score' : 'residual' },
      y: { title: 'rows' },
      series: signed
        ? [
            { name: 'negative', points: points('negative') },
            { name: 'positive', points: points('positive') },
          ]
        : [{ name: 'rows', points: points('negative') }],
      description: `How many rows have which ${signed ? 'score, by outcome' : 'residual'}.`,
    },
  ];
}

function confusion({ confusion: matrix }: Curves, threshold: number): Block[] {
  if (!matrix || matrix.classes.length > 20) return [];
  const binary = matrix.classes.length === 2;
  return [
    {
      kind: 'details',
      summary: binary ? `Confusion matrix at threshold ${figure(threshold)}` : 'Confusion matrix',
      blocks: [
        {
          kind: 'table',
          columns: [
            { title: 'truth' },
            ...matrix.classes.map((name) => ({ title: `predicted ${name}`, align: 'right' as const })),
          ],
          rows: matrix.counts.map((row, index) => [{ code: matrix.classes[index] ?? '' }, ...row.map(count)]),
        },
      ],
    },
  ];
}
