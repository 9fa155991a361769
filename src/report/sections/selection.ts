import type { EvidenceOf } from '../../evidence/schema.ts';
import { type Block, type Phrase, SIGNS } from '../document.ts';
import { count, figuresTogether, plural, sentence } from '../format.ts';
import { amount } from './budgets.ts';
import { arrow, metricName, titleOf } from './metrics.ts';

type Figures = EvidenceOf<'evaluate-gate'>['figures'];

/** Which of many candidates was chosen. */
export function selectionLine({ selection }: Figures): Block[] {
  if (!selection || selection.candidates.length === 0) return [];
  const { candidates } = selection;
  const chosen = candidates.find((one) => one.chosen);
  return [
    {
      kind: 'paragraph',
      text: chosen
        ? [
            { strong: `Chosen of ${plural(candidates.length, 'candidate')}:` },
            ' ',
            { code: chosen.name },
            `. ${sentence(chosen.sentence)}`,
          ]
        : `None of ${plural(candidates.length, 'candidate')} was chosen.`,
    },
  ];
}

/** All candidates, and why each was chosen or not. */
export function selectionDetails(figures: Figures): Block[] {
  const { selection } = figures;
  if (!selection || selection.candidates.length === 0) return [];
  const { metric, candidates } = selection;
  const shown = figuresTogether(candidates.map(({ figure }) => figure));
  return [
    {
      kind: 'details',
      open: true,
      summary: `The candidates by ${titleOf(metric, figures)}`,
      blocks: [
        {
          kind: 'table',
          columns: [
            { title: '', align: 'center' },
            { title: 'candidate' },
            { title: [metricName(metric, figures), arrow(metric, figures)], align: 'right' },
            { title: 'parameters', align: 'right' },
            { title: 'size', align: 'right' },
            { title: 'a batch', align: 'right' },
            { title: 'why' },
          ],
          rows: candidates.map((one, index): Phrase[] => [
            one.chosen ? `${SIGNS[one.verdict]} chosen` : SIGNS[one.verdict],
            { code: one.name },
            [shown[index] ?? '', ...(one.withinNoise ? [{ muted: ' within noise' }] : [])],
            one.parameters === null ? '' : count(one.parameters),
            one.bytes === null ? '' : amount(one.bytes, 'bytes'),
            one.latency === null ? '' : amount(one.latency, 'ms'),
            sentence(one.sentence),
          ]),
        },
      ],
    },
  ];
}
