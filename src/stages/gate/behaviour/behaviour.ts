import type { BehaviourTest } from '../../../config/schema/gate-behaviour.ts';
import { checkedCondition } from '../../../data/checks/quality/user-sql.ts';
import {
  type Column,
  columnOf,
  type Frame,
  frameOf,
  takeRows,
  type Value,
} from '../../../data/engine/frame.ts';
import { identifier } from '../../../data/engine/sql.ts';
import {
  type Answers,
  type Breach,
  changedRows,
  misledRows,
  missedRows,
  movedRows,
  worstBreaches,
} from '../../../evaluation/behaviour/behaviour.ts';
import { behaviourSentence, behaviourText } from '../../../evaluation/behaviour/behaviour-sentence.ts';
import { furtherRule } from '../../../evaluation/rules/further-rule.ts';
import type { GateFigures } from '../../../evidence/evaluate-gate.ts';
import type { RuleResult } from '../../../evidence/gate-rules.ts';
import type { Predictor } from '../../../models/predict.ts';
import { UserError } from '../../../system/errors.ts';
import { withoutLabel } from '../../stage.ts';
import type { Court, Judged } from '../court.ts';
import { type Asked, askModel } from './asking.ts';
import { checkedChanges } from './changes.ts';
import { type Golden, readGolden } from './golden-file.ts';

/** What the tests of behaviour found. */
export interface BehaviourFindings {
  readonly evidence: NonNullable<GateFigures['behaviour']>;
  readonly rules: readonly RuleResult[];
  /** Digests of the files of golden rows, for the evidence. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** Rows of a test: what is asked, and where it stands among the held-out rows or in a file. */
interface Question {
  /** Rows as they are, and where something is changed as it is then. */
  readonly rows: Frame;
  readonly changed: Frame | null;
  /** 0-based places. */
  readonly places: readonly number[];
  readonly golden: Golden | null;
}

/** So many of the worst rows stand in the evidence. */
const EXAMPLES = 5;

/**
 * Asks both models of held-out rows that were changed, of easy rows and of golden ones, and holds what they
 * say against the tests of the config. A test without a row to ask fails; a row that the model refuses broke it.
 * @throws UserError for a test that cannot be asked as it is written
 */
export async function testBehaviour(
  challenger: Judged,
  champion: Judged | null,
  court: Court,
): Promise<BehaviourFindings> {
  const { config } = court.request;
  const tests = config.gate.behaviour;
  const evidence: BehaviourFindings['evidence'] = [];
  const rules: RuleResult[] = [];
  const inputs: Record<string, string> = {};
  for (const [index, test] of tests.entries()) {
    const key = `gate.behaviour[${index}]`;
    const question = await questionOf(test, key, challenger.predictor, court);
    if (question.golden && test.test === 'golden') inputs[`golden:${test.rows}`] = question.golden.digest;
    const found = await breachesOf(test, key, question, challenger.predictor);
    const before = champion && (await breachesOf(test, key, question, champion.predictor));
    const rows = question.rows.rows;
    const championBroken = before ? before.breaches.length : null;
    const share = (breaches: readonly Breach[]) => (rows > 0 ? breaches.length / rows : null);
    evidence.push({
      name: test.name,
      test: test.test,
      rows,
      broken: found.breaches.length,
      championBroken,
      allowed: test['at-most'],
      examples: worstBreaches(found.breaches, EXAMPLES).map(({ row, before: was, after, expected }) => ({
        row: (question.places[row] ?? row) + 1,
        before: was,
        after,
        expected,
      })),
    });
    rules.push(
      furtherRule({
        said: test,
        metric: `behaviour: ${test.name}`,
        rule: behaviourText(test),
        measured: share(found.breaches),
        baseline: before && share(before.breaches),
        atMost: test['at-most'],
        sentence: behaviourSentence({
          test,
          rows,
          breaches: found.breaches,
          championBroken,
          baselineName: config.gate.baseline,
          refusal: found.refusal,
          what: config.model.task === 'regression' ? 'prediction' : 'score',
        }),
      }),
    );
  }
  return { evidence, rules, inputs };
}

async function questionOf(
  test: BehaviourTest,
  key: string,
  predictor: Predictor,
  court: Court,
): Promise<Question> {
  const { request, ports, rows } = court;
  const { signature } = predictor.package.manifest;
  if (test.test === 'golden') {
    const golden = await readGolden(test.rows, request.directory, signature, ports.openEngine);
    const places = Array.from({ length: golden.rows.rows }, (_, row) => row);
    return { rows: golden.rows, changed: null, places, golden };
  }
  const places =
    test.where === undefined ? everyRow(rows) : await rowsWhere(test.where, `${key}.where`, court);
  const asked = withoutLabel(takeRows(rows, places), request.config.model.label);
  if (test.test === 'minimum') return { rows: asked, changed: null, places, golden: null };
  const changed = changedFrame(asked, checkedChanges(test, key, signature.inputs));
  // A row that was like that already proves nothing.
  const different = everyRow(asked).filter((row) =>
    Object.keys(test.test === 'invariance' ? test.set : test.add).some(
      (name) => columnOf(asked, name).values[row] !== columnOf(changed, name).values[row],
    ),
  );
  return {
    rows: takeRows(asked, different),
    changed: takeRows(changed, different),
    places: different.map((row) => places[row] as number),
    golden: null,
  };
}

async function breachesOf(
  test: BehaviourTest,
  key: string,
  { rows, changed, golden }: Question,
  predictor: Predictor,
): Promise<{ breaches: Breach[]; refusal: string | null }> {
  if (rows.rows === 0) return { breaches: [], refusal: null };
  const answers = await askModel(predictor, rows);
  const after = changed ? await askModel(predictor, changed) : answers;
  return { breaches: heldAgainst(test, key, answers, after, golden, predictor), refusal: after.refusal };
}

function heldAgainst(
  test: BehaviourTest,
  key: string,
  before: Asked,
  after: Asked,
  golden: Golden | null,
  predictor: Predictor,
): Breach[] {
  switch (test.test) {
    case 'invariance':
      return movedRows(before, after, test.within);
    case 'direction':
      return misledRows(before, after, test.expect, test.within, classOf(test.class, key, predictor));
    case 'minimum':
      return missedRows(before, {
        atLeast: test['score-at-least'],
        atMost: test['score-at-most'],
        class: classOf(test.class, key, predictor) ?? undefined,
        className: test.class === undefined ? undefined : String(test.class),
      });
    case 'golden':
      return changedRows((golden as Golden).scores, sameWidth(after, (golden as Golden).scores), test.within);
  }
}

/** A champion of other classes gives other scores: none of them is what the file says. */
function sameWidth(answers: Answers, { rows, width }: Answers): Answers {
  return answers.width === width
    ? answers
    : { rows, width, scores: new Float64Array(rows * width).fill(Number.NaN) };
}

/** The index of a class that a test names; null where it names none. */
function classOf(name: Value | undefined, key: string, { package: { manifest } }: Predictor): number | null {
  if (name === undefined) return null;
  const { classes } = manifest.signature;
  const index = classes.indexOf(String(name));
  if (index >= 0) return index;
  throw new UserError(`${key}.class: the model has no class ${JSON.stringify(name)}`, {
    hint: `Its classes are ${classes.join(', ')}.`,
  });
}

function changedFrame(rows: Frame, changes: ReadonlyMap<string, (value: Value) => Value>): Frame {
  const columns = [...rows.columns.values()].map((column) => {
    const change = changes.get(column.name);
    return change ? { ...column, values: column.values.map(change) } : column;
  });
  return { rows: rows.rows, columns: new Map(columns.map((column) => [column.name, column])) };
}

const ROW = 'row of the held-out rows';

/** The held-out rows for which a condition that the user wrote is true. */
async function rowsWhere(where: string, key: string, { data: { engine }, rows }: Court): Promise<number[]> {
  const table = 'rows_of_behaviour';
  const row: Column = { name: ROW, type: 'integer', values: everyRow(rows) };
  await engine.insert(table, frameOf([...rows.columns.values(), row]));
  try {
    const { sql } = await checkedCondition(engine, table, key, where);
    const found = await engine.frame(
      `SELECT ${identifier(ROW)} FROM ${identifier(table)} WHERE ${sql} ORDER BY 1`,
    );
    return [...columnOf(found, ROW).values] as number[];
  } finally {
    await engine.run(`DROP TABLE ${identifier(table)}`);
  }
}

function everyRow({ rows }: Frame): number[] {
  return Array.from({ length: rows }, (_, row) => row);
}
