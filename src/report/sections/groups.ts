import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Phrase } from '../document.ts';
import { count, figure, figuresTogether, withSign } from '../format.ts';
import { arrow, championName, difference, metricName } from './metrics.ts';

type Figures = EvidenceOf<'evaluate-gate'>['figures'];
type Groups = NonNullable<Figures['groups']>[number];

/** How alike the model treats groups: each measure with its groups, beside the champion's. */
export function groupBlocks(figures: Figures): Block[] {
  const { groups = [], champion } = figures;
  if (groups.length === 0) return [];
  return [
    {
      kind: 'details',
      open: true,
      summary: `Groups against each other: ${[...new Set(groups.map(({ by }) => by))].join(', ')}`,
      blocks: [
        {
          kind: 'table',
          columns: [
            { title: 'measure' },
            { title: 'by' },
            { title: 'groups', align: 'right' },
            { title: 'challenger', align: 'right' },
            ...(champion
              ? [
                  { title: championName(figures), align: 'right' as const },
                  { title: 'difference', align: 'right' as const },
                ]
              : []),
            { title: 'lowest group' },
            { title: 'highest group' },
          ],
          rows: groups.map((one) => lineOf(one, figures)),
        },
        ...groups.map((one) => groupTable(one, figures)),
      ],
    },
  ];
}

function lineOf(one: Groups, figures: Figures): Phrase[] {
  const { metric, by, groups, challenger, champion } = one;
  const change = challenger === null || champion === null ? null : challenger - champion;
  const [now = '', before = '', changed = ''] = figuresTogether([challenger, champion, change]);
  const known = groups
    .filter((group) => group.challenger !== null)
    .sort((a, b) => (a.challenger ?? 0) - (b.challenger ?? 0));
  const named = (group: Groups['groups'][number] | undefined): Phrase =>
    group ? [{ code: group.value }, ` ${figure(group.challenger)}`] : '';
  return [
    [metricName(metric, figures), arrow(metric, figures)],
    { code: by },
    count(groups.length),
    now,
    ...(figures.champion
      ? [before, change === null ? '' : difference(metric, change, withSign(changed), figures)]
      : []),
    named(known[0]),
    named(known.at(-1)),
  ];
}

function groupTable(one: Groups, figures: Figures): Block {
  const { metric, of, by, groups } = one;
  return {
    kind: 'details',
    summary: [
      metricName(metric, figures),
      ' by ',
      { code: by },
      ': ',
      metricName(of, figures),
      ' of each group',
    ],
    blocks: [
      {
        kind: 'table',
        columns: [
          { title: by },
          { title: 'rows', align: 'right' },
          { title: 'challenger', align: 'right' },
          ...(figures.champion ? [{ title: championName(figures), align: 'right' as const }] : []),
        ],
        rows: groups.map(({ value, rows, challenger, champion }) => {
          const [now = '', before = ''] = figuresTogether([challenger, champion]);
          return [{ code: value }, count(rows), now, ...(figures.champion ? [before] : [])];
        }),
      },
    ],
  };
}
