import { pairedBootstrap } from '../certainty/bootstrap.ts';
import { measuresOf } from '../metrics/metrics.ts';
import type { BinaryOutcomes, Outcomes } from '../metrics/outcomes.ts';
import { figureTexts } from '../rules/figure-texts.ts';

const METRIC = 'expected_calibration_error';
/** Enough for the ends of a 95 % interval that no rule hangs on. */
const REPLICATES = 500;
/** A smaller change of the calibration error is of no interest. */
const LEAST = 0.01;

/**
 * A sentence on how the calibration of scores changed from champion to challenger; null where it did not by 0.01 or
 * more, or where the 95 % interval (paired bootstrap) holds zero.
 */
export function calibrationSentence(
  challenger: Outcomes,
  champion: Outcomes | null,
  seed: number,
): string | null {
  if (challenger.task !== 'binary-classification' || champion?.task !== 'binary-classification') return null;
  const [now, before] = [challenger, champion].map((one) => errorOf(one)) as [number | null, number | null];
  if (now === null || before === null || Math.abs(now - before) < LEAST) return null;
  const [found] = pairedBootstrap(challenger, champion, [METRIC], { replicates: REPLICATES, seed });
  if (!found || found.lower === null || found.upper === null) return null;
  if (found.lower <= 0 && found.upper >= 0) return null;
  const [nowText = '', beforeText = ''] = figureTexts([now, before]);
  return now > before
    ? `Its scores are less well calibrated than the champion’s: the calibration error is ${nowText}, up from ${beforeText}${biasText(challenger)}.`
    : `Its scores are better calibrated than the champion’s: the calibration error is ${nowText}, down from ${beforeText}.`;
}

function errorOf(outcomes: BinaryOutcomes): number | null {
  return measuresOf(outcomes).figures([METRIC], outcomes.weights)[0]?.value ?? null;
}

/** Says so where the scores are too high or too low altogether. */
function biasText({ truth, scores, weights, rows }: BinaryOutcomes): string {
  if (!scores) return '';
  let [said, positive, total] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const weight = weights?.[row] ?? 1;
    said += weight * (scores[row] as number);
    positive += weight * (truth[row] as number);
    total += weight;
  }
  const bias = (said - positive) / total;
  if (Math.abs(bias) < LEAST) return '';
  const [mean = '', share = ''] = figureTexts([said / total, positive / total]);
  return `, and they are too ${bias > 0 ? 'high' : 'low'}: ${mean} on average, where ${share} of the rows are positive`;
}
