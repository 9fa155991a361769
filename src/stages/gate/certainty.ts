import type { RuleConfig } from '../../config/schema/gate-rules.ts';
import { columnOf, type Frame } from '../../data/engine/frame.ts';
import { certaintyAt, signOf, twoSided } from '../../evaluation/certainty/certainty.ts';
import {
  clustersOf,
  type ImprovementAt,
  improvementsOfGate,
} from '../../evaluation/certainty/improvements.ts';
import { discordantRows, mcnemarExact } from '../../evaluation/certainty/mcnemar.ts';
import { timeStepsOf } from '../../evaluation/certainty/time-steps.ts';
import { BUDGET_NAMES } from '../../evaluation/metrics/budgets.ts';
import { PRIMARY_METRIC } from '../../evaluation/metrics/metrics.ts';
import type { Outcomes } from '../../evaluation/metrics/outcomes.ts';
import type { Certain } from '../../evaluation/rules/decision.ts';
import { count } from '../../evaluation/rules/phrases.ts';
import { boundsOf, isChange, sliceSetsOf } from '../../evaluation/rules/rules.ts';
import type { Interval } from '../../evaluation/rules/sentences.ts';
import { crossed, type Slice, sliceName } from '../../evaluation/slices/slices.ts';
import type { GateFigures } from '../../evidence/evaluate-gate.ts';
import type { Court } from './court.ts';

/** Without `certainty` the intervals are for the report only: more rows are not worth the wait. */
const MOST_ROWS_UNASKED = 100_000;
/** Of the intervals in the report. */
const REPORT_LEVEL = 0.95;

/** What is known of how certain the differences between challenger and champion are. */
export interface GateCertainty {
  /** What rules about change are decided by; undefined where point figures decide. */
  readonly certain?: Certain;
  /** Of challenger less champion on all rows, by metric of the rules. */
  readonly intervals: ReadonlyMap<string, Interval>;
  readonly figures: Pick<GateFigures, 'intervals' | 'certainty' | 'mcnemar'>;
  /** The slices, with how sure their change is in the metric that decides. */
  withChange(slices: readonly Slice[]): GateFigures['slices'];
  readonly notes: readonly string[];
}

/**
 * How sure the differences are, by the methods of `improvementsOf`, with the seed of the config. Places are computed
 * when they are asked for. Without a champion nothing differs; without `gate.certainty` intervals of more than 100,000
 * rows are left out, and that is noted.
 */
export function certaintyOfGate(
  challenger: Outcomes,
  champion: Outcomes | null,
  { rows, request: { config }, ports: { log } }: Court,
): GateCertainty {
  const { gate, train } = config;
  const { certainty: level, resamples, correction, cluster } = gate;
  const none = { intervals: new Map(), figures: {}, withChange: (slices: readonly Slice[]) => [...slices] };
  if (!champion) return { ...none, notes: [] };
  const mcnemar = mcnemarFigures(challenger, champion);
  if (level === undefined && rows.rows > MOST_ROWS_UNASKED) {
    const note =
      'Intervals of the differences are left out for more than 100,000 rows; `gate.certainty` asks for them.';
    return { ...none, figures: mcnemar, notes: [note] };
  }
  const improvementAt = improvementsOfGate({
    models: { challenger, champion, ...dependenceOf(rows, config) },
    rules: gate.rules,
    columns: columnsOf(rows, gate),
    minimumRows: gate['minimum-slice-rows'],
    replicates: resamples,
    seed: train.seed,
  });
  log.info(
    `how sure the differences are: ${count(resamples)} resamples of ${count(rows.rows)} rows${cluster ? `, drawn by ${cluster}` : ''}`,
  );
  const intervals = intervalsOf(gate.rules, improvementAt);
  const certainty = level === undefined ? undefined : { level, correction, resamples };
  return {
    ...(level === undefined
      ? {}
      : {
          certain: {
            level,
            correction,
            exact: BUDGET_NAMES,
            certaintyOf: (metric, place, margin) => {
              const improvement = improvementAt(metric, place);
              return improvement && certaintyAt(improvement, level, margin);
            },
          },
        }),
    intervals,
    figures: {
      ...mcnemar,
      ...(intervals.size > 0 ? { intervals: Object.fromEntries(intervals) } : {}),
      ...(certainty ? { certainty: { ...certainty, seed: train.seed, cluster: cluster ?? null } } : {}),
    },
    withChange: (slices) =>
      slices.map((slice) => ({ ...slice, ...changeOf(slice, challenger, gate.rules, improvementAt) })),
    notes: [],
  };
}

/** Which rows hang together: those of one cluster, of one ranked list, or of one step of time series. */
export function dependenceOf(rows: Frame, { gate, data }: Court['request']['config']) {
  const cluster = gate.cluster ?? gate.ranking?.by;
  const { time } = data.view;
  return {
    clusters: cluster === undefined ? null : clustersOf(columnOf(rows, cluster).values),
    steps:
      gate.forecast && time !== undefined
        ? timeStepsOf(columnOf(rows, time).values, gate.forecast.horizon)
        : null,
  };
}

function columnsOf(rows: Frame, gate: Court['request']['config']['gate']) {
  const groups = gate.rules.flatMap(({ by }) => (by === undefined ? [] : [[by]]));
  const sets = new Map([...sliceSetsOf(gate), ...groups].map((set) => [JSON.stringify(set), set]));
  return [...sets.values()].map((set) =>
    crossed(set.map((column) => ({ column, values: columnOf(rows, column).values }))),
  );
}

function intervalsOf(
  rules: Court['request']['config']['gate']['rules'],
  improvementAt: ImprovementAt,
): Map<string, Interval> {
  const found = new Map<string, Interval>();
  for (const { metric, by } of rules) {
    const improvement = by === undefined ? improvementAt(metric, null) : null;
    if (!improvement || found.has(metric)) continue;
    const { lower, upper } = twoSided(improvement, REPORT_LEVEL);
    const turned = signOf(metric) < 0;
    found.set(metric, {
      lower: turned ? negated(upper) : lower,
      upper: turned ? negated(lower) : upper,
      level: REPORT_LEVEL,
    });
  }
  return found;
}

/** In the metric of the first rule about change, for that is what decides; else in the primary one. */
function changeOf(
  slice: Slice,
  { task }: Outcomes,
  rules: readonly RuleConfig[],
  improvementAt: ImprovementAt,
) {
  const ruled = rules.find(
    (rule) => rule.by === undefined && boundsOf(rule).some(({ kind }) => isChange(kind)),
  );
  for (const metric of new Set([ruled?.metric ?? PRIMARY_METRIC[task], PRIMARY_METRIC[task]])) {
    const found = improvementAt(metric, sliceName(slice));
    if (found)
      return { change: { metric, improvement: found.improvement, ...twoSided(found, REPORT_LEVEL) } };
  }
  return {};
}

function mcnemarFigures(challenger: Outcomes, champion: Outcomes): Pick<GateFigures, 'mcnemar'> {
  const rows = discordantRows(challenger, champion);
  if (!rows) return {};
  const { onlyA: onlyChallenger, onlyB: onlyChampion } = rows;
  return { mcnemar: { onlyChallenger, onlyChampion, pValue: mcnemarExact(onlyChallenger, onlyChampion).p } };
}

function negated(value: number | null): number | null {
  return value === null ? null : 0 - value;
}
