import { type ColumnType, columnOf, type Frame } from '../../data/engine/frame.ts';
import { calibrationSentence } from '../../evaluation/calibration-change.ts';
import { type ErrorTree, errorTarget, errorTree } from '../../evaluation/error-tree.ts';
import type { ExplainedColumn, ExplainedKind } from '../../evaluation/explained-columns.ts';
import { explanationSentences } from '../../evaluation/explanation-sentences.ts';
import { byInterest, REPEATS } from '../../evaluation/importance.ts';
import { PRIMARY_METRIC } from '../../evaluation/metrics.ts';
import { takeOutcomes } from '../../evaluation/outcomes.ts';
import { sliceSetsOf } from '../../evaluation/rules.ts';
import type { Explanation } from '../../evidence/evaluate-gate.ts';
import { withoutLabel } from '../stage.ts';
import { askedRows, relianceOf, togetherOf } from './feature-importance.ts';
import type { Court, Judged } from './judge-model.ts';
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
 * to answer is left out with a note: an explanation never fails the gate.
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
  return court.ports.log.group('Explain', () => explainRows(challenger, champion, shown, court, wanted));
}

async function explainRows(
  challenger: Judged,
  champion: Judged | null,
  shown: readonly string[],
  { rows, request: { config }, ports }: Court,
  wanted: number,
): Promise<GateExplanation> {
  const { seed } = config.train;
  const metric = PRIMARY_METRIC[config.model.task];
  const takes = {
    challenger: namesOf(challenger),
    champion: champion && namesOf(champion),
  };
  const features = [...new Set([...takes.challenger, ...(takes.champion ?? [])])];
  const views = withoutLabel(rows, config.model.label);
  const room = Math.max(FEWEST_ROWS, Math.floor(MOST_VALUES / (REPEATS * features.length ** 2)));
  const label = columnOf(rows, config.model.label);
  const asked = askedRows(views, label, Math.min(wanted, room), seed);
  const about = { metric, seed };
  const now = await relianceOf(challenger, features, asked, { ...about, name: 'challenger' }, ports);
  const before =
    champion && (await relianceOf(champion, features, asked, { ...about, name: 'champion' }, ports));
  const importance = togetherOf(features, now, before);

  const columns = new Set(shown);
  const moved = byInterest(importance)
    .filter(({ feature }) => columns.has(feature))
    .slice(0, SHOWN_FEATURES);
  const weights = takeOutcomes(challenger.outcomes, asked.places).weights;
  const { dependence, notes } = await dependenceOf(
    challenger.predictor,
    champion?.predictor ?? null,
    moved.map(({ feature }) => explainedColumn(asked.rows, feature)),
    asked,
    weights,
  );

  const sliced = sliceSetsOf(config.gate).flat();
  const looked = [...new Set([...features, ...sliced])].filter((name) => name !== config.model.label);
  const visible = looked.filter((name) => columns.has(name) && views.columns.has(name));
  const sample = askedRows(views, label, TREE_ROWS, seed).places;
  const [own, theirs] = [challenger, champion].map((one) => one && takeOutcomes(one.outcomes, sample));
  if (!own) return { notes };
  const tree = errorTree(
    errorTarget(own, theirs ?? null),
    visible.map((name) => {
      const { kind, values } = explainedColumn(views, name);
      return { name, kind, values: Array.from(sample, (row) => values[row] ?? null) };
    }),
    seed,
  );
  const sentences = explanationSentences({
    metric,
    importance,
    takes,
    dependence,
    gives: config.model.task === 'regression' ? 'prediction' : 'score',
    tree,
    calibration: calibrationSentence(own, theirs ?? null, seed),
  });
  for (const sentence of sentences) ports.log.info(sentence);
  const hidden = looked.filter((name) => !columns.has(name));
  return {
    explanation: {
      metric,
      rows: asked.places.length,
      repeats: REPEATS,
      importance: [...importance].sort((a, b) => b.challenger.mean - a.challenger.mean),
      dependence,
      tree: tree && treeEvidence(tree),
      sentences,
    },
    notes: [
      ...now.notes,
      ...(before?.notes ?? []),
      ...notes,
      ...(room < wanted && room < rows.rows
        ? [`The explanation asks ${room} rows only, for there are ${features.length} features.`]
        : []),
      ...(hidden.length > 0
        ? [
            `Not looked at by value, for they may not be shown: ${hidden.map((name) => `\`${name}\``).join(', ')}.`,
          ]
        : []),
    ],
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
