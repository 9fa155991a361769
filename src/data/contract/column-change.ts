import { listed, percentage, quoted } from '../checks/phrases.ts';
import type { ColumnContract, Scalar } from './contract.ts';
import { type FoundChange, lower, otherwise, upper } from './rule-change.ts';

/** What changed of one column; each rule is compared by what it lets through. */
export function changesOfColumn(
  before: ColumnContract | undefined,
  after: ColumnContract | undefined,
): FoundChange[] {
  if (!before && !after) return [];
  if (!after) return [['columns', 'breaking', 'the column was removed']];
  if (!before) {
    return after.required && (after.lifecycle ?? 'active') === 'active'
      ? [['columns', 'breaking', 'the column was added, and it is required']]
      : [['columns', 'neutral', 'the column was added; it is not required']];
  }
  return [
    ...typeChange(before, after),
    ...flag(
      'required',
      before.required,
      after.required,
      'the column is required',
      'the column need not be there',
    ),
    ...severityChanges(before, after),
    ...lifecycleChange(before, after),
    ...environmentChanges(before, after),
    ...share('missing', before.missing?.['at-most'] ?? 1, after.missing?.['at-most'] ?? 1, 'missing values'),
    ...lower(
      'present',
      before.present?.['at-least'] ?? 0,
      after.present?.['at-least'] ?? 0,
      'the fewest values',
    ),
    ...memberChanges('domain', before.domain, after.domain),
    ...share(
      'outside',
      before.outside?.['at-most'] ?? 0,
      after.outside?.['at-most'] ?? 0,
      'values outside the domain',
    ),
    ...share('mostly', 1 - (before.mostly ?? 1), 1 - (after.mostly ?? 1), 'values that break a rule'),
    ...lower('range', before.range?.['at-least'], after.range?.['at-least'], 'the lowest value'),
    ...upper('range', before.range?.['at-most'], after.range?.['at-most'], 'the highest value'),
    ...flag(
      'finite',
      before.finite !== false,
      after.finite !== false,
      'NaN and infinities are refused',
      'NaN and infinities are allowed',
    ),
    ...otherwise('pattern', before.pattern, after.pattern),
    ...lower(
      'length',
      before.length?.['at-least'] ?? 0,
      after.length?.['at-least'] ?? 0,
      'the shortest length',
    ),
    ...upper('length', before.length?.['at-most'], after.length?.['at-most'], 'the greatest length'),
    ...otherwise('schema', before.schema, after.schema),
    ...flag(
      'unique',
      before.unique === true,
      after.unique === true,
      'each value must be unique',
      'values may repeat',
    ),
    ...classChanges(before.classes, after.classes),
    ...comparatorChanges(before.comparators, after.comparators),
    ...(before.description === after.description
      ? []
      : [['description', 'neutral', 'the description has changed'] satisfies FoundChange]),
  ];
}

/** Types whose values are values of another type, too. */
const WIDER: Partial<Record<ColumnContract['type'], ColumnContract['type']>> = {
  integer: 'number',
  date: 'timestamp',
};

function typeChange({ type: old }: ColumnContract, { type: now }: ColumnContract): FoundChange[] {
  if (old === now) return [];
  const step = `from ${old} to ${now}`;
  if (WIDER[old] === now) return [['type', 'loosening', `the type was widened ${step}`]];
  return [['type', 'breaking', `the type was ${WIDER[now] === old ? 'narrowed' : 'changed'} ${step}`]];
}

function flag(rule: string, before: boolean, after: boolean, strict: string, loose: string): FoundChange[] {
  if (before === after) return [];
  return [[rule, after ? 'breaking' : 'loosening', `now ${after ? strict : loose}`]];
}

/** A tolerated share: less is stricter. */
function share(rule: string, before: number, after: number, what: string): FoundChange[] {
  if (Math.abs(before - after) < 1e-12) return [];
  const told = `${what}: at most ${percentage(before)} before, now at most ${percentage(after)}`;
  return [[rule, after < before ? 'breaking' : 'loosening', told]];
}

const WEIGHT = { info: 0, warn: 1, error: 2 };

function severityChanges(before: ColumnContract, after: ColumnContract): FoundChange[] {
  const changes: FoundChange[] = [];
  const tell = (what: string, old: keyof typeof WEIGHT, now: keyof typeof WEIGHT) => {
    if (old === now) return;
    const effect = WEIGHT[now] > WEIGHT[old] ? 'breaking' : 'loosening';
    changes.push([
      what,
      effect,
      `a broken ${what === 'severity' ? 'rule' : quoted(what)} was ${quoted(old)}, now ${quoted(now)}`,
    ]);
  };
  tell('severity', before.severity, after.severity);
  const [old, now] = [before.severities ?? {}, after.severities ?? {}];
  for (const rule of Object.keys({ ...old, ...now }) as (keyof typeof old)[]) {
    tell(rule, old[rule] ?? before.severity, now[rule] ?? after.severity);
  }
  return changes;
}

function lifecycleChange(before: ColumnContract, after: ColumnContract): FoundChange[] {
  const [old, now] = [before.lifecycle ?? 'active', after.lifecycle ?? 'active'];
  if (old === now) return [];
  return [
    ['lifecycle', now === 'active' ? 'breaking' : 'loosening', `the column was ${old}, now it is ${now}`],
  ];
}

function environmentChanges(before: ColumnContract, after: ColumnContract): FoundChange[] {
  const changes: FoundChange[] = [];
  for (const [key, strictWhenAdded] of [
    ['in-environments', true],
    ['not-in-environments', false],
  ] as const) {
    const [old, now] = [before[key] ?? [], after[key] ?? []];
    const added = now.filter((name) => !old.includes(name));
    const gone = old.filter((name) => !now.includes(name));
    const effect = (isAdded: boolean) => (isAdded === strictWhenAdded ? 'breaking' : 'loosening');
    if (added.length > 0) changes.push([key, effect(true), `${quoted(key)} has ${listed(added)} now`]);
    if (gone.length > 0) changes.push([key, effect(false), `${quoted(key)} has ${listed(gone)} no more`]);
  }
  return changes;
}

function memberChanges(
  rule: string,
  before: readonly Scalar[] | undefined,
  after: readonly Scalar[] | undefined,
): FoundChange[] {
  if (!before && !after) return [];
  if (!after) return [[rule, 'loosening', `the ${rule} was removed, so any value is allowed`]];
  if (!before) return [[rule, 'breaking', `a ${rule} was added: ${listed(after)}`]];
  const gone = before.filter((value) => !after.includes(value));
  const added = after.filter((value) => !before.includes(value));
  return [
    ...(gone.length > 0
      ? [[rule, 'breaking', `the ${rule} was reduced by ${listed(gone)}`] satisfies FoundChange]
      : []),
    ...(added.length > 0
      ? [[rule, 'loosening', `the ${rule} was extended by ${listed(added)}`] satisfies FoundChange]
      : []),
  ];
}

type Classes = ColumnContract['classes'];

/** Each class must occur and nothing else may: another set of classes breaks either way. */
function classChanges(before: Classes, after: Classes): FoundChange[] {
  if (!before || !after) return otherwise('classes', before, after);
  const same =
    before.values.length === after.values.length && before.values.every((one) => after.values.includes(one));
  return [
    ...(same
      ? []
      : [
          [
            'classes',
            'breaking',
            `the classes were ${listed(before.values)}, now they are ${listed(after.values)}`,
          ] satisfies FoundChange,
        ]),
    ...lower('classes', before['at-least'] ?? 0, after['at-least'] ?? 0, 'the least share of a class'),
  ];
}

type Comparators = NonNullable<ColumnContract['comparators']>;

function comparatorChanges(before: Comparators = {}, after: Comparators = {}): FoundChange[] {
  return (['drift', 'skew'] as const).flatMap((kind) => {
    const [old, now] = [before[kind] ?? {}, after[kind] ?? {}];
    return (Object.keys({ ...old, ...now }) as (keyof typeof old)[]).flatMap((distance) =>
      upper('comparators', old[distance], now[distance], `the highest ${distance} of ${kind}`),
    );
  });
}
