import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Chart, Outcome, Phrase } from '../document.ts';
import { plainText, SIGNS } from '../document.ts';
import { count, figure, sentence } from '../format.ts';
import { metricName } from './metrics.ts';

type Adequacy = NonNullable<EvidenceOf<'validate-data'>['figures']['adequacy']>;

const OUTCOMES: Readonly<Record<Adequacy['verdict'], Outcome>> = {
  enough: 'pass',
  doubtful: 'warn',
  'not enough': 'fail',
};
/** What the verdict says of the data. */
export const ADEQUACY: Readonly<Record<Adequacy['verdict'], string>> = {
  enough: 'the data can support the task',
  doubtful: 'it is doubtful whether the data can support the task',
  'not enough': 'the data cannot support the task',
};

/** Whether the data are enough to learn from, and what that rests on. */
export function adequacyDetails(adequacy: Adequacy | undefined): Block[] {
  if (!adequacy) return [];
  const { verdict, findings, learningCurve, signal } = adequacy;
  const items = findings.map(
    (finding): Phrase => `${SIGNS[OUTCOMES[finding.verdict]]} ${sentence(finding.sentence)}`,
  );
  return [
    {
      kind: 'details',
      // What is not enough is among the reasons.
      inComment: false,
      open: verdict !== 'enough',
      summary: [{ strong: 'Scope:' }, ' ', ADEQUACY[verdict]],
      blocks: [
        { kind: 'list', ordered: false, items },
        ...(learningCurve.length > 1 && signal
          ? [{ kind: 'row' as const, charts: [curve(learningCurve, signal.metric)] }]
          : []),
      ],
    },
  ];
}

function curve(points: Adequacy['learningCurve'], metric: string): Chart {
  const text = points.map(
    ({ rows, score, standardError }) => `${count(rows)} rows ${figure(score)} ± ${figure(standardError)}`,
  );
  return {
    kind: 'chart',
    mark: 'line',
    title: 'Would more data help?',
    x: { title: 'training rows' },
    y: { title: plainText(metricName(metric)) },
    series: [
      { name: 'quick linear model', points: points.map(({ rows, score }) => ({ x: rows, y: score })) },
    ],
    description: `${plainText(metricName(metric))} of a quick linear model by the number of training rows: ${text.join(', ')}.`,
  };
}
