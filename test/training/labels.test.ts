import { describe, expect, it } from 'vitest';
import type { ModelConfig } from '../../src/config/schema/model.ts';
import type { Column } from '../../src/data/engine/frame.ts';
import { DataError, UserError } from '../../src/system/errors.ts';
import { classesOf, targetsOf } from '../../src/training/labels.ts';

const label = (type: Column['type'], ...values: Column['values']): Column => ({ name: 'y', type, values });
const model = (task: ModelConfig['task'], positive?: ModelConfig['positive']): ModelConfig => ({
  name: 'm-1',
  task,
  label: 'y',
  ...(positive === undefined ? {} : { positive }),
});
const binary = 'binary-classification';

describe('labels', () => {
  it('put the negative class first', () => {
    expect(classesOf(label('boolean', true, false), model(binary))).toEqual(['false', 'true']);
    expect(classesOf(label('integer', 1, 0), model(binary))).toEqual(['0', '1']);
    expect(classesOf(label('string', 'bad', 'good'), model(binary, 'bad'))).toEqual(['good', 'bad']);
    expect([...targetsOf(label('string', 'bad', 'good'), binary, ['good', 'bad'])]).toEqual([1, 0]);
  });

  it('sort several classes, numbers by size', () => {
    expect(classesOf(label('integer', 10, 9, 100), model('multiclass-classification'))).toEqual([
      '9',
      '10',
      '100',
    ]);
    expect(classesOf(label('string', 'b', 'B', 'a'), model('multiclass-classification'))).toEqual([
      'B',
      'a',
      'b',
    ]);
  });

  it('are the values themselves in a regression', () => {
    expect(classesOf(label('number', 1.5, 2), model('regression'))).toEqual([]);
    expect([...targetsOf(label('number', 1.5, 2), 'regression', [])]).toEqual([1.5, 2]);
  });

  it.each([
    [label('boolean', true, true), model(binary), DataError, 'the label "y" is true in all 2 training rows'],
    [label('number', 3, 3), model('regression'), DataError, 'is 3 in all 2 training rows'],
    [label('boolean', true, null), model(binary), DataError, 'is missing in 1 of 2 rows'],
    [label('number', 1, Number.NaN), model('regression'), DataError, 'is missing in 1 of 2 rows'],
    [label('number', 1, Number.POSITIVE_INFINITY), model('regression'), DataError, 'no finite number'],
    [label('string', 'a', 'b'), model('regression'), DataError, '"a" in row 1, which is no finite number'],
    [label('integer', 0, 1, 2), model(binary), DataError, 'has 3 values (0, 1, 2), but the task is binary'],
    [label('string', 'a', 'b'), model(binary), UserError, 'none of which is the positive "1"'],
    [label('string', 'a', 'b'), model(binary, 'c'), UserError, 'none of which is the positive "c"'],
    [label('string'), model(binary), DataError, 'there are no rows'],
  ])('%o is refused', (column, config, kind, message) => {
    expect(() => classesOf(column, config)).toThrow(kind);
    expect(() => classesOf(column, config)).toThrow(message);
  });

  it('refuse a class that training never saw', () => {
    expect(() => targetsOf(label('string', 'a', 'z'), 'multiclass-classification', ['a', 'b'])).toThrow(
      'is "z" in row 2, a class that is not in the training rows',
    );
  });
});
