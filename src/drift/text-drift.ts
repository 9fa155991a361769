import type { Column } from '../data/engine/frame.ts';
import { fitTextClassifier, scoreTexts } from '../learners/text-classifier.ts';
import { plural } from '../report/format.ts';
import { normalQuantile } from '../stats/normal.ts';
import { randomOf } from '../stats/random.ts';
import type { ColumnDrift } from './result.ts';
import { separabilityOf } from './separability.ts';

const METHOD = 'evidently.text_content_drift';
/** With so many reference rows or fewer the area is held against what random scores reach in 95 of 100 cases. */
const SMALL_REFERENCE = 1000;
const AUC_FLOOR = 0.55;
const LEVEL = 0.05;
const ROWS = 20_000;
const SEED = 42;

export interface TextDrift {
  readonly drift: ColumnDrift;
  readonly note?: string;
}

/**
 * Evidently's drift of free text (0.7, `text_content_drift`): how well a classifier of TF-IDF features, fitted to half of
 * the texts, tells then from now on the other half. Evidently's splits and optimiser draw other random numbers, so the
 * decisions agree away from the threshold, the areas nearly. At most 20,000 texts of each side are taken.
 */
export function textDrift(
  reference: Column,
  current: Column,
  threshold: number | undefined,
  minimumRows: number,
): TextDrift {
  const [before, now] = [textsOf(reference), textsOf(current)];
  const result = { column: reference.name, type: 'text' as const, method: METHOD };
  const short = Math.min(before.length, now.length);
  if (short < Math.max(minimumRows, 4)) {
    return {
      drift: {
        ...result,
        statistic: null,
        pValue: null,
        threshold: threshold ?? null,
        effect: null,
        verdict: 'inconclusive',
      },
      note: `${JSON.stringify(reference.name)} has ${plural(short, 'text')} on one side, and ${Math.max(minimumRows, 4)} are needed`,
    };
  }
  const random = randomOf(SEED);
  const [beforeHalf, nowHalf] = [before, now].map((texts) => random.shuffle([...texts]).slice(0, ROWS));
  const half = (texts: readonly string[] = [], second: boolean) => {
    const middle = Math.floor(texts.length / 2);
    return second ? texts.slice(middle) : texts.slice(0, middle);
  };
  const [trainBefore, trainNow] = [half(beforeHalf, false), half(nowHalf, false)];
  const labels = Uint8Array.from([...trainBefore.map(() => 0), ...trainNow.map(() => 1)]);
  const model = fitTextClassifier([...trainBefore, ...trainNow], labels, SEED);
  const { auc, error, pValue } = separabilityOf(
    scoreTexts(model, half(beforeHalf, true)),
    scoreTexts(model, half(nowHalf, true)),
  );
  const bound =
    threshold ??
    (reference.values.length <= SMALL_REFERENCE ? 0.5 + normalQuantile(1 - LEVEL) * error : AUC_FLOOR);
  return {
    drift: {
      ...result,
      statistic: auc,
      pValue,
      threshold: bound,
      effect: { name: 'roc_auc', value: auc },
      verdict: auc > bound ? 'fail' : 'pass',
    },
  };
}

function textsOf({ values }: Column): string[] {
  return values.filter((value) => value !== null).map(String);
}
