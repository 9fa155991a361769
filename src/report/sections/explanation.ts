import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Chart, Phrase, Series } from '../document.ts';
import { count, figure, figuresTogether, percent, withSign } from '../format.ts';
import { championName, titleOf } from './metrics.ts';

type Evidence = EvidenceOf<'evaluate-gate'>;
type Figures = Evidence['figures'];
type Explanation = NonNullable<Figures['explanation']>;
type Dependence = Explanation['dependence'][number];

/** Features in a picture; more lines cannot be read at a glance. */
const DRAWN = 15;

/**
 * On what the models rely, how they answer to what moved, and where it was lost. A comment has the sentences, for a model
 * that did not pass among the reasons; pictures and tables are for the full report.
 */
export function explanationBlocks({ verdict, figures }: Evidence): Block[] {
  const { explanation, champion } = figures;
  if (!explanation) return [];
  const { sentences, importance, dependence } = explanation;
  const summary = champion ? 'Why it changed' : 'What it relies on, and where it errs';
  const told: Block[] = [{ kind: 'list', ordered: false, items: sentences }];
  const charts = dependence.flatMap((one) => dependenceChart(one, figures));
  const blocks: Block[] = [
    ...importanceChart(explanation, figures),
    ...(charts.length > 0 ? [{ kind: 'row' as const, charts }] : []),
    ...treeTable(explanation),
    ...(importance.length > 0 ? [importanceTable(explanation, figures)] : []),
  ];
  const isTold = verdict === 'pass' && sentences.length > 0;
  return [
    ...(isTold ? [{ kind: 'details' as const, summary, open: true, blocks: told }] : []),
    ...(blocks.length > 0
      ? [
          {
            kind: 'details' as const,
            summary: isTold ? 'Features and errors in pictures' : summary,
            inComment: false,
            open: true,
            blocks,
          },
        ]
      : []),
  ];
}

/** What was done, for who wants to know what the figures mean. */
function method({ rows, repeats, metric }: Explanation, figures: Figures): string {
  return `How much ${titleOf(metric, figures)} falls when the values of one feature are dealt out anew, on ${count(rows)} held-out rows; mean of ${repeats} shuffles, the same for both models, and their standard deviation.`;
}

function importanceChart(explanation: Explanation, figures: Figures): Chart[] {
  const { metric, importance } = explanation;
  const height = ({ challenger, champion }: Explanation['importance'][number]) =>
    Math.max(challenger.mean, champion?.mean ?? 0);
  const drawn = [...importance].sort((a, b) => height(b) - height(a)).slice(0, DRAWN);
  if (drawn.length < 2) return [];
  const title = titleOf(metric, figures);
  const series: Series[] = [
    {
      name: 'challenger',
      points: drawn.map(({ feature, challenger }) => ({ x: feature, y: challenger.mean })),
    },
  ];
  if (figures.champion) {
    series.push({
      name: championName(figures),
      points: drawn.map(({ feature, champion }) => ({ x: feature, y: champion?.mean ?? 0 })),
    });
  }
  return [
    {
      kind: 'chart',
      mark: 'dots',
      title: `What each feature is worth: fall of ${title} when it is shuffled`,
      x: { title: '' },
      y: { title: `fall of ${title}` },
      series,
      description: `Permutation importance of ${drawn.length} features: ${drawn
        .map(({ feature, challenger, champion }) =>
          champion
            ? `${feature} ${figure(challenger.mean)}, champion ${figure(champion.mean)}`
            : `${feature} ${figure(challenger.mean)}`,
        )
        .join('; ')}.`,
    },
  ];
}

function importanceTable(explanation: Explanation, figures: Figures): Block {
  const { champion } = figures;
  const spread = ({ mean, deviation }: { mean: number; deviation: number }): Phrase => {
    const [value = '', around = ''] = figuresTogether([mean, deviation]);
    return [value, { muted: ` ± ${around}` }];
  };
  return {
    kind: 'details',
    summary: 'Importance of all features',
    blocks: [
      { kind: 'paragraph', text: method(explanation, figures) },
      {
        kind: 'table',
        columns: [
          { title: 'feature' },
          { title: 'challenger', align: 'right' },
          ...(champion
            ? [
                { title: championName(figures), align: 'right' as const },
                { title: 'difference', align: 'right' as const },
              ]
            : []),
        ],
        rows: explanation.importance.map(({ feature, challenger, champion: before }): Phrase[] => [
          { code: feature },
          spread(challenger),
          ...(champion && before
            ? [spread(before), withSign(figuresTogether([challenger.mean - before.mean])[0] ?? '')]
            : []),
        ]),
      },
    ],
  };
}

function dependenceChart(one: Dependence, figures: Figures): Chart[] {
  const { feature, grid, challenger, champion, class: of } = one;
  const isNumber = grid.every((value) => typeof value === 'number');
  const points = (curve: readonly number[]) =>
    grid.map((value, at) => ({ x: typeof value === 'number' ? value : String(value), y: curve[at] ?? 0 }));
  const what =
    of === undefined
      ? `mean ${figures.task === 'regression' ? 'prediction' : 'score'}`
      : `mean probability of ${of}`;
  const [first, last] = [challenger[0], challenger.at(-1)];
  return [
    {
      kind: 'chart',
      mark: isNumber ? 'line' : 'bar',
      title: `How the ${what} depends on ${feature}`,
      x: { title: feature },
      y: { title: what },
      series: [
        { name: 'challenger', points: points(challenger) },
        ...(champion ? [{ name: championName(figures), points: points(champion) }] : []),
      ],
      description: `Partial dependence: the ${what} of the challenger when all rows have one value of ${feature}, from ${figure(first)} at ${String(grid[0])} to ${figure(last)} at ${String(grid.at(-1))}.`,
    },
  ];
}

const MEANS = {
  'log-loss': 'log loss',
  wrong: 'share of wrong rows',
  'absolute-error': 'absolute error',
} as const;

function treeTable({ tree }: Explanation): Block[] {
  const root = tree?.nodes[0];
  if (!tree || !root || tree.nodes.length < 2) return [];
  const { explains, unit, nodes, pValue } = tree;
  const isLost = explains === 'lost-to-champion';
  const means = figuresTogether(nodes.map(({ mean }) => mean));
  return [
    { kind: 'heading', text: isLost ? 'Where it lost to the champion' : 'Where it errs' },
    {
      kind: 'table',
      brief: 8,
      columns: [
        { title: 'rows where' },
        { title: 'rows', align: 'right' },
        { title: 'share', align: 'right' },
        { title: isLost ? `${MEANS[unit]}, change a row` : MEANS[unit], align: 'right' },
        { title: isLost ? 'part of the loss' : 'part of the errors', align: 'right' },
      ],
      rows: nodes.map(({ path, depth, rows, coverage }, at): Phrase[] => [
        depth === 0 ? 'all' : ['· '.repeat(depth), { code: path.at(-1) ?? '' }],
        count(rows),
        percent(rows / root.rows),
        isLost ? withSign(means[at] ?? '') : (means[at] ?? ''),
        percent(coverage),
      ]),
    },
    {
      kind: 'paragraph',
      text: `A tree of depth 3 parts the rows by what a row lost; part of the ${isLost ? 'loss: of all that was lost row by row, without what was won elsewhere' : 'errors: of all of them'}. ${
        pValue <= 0.05
          ? `Chance alone would seldom part them so tellingly (p = ${figure(pValue)}, by shuffling).`
          : `Chance alone would often part them as tellingly (p = ${figure(pValue)}, by shuffling): read nothing into it.`
      }`,
    },
  ];
}
