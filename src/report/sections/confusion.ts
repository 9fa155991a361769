import type { Curves } from '../../evidence/evaluate-gate.ts';
import type { Block, Chart, Phrase } from '../document.ts';
import { count, percent, setting } from '../format.ts';

/** A matrix of more classes cannot be read. */
const MOST_CLASSES = 20;

/**
 * What was said of the rows of each class, as shares of each.
 * @param threshold told in the title, where models have different ones
 */
export function confusionChart(name: string, { confusion: matrix }: Curves, threshold?: number): Chart[] {
  if (!matrix || matrix.classes.length > MOST_CLASSES) return [];
  const cells = matrix.counts.map((row) => {
    const total = row.reduce((sum, value) => sum + value, 0);
    return row.map((value) => ({ value, share: total > 0 ? value / total : 0 }));
  });
  const isBinary = matrix.classes.length === 2;
  return [
    {
      kind: 'chart',
      mark: 'matrix',
      title: `Confusion of the ${name}${threshold === undefined ? '' : ` at threshold ${setting(threshold)}`}`,
      x: { title: 'predicted' },
      y: { title: 'truth' },
      series: matrix.classes.map((truth, line) => ({
        name: truth,
        points: matrix.classes.map((said, at) => {
          const { value, share } = cells[line]?.[at] ?? { value: 0, share: 0 };
          // Of several classes there is room for the share alone; the table has the counts.
          return {
            x: said,
            y: share,
            text: isBinary ? `${count(value)} (${percent(share)})` : percent(share),
          };
        }),
      })),
      description: `What the ${name} said of the rows of each class: ${matrix.classes
        .map((truth, line) => {
          const { value, share } = cells[line]?.[line] ?? { value: 0, share: 0 };
          return `of ${truth} ${count(value)} (${percent(share)}) right`;
        })
        .join(', ')}.`,
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
