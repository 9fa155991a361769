import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Inline, Phrase, TableColumn } from '../document.ts';
import { count, figure, percent, plural, sentence, shortDigest } from '../format.ts';
import { type Anomaly, byColumn, gravestSign } from './anomalies.ts';

type Figures = EvidenceOf<'validate-data'>['figures'];
type Transformed = NonNullable<Figures['transformed']>;
type Column = Transformed['columns'][number];
type Broken = ReadonlyMap<string, readonly Anomaly[]>;

/** Columns in the table, what is broken first; all of them are in the evidence. */
const COLUMNS_SHOWN = 200;
/** What the anomalies call the dataset. */
const DATASET = 'transformed';

/** What the transforms make of the rows: what the model really sees. */
export function transformedDetails({ transformed, anomalies }: Figures): Block[] {
  if (!transformed) return [];
  const { columns, rows, laterRows, digest, unseen, refused } = transformed;
  const own = anomalies.filter(({ dataset }) => dataset === DATASET);
  const broken = byColumn(own);
  const isBroken = ({ column, source }: Column) => broken.has(column) || broken.has(source);
  const sorted = [...columns.filter(isBroken), ...columns.filter((column) => !isBroken(column))];
  const more = columns.length - COLUMNS_SHOWN;
  const seen = `fitted on ${plural(rows, 'row')}${laterRows > 0 ? `, looked at on ${count(laterRows)} later ones` : ''}`;
  const news = unseen.filter(({ share }) => share > 0);
  return [
    {
      kind: 'details',
      inComment: false,
      open: own.length > 0,
      summary: ['What the transforms make: ', { strong: plural(columns.length, 'column') }, `, ${seen}`],
      blocks: [
        ...(refused.length > 0
          ? [
              {
                kind: 'list' as const,
                ordered: false,
                items: refused.slice(0, COLUMNS_SHOWN).map(({ message }) => sentence(message)),
              },
            ]
          : []),
        columnTable(sorted.slice(0, COLUMNS_SHOWN), broken),
        ...(more > 0
          ? [{ kind: 'paragraph' as const, text: `And ${plural(more, 'column')} more, in the evidence.` }]
          : []),
        ...(news.length > 0 ? [{ kind: 'paragraph' as const, text: unseenText(news) }] : []),
        {
          kind: 'paragraph',
          text: ['Version of the transformed data: ', { code: shortDigest(digest) }, '.'],
        },
      ],
    },
  ];
}

/** An anomaly names a transformed column, or the column that it comes from. */
function brokenAt(broken: Broken, { column, source }: Column): readonly Anomaly[] {
  const own = broken.get(column) ?? [];
  return source === column ? own : [...own, ...(broken.get(source) ?? [])];
}

function columnTable(columns: readonly Column[], broken: Broken): Block {
  const hasLater = columns.some(({ later }) => later !== null);
  const right = (title: string): TableColumn => ({ title, align: 'right' });
  const rangeText = ({ minimum, maximum }: { readonly minimum: number; readonly maximum: number }) =>
    `${figure(minimum)}\u00a0…\u00a0${figure(maximum)}`;
  return {
    kind: 'table',
    columns: [
      ...(broken.size > 0 ? [{ title: '', align: 'center' as const }] : []),
      { title: 'column' },
      ...(broken.size > 0 ? [{ title: 'broken rules' }] : []),
      { title: 'from' },
      right('mean'),
      right('deviation'),
      right('zeros'),
      { title: 'values' },
      ...(hasLater ? [right('later mean'), { title: 'later values' }] : []),
    ],
    rows: columns.map((made): Phrase[] => {
      const found = brokenAt(broken, made);
      return [
        ...(broken.size > 0 ? [gravestSign(found)] : []),
        { code: made.column },
        ...(broken.size > 0 ? [[...new Set(found.map(({ rule }) => rule))].join(', ')] : []),
        made.source === made.column ? '' : { code: made.source },
        figure(made.mean),
        figure(made.standardDeviation),
        percent(made.zeros),
        rangeText(made),
        ...(hasLater
          ? [made.later ? figure(made.later.mean) : '', made.later ? rangeText(made.later) : '']
          : []),
      ];
    }),
  };
}

function unseenText(unseen: Transformed['unseen']): Inline[] {
  const more = unseen.length - COLUMNS_SHOWN;
  return [
    'Values that training never saw: ',
    ...unseen
      .slice(0, COLUMNS_SHOWN)
      .flatMap(({ source, share }, index): Inline[] => [
        index > 0 ? ', ' : '',
        { code: source },
        ` ${percent(share)}`,
      ]),
    ' of the later rows',
    more > 0 ? `, and ${plural(more, 'column')} more.` : '.',
  ];
}
