import { messageOf } from '../../../system/errors.ts';
import { QueryStopped } from '../../engine/engine.ts';
import type { ColumnType } from '../../engine/frame.ts';
import { parseTimestamp, timestampText } from '../../engine/times.ts';
import { counted, quoted } from '../phrases.ts';
import { boundOf, memberSql } from '../value-rules.ts';
import { brokenOperators, type Comparable } from './compare.ts';
import { NotJudged, type PreparedRule, type RuleContext, ruleColumn } from './rule-context.ts';
import type { ComparedRule, QualityRuleOf } from './schema.ts';
import { checkedQuery } from './user-sql.ts';

/** Squares of larger numbers are infinite. */
const LARGEST = '1e150';

/** A figure of the data: a number or time, or why it cannot be told. */
interface Measured {
  readonly value: Comparable | null;
  readonly reason?: string;
  /** How messages show the value. */
  readonly shown?: string;
}

interface Figure {
  /** `the mean`. */
  readonly what: string;
  readonly measure: (rows: number) => Measured | Promise<Measured>;
  /** What a bound is, in the form of the value. */
  readonly parse?: (bound: number | string) => Comparable;
  /** TFDV's types for a figure that is too low and too high. */
  readonly tfdv?: { readonly low: string; readonly high: string };
}

/** The rules whose figure is one of the whole dataset. */
export type FigureRule = Exclude<
  ComparedRule,
  { metric: 'nullValues' | 'missingValues' | 'invalidValues' | 'duplicateValues' | 'failingRows' }
>;

/** Asks for the figure of `rule`, to compare it once it is there. */
export async function prepareFigure(rule: FigureRule, context: RuleContext): Promise<PreparedRule> {
  const figure = await figureOf(rule, context);
  return async (rows) => {
    const { value, reason, shown } = await figure.measure(rows);
    const about = 'column' in rule ? { column: rule.column } : {};
    if (value === null) {
      const sentence = `${figure.what} cannot be told: ${reason ?? 'there is no value'}`;
      return [{ ...about, count: rows, sentence }];
    }
    return brokenOperators(rule, value, figure.parse).map(({ phrase, side }) => {
      const is = shown ?? (typeof value === 'number' ? shownNumber(value) : quoted(value));
      const tfdv = side && figure.tfdv?.[side];
      return {
        ...about,
        count: rows,
        sentence: `${figure.what} is ${is}, but ${phrase}`,
        ...(tfdv ? { tfdv } : {}),
      };
    });
  };
}

async function figureOf(rule: FigureRule, context: RuleContext): Promise<Figure> {
  switch (rule.metric) {
    case 'rowCount':
      return rowCount(rule, context);
    case 'rowCountChange':
      return rowCountChange(rule, context);
    case 'freshness':
      return freshness(rule, context);
    case 'sql':
      return queried(rule, context);
    case 'minimum':
    case 'maximum':
      return extreme(rule, context);
    case 'distinctCount':
    case 'uniqueShare':
    case 'shareBetween':
      return counts(rule, context);
    default:
      return moment(rule, context);
  }
}

const filtered = (aggregate: string, { filter }: RuleContext) =>
  filter === 'TRUE' ? aggregate : `${aggregate} FILTER (WHERE ${filter})`;

function rowCount(rule: QualityRuleOf<'rowCount'>, context: RuleContext): Figure {
  const judged = context.pass.count(context.filter);
  const percent = rule.unit === 'percent';
  return {
    what: percent ? 'the number of rows in percent of all' : 'the number of rows',
    measure: (rows) => ({ value: percent ? (rows === 0 ? null : (100 * judged()) / rows) : judged() }),
    tfdv: { low: 'DATASET_LOW_NUM_EXAMPLES', high: 'DATASET_HIGH_NUM_EXAMPLES' },
  };
}

function rowCountChange(rule: QualityRuleOf<'rowCountChange'>, { options }: RuleContext): Figure {
  const { previous } = options;
  if (!previous) throw new NotJudged('there is no previous version');
  const inRows = rule.unit === 'rows';
  return {
    what: `the change of the number of rows${inRows ? '' : ' in percent'}`,
    measure: (rows) => {
      if (inRows) return { value: rows - previous.rows };
      if (previous.rows === 0) return { value: null, reason: 'the previous version has no rows' };
      return { value: (100 * (rows - previous.rows)) / previous.rows };
    },
    tfdv: { low: 'COMPARATOR_LOW_NUM_EXAMPLES', high: 'COMPARATOR_HIGH_NUM_EXAMPLES' },
  };
}

const UNITS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

function freshness(rule: QualityRuleOf<'freshness'>, context: RuleContext): Figure {
  const { value } = ruleColumn(context, rule.column);
  const newest = context.pass.ask(
    filtered(`max(CASE WHEN isfinite(${value}) THEN CAST(${value} AS TIMESTAMP) END)`, context),
  );
  const now = rule.at === undefined ? context.options.now?.getTime() : parseTimestamp(rule.at);
  if (now === undefined) throw new NotJudged('the moment of the check is not known');
  const unit = rule.unit ?? 'hours';
  return {
    what: `the age of the newest time in ${unit}`,
    measure: () => {
      const time = newest();
      return typeof time === 'number'
        ? { value: (now - time) / UNITS[unit] }
        : { value: null, reason: 'no row has a time' };
    },
  };
}

async function queried(rule: QualityRuleOf<'sql'>, context: RuleContext): Promise<Figure> {
  const query = await checkedQuery(context.engine, context.table, context.title, rule.query);
  return {
    what: 'the figure of the query',
    measure: async () => {
      try {
        const found = await context.engine.rows(`SELECT * FROM ${query} AS q LIMIT 2`);
        const cells = Object.values(found[0] ?? {});
        if (found.length !== 1 || cells.length !== 1) {
          return { value: null, reason: 'the query does not give one row with one column' };
        }
        const [value] = cells;
        const isFigure = typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string';
        if (typeof value === 'boolean') return { value: Number(value) };
        return isFigure ? { value: value as Comparable } : { value: null, reason: 'it is NULL or NaN' };
      } catch (error) {
        if (error instanceof QueryStopped) throw error;
        return { value: null, reason: messageOf(error).split('\n')[0] ?? 'the query failed' };
      }
    },
  };
}

function extreme(rule: QualityRuleOf<'minimum'> | QualityRuleOf<'maximum'>, context: RuleContext): Figure {
  const { value, contract } = ruleColumn(context, rule.column);
  const { type } = contract;
  const figure = context.pass.ask(
    filtered(`${rule.metric === 'minimum' ? 'min' : 'max'}(${value})`, context),
  );
  const nan = type === 'number' ? context.pass.count(`isnan(${value}) AND ${context.filter}`) : () => 0;
  return {
    what: `the ${rule.metric}`,
    measure: () => {
      const found = figure();
      if (nan() > 0) return { value: null, reason: `${counted(nan(), 'value')} NaN` };
      if (found === null || found === undefined) return { value: null, reason: 'no row has a value' };
      const value = type === 'integer' || type === 'number' ? Number(found) : (found as Comparable);
      return type === 'timestamp' && typeof value === 'number'
        ? { value, shown: quoted(timestampText(value)) }
        : { value };
    },
    parse: (bound) => boundOf(type as ColumnType, bound) as Comparable,
  };
}

function counts(
  rule: QualityRuleOf<'distinctCount'> | QualityRuleOf<'uniqueShare'> | QualityRuleOf<'shareBetween'>,
  context: RuleContext,
): Figure {
  const { value, contract } = ruleColumn(context, rule.column);
  const { pass } = context;
  const present = pass.ask(filtered(`count(${value})`, context));
  const share = (part: () => number) => () =>
    Number(present()) === 0
      ? { value: null, reason: 'no row has a value' }
      : { value: part() / Number(present()) };
  if (rule.metric === 'shareBetween') {
    const [low, high] = [rule['at-least'], rule['at-most']];
    const inside = pass.count(
      [
        context.filter,
        ...(low === undefined ? [] : [`${value} >= ${memberSql(contract.type, low)}`]),
        ...(high === undefined ? [] : [`${value} <= ${memberSql(contract.type, high)}`]),
        // DuckDB takes NaN for the greatest number.
        ...(contract.type === 'number' ? [`NOT isnan(${value})`] : []),
      ].join(' AND '),
    );
    const between = `${low === undefined ? 'up to' : `from ${quoted(low)}`}${high === undefined ? ' on' : `${low === undefined ? '' : ' to'} ${quoted(high)}`}`;
    return { what: `the share of values ${between}`, measure: share(inside) };
  }
  const distinct = pass.ask(filtered(`count(DISTINCT ${value})`, context));
  if (rule.metric === 'uniqueShare')
    return { what: 'the share of different values', measure: share(() => Number(distinct())) };
  return {
    what: 'the number of different values',
    measure: () => ({ value: Number(distinct()) }),
    tfdv: { low: 'FEATURE_TYPE_LOW_UNIQUE', high: 'FEATURE_TYPE_HIGH_UNIQUE' },
  };
}

type MomentRule = Extract<
  FigureRule,
  { metric: 'mean' | 'standardDeviation' | 'sum' | 'median' | 'quantile' }
>;

function moment(rule: MomentRule, context: RuleContext): Figure {
  const { value, contract } = ruleColumn(context, rule.column);
  const { pass } = context;
  const isInteger = contract.type === 'integer';
  const usable = isInteger ? value : `CASE WHEN abs(${value}) < ${LARGEST} THEN ${value} END`;
  const [what, aggregate] = momentSql(rule, isInteger, value, usable);
  const figure = pass.ask(filtered(aggregate, context));
  // Sums of what is not finite are not finite, and the engine refuses deviations of it; quantiles would overlook it.
  const odd =
    isInteger || (rule.metric !== 'median' && rule.metric !== 'quantile')
      ? () => 0
      : pass.count(`NOT abs(${value}) < ${LARGEST} AND ${context.filter}`);
  return {
    what,
    measure: () => {
      if (odd() > 0)
        return { value: null, reason: `${counted(odd(), 'value')} NaN, infinite or beyond ${LARGEST}` };
      const found = figure();
      if (found === null || found === undefined) return { value: null, reason: 'too few rows have a value' };
      const number = Number(found);
      return Number.isFinite(number)
        ? { value: number }
        : { value: null, reason: 'a value is NaN or infinite' };
    },
  };
}

function momentSql(rule: MomentRule, isInteger: boolean, value: string, usable: string): [string, string] {
  switch (rule.metric) {
    case 'mean':
      return ['the mean', `avg(${value})`];
    case 'sum':
      return ['the sum', `sum(${isInteger ? value : `CAST(${value} AS DOUBLE)`})`];
    case 'standardDeviation':
      return ['the standard deviation', `stddev_samp(${value})`];
    case 'median':
      return ['the median', `quantile_cont(CAST(${usable} AS DOUBLE), 0.5)`];
    case 'quantile':
      return [`the quantile ${rule.share}`, `quantile_cont(CAST(${usable} AS DOUBLE), ${rule.share})`];
  }
}

function shownNumber(value: number): string {
  return value.toLocaleString('en-US', Number.isInteger(value) ? {} : { maximumSignificantDigits: 6 });
}
