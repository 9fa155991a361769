import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Phrase } from '../document.ts';
import { count, figure, figuresTogether, plural } from '../format.ts';
import { championName } from './metrics.ts';

type Figures = EvidenceOf<'evaluate-gate'>['figures'];
type Scalar = string | number | boolean | null;

const SAID: Readonly<Record<Figures['task'], string>> = {
  'binary-classification': 'score',
  'multiclass-classification': 'said',
  regression: 'predicted',
};

/** The rows that the challenger got most wrong, with what may be shown of them. */
export function worstRowsDetails(figures: Figures): Block[] {
  const { worst, champion, task } = figures;
  if (!worst || worst.rows.length === 0) return [];
  const loss = task === 'regression' ? 'error' : 'log loss';
  return [
    {
      kind: 'details',
      summary: `The ${plural(worst.rows.length, 'row')} that it got most wrong`,
      blocks: [
        {
          kind: 'table',
          columns: [
            { title: 'row', align: 'right' },
            { title: 'truth' },
            { title: SAID[task], align: 'right' },
            ...(champion ? [{ title: championName(figures), align: 'right' as const }] : []),
            { title: loss, align: 'right' },
            ...worst.columns.map((name) => ({ title: { code: name } })),
          ],
          rows: worst.rows.map((row): Phrase[] => {
            const [said = '', before = ''] = saidTexts(row.challenger, row.champion);
            return [
              count(row.row),
              { code: scalarText(row.label) },
              said,
              ...(champion ? [before] : []),
              figure(row.loss),
              ...row.values.map(
                (value): Phrase => (typeof value === 'string' ? { code: value } : scalarText(value)),
              ),
            ];
          }),
        },
        {
          kind: 'paragraph',
          text: 'Only columns that the contract declares and that do not look like personal data are shown; the rows are numbered as in the file of predictions.',
        },
      ],
    },
  ];
}

function saidTexts(challenger: Scalar, champion: Scalar): string[] {
  if (typeof challenger === 'number' && typeof champion === 'number')
    return figuresTogether([challenger, champion]);
  return [challenger, champion].map(scalarText);
}

/** A value of the data as it stands there. */
function scalarText(value: Scalar): string {
  if (value === null) return 'missing';
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : String(value);
}
