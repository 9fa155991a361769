import { jsonSchemaProblem } from '../../checks/json-schema.ts';
import type { Tree } from './tree.ts';

/**
 * The words of a JSON Schema that can be judged: all of them together, or else those that can be on their own.
 * `note` hears of every other one.
 */
export function usableSchema(
  schema: Tree,
  note: (word: string, what: string) => void,
): Record<string, unknown> | undefined {
  if (Object.keys(schema).length === 0) return undefined;
  if (jsonSchemaProblem(schema) === undefined) return schema;
  const kept: Record<string, unknown> = {};
  for (const [word, value] of Object.entries(schema)) {
    const problem = jsonSchemaProblem({ ...kept, [word]: value });
    if (problem === undefined) kept[word] = value;
    else note(word, `is not judged: ${problem}`);
  }
  return Object.keys(kept).length > 0 ? kept : undefined;
}
