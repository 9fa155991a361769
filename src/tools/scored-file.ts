import { TASKS, type Task } from '../config/schema/model.ts';
import type { DataEngine } from '../data/engine/engine.ts';
import { columnOf, type Frame, type Value } from '../data/engine/frame.ts';
import { identifier } from '../data/engine/sql.ts';
import type { Scored } from '../evaluation/metrics/encoding.ts';
import { UserError } from '../system/errors.ts';
import type { OpenTable } from './table-file.ts';

/** Which columns of a predictions file are what. */
export interface ScoredOptions {
  readonly label: string;
  /** A column, or a pattern with one `*` that stands for the class. */
  readonly score: string;
  readonly task?: string;
  readonly positive?: string;
  readonly threshold: number;
}

/** The labels and scores of a file of predictions. */
export async function readScored(
  engine: DataEngine,
  table: OpenTable,
  options: ScoredOptions,
): Promise<Scored> {
  const names = table.columns.map(({ name }) => name);
  const label = existing(options.label, names, '--label', table.file);
  const scores = scoreColumns(options.score, names, table.file);
  const wanted = [...new Set([label, ...scores.map(({ column }) => column)])];
  const rows = await engine.frame(
    `SELECT ${wanted.map(identifier).join(', ')} FROM ${identifier(table.name)}`,
  );
  const labels = columnOf(rows, label).values;
  const task = taskOf(options, labels, scores.length);
  if (task === 'multiclass-classification') {
    if (!options.score.includes('*'))
      return { task, labels, predictions: columnOf(rows, scores[0]?.column ?? '').values };
    return {
      task,
      labels,
      scores: scores.map(({ column }) => numbers(rows, column, table.file)),
      classes: scores.map(({ name }) => labels.find((value) => String(value) === name) ?? name),
    };
  }
  const column = scores[0]?.column ?? '';
  if (task === 'regression') return { task, labels, predictions: numbers(rows, column, table.file) };
  const { positive, threshold } = options;
  const named =
    positive === undefined
      ? {}
      : { positive: labels.find((value) => String(value) === positive) ?? positive };
  return { task, labels, scores: numbers(rows, column, table.file), threshold, ...named };
}

function existing(name: string, names: readonly string[], option: string, file: string): string {
  if (names.includes(name)) return name;
  throw new UserError(`${option}: ${file} has no column ${JSON.stringify(name)}`, {
    hint: `Its columns are ${names.join(', ')}.`,
  });
}

function scoreColumns(
  pattern: string,
  names: readonly string[],
  file: string,
): { column: string; name: string }[] {
  if (!pattern.includes('*')) return [{ column: existing(pattern, names, '--score', file), name: pattern }];
  const [before = '', after = ''] = pattern.split('*');
  const found = names
    .filter(
      (name) => name.startsWith(before) && name.endsWith(after) && name.length > before.length + after.length,
    )
    .map((column) => ({ column, name: column.slice(before.length, column.length - after.length) }));
  if (found.length < 2) {
    throw new UserError(
      `--score: ${found.length} columns of ${file} match ${JSON.stringify(pattern)}; several classes need two or more`,
      {
        hint: `Its columns are ${names.join(', ')}.`,
      },
    );
  }
  return found;
}

function numbers(rows: Frame, column: string, file: string): (number | null)[] {
  const { type, values } = columnOf(rows, column);
  if (type !== 'number' && type !== 'integer') {
    throw new UserError(`--score: ${JSON.stringify(column)} of ${file} holds ${type} values, not numbers`, {
      hint: 'Name a column of numbers; several classes have one column each (`p_*`).',
    });
  }
  return values as (number | null)[];
}

function taskOf({ task, score }: ScoredOptions, labels: readonly Value[], scores: number): Task {
  if (task !== undefined) return TASKS.find((known) => known === task) as Task;
  if (score.includes('*') || scores > 1) return 'multiclass-classification';
  const distinct = new Set(labels.filter((value) => value !== null));
  if (distinct.size <= 2) return 'binary-classification';
  if ([...distinct].every((value) => typeof value === 'number')) return 'regression';
  throw new UserError(`--label has ${distinct.size} classes, and one score column cannot tell them apart`, {
    hint: "Name one score column a class (`--score 'p_*'`), or the predicted class with `--task multiclass-classification`.",
  });
}
