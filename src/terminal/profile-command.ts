import { readFile } from 'node:fs/promises';
import { HIDDEN, profileWithoutHidden } from '../data/checks/scans/hide.ts';
import { hiddenNote, PersonalDataWatch } from '../data/checks/scans/personal-watch.ts';
import type { DataEngine } from '../data/engine/engine.ts';
import { identifier } from '../data/engine/sql.ts';
import { type ProfileOptions, profileTable } from '../data/profile/profile.ts';
import { cellsOf } from '../data/profile/profile-label.ts';
import { mergeProfiles } from '../data/profile/profile-merge.ts';
import { type Profile, parseProfile } from '../data/profile/profile-schema.ts';
import { summarise } from '../data/profile/profile-summary.ts';
import type { Phrase } from '../report/document.ts';
import { count, figure, percent, plural } from '../report/format.ts';
import { tableText } from '../report/terminal.ts';
import { messageOf, UserError } from '../system/errors.ts';
import { type TableLoader, withFiles } from '../tools/table-file.ts';
import type { ProfileOptions as Options, ShardOption } from './options.ts';
import type { Session } from './stage-commands.ts';
import { opener, right, show } from './tool-session.ts';

/** Statistics of every column of a file, of several files together, or of one part of them. */
export async function profileCommand(
  session: Session,
  files: readonly string[],
  options: Options,
): Promise<number> {
  const asked = await profileOptions(session, options);
  const { shard } = options;
  const by = shard && files.length >= shard.of ? 'files' : 'rows';
  const wanted =
    shard && by === 'files' ? files.filter((_, index) => index % shard.of === shard.part - 1) : files;
  const profile = await withFiles(opener(session), wanted, options, async (engine, load) => {
    const rows = await loadShard(engine, load, wanted, by === 'rows' ? shard : undefined);
    session.log.info(shardText(shard, by, wanted.length, rows));
    const watch = new PersonalDataWatch();
    const whole = await profileTable(engine, 'data', asked, watch);
    const note = hiddenNote(watch.hidden);
    if (note !== undefined) session.log.info(note);
    return profileWithoutHidden(whole, watch.hidden);
  });
  const found: Profile = shard ? { ...profile, shard: { ...shard, by } } : profile;
  show(session, options.json, found, () => profileText(wanted.join(', '), found));
  return 0;
}

/** Loads the files as the table `data`, and leaves of it the rows of the shard. */
async function loadShard(
  engine: DataEngine,
  load: TableLoader,
  files: readonly string[],
  shard: ShardOption | undefined,
): Promise<number> {
  if (!shard) return (await load('data', files)).rows;
  const { rows } = await load('all rows', files);
  const [from, to] = [shard.part - 1, shard.part].map((part) => Math.floor((rows * part) / shard.of));
  const [start, end] = [from ?? 0, to ?? rows];
  await engine.run(
    `CREATE TABLE data AS SELECT * FROM ${identifier('all rows')} LIMIT ${end - start} OFFSET ${start}`,
  );
  return end - start;
}

function shardText(
  shard: ShardOption | undefined,
  by: 'files' | 'rows',
  files: number,
  rows: number,
): string {
  const what = `${plural(files, 'file')} with ${plural(rows, 'row')}`;
  if (!shard) return what;
  return by === 'files'
    ? `part ${shard.part} of ${shard.of}: ${what}`
    : `part ${shard.part} of ${shard.of}: ${plural(rows, 'row')} of ${plural(files, 'file')}`;
}

async function profileOptions(
  session: Session,
  { json, label, weight, slice, edges }: Options,
): Promise<ProfileOptions> {
  const other = edges === undefined ? undefined : await readProfile(edges);
  if (other?.shard) {
    const { part, of } = other.shard;
    session.log.warn(
      `--edges ${edges}: this is the profile of part ${part} of ${of}: values of the other parts may lie outside its edges. Better take those of a whole dataset, such as an earlier one.`,
    );
  }
  return {
    mergeable: json,
    ...(label === undefined ? {} : { label }),
    ...(weight === undefined ? {} : { weight }),
    slices: slice,
    ...(other === undefined ? {} : edgesOf(other)),
  };
}

/** The bins and cells of another profile. */
function edgesOf({ columns }: Profile): Pick<ProfileOptions, 'edges' | 'cells'> {
  return {
    edges: new Map(columns.flatMap(({ name, histogram }) => (histogram ? [[name, histogram.edges]] : []))),
    cells: new Map(columns.map((column) => [column.name, cellsOf(column)])),
  };
}

async function readProfile(file: string): Promise<Profile> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UserError(`${file} cannot be read: ${messageOf(error)}`, {
      hint: 'Name a file that `mlops profile --json` wrote.',
      cause: error,
    });
  });
  return parseProfile(text, file);
}

/** The profile of all rows of several profiles. */
export async function profileMergeCommand(
  session: Session,
  files: readonly string[],
  { json }: Pick<Options, 'json'>,
): Promise<number> {
  const parts: { name: string; profile: Profile }[] = [];
  for (const name of files) parts.push({ name, profile: await readProfile(name) });
  refuseMissingShards(parts);
  const profile = mergeProfiles(parts);
  show(session, json, profile, () => profileText(plural(files.length, 'profile'), profile));
  return 0;
}

/** A dataset of which a part is missing or there twice would have a wrong profile. */
function refuseMissingShards(parts: readonly { name: string; profile: Profile }[]): void {
  const shards = parts.flatMap(({ name, profile: { shard } }) => (shard ? [{ name, ...shard }] : []));
  const [first] = shards;
  if (!first) return;
  const hint = 'Name the profile of every part, each once.';
  const other = shards.find(({ of, by }) => of !== first.of || by !== first.by);
  if (other || shards.length < parts.length) {
    throw new UserError('these are not the parts of one dataset', { hint });
  }
  for (let part = 1; part <= first.of; part++) {
    const found = shards.filter((shard) => shard.part === part);
    if (found.length === 0) throw new UserError(`part ${part} of ${first.of} is missing`, { hint });
    if (found.length > 1) {
      throw new UserError(
        `${found.map(({ name }) => name).join(' and ')} are the same part, ${part} of ${first.of}`,
        {
          hint,
        },
      );
    }
  }
}

/** A profile as a table for a terminal. */
export function profileText(title: string, profile: Profile): string {
  const hasLabel = profile.columns.some(({ label }) => label !== undefined);
  const rows = summarise(profile).map((column, index): Phrase[] => {
    const { estimated, label, hidden } = profile.columns[index] ?? {};
    return [
      column.column,
      column.type,
      profile.rows === 0 ? '' : percent(column.missing / profile.rows),
      `${estimated?.distinct === undefined ? '' : '≈ '}${count(column.distinct)}`,
      column.mean === null || column.mean === undefined ? '' : figure(column.mean),
      hidden ? HIDDEN : text(column.minimum),
      hidden ? HIDDEN : text(column.maximum),
      ...(hasLabel ? [text(label?.correlation), text(label?.mutualInformation)] : []),
    ];
  });
  const columns = [
    { title: 'column' },
    { title: 'type' },
    right('missing'),
    right('distinct'),
    right('mean'),
    right('from'),
    right('to'),
    ...(hasLabel ? [right('correlation'), right('information (nats)')] : []),
  ];
  const note = hiddenNote(new Set(profile.columns.filter(({ hidden }) => hidden).map(({ name }) => name)));
  const slices = (profile.slices ?? []).map(
    ({ column, value, rows: size }) => `${column} = ${value ?? '(missing)'}: ${plural(size, 'row')}\n`,
  );
  return `${title}: ${plural(profile.rows, 'row')}, ${plural(profile.columns.length, 'column')}\n\n${tableText({ columns, rows })}\n${slices.join('')}${note === undefined ? '' : `${note}\n`}`;
}

function text(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? figure(value) : String(value);
}
