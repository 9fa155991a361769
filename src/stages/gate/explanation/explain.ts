import { listed } from '../../../data/checks/phrases.ts';
import { type ColumnType, columnOf, type Frame } from '../../../data/engine/frame.ts';
import { calibrationSentence } from '../../../evaluation/explanation/calibration-change.ts';
import { type ErrorTree, errorTarget, errorTree } from '../../../evaluation/explanation/error-tree.ts';
import type { ExplainedColumn, ExplainedKind } from '../../../evaluation/explanation/explained-columns.ts';
import {
  type Explained,
  explanationSentences,
} from '../../../evaluation/explanation/explanation-sentences.ts';
import {
  byInterest,
  type FeatureImportance,
  type Importance,
  REPEATS,
} from '../../../evaluation/explanation/importance.ts';
import { PRIMARY_METRIC } from '../../../evaluation/metrics/metrics.ts';
import { takeOutcomes } from '../../../evaluation/metrics/outcomes.ts';
import { sliceSetsOf } from '../../../evaluation/rules/rules.ts';
import type { Explanation } from '../../../evidence/gate-explanation.ts';
import type { Court, Judged } from '../court.ts';
import { askedRows, chosenPlaces, relianceOf, togetherOf } from './feature-importance.ts';
import { dependenceOf } from './partial-dependence.ts';

/** Features whose partial dependence is shown. */
const SHOWN_FEATURES = 3;
/** Judged rows that the tree is grown on, at most. */
const TREE_ROWS = 100_000;
/** Of views with very many features fewer rows are asked: values that a model is given at most, and rows at least. */
const MOST_VALUES = 2e8;
const FEWEST_ROWS = 100;

export interface GateExplanation {
  /** Undefined where `gate.explain` is 0. */
  readonly explanation?: Explanation;
  readonly notes: readonly string[];
}

/**
 * Why challenger and champion differ: on which features each relies, how they answer to those that moved, and in
 * which rows the challenger lost. Values of columns that are not `shown` are not looked at. What a model refuses
 * to answer is left out with a note: an explanation never fails the gate. Where files of predictions are judged no
 * model is asked.
 */
export async function explain(
  challenger: Judged,
  champion: Judged | null,
  shown: readonly string[],
  court: Court,
): Promise<GateExplanation> {
  const { config } = court.request;
  const { explain: wanted } = config.gate;
  if (wanted === 0 || court.rows.rows === 0) return { notes: [] };
  return court.ports.log.group('Explain', async () => {
    const visible = new Set(shown);
    const asked = court.models.length > 0 ? await askModels(challenger, champion, visible, court) : null;
    const lost = lookWhere(
      challenger,
      champion,
      asked?.features ?? [...court.rows.columns.keys()],
      visible,
      court,
    );
    const metric = PRIMARY_METRIC[config.model.task];
    const { importance = [], dependence = [], rows = 0 } = asked ?? {};
    const sentences = explanationSentences({
      metric,
      importance,
      takes: asked?.takes ?? { challenger: new Set(), champion: null },
      dependence,
      gives: config.model.task === 'regression' ? 'prediction' : 'score',
      tree: lost.tree,
      calibration: lost.calibration,
    });
    for (const sentence of sentences) court.ports.log.info(sentence);
    return {
      explanation: {
        metric,
        rows,
        repeats: REPEATS,
        importance: importanceEvidence(importance),
        dependence,
        tree: lost.tree && treeEvidence(lost.tree),
        sentences,
      },
      notes: [...(asked?.notes ?? []), ...lost.notes],
    };
  });
}

/** What models said of rows that were changed on purpose. */
interface Answers {
  /** Those of both models. */
  readonly features: readonly string[];
  readonly takes: Explained['takes'];
  /** How many were asked. */
  readonly rows: number;
  readonly importance: readonly FeatureImportance[];
  readonly dependence: Explanation['dependence'];
  readonly notes: readonly string[];
}

async function askModels(
  challenger: Judged,
  champion: Judged | null,
  visible: ReadonlySet<string>,
  { rows, request: { config }, ports }: Court,
): Promise<Answers> {
  const { seed } = config.train;
  const { label, task } = config.model;
  const { explain: wanted } = config.gate;
  const takes = { challenger: namesOf(challenger), champion: champion && namesOf(champion) };
  const features = [...new Set([...takes.challenger, ...(takes.champion ?? [])])];
  const room = Math.max(FEWEST_ROWS, Math.floor(MOST_VALUES / (REPEATS * features.length ** 2)));
  const asked = askedRows(rows, label, chosenPlaces(rows.rows, Math.min(wanted, room), seed));
  const about = { metric: PRIMARY_METRIC[task], seed };
  const now = await relianceOf(challenger, features, asked, { ...about, name: 'challenger' }, ports);
  const before =
    champion && (await relianceOf(champion, features, asked, { ...about, name: 'champion' }, ports));
  const importance = togetherOf(features, now, before);
  const drawn = byInterest(importance).filter(({ feature }) => visible.has(feature));
  const { dependence, notes } = await dependenceOf(
    challenger.predictor,
    champion?.predictor ?? null,
    drawn.slice(0, SHOWN_FEATURES).map(({ feature }) => explainedColumn(asked.rows, feature)),
    asked,
    takeOutcomes(challenger.outcomes, asked.places).weights,
  );
  const isShort = room < Math.min(wanted, rows.rows);
  const short = `The explanation asks of ${room} rows only, for there are ${features.length} features.`;
  return {
    features,
    takes,
    rows: asked.places.length,
    importance,
    dependence,
    notes: [...now.notes, ...(before?.notes ?? []), ...notes, ...(isShort ? [short] : [])],
  };
}

/** Where the challenger lost, and whether its scores are as well calibrated as before: of all rows, up to 100,000. */
function lookWhere(
  challenger: Judged,
  champion: Judged | null,
  features: readonly string[],
  visible: ReadonlySet<string>,
  { rows, request: { config } }: Court,
) {
  const { seed } = config.train;
  const { label } = config.model;
  const sliced = sliceSetsOf(config.gate).flat();
  const looked = [...new Set([...features, ...sliced])].filter((name) => name !== label);
  const places = chosenPlaces(rows.rows, TREE_ROWS, seed);
  const now = takeOutcomes(challenger.outcomes, places);
  const before = champion && takeOutcomes(champion.outcomes, places);
  const columns = looked.flatMap((name) => {
    if (!visible.has(name) || !rows.columns.has(name)) return [];
    const column = explainedColumn(rows, name);
    return [{ ...column, values: Array.from(places, (row) => column.values[row] ?? null) }];
  });
  const hidden = looked.filter((name) => !visible.has(name));
  return {
    tree: errorTree(errorTarget(now, before), columns, seed),
    calibration: calibrationSentence(now, before, seed),
    notes: hidden.length > 0 ? [`Not looked at by value, for they may not be shown: ${listed(hidden)}.`] : [],
  };
}

function namesOf({ predictor }: Judged): ReadonlySet<string> {
  return new Set(predictor.package.manifest.signature.inputs.map(({ name }) => name));
}

const KINDS: Partial<Record<ColumnType, ExplainedKind>> = {
  number: 'number',
  integer: 'whole',
  timestamp: 'time',
};

function explainedColumn(rows: Frame, name: string): ExplainedColumn {
  const { type, values } = columnOf(rows, name);
  return { name, kind: KINDS[type] ?? 'category', values };
}

function importanceEvidence(importance: readonly FeatureImportance[]): Explanation['importance'] {
  const plain = ({ mean, deviation }: Importance) => ({ mean, deviation });
  return [...importance]
    .sort((a, b) => b.challenger.mean - a.challenger.mean)
    .map(({ feature, challenger, champion }) => ({
      feature,
      challenger: plain(challenger),
      champion: champion && plain(champion),
    }));
}

function treeEvidence({ explains, unit, nodes, pValue }: ErrorTree): NonNullable<Explanation['tree']> {
  return {
    explains,
    unit,
    pValue,
    nodes: nodes.map(({ conditions, depth, leaf, rows, mean, coverage }) => ({
      path: conditions.map(({ column, says }) => `${column} ${says}`),
      depth,
      leaf,
      rows,
      mean,
      coverage,
    })),
  };
}
