import { canonicalJson } from '../../system/files.ts';
import { listed, quoted } from '../checks/phrases.ts';
import { changesOfColumn } from './column-change.ts';
import type { Contract, DatasetContract } from './contract.ts';
import { type ChangeEffect, type FoundChange, lower, otherwise, upper } from './rule-change.ts';

export type { ChangeEffect } from './rule-change.ts';

export interface ContractChange {
  readonly dataset: string;
  /** Null where the change is about the whole dataset. */
  readonly column: string | null;
  /** The key of the contract that changed. */
  readonly rule: string;
  readonly effect: ChangeEffect;
  readonly sentence: string;
}

/** Every change from `before` to `after`, dataset by dataset in the order of `before`, new ones last. */
export function contractChanges(before: Contract, after: Contract): ContractChange[] {
  const changes: ContractChange[] = [];
  for (const dataset of namesOf(before.datasets, after.datasets)) {
    const tell = (column: string | null, [rule, effect, what]: FoundChange) => {
      const place = column === null ? quoted(dataset) : `${quoted(dataset)}, ${quoted(column)}`;
      changes.push({ dataset, column, rule, effect, sentence: `${place}: ${what}` });
    };
    const [old, now] = [own(before.datasets, dataset), own(after.datasets, dataset)];
    if (!now) tell(null, ['datasets', 'breaking', 'the dataset was removed']);
    else if (!old) tell(null, ['datasets', 'neutral', 'the dataset was added']);
    else {
      for (const change of changesOfDataset(old, now)) tell(null, change);
      for (const column of namesOf(old.columns, now.columns)) {
        for (const change of changesOfColumn(own(old.columns, column), own(now.columns, column))) {
          tell(column, change);
        }
      }
    }
  }
  return changes;
}

/** What is wrong with the version of the contract, given its changes; nothing where it carries none. */
export function versionAdvice(
  before: Contract,
  after: Contract,
  changes: readonly ContractChange[],
): string | undefined {
  const [old, now] = [before['contract-version'], after['contract-version']];
  const breaking = changes.filter(({ effect }) => effect === 'breaking').length;
  if (breaking === 0 || old === undefined) return undefined;
  if (now !== undefined && raises(old, now)) return undefined;
  const are = breaking === 1 ? 'A breaking change asks' : `${breaking} breaking changes ask`;
  return `${are} for a new major version of the contract, but it ${now === undefined ? 'has none any more' : now === old ? `is still ${now}` : `went from ${old} to ${now}`}.`;
}

/** Whether the step says that something breaks: a higher major version, or a higher minor one below 1.0.0. */
function raises(before: string, after: string): boolean {
  const [[oldMajor = 0, oldMinor = 0], [major = 0, minor = 0]] = [before, after].map((version) =>
    version.split('.', 2).map(Number),
  ) as [number[], number[]];
  return major > oldMajor || (oldMajor === 0 && major === 0 && minor > oldMinor);
}

function namesOf(before: object, after: object): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])];
}

function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

const STRICTNESS = { allow: 0, warn: 1, error: 2 };

function changesOfDataset(before: DatasetContract, after: DatasetContract): FoundChange[] {
  const rule = 'additional-columns';
  const strictness = STRICTNESS[after[rule]] - STRICTNESS[before[rule]];
  const [old, now] = [before.rows, after.rows];
  return [
    ...lower('rows', old['at-least'], now['at-least'], 'the fewest rows'),
    ...upper('rows', old['at-most'], now['at-most'], 'the most rows'),
    ...lower(
      'rows',
      old.change?.['at-least-ratio'],
      now.change?.['at-least-ratio'],
      'the lowest ratio of rows',
    ),
    ...upper(
      'rows',
      old.change?.['at-most-ratio'],
      now.change?.['at-most-ratio'],
      'the highest ratio of rows',
    ),
    ...keyChanges(before.keys, after.keys),
    ...(strictness === 0
      ? []
      : [
          [
            rule,
            strictness > 0 ? 'breaking' : 'loosening',
            `columns that are not named here were ${quoted(before[rule])}, now ${quoted(after[rule])}`,
          ] satisfies FoundChange,
        ]),
    ...otherwise('default-environments', before['default-environments'], after['default-environments']),
    ...otherwise('row-schema', before['row-schema'], after['row-schema']),
    ...qualityChanges(before.quality ?? [], after.quality ?? []),
    ...(canonicalJson(before.checks ?? {}) === canonicalJson(after.checks ?? {})
      ? []
      : [['checks', 'neutral', 'what is looked for beyond the rules has changed'] satisfies FoundChange]),
    ...(before.description === after.description
      ? []
      : [['description', 'neutral', 'the description has changed'] satisfies FoundChange]),
  ];
}

/** Fewer columns that must differ are a stricter key. */
function keyChanges(before: readonly string[], after: readonly string[]): FoundChange[] {
  const [old, now] = [new Set(before), new Set(after)];
  if (old.size === now.size && before.every((key) => now.has(key))) return [];
  if (now.size === 0) return [['keys', 'loosening', `the key ${listed(before)} was removed`]];
  const wider = old.size > 0 && before.every((key) => now.has(key));
  const was = old.size === 0 ? 'there was no key' : `the key was ${listed(before)}`;
  return [['keys', wider ? 'loosening' : 'breaking', `${was}, now it is ${listed(after)}`]];
}

type Quality = NonNullable<DatasetContract['quality']>;

function qualityChanges(before: Quality, after: Quality): FoundChange[] {
  const [old, now] = [before, after].map(
    (rules) => new Map(rules.map((rule) => [canonicalJson(rule), rule])),
  );
  const title = (rule: Quality[number]) => quoted(rule.name ?? rule.metric);
  const gone = [...(old ?? [])].filter(([text]) => !now?.has(text)).map(([, rule]) => rule);
  const added = [...(now ?? [])].filter(([text]) => !old?.has(text)).map(([, rule]) => rule);
  return [
    ...gone.map(
      (rule): FoundChange => ['quality', 'loosening', `the rule ${title(rule)} was removed or changed`],
    ),
    ...added.map(
      (rule): FoundChange => [
        'quality',
        (rule.severity ?? 'error') === 'error' ? 'breaking' : 'neutral',
        `the rule ${title(rule)} was added or changed`,
      ],
    ),
  ];
}
