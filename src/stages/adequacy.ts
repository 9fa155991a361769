import type { Config } from '../config/schema/config.ts';
import { columnOf, type Frame } from '../data/engine/frame.ts';
import {
  confidentNoise,
  disagreementOfTwins,
  type LearningSample,
  learningCurveOf,
  type Signal,
  signalOf,
} from '../evaluation/quick-model.ts';
import { sliceSetsOf } from '../evaluation/rules/rules.ts';
import type { Matrix } from '../features/transforms.ts';
import { type Matrix as Numbers, rowsOf } from '../learners/matrix.ts';
import { classesOf, targetsOf } from '../training/labels.ts';
import type { SplitPlan } from '../training/split.ts';
import {
  type Adequacy,
  type AdequacyFinding,
  classFindings,
  coverageFinding,
  curveFinding,
  FEWEST_ROWS,
  type Judgement,
  noiseFinding,
  rowsFinding,
  signalFinding,
  sliceFindings,
} from './adequacy-findings.ts';

/** The quick model sees at most so many columns (those that are filled in most rows), and rows · columns² up to this: */
const COLUMNS = 300;
const WORK = { curve: 1.2e8, signal: 4e7 };
/** but never fewer rows than this, where there are so many. */
const ROWS = 1000;
/** Slices shown. */
const SLICES = 10;
/** Confident learning takes for granted that the features tell the classes apart at least this well. */
const TELLING = 0.9;
/** Rows with a twin that it takes to count how often their labels differ. */
const TWINS = 100;
const DAY = 86_400_000;

/** What adequacy is judged by. */
export interface AdequacyRequest {
  readonly config: Config;
  readonly plan: SplitPlan;
  /** Rows of the training part, and what the transforms make of them. */
  readonly sample: Frame;
  readonly matrix: Matrix;
  /** Training rows of each class and slice, and days with rows, counted over all rows. */
  readonly counts: AdequacyCounts;
}

export interface AdequacyCounts {
  readonly classes: Adequacy['classes'];
  readonly slices: Adequacy['slices'];
  /** Days with a row in the split's range. */
  readonly days: number;
}

/**
 * Whether the data can support the task at all: rows of each class and slice, whether a quick model finds more
 * than it does on shuffled labels, whether more rows would help, how many labels look wrong, and how much of the
 * time range has data. Seeded by `train.seed`; the quick model is linear and sees a bounded sample, so what it
 * does not find may still be there.
 */
export function judgeAdequacy({ config, plan, sample, matrix, counts }: AdequacyRequest): Adequacy {
  const { seed } = config.train;
  const rows = plan.train.rows.length;
  const learning = learningSample(config, sample, matrix);
  const signal = learning && signalOf(thinned(learning, WORK.signal), seed);
  const curve = learning && signal ? learningCurveOf(learning, seed) : undefined;
  const noise = learning && signal ? noiseOf(learning, signal, seed) : null;
  const coverage = coverageOf(plan, counts.days);
  const findings = [
    rowsFinding(rows, sampleColumns(config)),
    ...classFindings(counts.classes),
    ...sliceFindings(counts.slices),
    signalFinding(signal, config.model.task),
    ...(curve ? [curveFinding(curve)] : []),
    ...(noise ? [noiseFinding(noise)] : []),
    ...(coverage ? [coverageFinding(coverage)] : []),
  ].sort((a, b) => SEVERITY[b.verdict] - SEVERITY[a.verdict]);
  return {
    verdict: findings[0]?.verdict ?? 'enough',
    findings,
    rows,
    sampled: learning?.features.rows ?? 0,
    classes: [...counts.classes],
    slices: counts.slices.slice(0, SLICES),
    signal: signal ? { metric: metricOf(config.model.task), ...signal } : null,
    learningCurve: curve ? curve.points.map((point) => ({ ...point })) : [],
    labelNoise: noise,
    coverage,
  };
}

/** The answer where the data could not even be divided or transformed. */
export function inadequate(about: AdequacyFinding['about'], sentence: string): Adequacy {
  return {
    verdict: 'not enough',
    findings: [{ about, verdict: 'not enough', sentence }],
    rows: 0,
    sampled: 0,
    classes: [],
    slices: [],
    signal: null,
    learningCurve: [],
    labelNoise: null,
    coverage: null,
  };
}

const SEVERITY: Record<Judgement, number> = { enough: 0, doubtful: 1, 'not enough': 2 };
const metricOf = (task: Config['model']['task']) => (task === 'regression' ? 'r2_score' : 'roc_auc_score');
const sampleColumns = (config: Config) => new Set(config.features.flatMap(({ columns }) => columns)).size;

/** The sample as the quick model takes it: standardised, within bounds of rows and columns. */
function learningSample(config: Config, sample: Frame, matrix: Matrix): LearningSample | undefined {
  const { task, label } = config.model;
  const column = columnOf(sample, label);
  const classes = classesOf(column, config.model);
  const filled = filledColumns(matrix);
  if (matrix.rows < FEWEST_ROWS || filled.length === 0) return undefined;
  const whole = {
    features: standardised(matrix, filled),
    targets: targetsOf(column, task, classes),
    classes: classes.length,
    ordered: config.data.split.by === 'time',
  };
  return thinned(whole, WORK.curve);
}

/** Evenly chosen rows, so that those of each time are there, as many as the work allows. */
function thinned(sample: LearningSample, work: number): LearningSample {
  const { features, targets } = sample;
  const most = Math.max(ROWS, Math.floor(work / features.columns ** 2));
  if (features.rows <= most) return sample;
  const chosen = Array.from({ length: most }, (_, i) => Math.floor((i * features.rows) / most));
  return {
    ...sample,
    features: rowsOf(features, chosen),
    targets: Float64Array.from(chosen, (row) => targets[row] as number),
  };
}

/** Columns that are not the same everywhere; of very many those that are 0 least often. */
function filledColumns({ rows, width, values }: Matrix): number[] {
  const filled = new Float64Array(width);
  for (let at = 0; at < values.length; at++) {
    if (values[at] !== 0) filled[at % width] = (filled[at % width] as number) + 1;
  }
  return [...filled.keys()]
    .filter((place) => (filled[place] as number) > 0 && rows > 0)
    .sort((a, b) => (filled[b] as number) - (filled[a] as number) || a - b)
    .slice(0, COLUMNS)
    .sort((a, b) => a - b);
}

function standardised({ rows, width, values }: Matrix, columns: readonly number[]): Numbers {
  const result = new Float64Array(rows * columns.length);
  for (const [c, place] of columns.entries()) {
    let sum = 0;
    let squares = 0;
    for (let row = 0; row < rows; row++) sum += values[row * width + place] as number;
    const mean = sum / rows;
    for (let row = 0; row < rows; row++) squares += ((values[row * width + place] as number) - mean) ** 2;
    const scale = Math.sqrt(squares / rows) || 1;
    for (let row = 0; row < rows; row++) {
      result[row * columns.length + c] = ((values[row * width + place] as number) - mean) / scale;
    }
  }
  return { rows, columns: columns.length, values: result };
}

function noiseOf(sample: LearningSample, signal: Signal, seed: number): Adequacy['labelNoise'] {
  if (sample.classes === 0) return null;
  if (sample.classes === 2 && signal.score >= TELLING) {
    return {
      method: 'confident-learning',
      share: confidentNoise(sample, seed),
      rows: sample.features.rows,
      assumption:
        'the features tell the classes apart nearly perfectly, and labels are wrong independently of them',
    };
  }
  const { share, rows } = disagreementOfTwins(sample);
  if (rows < TWINS) return null;
  return {
    method: 'equal-rows',
    share,
    rows,
    assumption:
      'rows with equal features should have equal labels; where they need not, the share is of what no model on these features can know',
  };
}

function coverageOf({ train, test }: SplitPlan, daysWithRows: number): Adequacy['coverage'] {
  if (train.from === undefined || test.to === undefined) return null;
  const days = Math.round((Date.parse(test.to) - Date.parse(train.from)) / DAY);
  return { from: train.from, to: test.to, days, daysWithRows };
}

/** Columns whose slices are counted. */
export function slicedColumns({ gate }: Config): string[] {
  return [...new Set(sliceSetsOf(gate).flat())];
}
