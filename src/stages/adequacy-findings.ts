import type { Task } from '../config/schema/model.ts';
import { quoted } from '../data/checks/phrases.ts';
import type { LearningCurve, Signal } from '../evaluation/quick-model.ts';
import type { EvidenceOf } from '../evidence/schema.ts';

/** Whether the data can support the task, as evidence has it. */
export type Adequacy = NonNullable<EvidenceOf<'validate-data'>['figures']['adequacy']>;
export type AdequacyFinding = Adequacy['findings'][number];
export type Judgement = AdequacyFinding['verdict'];

/** Rows of the training part: fewer than this are not enough; fewer than ten for each input column are doubtful. */
export const FEWEST_ROWS = 50;
const ROWS_OF_COLUMN = 10;
/** Training rows of a class. */
const FEWEST_OF_CLASS = { 'not enough': 10, doubtful: 50 };
/** Training rows of a slice by which the gate judges. */
const FEWEST_OF_SLICE = 30;
/** A score is no chance where at most this share of shuffled labels reach it. */
const SIGNIFICANT = 0.01;
/** Labels that are wrong, at most. */
const NOISE = 0.1;
/** Days of the split's range that have rows. */
const COVERAGE = { 'not enough': 0.25, doubtful: 0.6 };

const number = (value: number) => value.toLocaleString('en-US');

export function rowsFinding(rows: number, columns: number): AdequacyFinding {
  const few = `${number(rows)} training rows for ${number(columns)} feature columns`;
  if (rows < FEWEST_ROWS) {
    return {
      about: 'rows',
      verdict: 'not enough',
      sentence: `There are only ${few}: at least ${FEWEST_ROWS} are needed.`,
    };
  }
  if (rows < ROWS_OF_COLUMN * columns) {
    return {
      about: 'rows',
      verdict: 'doubtful',
      sentence: `There are only ${few}: fewer than ${ROWS_OF_COLUMN} for each.`,
    };
  }
  return { about: 'rows', verdict: 'enough', sentence: `There are ${few}.` };
}

export function classFindings(classes: Adequacy['classes']): AdequacyFinding[] {
  const [rarest] = [...classes].sort((a, b) => a.rows - b.rows);
  if (!rarest) return [];
  const verdict: Judgement =
    rarest.rows < FEWEST_OF_CLASS['not enough']
      ? 'not enough'
      : rarest.rows < FEWEST_OF_CLASS.doubtful
        ? 'doubtful'
        : 'enough';
  const only = verdict === 'enough' ? '' : 'only ';
  const sentence = `The rarest class, ${quoted(rarest.value)}, has ${only}${number(rarest.rows)} training rows.`;
  return [{ about: 'classes', verdict, sentence }];
}

export function sliceFindings(slices: Adequacy['slices']): AdequacyFinding[] {
  const few = slices.filter(({ rows }) => rows < FEWEST_OF_SLICE);
  if (slices.length === 0) return [];
  if (few.length === 0) {
    const sentence = `Each slice of the gate has at least ${FEWEST_OF_SLICE} training rows.`;
    return [{ about: 'slices', verdict: 'enough', sentence }];
  }
  const names = few
    .slice(0, 5)
    .map(({ column, value, rows }) => `${quoted(`${column} = ${value}`)} (${rows})`);
  const more = few.length > 5 ? ', …' : '';
  // A rare slice is nothing against the task; the gate says of it that its rows are few.
  const sentence = `${few.length} of the gate's slices ${few.length === 1 ? 'has' : 'have'} fewer than ${FEWEST_OF_SLICE} training rows: ${names.join(', ')}${more}.`;
  return [{ about: 'slices', verdict: 'enough', sentence }];
}

export function signalFinding(signal: Signal | undefined, task: Task): AdequacyFinding {
  const about = 'signal';
  if (!signal) {
    const sentence = 'There are too few rows to tell whether the features say anything about the label.';
    return { about, verdict: 'doubtful', sentence };
  }
  const { score, shuffledMaximum, permutations, pValue } = signal;
  const name = task === 'regression' ? 'R²' : 'ROC AUC';
  const beside = `${name} ${score.toFixed(3)}, up to ${shuffledMaximum.toFixed(3)} on ${permutations} shuffled labels, p = ${pValue.toFixed(2)}`;
  return pValue <= SIGNIFICANT
    ? {
        about,
        verdict: 'enough',
        sentence: `The features say something about the label: a linear model reaches ${beside}.`,
      }
    : {
        about,
        verdict: 'doubtful',
        sentence: `No signal: a linear model finds nothing in the features that tells the label (${beside}); what is not linear it cannot see.`,
      };
}

export function curveFinding({ points, lastGain }: LearningCurve): AdequacyFinding {
  const [half, all] = points.slice(-2);
  const gain = `from ${half?.score.toFixed(3)} with ${number(half?.rows ?? 0)} rows to ${all?.score.toFixed(3)} with ${number(all?.rows ?? 0)} (${lastGain.mean >= 0 ? '+' : '−'}${Math.abs(lastGain.mean).toFixed(3)} ± ${lastGain.standardError.toFixed(3)})`;
  const helps = lastGain.mean > 2 * lastGain.standardError && lastGain.mean >= 0.005;
  const sentence = helps
    ? `More rows would help: the last doubling raised the linear model's score ${gain}.`
    : `More rows of this kind would hardly help a linear model: the last doubling took its score ${gain}.`;
  return { about: 'learning-curve', verdict: 'enough', sentence };
}

export function noiseFinding({ method, share, rows }: NonNullable<Adequacy['labelNoise']>): AdequacyFinding {
  const percent = `${(share * 100).toFixed(1)} %`;
  const sentence =
    method === 'confident-learning'
      ? `About ${percent} of the labels look wrong (confident learning on ${number(rows)} rows).`
      : `Of ${number(rows)} rows that have a twin with equal features, ${percent} have another label than most of their twins: no model on these features can be right more often there.`;
  const isNoisy = method === 'confident-learning' && share > NOISE;
  return { about: 'label-noise', verdict: isNoisy ? 'doubtful' : 'enough', sentence };
}

export function coverageFinding({
  days,
  daysWithRows,
  from,
  to,
}: NonNullable<Adequacy['coverage']>): AdequacyFinding {
  const share = daysWithRows / Math.max(1, days);
  const verdict: Judgement =
    share < COVERAGE['not enough'] ? 'not enough' : share < COVERAGE.doubtful ? 'doubtful' : 'enough';
  const sentence = `${number(daysWithRows)} of the ${number(days)} days from ${from.slice(0, 10)} to before ${to.slice(0, 10)} have rows.`;
  return { about: 'coverage', verdict, sentence };
}
