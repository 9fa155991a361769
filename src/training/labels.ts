import type { ModelConfig, Task } from '../config/schema/model.ts';
import type { Column, Value } from '../data/engine/frame.ts';
import { DataError, UserError } from '../system/errors.ts';

const MAXIMUM_CLASSES = 1000;

/**
 * The classes of the label in the training rows, as text: `[negative, positive]` for binary
 * classification, in ascending order for several classes, none for a regression.
 * @throws DataError when labels are missing or all alike, UserError when `model.positive` does not fit
 */
export function classesOf(column: Column, model: ModelConfig): readonly string[] {
  refuseMissing(column);
  if (model.task === 'regression') {
    const targets = targetsOf(column, model.task, []);
    if (targets.every((target) => target === targets[0])) throw oneClass(column, String(targets[0]));
    return [];
  }
  const found = [...new Set(column.values)].sort(compare);
  if (found.length < 2) throw oneClass(column, String(found[0]));
  if (model.task === 'multiclass-classification') {
    if (found.length > MAXIMUM_CLASSES) {
      throw new DataError(`the label ${JSON.stringify(column.name)} has ${found.length} classes`, {
        hint: `At most ${MAXIMUM_CLASSES} are supported; set \`model.task: regression\` to predict a number.`,
      });
    }
    return found.map(String);
  }
  if (found.length > 2) {
    throw new DataError(
      `the label ${JSON.stringify(column.name)} has ${found.length} values (${found.slice(0, 5).map(String).join(', ')}${found.length > 5 ? ', …' : ''}), but the task is binary`,
      {
        hint: 'Make it true or false with `data.view.label`, or set `model.task: multiclass-classification`.',
      },
    );
  }
  const positive =
    model.positive === undefined ? (found.includes(true) ? 'true' : '1') : String(model.positive);
  const texts = found.map(String);
  if (!texts.includes(positive)) {
    throw new UserError(
      `the label ${JSON.stringify(column.name)} has the values ${texts.join(' and ')}, none of which is the positive ${JSON.stringify(positive)}`,
      { hint: `Set \`model.positive\` to ${texts.join(' or ')}.` },
    );
  }
  return texts[0] === positive ? [texts[1] as string, positive] : [texts[0] as string, positive];
}

/**
 * What a model shall predict for each row: the index of its class in `classes`, or the value.
 * @throws DataError where a label is missing, not finite, or of a class that training never saw
 */
export function targetsOf(column: Column, task: Task, classes: readonly string[]): Float64Array {
  refuseMissing(column);
  if (task === 'regression') {
    return Float64Array.from(column.values, (value, row) => {
      const target = typeof value === 'boolean' ? Number(value) : value;
      if (typeof target !== 'number' || !Number.isFinite(target)) {
        throw new DataError(
          `the label ${JSON.stringify(column.name)} is ${JSON.stringify(value)} in row ${row + 1}, which is no finite number`,
          {
            hint: 'Filter such rows out with `data.view.where`, or choose a classification task.',
          },
        );
      }
      return target;
    });
  }
  const places = new Map(classes.map((name, index) => [name, index]));
  return Float64Array.from(column.values, (value, row) => {
    const place = places.get(String(value));
    if (place === undefined) {
      throw new DataError(
        `the label ${JSON.stringify(column.name)} is ${JSON.stringify(value)} in row ${row + 1}, a class that is not in the training rows`,
        {
          hint: 'Choose longer training data, or filter the class out with `data.view.where`.',
        },
      );
    }
    return place;
  });
}

function refuseMissing(column: Column): void {
  const missing = column.values.filter((value) => value === null || Number.isNaN(value)).length;
  if (missing === 0 && column.values.length > 0) return;
  throw new DataError(
    column.values.length === 0
      ? `there are no rows with the label ${JSON.stringify(column.name)}`
      : `the label ${JSON.stringify(column.name)} is missing in ${missing} of ${column.values.length} rows`,
    { hint: 'Keep rows with an outcome only: `data.view.where`, such as `arr_delay is not null`.' },
  );
}

function oneClass(column: Column, value: string): DataError {
  return new DataError(
    `the label ${JSON.stringify(column.name)} is ${value} in all ${column.values.length} training rows`,
    {
      hint: 'There is nothing to learn: check `data.view.label`, `data.view.where` and `data.split`.',
    },
  );
}

/** Numbers by size, all else by code units. */
function compare(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
