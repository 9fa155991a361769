import { DataError, UserError } from '../../system/errors.ts';
import type { Label } from './outcomes.ts';

const POSITIVE_TEXTS = new Set(['true', '1', 'True', 'TRUE', '1.0']);
const NEGATIVE_OF = new Map([
  ['true', 'false'],
  ['True', 'False'],
  ['TRUE', 'FALSE'],
  ['1', '0'],
  ['1.0', '0.0'],
]);

/**
 * Which of the labels of a binary task is positive: the one that is asked for, else true or 1.
 * @throws DataError where there are more than two, UserError where it cannot be told
 */
export function binaryClasses(labels: readonly string[], asked: Label | undefined) {
  const found = new Set(labels);
  const shown = [...found].slice(0, 5).map((label) => JSON.stringify(label));
  if (found.size > 2) {
    throw new DataError(
      `binary classification needs a label of two values; it has ${found.size}: ${shown.join(', ')}${found.size > 5 ? ', …' : ''}`,
      { hint: 'Choose the task multiclass-classification or regression, or make a label of two values.' },
    );
  }
  const positive =
    asked === undefined || asked === null
      ? ([...found].find((label) => POSITIVE_TEXTS.has(label)) ?? positiveOfNegative(found))
      : String(asked);
  if (positive === undefined || (found.size === 2 && !found.has(positive))) {
    const problem =
      positive === undefined
        ? `cannot tell which label is positive: ${shown.join(', ')}`
        : `the positive label ${JSON.stringify(positive)} is not among the labels ${shown.join(', ')}`;
    throw new UserError(problem, { hint: 'Name one of the labels as the positive one.' });
  }
  const negative = [...found].find((label) => label !== positive) ?? NEGATIVE_OF.get(positive);
  return { positive, negative: negative ?? `not ${positive}` };
}

/** The positive class where all rows have the same usual negative label, or where there are no rows. */
function positiveOfNegative(found: ReadonlySet<string>): string | undefined {
  if (found.size === 0) return '1';
  if (found.size > 1) return undefined;
  for (const [positive, negative] of NEGATIVE_OF) if (found.has(negative)) return positive;
  return undefined;
}
