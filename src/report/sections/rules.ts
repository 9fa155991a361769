import { AGGREGATES } from '../../config/schema/gate-rules.ts';
import type { RuleResult } from '../../evidence/gate-rules.ts';
import type { EvidenceOf } from '../../evidence/schema.ts';
import { type Block, type Phrase, SIGNS } from '../document.ts';
import {
  arrow,
  type Compared,
  comparedCells,
  comparedColumns,
  intervalOf,
  levelText,
  metricName,
  own,
} from './metrics.ts';

type Evidence = EvidenceOf<'evaluate-gate'>;
type Figures = Evidence['figures'];

/** Rules on single slices that did not hold and stand in the table; all of them are among the reasons. */
const MOST_SLICES = 5;

/**
 * One line a rule on all rows, or between groups: what was measured, against what, and whether it holds. Rules on slices
 * come in where they do not hold.
 */
export function ruleTable(evidence: Evidence): Block[] {
  const { figures } = evidence;
  const whole = figures.rules.filter(
    (rule) => isWhole(rule.slice) && !(isFurther(rule) && rule.outcome === 'pass'),
  );
  const slices = figures.rules.filter(
    ({ slice, outcome }) => !isWhole(slice) && outcome !== 'pass' && outcome !== 'skipped',
  );
  const rules = [...whole, ...slices.slice(0, MOST_SLICES)];
  if (rules.length === 0) return [];
  const close = new Set(
    evidence.reasons.filter(({ outcome, slice }) => outcome === 'warn' && !slice).map(({ rule }) => rule),
  );
  return [
    {
      kind: 'table',
      brief: 20,
      columns: [
        { title: '', align: 'center' as const },
        ...comparedColumns(figures, endsTitle(figures)),
        { title: 'rule' },
      ],
      rows: rules.map((rule) => [
        signOf(rule, close.has(rule.rule)),
        ...cellsOf(rule, figures),
        boundText(rule),
      ]),
    },
  ];
}

/** Of the policy, or a test of behaviour or robustness: where it holds, its own table is enough. */
function isFurther({ metric }: RuleResult): boolean {
  return /^(policy|behaviour|robustness): /.test(metric);
}

/** Of all rows, or of groups against each other. */
function isWhole(slice: string | null): boolean {
  return slice === null || slice.startsWith('by ');
}

/** The sign of the outcome, with a word where the sign alone would not be understood. */
function signOf({ outcome, slice }: RuleResult, close: boolean): Phrase {
  switch (outcome) {
    case 'pass':
      return close && slice === null ? [SIGNS.warn, { muted: ' close' }] : SIGNS.pass;
    case 'inconclusive':
      return [SIGNS.inconclusive, { muted: ' not certain' }];
    case 'overridden':
      return [SIGNS.overridden, { muted: ' overridden' }];
    default:
      return SIGNS[outcome];
  }
}

/** What stands behind a difference: what decided, or else the interval beside it. */
function endsTitle({ certainty, intervals, rules }: Figures): string {
  if (certainty && rules.some((rule) => rule.certainty)) {
    return `, each end ${levelText(certainty.level)} certain`;
  }
  const [interval] = Object.values(intervals ?? {});
  return interval ? `, ${levelText(interval.level)} interval` : '';
}

function cellsOf(rule: RuleResult, figures: Figures): Phrase[] {
  const { metric, slice, outcome } = rule;
  const { challenger, champion } = figures;
  const name: Phrase = [
    metricName(metric, figures),
    arrow(metric, figures),
    ...(slice === null ? [] : [' ', isWhole(slice) ? slice : { code: slice }]),
  ];
  const isKnown = slice !== null || rule.measured !== null || Object.hasOwn(challenger.metrics, metric);
  if (!isKnown) return [name, isFurther(rule) ? 'no figure' : 'not found', ...(champion ? ['', ''] : [])];
  const compared: Compared = {
    metric,
    now: rule.measured,
    before: rule.baseline ?? (champion && slice === null ? own(champion.metrics, metric) : null),
    ends: endsOf(rule, figures),
    bold: outcome === 'fail' || outcome === 'inconclusive',
  };
  return [name, ...comparedCells(compared, figures)];
}

/** The ends of the difference challenger less champion: those of the decision, which are of the improvement. */
function endsOf({ metric, slice, certainty }: RuleResult, figures: Figures): Compared['ends'] {
  if (!certainty) return figures.certainty || slice !== null ? undefined : intervalOf(metric, figures);
  const { lower, upper } = certainty;
  const isLower = Object.hasOwn(figures.directions, metric) && figures.directions[metric] === 'lower';
  if (!isLower || lower === null || upper === null) return { lower, upper };
  return { lower: -upper, upper: -lower };
}

/** The bound of a rule, without the metric and the slice that stand at the beginning of its line. */
export function boundText({ rule, metric, slice }: Pick<RuleResult, 'rule' | 'metric' | 'slice'>): string {
  const names = [metric, ...AGGREGATES.map((one) => metric.replace(new RegExp(`_${one}$`), ` (${one})`))];
  const name = names.find((text) => rule.startsWith(`${text} `));
  const bound = name === undefined ? rule : rule.slice(name.length + 1);
  const ends = slice === null ? [] : [` on ${slice}`, ` ${slice}`];
  const end = ends.find((text) => bound.endsWith(text));
  return end === undefined ? bound : bound.slice(0, -end.length);
}

/** Whether the rule compares with the champion. */
export function isAboutChange({ rule }: Pick<RuleResult, 'rule'>): boolean {
  return / (may worsen|must improve) /.test(rule);
}
