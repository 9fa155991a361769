import { canonicalJson } from '../../system/files.ts';
import type { Path, Problem } from '../../system/schema-check.ts';
import { notAmong } from '../problems.ts';
import type { Config } from '../schema/config.ts';
import type { GateConfig } from '../schema/gate.ts';
import { type RuleConfig, sliceSetName } from '../schema/gate-rules.ts';
import type { Task } from '../schema/model.ts';

export type Report = (path: Path, message: string, about?: Problem['about']) => void;

/** What the checks have to know of a metric. */
export interface KnownMetric {
  readonly direction: 'higher' | 'lower' | null;
  /** A figure of any rows (all, a slice, a group), of the model as a whole only, or of groups against each other. */
  readonly of: 'rows' | 'whole' | 'groups';
  /** Whether a threshold can be best at it. */
  readonly decided: boolean;
}

/** The metrics that rules may name, by the task and what the gate itself defines. */
export type KnownMetrics = (task: Task, gate: GateConfig) => ReadonlyMap<string, KnownMetric>;

const CHANGE_BOUNDS = [
  'may-worsen',
  'may-worsen-relative',
  'must-improve',
  'must-improve-relative',
] as const satisfies readonly (keyof RuleConfig)[];
const BOUNDS = ['at-least', 'at-most', ...CHANGE_BOUNDS] as const;

/** What no schema can say of `gate.rules`. */
export function checkRules(config: Config, report: Report, metrics?: KnownMetrics): void {
  const { gate, model } = config;
  const known = metrics?.(model.task, gate);
  const said = new Map<string, number>();
  for (const [index, rule] of gate.rules.entries()) {
    const path = ['gate', 'rules', index];
    const text = canonicalJson(rule);
    const first = said.get(text);
    if (first === undefined) said.set(text, index);
    else report(path, `says the same as gate.rules[${first}]; leave one of them out`);
    checkBounds(rule, path, report);
    checkPlace(rule, path, config, report);
    if (known) checkMetric(rule, path, known, model.task, report);
  }
}

function checkBounds(rule: RuleConfig, path: Path, report: Report): void {
  if (BOUNDS.every((bound) => rule[bound] === undefined)) {
    report(path, `has no bound; give it at least one of ${BOUNDS.join(', ')}`);
  }
  const { 'at-least': least, 'at-most': most } = rule;
  if (least !== undefined && most !== undefined && least > most) {
    report([...path, 'at-most'], `is less than \`at-least\` (${least}), so nothing can pass`);
  }
  if (rule['refuse-when'] === undefined) return;
  const pairs = (['may-worsen', 'must-improve'] as const).filter(
    (kind) => rule[kind] !== undefined && rule[`${kind}-relative`] !== undefined,
  );
  if (pairs.length === 0) {
    report(
      [...path, 'refuse-when'],
      'needs an absolute and a relative bound: `may-worsen` with `may-worsen-relative`, or `must-improve` with `must-improve-relative`',
    );
  }
}

function checkPlace(rule: RuleConfig, path: Path, { gate, model }: Config, report: Report): void {
  const { slice, by, aggregate } = rule;
  if (by !== undefined && slice) {
    report([...path, 'by'], 'compares groups, and `slice` looks at one of them; leave one of the two out');
  }
  if (by === undefined && aggregate !== undefined) {
    report([...path, 'aggregate'], 'needs `by`: the column whose groups are compared');
  }
  if (by === model.label) {
    report([...path, 'by'], 'is the label; groups are by other columns');
  }
  if (!slice) return;
  const named = gate.slices.map(sliceSetName);
  const name = sliceSetName(slice.column);
  if (!named.includes(name)) {
    report([...path, 'slice', 'column'], notAmong(name, named, 'is no slice column', 'gate.slices has'));
  }
  if (slice.value === undefined) return;
  const columns = Array.isArray(slice.column) ? slice.column.length : 1;
  const values = Array.isArray(slice.value) ? slice.value.length : 1;
  if (values !== columns) {
    const needed = columns === 1 ? 'one value' : `a list of ${columns} values, one for each column`;
    report([...path, 'slice', 'value'], `${name} needs ${needed}, but here ${valuesText(values)}`);
  }
}

function valuesText(values: number): string {
  return values === 1 ? 'is one' : `are ${values}`;
}

function checkMetric(
  rule: RuleConfig,
  path: Path,
  known: ReadonlyMap<string, KnownMetric>,
  task: Task,
  report: Report,
): void {
  const { metric, slice, by, aggregate } = rule;
  const about = known.get(metric);
  if (!about) {
    report([...path, 'metric'], notAmong(metric, [...known.keys()], `is no metric of ${task}`, 'There are'));
    return;
  }
  if (about.of === 'groups') {
    if (by === undefined) report([...path, 'metric'], 'compares groups; name their column with `by`');
    if (aggregate !== undefined) {
      report([...path, 'aggregate'], `${metric} is an aggregate already; leave it out`);
    }
  } else if (by !== undefined && aggregate === undefined) {
    report(
      [...path, 'by'],
      'needs `aggregate`: difference, ratio, group_min or group_max of the groups’ figures',
    );
  }
  if (about.of === 'whole' && (slice || by !== undefined)) {
    report(
      [...path, slice ? 'slice' : 'by'],
      `${metric} is a figure of the model as a whole, not of some rows`,
    );
  }
  const isDirected = about.direction !== null || aggregate === 'difference' || aggregate === 'ratio';
  const change = CHANGE_BOUNDS.find((kind) => rule[kind] !== undefined);
  if (change && !isDirected) {
    report([...path, change], `${metric} has no better direction; use \`at-least\` or \`at-most\``);
  }
}
