import { canonicalJson, digestOf } from '../../system/files.ts';
import type { KeyChange } from '../policy.ts';
import type { Config } from '../schema/config.ts';

/**
 * What a change makes of the rows that its model is judged on, of their labels and of what may be known of them: a model
 * that passes on easier rows, or by looking at the outcome, has not passed. What is only added (a source, a join, a
 * column that is unavailable) takes nothing away, so it is none of it.
 */
export function judgedChanges(base: Config, own: Config): KeyChange[] {
  const isRandom = [base, own].some(({ data }) => data.split.by === 'random');
  return [
    ...differing(keysOf(base, isRandom), keysOf(own, isRandom)),
    ...differing(sourcesOf(base), only(sourcesOf(own), base.data.sources)),
    ...joinChanges(base, own),
    ...listChange('data.view.unavailable', base.data.view.unavailable, own.data.view.unavailable, 'less'),
    ...listChange('train.allow-leakage', base.train['allow-leakage'], own.train['allow-leakage'], 'more'),
  ];
}

/** How the place where the champion is looked up would change. */
export function movedKeys(base: Config, own: Config): KeyChange[] {
  return differing(
    { 'model.name': base.model.name, registry: base.registry },
    { 'model.name': own.model.name, registry: own.registry },
  );
}

type Values = Readonly<Record<string, unknown>>;

function keysOf({ model, data, train }: Config, isRandom: boolean): Values {
  const { view } = data;
  return {
    'model.task': model.task,
    'model.label': model.label,
    'model.positive': model.positive,
    'data.view.from': view.from,
    'data.view.label': view.label,
    'data.view.where': view.where,
    'data.view.time': view.time,
    'data.split': heldOut(data.split),
    // It divides the rows.
    ...(isRandom ? { 'train.seed': train.seed } : {}),
  };
}

/** What of a split says which rows are held out: by time, the length of the training data has no part in it. */
function heldOut(split: Config['data']['split']): object {
  if (split.by !== 'time') return split;
  const { train: _, ...others } = split;
  return others;
}

function sourcesOf({ data }: Config): Values {
  return Object.fromEntries(
    Object.entries(data.sources).map(([name, source]) => [`data.sources.${name}`, source]),
  );
}

function only(values: Values, sources: Values): Values {
  const names = new Set(Object.keys(sources).map((name) => `data.sources.${name}`));
  return Object.fromEntries(Object.entries(values).filter(([key]) => names.has(key)));
}

function differing(before: Values, after: Values): KeyChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => canonicalJson([before[key] ?? null]) !== canonicalJson([after[key] ?? null]))
    .map((key) => ({ key, before: textOf(before[key]), after: textOf(after[key]) }));
}

/** A join of the base that is gone or another one: what both models are asked with would not be the same. */
function joinChanges(base: Config, own: Config): KeyChange[] {
  const has = new Set(own.data.view.join.map((join) => canonicalJson(join)));
  if (base.data.view.join.every((join) => has.has(canonicalJson(join)))) return [];
  const [before, after] = [base, own].map(({ data }) => textOf(data.view.join));
  return [{ key: 'data.view.join', before: before ?? '', after: after ?? '' }];
}

function listChange(
  key: string,
  before: readonly string[],
  after: readonly string[],
  loose: 'more' | 'less',
): KeyChange[] {
  const [whole, part] = loose === 'more' ? [before, after] : [after, before];
  if (part.every((one) => whole.includes(one))) return [];
  return [{ key, before: textOf(before), after: textOf(after) }];
}

const LONGEST = 160;

/** Enough to know a value again; what is cut is told by its digest, so that two values never read the same. */
function textOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${digestOf(text)})` : text;
}
