import { join, relative } from 'node:path';
import { identifier } from '../data/engine/sql.ts';
import {
  type DataLock,
  formatLock,
  LOCK_FILE,
  LOCK_SCHEMA,
  parseLock,
  readLock,
} from '../data/versions/lock.ts';
import { type DatasetChange, lockDifference } from '../data/versions/lock-difference.ts';
import { type RowDifference, rowDifference } from '../data/versions/row-difference.ts';
import { compareColumns } from '../drift/compare.ts';
import type { ColumnDrift } from '../drift/result.ts';
import { openDataEngine, remotePorts } from '../ports.ts';
import type { Phrase } from '../report/document.ts';
import { count, figure, plural, shortDigest } from '../report/format.ts';
import { tableText } from '../report/terminal.ts';
import { bringSources, contractOf, openSources } from '../stages/data.ts';
import { messageOf, UserError } from '../system/errors.ts';
import { writeAtomically } from '../system/files.ts';
import { commitOf, fileAt, gitState, isCheckout } from '../system/git.ts';
import { lockOf } from '../tools/data-lock.ts';
import { withTables } from '../tools/table-file.ts';
import type { DataDiffOptions, DataLockOptions } from './options.ts';
import { configOf, type Session } from './stage-commands.ts';

/** Writes `data.lock`: which data this commit is about. */
export async function dataLockCommand(session: Session, options: DataLockOptions): Promise<number> {
  const { path, shown, before, now } = await locks(session, options, async (file, name) => {
    try {
      return await readLock(file, name);
    } catch (error) {
      // A lock that nobody can read is what this command mends.
      session.log.warn(messageOf(error));
      return undefined;
    }
  });
  const changes = before ? lockDifference(before, now) : [];
  await writeAtomically(path, formatLock(now));
  const first = `Wrote ${shown}: ${plural(Object.keys(now.datasets).length, 'dataset')}. Commit it with the code.`;
  const result = { lock: shown, changes };
  session.print(options.json ? json(result) : `${first}\n${changesText(changes)}`);
  return 0;
}

/** Whether the data are those that `data.lock` names: 1 where they are not. */
export async function dataStatusCommand(session: Session, options: DataLockOptions): Promise<number> {
  const { shown, before, now } = await locks(session, options);
  if (!before) {
    throw new UserError(`${shown} does not exist`, {
      hint: 'Write it with `mlops data lock`, and commit it.',
    });
  }
  const changes = lockDifference(before, now);
  const same = `The data are those of ${shown}.`;
  const other = `The data are not those of ${shown}. If they are meant to be, write it anew with \`mlops data lock\`.`;
  const result = { lock: shown, same: changes.length === 0, changes };
  const text = changes.length === 0 ? `${same}\n` : `${changesText(changes)}\n${other}\n`;
  session.print(options.json ? json(result) : text);
  return changes.length === 0 ? 0 : 1;
}

/** What changed between two data files, or between two commits by their locks. */
export async function dataDiffCommand(
  session: Session,
  files: readonly string[],
  options: DataDiffOptions,
): Promise<number> {
  const [before, after, ...others] = files;
  if (files.length === 1 || others.length > 0) {
    throw new UserError(`data diff takes two files, or none: there are ${files.length}`, {
      hint: 'Name the file before and the file after, or none to see what changed in data.lock.',
    });
  }
  if (before !== undefined && after !== undefined) return diffFiles(session, before, after, options);
  const { path, directory } = await lockPath(options);
  const base = options.base ?? 'HEAD';
  const then = await lockAt(directory, base);
  const now = await readLock(path, LOCK_FILE);
  if (!now) throw new UserError(`${LOCK_FILE} does not exist`, { hint: 'Write it with `mlops data lock`.' });
  const changes = lockDifference(then, now);
  const text =
    changes.length === 0 ? `${LOCK_FILE} names the same data as at ${base}.\n` : changesText(changes);
  session.print(options.json ? json({ base, changes }) : text);
  return 0;
}

/** The lock at a commit; an empty one where it had none. */
async function lockAt(directory: string, base: string): Promise<DataLock> {
  const commit = await commitOf(directory, base);
  if (commit === null) {
    if (!(await isCheckout(directory))) {
      throw new UserError(`there is no git repository here to compare ${LOCK_FILE} with`, {
        hint: 'Run it in a git checkout, or name two files: `mlops data diff before.csv after.csv`.',
      });
    }
    if ((await gitState(directory)).commit === null) {
      throw new UserError('the git repository here has no commit yet', {
        hint: `Commit ${LOCK_FILE} first; what changes from then on is what this shows.`,
      });
    }
    throw new UserError(`--base ${base}: git knows no such commit here`, {
      hint: 'Fetch it first, for instance with `fetch-depth: 0` of actions/checkout.',
    });
  }
  const text = await fileAt(directory, commit, LOCK_FILE);
  return text === null ? { schema: LOCK_SCHEMA, datasets: {} } : parseLock(text, `${LOCK_FILE} at ${base}`);
}

async function lockPath(options: Partial<DataLockOptions> & { readonly config: string }) {
  const { config, directory } = await configOf({ set: [], quiet: false, debug: false, ...options });
  return { config, directory, path: join(directory, LOCK_FILE) };
}

/** The lock that is there, and the one that the data would have now. */
async function locks(session: Session, options: DataLockOptions, read = readLock) {
  const { config, directory, path } = await lockPath(options);
  const shown = relative(process.cwd(), path);
  const before = await read(path, shown);
  const contract = await contractOf({ config, directory });
  const { local, directories } = await bringSources({ config, directory }, remotePorts(session));
  const engine = await openDataEngine(session, directories);
  try {
    const sources = await openSources(engine, local, directory, contract, session.log);
    return { path, shown, before, now: await lockOf(engine, sources, directory, contract) };
  } finally {
    await engine.close();
  }
}

function changesText(changes: readonly DatasetChange[]): string {
  return changes
    .map(({ dataset, change, before, after, columns }) => {
      const version = (side: DatasetChange['before']) =>
        side ? `${shortDigest(side.digest)} (${plural(side.rows, 'row')})` : 'nothing';
      const lines = columns.map(({ column, sentence }) => `  ${column} ${sentence}\n`);
      return `${dataset}: ${change}, ${version(before)} → ${version(after)}\n${lines.join('')}`;
    })
    .join('');
}

async function diffFiles(
  session: Session,
  before: string,
  after: string,
  options: DataDiffOptions,
): Promise<number> {
  const open = (directories: readonly string[]) => openDataEngine(session, directories);
  const { rows, drift } = await withTables(open, { before, after }, options, async (engine) => {
    const difference = await rowDifference(engine, 'before', 'after', options.key ?? []);
    const shared = (await engine.rows<{ column_name: string }>('DESCRIBE before'))
      .map(({ column_name: name }) => name)
      .filter(
        (name) => !difference.columns.added.includes(name) && !difference.columns.removed.includes(name),
      )
      .filter((name) => !difference.columns.retyped.some(({ column }) => column === name));
    const frame = (table: string) =>
      engine.frame(`SELECT ${shared.map(identifier).join(', ')} FROM ${identifier(table)}`);
    const compared =
      shared.length === 0
        ? []
        : compareColumns(await frame('before'), await frame('after'), { columns: shared }).columns;
    return { rows: difference, drift: compared };
  });
  session.print(
    options.json ? json({ rows, distribution: drift }) : `${rowsText(rows)}\n${driftText(drift)}`,
  );
  return 0;
}

function rowsText({ before, after, added, removed, changed, changedBy, columns }: RowDifference): string {
  const names = (label: string, list: readonly string[]) =>
    list.length === 0 ? '' : `${label}: ${list.join(', ')}\n`;
  const by = changedBy.slice(0, 10).map(({ column, rows }) => `${column} in ${count(rows)}`);
  return [
    `${plural(before, 'row')} → ${plural(after, 'row')}: ${count(added)} added, ${count(removed)} removed`,
    changed === null ? '' : `, ${count(changed)} changed${by.length > 0 ? ` (${by.join(', ')})` : ''}`,
    '\n',
    names('new columns', columns.added),
    names('columns gone', columns.removed),
    ...columns.retyped.map(({ column, before: then, after: now }) => `${column} was ${then} and is ${now}\n`),
  ].join('');
}

function driftText(columns: readonly ColumnDrift[]): string {
  const moved = columns.filter(({ verdict }) => verdict === 'fail');
  if (moved.length === 0) return 'No column’s distribution differs (preset evidently).\n';
  const rows = moved.map(({ column, method, statistic, pValue }): Phrase[] => [
    column,
    method,
    statistic === null ? '' : figure(statistic),
    pValue === null ? '' : figure(pValue),
  ]);
  const titles = [
    { title: 'column that drifted' },
    { title: 'method' },
    { title: 'statistic', align: 'right' as const },
    { title: 'p-value', align: 'right' as const },
  ];
  return `${tableText({ columns: titles, rows })}\n`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
