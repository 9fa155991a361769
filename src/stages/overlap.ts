import { RowFinder } from '../data/checks/offending-rows.ts';
import { partOf, percentage, quoted } from '../data/checks/phrases.ts';
import { rowHash } from '../data/checks/scans/duplicates.ts';
import { severityOf } from '../data/checks/scans/settings.ts';
import { datasetContract, VIEW } from '../data/contract/contract.ts';
import type { DataEngine } from '../data/engine/engine.ts';
import { type Frame, frameOf, takeRows } from '../data/engine/frame.ts';
import { identifier, literal } from '../data/engine/sql.ts';
import { describeTable, type TableColumn } from '../data/engine/table.ts';
import type { Anomaly } from '../evidence/validate-data.ts';
import type { FeatureView } from '../features/view.ts';
import { classesOf, targetsOf } from '../training/labels.ts';
import { findLeakage } from '../training/leakage.ts';
import type { SplitPlan } from '../training/split.ts';
import { type OpenData, viewColumns } from './data.ts';
import type { StageRequest } from './stage.ts';

/** Rows that columns are judged by, each alone; fewer where there are many columns. */
const LEAKAGE_ROWS = 5000;
const LEAKAGE_VALUES = 500_000;
const FEWEST_LEAKAGE_ROWS = 500;
/** Twins are told where they are at least this share of the test rows, and so many times that among the rows before. */
const TWINS = 0.01;
const USUAL = 3;
/** Equal rows are told where there are so many times more than chance makes. */
const CHANCE = 10;
/** Entities that come back are told where they are at least this share of the test rows. */
const RETURNING = 0.5;

/** Columns that alone give the label away, by the rule that training stops or warns by; looked for in a sample. */
export function leakageAnomalies(
  { contract }: OpenData,
  { config }: StageRequest,
  inputs: readonly string[],
  whole: Frame,
): Anomaly[] {
  const severity = severityOf(datasetContract(contract, VIEW)?.checks, 'leakage');
  const affordable = Math.max(FEWEST_LEAKAGE_ROWS, LEAKAGE_VALUES / Math.max(1, inputs.length));
  const step = Math.max(1, Math.ceil(whole.rows / Math.min(LEAKAGE_ROWS, affordable)));
  const sample = takeRows(
    whole,
    Array.from({ length: Math.floor(whole.rows / step) }, (_, row) => row * step),
  );
  const label = sample.columns.get(config.model.label);
  if (severity === 'off' || !label) return [];
  const targets = targetsOf(label, config.model.task, classesOf(label, config.model));
  const found = findLeakage(sample, inputs, targets, config.model.task, config.train['allow-leakage']);
  return found
    .filter(({ action }) => action === 'warned' || action === 'stopped')
    .map(({ column, auc }) => ({
      dataset: VIEW,
      column,
      rule: 'leakage',
      severity,
      count: sample.rows,
      rows: sample.rows,
      share: 1,
      sentence: `${quoted(column)} alone predicts the label with an AUC of ${auc.toFixed(3)}: it may have been made from the label, or be known only after it`,
      examples: [],
      cure: `Name ${quoted(column)} under \`data.view.unavailable\` and drop it as a feature, or allow it under \`train.allow-leakage\`.`,
    }));
}

/**
 * Test rows that are no test, since a model may have learned them by heart: equal in every column or in the keys
 * to a row before (of the training or validation part); of an entity that is there too, where the split could
 * have kept entities together; or equal in all features and the label, far more often than rows before are to each other.
 * @param collisions how likely two rows have the same value, by column
 */
export async function overlapAnomalies(
  { engine, contract }: OpenData,
  view: FeatureView,
  request: StageRequest,
  plan: SplitPlan,
  collisions: ReadonlyMap<string, number>,
): Promise<Anomaly[]> {
  const severity = severityOf(datasetContract(contract, VIEW)?.checks, 'overlap');
  if (severity === 'off') return [];
  const { config } = request;
  const { split, view: settings } = config.data;
  const columns = await describeTable(engine, view.table);
  const named = (names: readonly string[]) => columns.filter(({ name }) => names.includes(name));
  const learned = plan.train.rows.length + plan.validation.rows.length;
  const tested = plan.test.rows.length;
  const parts = await partsOf(engine, view, columns, plan, settings.time);
  const count = async (by: readonly TableColumn[]) => {
    const [found] = await engine.rows<{ tests: number; twins: number }>(
      `SELECT CAST(coalesce(sum(CASE WHEN before > 0 THEN tests END), 0) AS BIGINT) AS tests,
         CAST(coalesce(sum(CASE WHEN before > 1 THEN before END), 0) AS BIGINT) AS twins FROM (
         SELECT count(*) FILTER (${parts.test}) AS tests, count(*) FILTER (${parts.before}) AS before
         FROM ${parts.from} GROUP BY ${rowHash(by)})`,
    );
    return { tests: found?.tests ?? 0, twins: found?.twins ?? 0 };
  };
  const tell = (found: number, sentence: string, cure: string): Anomaly => ({
    dataset: VIEW,
    column: null,
    rule: 'overlap',
    severity,
    count: found,
    rows: tested,
    share: found / tested,
    sentence,
    examples: [],
    cure,
  });
  const part = (found: number) => partOf(found, tested, 'test row');
  try {
    const byTime = split.by === 'time' && settings.time !== undefined;
    const keys = settings.keys.filter((name) => name !== settings.time);
    const entity = named(keys);
    // Rows of different times are never equal.
    if (!byTime) {
      const equal = await count(columns);
      const natural = chance(columns, collisions, learned);
      if (equal.tests > CHANCE * natural * tested && equal.tests <= tested / 2) {
        return [
          tell(
            equal.tests,
            `${part(equal.tests)} are equal to a training or validation row in every column`,
            'Keep each row once, or split by time or by group.',
          ),
        ];
      }
      if (settings.keys.length > 0) {
        const same = await count(named(settings.keys));
        if (same.tests > 0) {
          return [
            tell(
              same.tests,
              `${part(same.tests)} have the keys of a training or validation row (${settings.keys.map(quoted).join(', ')})`,
              'Keep one row for each key, or split by group.',
            ),
          ];
        }
      }
    } else if (entity.length > 0 && keys.length === settings.keys.length) {
      const same = await count(entity);
      if (same.tests > 0) {
        return [
          tell(
            same.tests,
            `${part(same.tests)} have the keys of an earlier row (${keys.map(quoted).join(', ')}): the same case is learned and tested`,
            'Keep one row for each key, or name the time among `data.view.keys` if a key may come back.',
          ),
        ];
      }
    }
    const anomalies: Anomaly[] = [];
    const isGrouped =
      split.by === 'group' || (split.by === 'hash' && split.columns.every((name) => keys.includes(name)));
    if (!byTime && !isGrouped && entity.length > 0 && keys.length < settings.keys.length) {
      const back = await count(entity);
      if (back.tests >= RETURNING * tested) {
        anomalies.push(
          tell(
            back.tests,
            `${part(back.tests)} are of an entity that is in the training or validation part too (${keys.map(quoted).join(', ')})`,
            'Split by time, or by group, so that the model is judged on entities or times that it never saw.',
          ),
        );
      }
    }
    // A twin has another time, or it would not be on the other side.
    const inputs = named(viewColumns(request).inputs.filter((name) => name !== settings.time));
    const twins = await count([...inputs, ...named([config.model.label])]);
    const usual = twins.twins / Math.max(1, learned);
    if (twins.tests >= TWINS * tested && twins.tests > USUAL * usual * tested) {
      anomalies.push(
        tell(
          twins.tests,
          `${part(twins.tests)} are equal to a training or validation row in all features and the label, while ${percentage(usual)} of those rows have a twin among themselves`,
          'Look for rows that were delivered again under another time or key.',
        ),
      );
    }
    return anomalies;
  } finally {
    await engine.run(`DROP TABLE IF EXISTS ${identifier(TEST_ROWS)}`);
  }
}

const TEST_ROWS = 'test rows';

/** SQL of the view as `t`, and the conditions of its test rows and of those before. */
async function partsOf(
  engine: DataEngine,
  { table }: FeatureView,
  columns: readonly TableColumn[],
  { train, validation, test }: SplitPlan,
  time: string | undefined,
): Promise<{ from: string; test: string; before: string }> {
  const { from, to } = test;
  if (from !== undefined && to !== undefined && time !== undefined) {
    const moment = `CAST(t.${identifier(time)} AS TIMESTAMP)`;
    const at = (text: string) => `TIMESTAMP ${literal(text.slice(0, 19).replace('T', ' '))}`;
    const start = train.from ?? validation.from ?? from;
    return {
      from: `${identifier(table)} AS t`,
      test: `${moment} >= ${at(from)} AND ${moment} < ${at(to)}`,
      before: `${moment} >= ${at(start)} AND ${moment} < ${at(from)}`,
    };
  }
  // Without a time every row that is no test row comes before.
  const { sql, row } = await new RowFinder(engine, table, columns).numbered();
  const rows = Array.from(test.rows, (place) => place + 1);
  await engine.insert(TEST_ROWS, frameOf([{ name: 'row', type: 'integer', values: rows }]));
  return {
    from: `${sql} LEFT JOIN ${identifier(TEST_ROWS)} AS c ON c."row" = ${row}`,
    test: 'c."row" IS NOT NULL',
    before: 'c."row" IS NULL',
  };
}

/** How likely a row has a twin among `rows` others, were the three columns that vary most independent. */
function chance(
  columns: readonly TableColumn[],
  collisions: ReadonlyMap<string, number>,
  rows: number,
): number {
  const [a = 1, b = 1, c = 1] = columns.map(({ name }) => collisions.get(name) ?? 1).sort((x, y) => x - y);
  return Math.min(1, rows * a * b * c);
}
