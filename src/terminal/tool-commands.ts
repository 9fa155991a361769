import type { Frame } from '../data/frame.ts';
import { profileTable } from '../data/profile.ts';
import { summarise } from '../data/profile-summary.ts';
import { identifier } from '../data/sql.ts';
import { compareColumns, type DriftResult, type DriftOptions as DriftSettings } from '../drift/compare.ts';
import { explainColumn } from '../drift/explain.ts';
import type { PresetName } from '../drift/presets.ts';
import { compare } from '../evaluation/compare.ts';
import { computeMetrics, METRICS } from '../evaluation/metrics.ts';
import { openDataEngine } from '../ports.ts';
import type { Phrase, TableColumn } from '../report/document.ts';
import { SIGNS } from '../report/document.ts';
import { count, figure, percent, plural } from '../report/format.ts';
import { tableText } from '../report/terminal.ts';
import { DataError, UserError } from '../system/errors.ts';
import { readScored } from '../tools/scored-file.ts';
import { withTables } from '../tools/table-file.ts';
import { explanationText, methodList, methodsText } from './drift-texts.ts';
import type { CompareOptions, DriftOptions, MetricsOptions, ToolOptions } from './options.ts';
import type { Session } from './stage-commands.ts';

const right = (title: string): TableColumn => ({ title, align: 'right' });

function show(session: Session, json: boolean, result: unknown, text: () => string): void {
  session.print(json ? `${JSON.stringify(result, null, 2)}\n` : text());
}

function opener(session: Session) {
  return (directories: readonly string[]) => openDataEngine(session, directories);
}

/** Statistics of every column of a file. */
export async function profileCommand(session: Session, file: string, options: ToolOptions): Promise<number> {
  const profile = await withTables(opener(session), { data: file }, options, async (engine, { data }) =>
    profileTable(engine, data.name),
  );
  show(session, options.json, profile, () => {
    const rows = summarise(profile).map((column): Phrase[] => [
      column.column,
      column.type,
      profile.rows === 0 ? '' : percent(column.missing / profile.rows),
      count(column.distinct),
      column.mean === null || column.mean === undefined ? '' : figure(column.mean),
      text(column.minimum),
      text(column.maximum),
    ]);
    const columns = [
      { title: 'column' },
      { title: 'type' },
      right('missing'),
      right('distinct'),
      right('mean'),
      right('from'),
      right('to'),
    ];
    return `${file}: ${plural(profile.rows, 'row')}, ${plural(profile.columns.length, 'column')}\n\n${tableText({ columns, rows })}\n`;
  });
  return 0;
}

function text(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? figure(value) : String(value);
}

/** Drift between two files, column by column. */
export async function driftCommand(
  session: Session,
  reference: string,
  current: string,
  options: DriftOptions,
): Promise<number> {
  const {
    columns: found,
    dataset,
    notes,
    explanation,
  } = await withTables(opener(session), { reference, current }, options, async (engine, tables) => {
    const rows = (name: string) => engine.frame(`SELECT * FROM ${identifier(name)}`);
    const [before, now] = [await rows(tables.reference.name), await rows(tables.current.name)];
    const result = compareColumns(before, now, driftSettings(options));
    return { ...result, explanation: explanationOf(before, now, result, options.explain) };
  });
  for (const { sentence, column } of notes) {
    if (!explanation || column === options.explain) session.log.warn(sentence);
  }
  if (explanation) {
    show(session, options.json, explanation, () => explanationText(explanation));
    return options.failOn === 'drift' && explanation.verdict !== 'pass' ? 1 : 0;
  }
  show(session, options.json, { columns: found, dataset }, () => {
    const rows = found.map(({ column, type, method, statistic, pValue, threshold, verdict }): Phrase[] => [
      column,
      type,
      method,
      statistic === null ? '' : figure(statistic),
      pValue === null ? '' : figure(pValue),
      threshold === null ? '' : figure(threshold),
      { pass: 'no drift', fail: 'drift', inconclusive: 'not decided' }[verdict],
    ]);
    const columns = [
      { title: 'column' },
      { title: 'type' },
      { title: 'method' },
      right('statistic'),
      right('p-value'),
      right('threshold'),
      { title: '' },
    ];
    const words = { pass: 'no drift', fail: 'the dataset drifted', inconclusive: 'not decided' };
    const sign = SIGNS[dataset.verdict === 'fail' ? 'warn' : dataset.verdict];
    return `${tableText({ columns, rows })}\n\n${sign} ${words[dataset.verdict]}: ${dataset.drifted} of ${plural(dataset.columns, 'column')} (${percent(dataset.share)})\n`;
  });
  return options.failOn === 'drift' && dataset.verdict !== 'pass' ? 1 : 0;
}

/** Every drift method with its formula. */
export async function driftMethodsCommand(session: Session, options: DriftOptions): Promise<number> {
  show(session, options.json, methodList(), methodsText);
  return 0;
}

/** What the number of a column is made of, where asked for. */
function explanationOf(before: Frame, now: Frame, { columns }: DriftResult, column: string | undefined) {
  if (column === undefined) return undefined;
  const drift = columns.find((each) => each.column === column);
  if (!drift) {
    throw new UserError(`--explain ${JSON.stringify(column)}: no such column was compared`, {
      hint: `The columns are ${columns.map((each) => JSON.stringify(each.column)).join(', ')}.`,
    });
  }
  const [reference, current] = [before, now].map((side) => side.columns.get(column));
  const either = reference ?? current;
  if (!either) return undefined;
  const empty = { ...either, values: [] };
  return explainColumn(reference ?? empty, current ?? empty, drift);
}

function driftSettings(options: DriftOptions): DriftSettings {
  const thresholds = Object.entries(pairs(options.threshold, '--threshold')).map(([column, value]) => {
    const number = Number(value);
    if (value.trim() === '' || !(number >= 0)) {
      throw new UserError(`--threshold ${column}=${value}: not a number of at least 0`, {
        hint: 'Write it as age=0.1.',
      });
    }
    return [column, number] as const;
  });
  return {
    preset: options.preset as PresetName,
    correction: options.correction,
    methods: pairs(options.method, '--method'),
    thresholds: Object.fromEntries(thresholds),
    driftShare: options.driftShare,
    ...(options.columns ? { columns: options.columns } : {}),
  };
}

/** `column=value` texts; a column may hold `=`, a value may not. */
function pairs(texts: readonly string[], option: string): Record<string, string> {
  return Object.fromEntries(
    texts.map((one) => {
      const place = one.lastIndexOf('=');
      if (place < 1)
        throw new UserError(`${option} ${one}: not column=value`, { hint: `Write it as ${option} age=…` });
      return [one.slice(0, place), one.slice(place + 1)];
    }),
  );
}

/** The metrics of a file of predictions. */
export async function metricsCommand(
  session: Session,
  file: string,
  options: MetricsOptions,
): Promise<number> {
  const result = await withTables(opener(session), { predictions: file }, options, async (engine, tables) =>
    computeMetrics(await readScored(engine, tables.predictions, options)),
  );
  show(session, options.json, result, () => {
    const rows = Object.entries(result.metrics).map(([name, value]): Phrase[] => [
      name,
      figure(value),
      METRICS.get(name)?.title ?? '',
    ]);
    const notes = result.notes.map((note) => `note: ${note}\n`).join('');
    const columns = [{ title: 'metric' }, right('figure'), { title: '' }];
    return `${file}: ${result.task}, ${plural(result.rows, 'row')}\n\n${tableText({ columns, rows })}\n${notes}`;
  });
  return 0;
}

/** Two models on the same rows. */
export async function compareCommand(
  session: Session,
  a: string,
  b: string,
  options: CompareOptions,
): Promise<number> {
  const result = await withTables(opener(session), { a, b }, options, async (engine, tables) => {
    const left = await readScored(engine, tables.a, options);
    const right = await readScored(engine, tables.b, { ...options, task: left.task });
    refuseOtherRows(left.labels, right.labels, a, b);
    const { replicates, level, seed, metric } = options;
    return compare(left, right, { replicates, level, seed, ...(metric === undefined ? {} : { metric }) });
  });
  show(session, options.json, result, () => {
    const names = Object.keys(result.a.metrics);
    const rows = names.map((name): Phrase[] => [
      name,
      figure(result.a.metrics[name]),
      figure(result.b.metrics[name]),
    ]);
    const { mcnemar_exact: mcnemar, delong, bootstrap } = result.tests;
    const lines = [
      mcnemar && `McNemar (exact): p = ${figure(mcnemar.p)}`,
      delong &&
        `DeLong: AUC ${figure(delong.auc_a)} and ${figure(delong.auc_b)}, difference ${figure(delong.difference)}, p = ${figure(delong.p)}`,
      bootstrap &&
        `Bootstrap: ${bootstrap.metric} differs by ${figure(bootstrap.difference)}, ${percent(bootstrap.level)} interval ${figure(bootstrap.lower)} to ${figure(bootstrap.upper)} (${count(bootstrap.replicates)} replicates, seed ${bootstrap.seed})`,
    ].filter(Boolean);
    const table = tableText({ columns: [{ title: 'metric' }, right('A'), right('B')], rows });
    return `A ${a}\nB ${b}\n${plural(result.a.rows, 'row')}\n\n${table}\n\n${lines.join('\n')}\n`;
  });
  return 0;
}

/** A paired comparison of unlike rows would be a figure without a meaning. */
function refuseOtherRows(left: ArrayLike<unknown>, right: ArrayLike<unknown>, a: string, b: string): void {
  if (left.length !== right.length) {
    throw new DataError(`${a} has ${left.length} rows and ${b} has ${right.length}`, {
      hint: 'Both must hold the same rows in the same order.',
    });
  }
  for (let row = 0; row < left.length; row++) {
    if (String(left[row]) !== String(right[row])) {
      throw new DataError(
        `row ${row + 1}: the label is ${String(left[row])} in ${a} and ${String(right[row])} in ${b}`,
        {
          hint: 'Both must hold the same rows in the same order.',
        },
      );
    }
  }
}
