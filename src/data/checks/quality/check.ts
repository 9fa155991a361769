import { DataError, messageOf } from '../../../system/errors.ts';
import { holdsIn, isJudged } from '../../contract/environments.ts';
import { QueryStopped } from '../../engine/engine.ts';
import type { AnomalyList } from '../anomaly-list.ts';
import { quoted } from '../phrases.ts';
import { prepareCounted } from './counted-rows.ts';
import { prepareDistribution } from './distribution.ts';
import { prepareFigure } from './figures.ts';
import { prepareProfileCondition } from './profile-condition.ts';
import { prepareRows } from './related-rows.ts';
import {
  columnsOf,
  type Finding,
  NotJudged,
  type PreparedRule,
  type QualityContext,
  type RuleContext,
} from './rule-context.ts';
import type { QualityRule } from './schema.ts';
import { checkedCondition } from './user-sql.ts';

const CURE = 'Mend the data; if they are right, change the rule under `quality` in the contract.';
/** Without rows most figures are not there; that there are none is an anomaly of its own. */
const WITHOUT_ROWS: ReadonlySet<QualityRule['metric']> = new Set([
  'rowCount',
  'rowCountChange',
  'sql',
  'failingRows',
]);

interface JudgedRule {
  readonly rule: QualityRule;
  readonly title: string;
  readonly prepared: PreparedRule;
}

/** The rules of `quality` that hold in the environment, as far as they can be judged. */
export class QualityCheck {
  readonly #rules: readonly JudgedRule[];
  readonly #notes: string[];

  private constructor(rules: readonly JudgedRule[], notes: string[]) {
    this.#rules = rules;
    this.#notes = notes;
  }

  /**
   * Asks the pass for what the rules need; those that cannot be judged go to `notes`.
   * @throws UserError for SQL of a rule that the engine does not take
   */
  static async prepare(context: QualityContext, dataset: string, notes: string[]): Promise<QualityCheck> {
    const prepared: JudgedRule[] = [];
    for (const [index, rule] of (context.contract.quality ?? []).entries()) {
      if (!holdsIn(rule, context.options.environment, undefined)) continue;
      // What is planned or deprecated is not judged.
      const idle = columnsOf(rule).some((name) => {
        const column = context.contract.columns[name];
        return column !== undefined && !isJudged(column);
      });
      if (idle) continue;
      const title = titleOf(rule, dataset, index);
      context.pass.asker = title;
      try {
        const filter =
          rule.where === undefined
            ? 'TRUE'
            : (await checkedCondition(context.engine, context.table, `${title}, where`, rule.where)).sql;
        prepared.push({ rule, title, prepared: await prepareRule(rule, { ...context, filter, title }) });
      } catch (error) {
        if (!(error instanceof NotJudged)) throw error;
        notes.push(`${title} was not judged, because ${error.message}.`);
      }
    }
    context.pass.asker = undefined;
    return new QualityCheck(prepared, notes);
  }

  /** Tells the broken rules, once the pass has run. */
  async tell(list: AnomalyList): Promise<void> {
    for (const { rule, title, prepared } of this.#rules) {
      if (list.rows === 0 && !WITHOUT_ROWS.has(rule.metric)) {
        this.#notes.push(`${title} was not judged, because there are no rows.`);
        continue;
      }
      for (const found of await this.#findings(prepared, title, list.rows)) {
        const { column = null, sentence, ...rest } = found;
        const about = column === null ? quoted(list.dataset) : quoted(column);
        const named = rule.name === undefined ? '' : ` (${rule.name})`;
        list.add({
          ...rest,
          column,
          rule: rule.metric,
          severity: rule.severity ?? 'error',
          sentence: `${about}${named}: ${sentence}`,
          cure: CURE,
        });
      }
    }
  }

  /** A figure that the engine cannot compute of these data is no figure that keeps a rule. */
  async #findings(prepared: PreparedRule, title: string, rows: number): Promise<Finding[]> {
    try {
      return await prepared(rows);
    } catch (error) {
      if (error instanceof QueryStopped) throw error.of(title);
      if (error instanceof NotJudged) {
        this.#notes.push(`${title} was not judged, because ${error.message}.`);
        return [];
      }
      if (!(error instanceof DataError)) throw error;
      const [reason] = messageOf(error).split('\n');
      return [{ count: rows, sentence: `it cannot be judged: ${reason}` }];
    }
  }
}

function titleOf(rule: QualityRule, dataset: string, index: number): string {
  const name = rule.name === undefined ? '' : ` ${quoted(rule.name)}`;
  return `${dataset}.quality[${index}]${name} (${rule.metric})`;
}

async function prepareRule(rule: QualityRule, context: RuleContext): Promise<PreparedRule> {
  switch (rule.metric) {
    case 'nullValues':
    case 'missingValues':
    case 'invalidValues':
    case 'duplicateValues':
    case 'failingRows':
      return prepareCounted(rule, context);
    case 'monotonic':
    case 'functionalDependency':
    case 'crossColumn':
    case 'foreignKey':
      return prepareRows(rule, context);
    case 'shares':
    case 'quantiles':
    case 'histogram':
      return prepareDistribution(rule, context);
    case 'profileCondition':
      return prepareProfileCondition(rule, context);
    default:
      return prepareFigure(rule, context);
  }
}
