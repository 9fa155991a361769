import { doubleLiteral } from '../../engine/table.ts';
import { partOf, percentage, quoted } from '../phrases.ts';
import { memberSql } from '../value-rules.ts';
import { type Finding, type PreparedRule, type RuleContext, ruleColumn } from './rule-context.ts';
import type { QualityRule, QualityRuleOf } from './schema.ts';

/** Rules about how the values of a column are distributed. */
export type DistributionRule = Extract<QualityRule, { metric: 'shares' | 'quantiles' | 'histogram' }>;

export function prepareDistribution(rule: DistributionRule, context: RuleContext): PreparedRule {
  switch (rule.metric) {
    case 'shares':
      return shares(rule, context);
    case 'quantiles':
      return quantiles(rule, context);
    case 'histogram':
      return histogram(rule, context);
  }
}

const nothing = (column: string, rows: number): Finding[] => [
  { column, count: rows, sentence: 'the distribution cannot be told: no row has a value' },
];

function shares(rule: QualityRuleOf<'shares'>, context: RuleContext): PreparedRule {
  const { value, contract } = ruleColumn(context, rule.column);
  const total = context.pass.count(`${value} IS NOT NULL AND ${context.filter}`);
  const counts = rule.values.map((entry) => ({
    ...entry,
    count: context.pass.count(`${value} = ${memberSql(contract.type, entry.value)} AND ${context.filter}`),
  }));
  return async (rows) => {
    if (total() === 0) return nothing(rule.column, rows);
    return counts.flatMap(({ value: member, count, 'at-least': least, 'at-most': most }) => {
      const share = count() / total();
      const bounds = [
        ...(least !== undefined && share < least ? [`must make up at least ${percentage(least)}`] : []),
        ...(most !== undefined && share > most ? [`may make up at most ${percentage(most)}`] : []),
      ];
      return bounds.map((bound) => ({
        column: rule.column,
        count: count(),
        judged: total(),
        sentence: `${quoted(member)} is ${count() === 0 ? 'no value' : partOf(count(), total(), 'value')}, but ${bound}`,
      }));
    });
  };
}

function quantiles(rule: QualityRuleOf<'quantiles'>, context: RuleContext): PreparedRule {
  const { value } = ruleColumn(context, rule.column);
  const number = `CAST(${value} AS DOUBLE)`;
  const list = rule.bands.map(({ share }) => String(share)).join(', ');
  // NaN would count as the greatest number.
  const figure = context.pass.ask(
    `quantile_cont(CASE WHEN NOT isnan(${number}) THEN ${number} END, [${list}]) FILTER (WHERE ${context.filter})`,
  );
  const nan = context.pass.count(`isnan(${number}) AND ${context.filter}`);
  return async (rows) => {
    const found = figure();
    if (nan() > 0) {
      return [
        { column: rule.column, count: nan(), sentence: 'the quantiles cannot be told: values are NaN' },
      ];
    }
    if (!Array.isArray(found)) return nothing(rule.column, rows);
    return rule.bands.flatMap(({ share, 'at-least': least, 'at-most': most }, index) => {
      const quantile = Number(Number(found[index]).toPrecision(12));
      const bounds = [
        ...(least !== undefined && !(quantile >= least) ? [`must be at least ${least}`] : []),
        ...(most !== undefined && !(quantile <= most) ? [`may be at most ${most}`] : []),
      ];
      return bounds.map((bound) => ({
        column: rule.column,
        count: rows,
        sentence: `the quantile ${share} is ${quantile.toLocaleString('en-US', { maximumSignificantDigits: 6 })}, but ${bound}`,
      }));
    });
  };
}

function histogram(rule: QualityRuleOf<'histogram'>, context: RuleContext): PreparedRule {
  const { value, contract } = ruleColumn(context, rule.column);
  const total = context.pass.count(`${value} IS NOT NULL AND ${context.filter}`);
  const bins = binsOf(rule, value, (member) => memberSql(contract.type, member));
  const counts = bins.map((condition) => context.pass.count(`${condition} AND ${context.filter}`));
  const most = rule['jensen-shannon-divergence']['at-most'];
  return async (rows) => {
    if (total() === 0) return nothing(rule.column, rows);
    const found = counts.map((count) => count());
    const divergence = jensenShannonDivergence(withRest(rule.shares), withRemainder(found, total()));
    if (divergence <= most) return [];
    const is = divergence.toLocaleString('en-US', { maximumSignificantDigits: 4 });
    return [
      {
        column: rule.column,
        count: rows,
        sentence: `the Jensen-Shannon divergence from the expected shares is ${is}, but may be at most ${most}`,
      },
    ];
  };
}

type Member = NonNullable<QualityRuleOf<'histogram'>['values']>[number];

function binsOf(
  { edges, values }: QualityRuleOf<'histogram'>,
  value: string,
  member: (value: Member) => string,
): string[] {
  if (values) return values.map((entry) => `${value} = ${member(entry)}`);
  const ends = (edges ?? []).map(doubleLiteral);
  return ends.slice(1).map((end, index) => {
    const last = index === ends.length - 2;
    return `${value} >= ${ends[index]} AND ${value} ${last ? '<=' : '<'} ${end}`;
  });
}

/** Values in no bin make one more. */
function withRemainder(counts: readonly number[], total: number): number[] {
  return [...counts, total - counts.reduce((sum, count) => sum + count, 0)];
}

const withRest = (shares: readonly number[]): number[] => [...shares, 0];

/** In bits, of two lists of weights (each divided by its sum): 0 for equal ones, 1 for those with nothing in common. */
function jensenShannonDivergence(p: readonly number[], q: readonly number[]): number {
  const sum = (weights: readonly number[]) => weights.reduce((total, weight) => total + weight, 0);
  const [ofP, ofQ] = [sum(p), sum(q)];
  let divergence = 0;
  for (const [index, weight] of p.entries()) {
    const [a, b] = [weight / ofP, (q[index] ?? 0) / ofQ];
    const middle = (a + b) / 2;
    if (a > 0) divergence += (a * Math.log2(a / middle)) / 2;
    if (b > 0) divergence += (b * Math.log2(b / middle)) / 2;
  }
  return Math.min(1, Math.max(0, divergence));
}
