import type { RuleResult } from '../../evidence/gate-rules.ts';
import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Chart, Point, Series, Tone } from '../document.ts';
import { figure, withSign } from '../format.ts';
import { championName, levelText, titleOf } from './metrics.ts';

type Figures = EvidenceOf<'evaluate-gate'>['figures'];
type Slice = Figures['slices'][number];
type Change = NonNullable<Slice['change']>;

/** Slices in a picture; more lines cannot be read at a glance. */
const DRAWN = 20;

/**
 * How much better or worse the challenger is on each slice, with the interval of each, the worst first; empty where fewer
 * than two slices have one.
 */
export function forestPlot(figures: Figures): Chart[] {
  const metric = figures.slices.find(({ change }) => change)?.change?.metric;
  const changes = figures.slices
    .flatMap(({ column, value, rows, change }) =>
      change?.metric === metric && change && change.improvement !== null
        ? [{ name: `${column} = ${value}`, rows, change }]
        : [],
    )
    .sort((a, b) => (a.change.improvement ?? 0) - (b.change.improvement ?? 0))
    .slice(0, DRAWN);
  if (changes.length < 2 || metric === undefined) return [];
  const title = titleOf(metric, figures);
  return [
    {
      kind: 'chart',
      mark: 'intervals',
      title: `Where ${title} changed: improvement over the ${championName(figures)} by slice, with 95 % intervals`,
      x: { title: `improvement in ${title}: worse ← → better` },
      y: { title: '' },
      series: [
        {
          name: 'improvement',
          points: changes.map(({ name, change }) => pointOf(name, change, 0)),
        },
        noChange,
      ],
      description: `Improvement in ${title} on ${changes.length} slices: ${changes
        .map(({ name, rows, change }) => `${name} (${rows} rows) ${rangeText(change)}`)
        .join('; ')}.`,
    },
  ];
}

/** The rules about change on all rows whose certainty is known: the improvement between its ends, and the margin. */
export function rulePlots(figures: Figures): Chart[] {
  return figures.rules.flatMap((rule) => {
    const { certainty, slice } = rule;
    if (!certainty || slice !== null || certainty.improvement === null) return [];
    const title = titleOf(rule.metric, figures);
    const needed = neededOf(rule);
    const guides = needed === undefined ? [noChange] : [noChange, limit(needed)];
    return [
      {
        kind: 'chart',
        mark: 'intervals',
        title: `Improvement in ${title}`,
        x: { title: `worse ← → better than the ${championName(figures)}` },
        y: { title: '' },
        series: [
          { name: 'improvement', points: [pointOf('all rows', certainty, needed ?? 0, rule.outcome)] },
          ...guides,
        ],
        description: `${title}: the improvement is ${rangeText(certainty)}, each end with ${levelText(certainty.level)} certainty${needed === undefined ? '' : `; at least ${withSign(figure(needed))} is asked for`}.`,
      } satisfies Chart,
    ];
  });
}

const noChange: Series = { name: 'no change', guide: true, points: [{ x: 0, y: 0 }] };

function limit(needed: number): Series {
  return {
    name: needed > 0 ? 'asked for' : needed < 0 ? 'allowed' : '',
    guide: true,
    points: [{ x: needed, y: 0 }],
  };
}

/** The improvement that the rule asks for, in the metric’s own unit; undefined for relative bounds. */
function neededOf({ rule, bound }: RuleResult): number | undefined {
  if (bound === null || rule.includes('%') || /relative/.test(rule)) return undefined;
  return /improve/.test(rule) ? bound : -bound;
}

/** Ends on one side of `needed` say so for certain. */
function pointOf(
  x: string,
  { improvement, lower, upper }: Pick<Change, 'improvement' | 'lower' | 'upper'>,
  needed: number,
  outcome?: RuleResult['outcome'],
): Point {
  const tone: Tone =
    upper !== null && upper < needed
      ? 'worse'
      : lower !== null && (outcome === 'pass' ? lower >= needed : lower > needed)
        ? 'better'
        : 'unsure';
  return { x, y: improvement ?? 0, lower, upper, tone };
}

function rangeText({ improvement, lower, upper }: Pick<Change, 'improvement' | 'lower' | 'upper'>): string {
  const text = (value: number | null) => withSign(figure(value));
  return `${text(improvement)} (${text(lower)} to ${text(upper)})`;
}
