import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block } from '../document.ts';
import { count, figure, percent, plural, shortDigest } from '../format.ts';

type Transformed = NonNullable<EvidenceOf<'validate-data'>['figures']['transformed']>;

const COLUMNS_SHOWN = 200;

/** What the transforms make of the rows: what the model really sees. */
export function transformedDetails(transformed: Transformed | undefined): Block[] {
  if (!transformed) return [];
  const { columns, rows, laterRows, digest, unseen } = transformed;
  const later = columns.some((column) => column.later !== null);
  const more = columns.length - COLUMNS_SHOWN;
  const seen = `fitted on ${plural(rows, 'row')}${laterRows > 0 ? `, looked at on ${count(laterRows)} later ones` : ''}`;
  const news = unseen.filter(({ share }) => share > 0);
  return [
    {
      kind: 'details',
      inComment: false,
      summary: ['What the transforms make: ', { strong: plural(columns.length, 'column') }, `, ${seen}`],
      blocks: [
        {
          kind: 'table',
          columns: [
            { title: 'column' },
            { title: 'from' },
            { title: 'mean', align: 'right' },
            { title: 'standard deviation', align: 'right' },
            { title: 'zeros', align: 'right' },
            { title: 'values' },
            ...(later ? [{ title: 'mean later', align: 'right' as const }, { title: 'values later' }] : []),
          ],
          rows: columns
            .slice(0, COLUMNS_SHOWN)
            .map((column) => [
              { code: column.column },
              { code: column.source },
              figure(column.mean),
              figure(column.standardDeviation),
              percent(column.zeros),
              `${figure(column.minimum)} … ${figure(column.maximum)}`,
              ...(later
                ? [
                    column.later ? figure(column.later.mean) : '',
                    column.later ? `${figure(column.later.minimum)} … ${figure(column.later.maximum)}` : '',
                  ]
                : []),
            ]),
        },
        ...(more > 0
          ? [{ kind: 'paragraph' as const, text: `And ${plural(more, 'column')} more, in the evidence.` }]
          : []),
        ...(news.length > 0
          ? [
              {
                kind: 'paragraph' as const,
                text: [
                  'Values that training never saw: ',
                  ...news.flatMap(({ source, share }, index) => [
                    index > 0 ? ', ' : '',
                    { code: source },
                    ` ${percent(share)}`,
                  ]),
                  ' of the later rows.',
                ],
              },
            ]
          : []),
        {
          kind: 'paragraph',
          text: ['Version of the transformed data: ', { code: shortDigest(digest) }, '.'],
        },
      ],
    },
  ];
}
