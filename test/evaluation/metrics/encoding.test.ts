import { describe, expect, test } from 'vitest';
import { outcomesOf, type Scored } from '../../../src/evaluation/metrics/encoding.ts';
import type { BinaryOutcomes, Label, MulticlassOutcomes } from '../../../src/evaluation/metrics/outcomes.ts';
import { takeOutcomes } from '../../../src/evaluation/metrics/outcomes.ts';
import { DataError, UserError } from '../../../src/system/errors.ts';

const binary = (labels: Label[], more: Partial<Scored> = {}) =>
  outcomesOf({
    task: 'binary-classification',
    labels,
    scores: labels.map(() => 0.5),
    ...more,
  }) as BinaryOutcomes;

describe('the positive class', () => {
  test.each<[Label[], Label | undefined, number[], [string, string]]>([
    [[0, 1, 1], undefined, [0, 1, 1], ['0', '1']],
    [[false, true], undefined, [0, 1], ['false', 'true']],
    [['0', '1'], undefined, [0, 1], ['0', '1']],
    [['no', 'yes'], 'yes', [0, 1], ['no', 'yes']],
    [['no', 'yes'], 'no', [1, 0], ['yes', 'no']],
    [[0, 1], '1', [0, 1], ['0', '1']],
    [[0, 0], undefined, [0, 0], ['0', '1']],
    [[true], undefined, [1], ['false', 'true']],
    [['no', 'no'], 'yes', [0, 0], ['no', 'yes']],
    [[], undefined, [], ['0', '1']],
  ])('%j with %j', (labels, positive, truth, classes) => {
    const outcomes = binary(labels, { positive });
    expect(Array.from(outcomes.truth)).toEqual(truth);
    expect(outcomes.classes).toEqual(classes);
  });

  test('that cannot be told, or is not there, is the mistake of a person', () => {
    expect(() => binary(['no', 'yes'])).toThrow(UserError);
    expect(() => binary(['no', 'yes'])).toThrow('cannot tell which label is positive: "no", "yes"');
    expect(() => binary(['no', 'yes'], { positive: 'Yes' })).toThrow('"Yes" is not among the labels');
  });
});

describe('bad input is named', () => {
  test.each<[string, () => unknown, typeof DataError | typeof RangeError, string]>([
    ['three labels', () => binary([0, 1, 2]), DataError, 'it has 3: "0", "1", "2"'],
    ['a missing label', () => binary([0, null, 1]), DataError, 'the label of row 2 is missing'],
    ['a label that is NaN', () => binary([0, Number.NaN, 1]), DataError, 'the label of row 2 is missing'],
    [
      'a prediction of another class',
      () => binary([0, 1], { predictions: [0, 'x'] }),
      DataError,
      'the prediction of row 2 is "x", which is none of "0", "1"',
    ],
    ['a negative weight', () => binary([0, 1], { weights: [1, -1] }), DataError, 'the weight of row 2 is -1'],
    ['a weight that is NaN', () => binary([0, 1], { weights: [Number.NaN, 1] }), DataError, 'row 1 is NaN'],
    ['too few scores', () => binary([0, 1], { scores: [0.1] }), RangeError, '1 scores for 2 labels'],
    [
      'text where numbers are wanted',
      () => outcomesOf({ task: 'regression', labels: [1, 'two'], predictions: [1, 2] }),
      DataError,
      'row 2 has "two"',
    ],
    [
      'an infinite label',
      () => outcomesOf({ task: 'regression', labels: [1, Number.POSITIVE_INFINITY], predictions: [1, 2] }),
      DataError,
      'the label of row 2 is Infinity',
    ],
    [
      'scores of other classes than named',
      () =>
        outcomesOf({ task: 'multiclass-classification', labels: ['a'], classes: ['a'], scores: [[1], [0]] }),
      RangeError,
      '2 arrays of scores for 1 classes',
    ],
  ])('%s', (_, act, kind, message) => {
    expect(act).toThrow(kind);
    expect(act).toThrow(message);
  });
});

test('the highest score is predicted, the first of equals; nothing is predicted from NaN', () => {
  const outcomes = outcomesOf({
    task: 'multiclass-classification',
    classes: ['a', 'b'],
    labels: ['b', 'a', 'c'],
    scores: [
      [0.2, 0.5, 0.1],
      [0.8, 0.5, Number.NaN],
    ],
  }) as MulticlassOutcomes;
  expect(outcomes.classes).toEqual(['a', 'b', 'c']);
  expect(Array.from(outcomes.predicted)).toEqual([1, 0, -1]);
  expect(Array.from(outcomes.truth)).toEqual([1, 0, 2]);
});

test('rows are taken with all that belongs to them', () => {
  const outcomes = binary([0, 1, 1], { scores: [0.1, 0.7, 0.2], weights: [1, 2, 3] });
  expect(takeOutcomes(outcomes, Uint32Array.of(2, 0))).toEqual({
    ...outcomes,
    rows: 2,
    truth: Uint8Array.of(1, 0),
    predicted: Int8Array.of(0, 0),
    scores: Float64Array.of(0.2, 0.1),
    weights: Float64Array.of(3, 1),
  });
});
