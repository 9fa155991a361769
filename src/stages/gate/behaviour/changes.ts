import type { BehaviourTest } from '../../../config/schema/gate-behaviour.ts';
import type { ColumnType, Value } from '../../../data/engine/frame.ts';
import { parseDate, parseTimestamp } from '../../../data/engine/times.ts';
import { UserError } from '../../../system/errors.ts';

type Changing = Extract<BehaviourTest, { test: 'invariance' | 'direction' }>;

/**
 * What a test does to the values of columns, by column.
 * @param inputs the columns that the model reads
 * @throws UserError where a column is none of them (its change could not be noticed), or the value is not of its type
 */
export function checkedChanges(
  test: Changing,
  key: string,
  inputs: readonly { readonly name: string; readonly type: ColumnType }[],
): Map<string, (value: Value) => Value> {
  const types = new Map(inputs.map(({ name, type }) => [name, type]));
  const typeOf = (name: string, path: string): ColumnType => {
    const type = types.get(name);
    if (type !== undefined) return type;
    throw new UserError(`${path}: the model does not read ${JSON.stringify(name)}, so nothing would change`, {
      hint: `It reads ${[...types.keys()].join(', ')}.`,
    });
  };
  if (test.test === 'invariance') {
    return new Map(
      Object.entries(test.set).map(([name, value]) => {
        const path = `${key}.set.${name}`;
        const set = columnValue(value, typeOf(name, path), path);
        return [name, () => set];
      }),
    );
  }
  return new Map(
    Object.entries(test.add).map(([name, amount]) => {
      const path = `${key}.add.${name}`;
      const type = typeOf(name, path);
      if (type !== 'number' && type !== 'integer') {
        throw new UserError(`${path}: ${JSON.stringify(name)} holds ${type} values, and only numbers grow`, {
          hint: 'Name a column of numbers, or use `test: invariance` with `set`.',
        });
      }
      return [name, (value: Value) => (value === null ? null : Number(value) + amount)];
    }),
  );
}

/** A value of the config as a value of a column. */
function columnValue(value: Value, type: ColumnType, path: string): Value {
  if (value === null) return null;
  const fits = {
    string: typeof value === 'string' ? value : undefined,
    boolean: typeof value === 'boolean' ? value : undefined,
    number: typeof value === 'number' ? value : undefined,
    integer: typeof value === 'number' && Number.isInteger(value) ? value : undefined,
    date: typeof value === 'string' ? parseDate(value) : undefined,
    timestamp: typeof value === 'string' ? parseTimestamp(value) : undefined,
  }[type];
  if (fits !== undefined) return fits;
  throw new UserError(`${path}: ${JSON.stringify(value)} is no ${type}`, {
    hint:
      type === 'string' ? 'Write it in quotes.' : `Write a ${type} as the data have it, or null for none.`,
  });
}
