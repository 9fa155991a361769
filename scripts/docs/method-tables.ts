import { METHODS } from '../../src/drift/methods/catalogue.ts';
import type { DriftMethod } from '../../src/drift/methods/method.ts';
import { table } from './markers.ts';

/** The tables of docs/drift-methods.md, one for each tool, by the name of their markers. */
export function methodTables(): Map<string, string> {
  const byTool = new Map<string, string[][]>();
  for (const method of METHODS.values()) {
    const [tool = ''] = method.name.split('.');
    const rows = byTool.get(tool) ?? [];
    rows.push([`\`${method.name}\``, method.kinds.join(', '), method.title, method.formula, ruleOf(method)]);
    byTool.set(tool, rows);
  }
  const head = ['method', 'columns', 'what it is', 'formula', 'drift'];
  return new Map([...byTool].map(([tool, rows]) => [tool, table(head, rows)]));
}

function ruleOf({ result, comparison, threshold, chunkThresholdLimit }: DriftMethod): string {
  const rule = `${result} ${comparison}`;
  if (threshold !== null) return `${rule} ${threshold}`;
  return chunkThresholdLimit === undefined
    ? `${rule} a threshold that you give`
    : `${rule} mean + 3 standard deviations over ten chunks of the reference`;
}
