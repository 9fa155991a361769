import type { Task } from '../config/schema/model.ts';
import { identifier } from '../data/engine/sql.ts';
import type { ColumnProfile, Profile } from '../data/profile/profile-schema.ts';
import { UserError } from '../system/errors.ts';

/** What a person may say about the file; the rest is found in the data. */
export interface StarterOptions {
  /** The file as the config shall name it. */
  readonly path: string;
  readonly name: string;
  readonly label?: string;
  readonly task?: Task;
  readonly time?: string;
  /** Columns with personal data: no features. */
  readonly personal?: ReadonlySet<string>;
  readonly missing: readonly string[];
}

/** The decisions behind a first config. */
export interface Starter {
  readonly label: string;
  readonly task: Task;
  /** The config file. */
  readonly text: string;
  /** What was decided and why, a sentence each. */
  readonly notes: readonly string[];
}

const DAY = 86_400_000;
/** Texts with more values than this are hashed. */
const MOST_CATEGORIES = 200;
/** Whole-number labels with more values than this are quantities. */
const MOST_CLASSES = 20;
const POSITIVES = ['yes', 'y', 'true', 't', 'positive', 'pos', '1'];

/**
 * A first config for one table: the task from the label, a split by time where there is one, a transform for
 * each column by its type, a gate that can be met. Identifiers and constant columns are left out.
 */
export function starterConfig(profile: Profile, options: StarterOptions): Starter {
  const notes: string[] = [];
  const label = labelOf(profile, options);
  const task = options.task ?? taskOf(label);
  notes.push(
    `predict \`${label.name}\`: ${task}${options.label === undefined ? ' (the last column; --label names another)' : ''}`,
  );
  if (label.missing > 0)
    notes.push(
      `rows without \`${label.name}\` are left out of training: ${label.missing} of ${profile.rows}`,
    );
  const time = timeOf(profile, label, options);
  if (time) notes.push(`\`${time.name}\` is the time of a row: older rows train, newer ones test`);
  const features = featuresOf(profile, [label.name, time?.name], options.personal ?? new Set(), notes);
  if (features.length === 0) {
    throw new UserError(`no column of ${options.path} can be a feature`, {
      hint: 'All others are constant, empty or identifiers; check the file, or write mlops.yml by hand.',
    });
  }
  const lines = [
    '# yaml-language-server: $schema=.mlops/mlops.schema.json',
    '# Written by `mlops init`. Every key is explained in docs/config.md.',
    'version: 1',
    `model: { name: ${options.name}, task: ${task}, label: ${quoted(label.name)}${positiveOf(label, task)} }`,
    'data:',
    '  sources:',
    `    data: { path: ${quoted(options.path)}${options.missing.length > 0 ? `, missing: [${options.missing.map(quoted).join(', ')}]` : ''} }`,
    '  view: # one row per prediction',
    '    from: data',
    ...(label.missing > 0 ? [`    where: ${JSON.stringify(`${identifier(label.name)} is not null`)}`] : []),
    ...(time ? [`    time: ${quoted(time.name)}`] : []),
    '    unavailable: [] # columns not known when predicting: name them here',
    '  contract: contract.yml',
    `  split: ${splitOf(time)}`,
    'features:',
    ...features.map((line) => `  - ${line}`),
    'train: { trainer: tfjs, hidden: [16], seed: 7 }',
    'gate:',
    '  baseline: production',
    ...(profile.rows >= ROWS_TO_BE_SURE
      ? ['  certainty: 0.95 # a change is decided when the held-out rows make it certain']
      : []),
    '  rules:',
    ...rulesOf(label, task).map((line) => `    - ${line}`),
    'registry: { kind: folder, path: .mlops/registry }',
    'deploy:',
    '  production: { target: process }',
    ...(time
      ? ['monitor: { log: "serving/*.jsonl", window: 7d, preset: calibrated, retrain: { when: 2 of 4 } }']
      : []),
  ];
  return { label: label.name, task, text: `${lines.join('\n')}\n`, notes };
}

/** With fewer rows the held-out ones seldom decide about a change of a hundredth, and the starter should not begin undecided. */
const ROWS_TO_BE_SURE = 20_000;

/** JSON strings are YAML strings. */
function quoted(text: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

function labelOf({ columns }: Profile, { label, path }: StarterOptions): ColumnProfile {
  const found = label === undefined ? columns.at(-1) : columns.find(({ name }) => name === label);
  if (!found) {
    throw new UserError(`${path} has no column ${JSON.stringify(label ?? '')}`, {
      hint: `Its columns are ${columns.map(({ name }) => name).join(', ')}.`,
    });
  }
  if (found.distinct < 2) {
    throw new UserError(
      `\`${found.name}\` has ${found.distinct === 0 ? 'no value' : 'one value only'}: there is nothing to predict`,
      {
        hint: 'Name the column to predict with --label.',
      },
    );
  }
  return found;
}

function taskOf({ type, distinct, name }: ColumnProfile): Task {
  if (distinct === 2) return 'binary-classification';
  if (type === 'number' || (type === 'integer' && distinct > MOST_CLASSES)) return 'regression';
  if (type === 'integer' || (type === 'string' && distinct <= 1000)) return 'multiclass-classification';
  throw new UserError(`\`${name}\` (${type}, ${distinct} values) is neither a class nor a quantity`, {
    hint: 'Name the column to predict with --label.',
  });
}

/** Which of two texts is the positive one; true and 1 are so by themselves. */
function positiveOf({ type, top }: ColumnProfile, task: Task): string {
  if (task !== 'binary-classification' || type === 'boolean' || !top) return '';
  const values = top.map(({ value }) => value);
  if (values.some((value) => String(value) === '1')) return '';
  const named = values.find((value) => POSITIVES.includes(String(value).toLowerCase()));
  const chosen = named ?? values.at(-1);
  return chosen === undefined
    ? ''
    : `, positive: ${typeof chosen === 'number' ? chosen : JSON.stringify(chosen)}`;
}

function timeOf(
  { columns }: Profile,
  label: ColumnProfile,
  { time, path }: StarterOptions,
): ColumnProfile | undefined {
  const isTime = ({ type }: ColumnProfile) => type === 'timestamp' || type === 'date';
  if (time === undefined) {
    return columns.find(
      (column) => isTime(column) && column.missing === 0 && column !== label && spanOf(column) >= 20 * DAY,
    );
  }
  const found = columns.find(({ name }) => name === time);
  if (!found || !isTime(found)) {
    throw new UserError(`--time: ${path} has no time column ${JSON.stringify(time)}`, {
      hint: `Its times are ${
        columns
          .filter(isTime)
          .map(({ name }) => name)
          .join(', ') || 'none'
      }.`,
    });
  }
  return found;
}

function spanOf({ period }: ColumnProfile): number {
  return period ? Date.parse(period.to) - Date.parse(period.from) : 0;
}

function splitOf(time: ColumnProfile | undefined): string {
  if (!time) return '{ by: random, validation: 0.15, test: 0.15 }';
  const days = Math.max(3, Math.floor(spanOf(time) / DAY) + 1);
  const part = Math.max(1, Math.round(days * 0.15));
  return `{ by: time, train: ${Math.max(1, days - 2 * part)}d, validation: ${part}d, test: ${part}d, until: latest }`;
}

function featuresOf(
  { columns, rows }: Profile,
  taken: readonly (string | undefined)[],
  personal: ReadonlySet<string>,
  notes: string[],
): string[] {
  const groups = new Map<string, string[]>();
  const dropped: string[] = [];
  const hidden: string[] = [];
  for (const column of columns) {
    if (taken.includes(column.name)) continue;
    if (personal.has(column.name)) {
      hidden.push(column.name);
      continue;
    }
    const transform = transformOf(column, rows);
    if (transform === undefined) dropped.push(column.name);
    else groups.set(transform, [...(groups.get(transform) ?? []), column.name]);
  }
  if (hidden.length > 0) notes.push(`left out, as they look like personal data: ${hidden.join(', ')}`);
  if (dropped.length > 0)
    notes.push(`left out, as constant, empty or different in every row: ${dropped.join(', ')}`);
  return [...groups].map(
    ([transform, names]) => `{ columns: [${names.map(quoted).join(', ')}], ${transform} }`,
  );
}

function transformOf({ type, distinct, present }: ColumnProfile, rows: number): string | undefined {
  if (present === 0 || distinct < 2) return undefined;
  const identifying = rows > 50 && distinct === rows;
  switch (type) {
    case 'string':
      if (identifying) return undefined;
      return distinct <= MOST_CATEGORIES ? 'transform: one-hot' : 'transform: hash, buckets: 64';
    case 'boolean':
      return 'transform: one-hot';
    case 'integer':
      return identifying ? undefined : 'transform: [impute, standardize]';
    case 'number':
      return 'transform: [impute, standardize]';
    case 'timestamp':
    case 'date':
      return 'transform: [impute, date-parts, standardize]';
  }
}

function rulesOf({ distinct }: ColumnProfile, task: Task): string[] {
  if (task === 'regression') {
    return [
      '{ metric: r2_score, at-least: 0 } # better than the mean',
      '{ metric: root_mean_squared_error, may-worsen-relative: 0.02 }',
    ];
  }
  const change = '{ metric: log_loss, may-worsen: 0.01 } # against production, on the same rows';
  if (task === 'binary-classification') return ['{ metric: roc_auc_score, at-least: 0.6 }', change];
  return [
    `{ metric: balanced_accuracy_score, at-least: ${Number((1 / distinct).toFixed(3))} } # better than guessing`,
    change,
  ];
}
