import type { GateConfig } from '../../config/schema/gate.ts';
import type { RuleConfig } from '../../config/schema/gate-rules.ts';
import { canonicalJson, digestOf } from '../../system/files.ts';
import { type Bound, boundsOf, ruleId, ruleText } from './rules.ts';

/** Keys that change no verdict: where the gate was read, and what is only explained. */
const NO_RULES = ['policy-from', 'explain'] as const satisfies readonly (keyof GateConfig)[];

/** Digest of everything in a gate's config that can change a verdict: policies of one digest judge alike. */
export function policyDigest(gate: GateConfig): string {
  return digestOf(canonicalJson(policyOf(gate)));
}

function policyOf(gate: GateConfig): Partial<GateConfig> {
  // In whatever order rules stand, they ask for the same.
  const rules = [...gate.rules].sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
  const policy: Partial<GateConfig> = { ...gate, rules };
  for (const key of NO_RULES) delete policy[key];
  return policy;
}

/**
 * How the rules of a gate that is `proposed` differ from those `inForce`, a phrase each: rules that are added, removed,
 * loosened or tightened, then the other keys that are not the same. Empty where both judge alike.
 */
export function policyChanges(inForce: GateConfig, proposed: GateConfig): string[] {
  const [before, after] = [boundsByRule(inForce), boundsByRule(proposed)];
  const removed = [...before].filter(([key]) => !after.has(key)).map(([, { text }]) => `removes “${text}”`);
  const added = [...after].filter(([key]) => !before.has(key)).map(([, { text }]) => `adds “${text}”`);
  const moved = [...after].flatMap(([key, now]) => {
    const was = before.get(key);
    if (!was || was.id === now.id) return [];
    return [`${wayOf(was.bound, now.bound)} “${was.text}” to “${now.text}”`];
  });
  return [...removed, ...moved, ...added, ...changedKeys(inForce, proposed)];
}

interface SaidBound {
  readonly id: string;
  readonly text: string;
  readonly bound: Bound;
}

/** The bounds of all rules by what they are about, whatever their figure. */
function boundsByRule({ rules }: GateConfig): Map<string, SaidBound> {
  const found = new Map<string, SaidBound>();
  for (const rule of rules) {
    for (const bound of boundsOf(rule)) {
      const key = canonicalJson([ruleKeyOf(rule), bound.kind, bound.relative === undefined]);
      found.set(key, { id: ruleId(rule, bound), text: ruleText(rule, bound), bound });
    }
  }
  return found;
}

function ruleKeyOf({ metric, slice, by, aggregate }: RuleConfig) {
  return { metric, slice, by, aggregate };
}

/** Less is asked for by a higher `at-most` or `may-worsen`, and by a lower `at-least` or `must-improve`. */
function wayOf(before: Bound, after: Bound): 'loosens' | 'tightens' | 'changes' {
  const isLoose = before.kind === 'at-most' || before.kind.startsWith('may-worsen');
  const ways = [
    Math.sign(after.bound - before.bound),
    Math.sign((after.relative ?? 0) - (before.relative ?? 0)),
  ].filter((way) => way !== 0);
  const [way = 0] = ways;
  if (ways.some((other) => other !== way)) return 'changes';
  return way > 0 === isLoose ? 'loosens' : 'tightens';
}

function changedKeys(inForce: GateConfig, proposed: GateConfig): string[] {
  const [before, after] = [policyOf(inForce), policyOf(proposed)];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof GateConfig)[];
  return keys
    .filter((key) => key !== 'rules' && canonicalJson([before[key]]) !== canonicalJson([after[key]]))
    .map((key) => `changes \`gate.${key}\` from ${valueText(before[key])} to ${valueText(after[key])}`);
}

const LONGEST = 60;

function valueText(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
