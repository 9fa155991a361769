import { HIDDEN, profileWithoutHidden } from '../data/checks/scans/hide.ts';
import { hiddenColumns, hiddenNote, PersonalDataWatch } from '../data/checks/scans/personal-watch.ts';
import type { DataEngine } from '../data/engine/engine.ts';
import type { Frame } from '../data/engine/frame.ts';
import { dropRelation } from '../data/engine/relations.ts';
import { identifier } from '../data/engine/sql.ts';
import { describeTable, type TableColumn } from '../data/engine/table.ts';
import { profileTable, type TallyVisitor } from '../data/profile/profile.ts';
import type { Profile } from '../data/profile/profile-schema.ts';
import type { Tally } from '../data/profile/tally.ts';
import { KeptTallies } from '../data/profile/tally-kept.ts';
import { talliesOf } from '../data/profile/tally-table.ts';
import { TallyComparison } from '../drift/compare.ts';
import { type JudgeOptions as DriftSettings, judgeDrift } from '../drift/judge.ts';
import { driftMethod } from '../drift/methods/catalogue.ts';
import { type MultivariateDrift, multivariateDrift } from '../drift/multivariate.ts';
import { CALIBRATED, type MultivariateMethod } from '../drift/names.ts';
import type { DriftResult } from '../drift/result.ts';
import { driftOfSlices, type SliceDrift } from '../drift/slices.ts';
import { withFiles, withTables } from '../tools/table-file.ts';
import { refuseUnfitColumns } from './drift-columns.ts';
import { explanationOf } from './drift-explanation.ts';
import { driftSettings, tallySettings } from './drift-settings.ts';
import {
  driftText,
  explanationText,
  explanationWithoutValues,
  methodList,
  methodsText,
  multivariateText,
  slicesText,
} from './drift-texts.ts';
import type { DriftOptions } from './options.ts';
import { profileText } from './profile-command.ts';
import type { Session } from './stage-commands.ts';
import { opener, show } from './tool-session.ts';

/** Drift between two files, column by column. */
export async function driftCommand(
  session: Session,
  reference: string,
  current: string,
  options: DriftOptions,
): Promise<number> {
  const settings = driftSettings(options);
  if (options.explain !== undefined) return explainCommand(session, [reference, current], options, settings);
  const { result, profiles, multivariate, slices } = needsRows(settings, options)
    ? await compareRows(session, [reference, current], options, settings)
    : await compareTallied(session, [reference, current], options, settings);
  const { columns, dataset, notes } = result;
  for (const { sentence } of notes) session.log.warn(sentence);
  const more = {
    ...(multivariate ? { multivariate } : {}),
    ...(slices ? { slices } : {}),
    ...(profiles ? { profiles } : {}),
  };
  show(session, options.json, { columns, dataset, ...more }, () =>
    [
      ...(profiles
        ? [profileText(reference, profiles.reference), profileText(current, profiles.current)]
        : []),
      driftText(result),
      ...(multivariate ? [multivariateText(multivariate)] : []),
      ...(slices ? [slicesText(slices)] : []),
    ].join('\n'),
  );
  const isDrift = dataset.verdict !== 'pass' || multivariate?.some(({ verdict }) => verdict === 'fail');
  return options.failOn === 'drift' && isDrift ? 1 : 0;
}

/** A slice with fewer rows is not judged. */
const SLICE_ROWS = 30;

type Files = readonly [reference: string, current: string];

interface Comparison {
  readonly result: DriftResult;
  readonly profiles?: { readonly reference: Profile; readonly current: Profile };
  readonly multivariate?: readonly MultivariateDrift[];
  readonly slices?: readonly SliceDrift[];
}

/** Whether a method looks at the order of the rows, which a tally does not keep. */
function needsRows({ preset, methods = {}, embeddings = {} }: DriftSettings, options: DriftOptions): boolean {
  if (preset === CALIBRATED || options.multivariate || options.slice.length > 0) return true;
  if (options.text.length > 0 || Object.keys(embeddings).length > 0) return true;
  const chosen = Object.values(methods).map(driftMethod);
  return preset === 'nannyml' || chosen.some(({ chunkThresholdLimit }) => chunkThresholdLimit !== undefined);
}

/** One file after the other: of the first one only its tallies stay in memory. */
async function compareTallied(
  session: Session,
  [reference, current]: Files,
  options: DriftOptions,
  settings: DriftSettings,
): Promise<Comparison> {
  return withFiles(opener(session), [reference, current], options, async (engine, load) => {
    const read = async (name: string, rows: number, visitor: TallyVisitor) => {
      if (options.profile) return profileTable(engine, name, {}, visitor);
      const columns = await describeTable(engine, name);
      for await (const { column, tally } of talliesOf(engine, name, columns, rows, false)) {
        visitor.visit(column, tally);
      }
      return undefined;
    };
    const tallies = new KeptTallies();
    const watch = new PersonalDataWatch();
    // Only what a profile would show is looked at.
    const look = (column: TableColumn, tally: Tally) => {
      if (options.profile) watch.visit(column, tally);
    };
    const before = await load('reference', [reference]);
    const first = await read('reference', before.rows, {
      visit: (column, tally) => {
        look(column, tally);
        tallies.keep(column.name, tally);
      },
    });
    await dropRelation(engine, 'reference');
    const now = await load('current', [current]);
    const names = now.columns.map(({ name }) => name);
    const comparison = new TallyComparison(tallies, names, tallySettings(settings));
    const second = await read('current', now.rows, {
      visit: (column, tally) => {
        look(column, tally);
        comparison.add(column.name, tally);
        tallies.delete(column.name);
      },
    });
    const result = comparison.result();
    if (!first || !second) return { result };
    return { result, profiles: withoutPersonal(first, second, watch.hidden) };
  });
}

async function compareRows(
  session: Session,
  [reference, current]: Files,
  options: DriftOptions,
  settings: DriftSettings,
): Promise<Comparison> {
  return withTables(opener(session), { reference, current }, options, async (engine) => {
    const rows = (name: string) => engine.frame(`SELECT * FROM ${identifier(name)}`);
    const [before, now] = [await rows('reference'), await rows('current')];
    refuseUnfitColumns(before, now, options.slice, settings);
    const result = judgeDrift(before, now, settings);
    const hidden = await hiddenOfBoth(engine, options.slice);
    const found = { result, ...rowTests(before, now, options, settings, session, hidden) };
    if (!options.profile) return found;
    const watch = new PersonalDataWatch();
    const first = await profileTable(engine, 'reference', {}, watch);
    const second = await profileTable(engine, 'current', {}, watch);
    return { ...found, profiles: withoutPersonal(first, second, watch.hidden) };
  });
}

/** What only rows can tell: tests of all columns together, and slices. */
function rowTests(
  before: Frame,
  now: Frame,
  options: DriftOptions,
  settings: DriftSettings,
  { log }: Session,
  hidden: ReadonlySet<string>,
): Pick<Comparison, 'multivariate' | 'slices'> {
  const left = new Set([settings.time, ...options.text]);
  const columns = (options.columns ?? [...before.columns.keys()]).filter((name) => !left.has(name));
  const methods = options.multivariate as readonly MultivariateMethod[] | undefined;
  const multivariate = methods && multivariateDrift(methods, before, now, columns);
  for (const { method, note } of multivariate ?? []) if (note) log.warn(`${method} was not judged: ${note}`);
  if (options.slice.length === 0) return multivariate ? { multivariate } : {};
  const { slices: found, notes } = driftOfSlices(before, now, options.slice, {
    minimumRows: SLICE_ROWS,
    ...settings,
  });
  const note = hiddenNote(hidden);
  for (const one of note === undefined ? notes : [...notes, note]) log.warn(one);
  const slices = found.map((slice) => (hidden.has(slice.column) ? { ...slice, value: HIDDEN } : slice));
  return { slices, ...(multivariate ? { multivariate } : {}) };
}

/** What is hidden on one side is hidden on both. */
function withoutPersonal(reference: Profile, current: Profile, hidden: ReadonlySet<string>) {
  return {
    reference: profileWithoutHidden(reference, hidden),
    current: profileWithoutHidden(current, hidden),
  };
}

/** Which of these columns look like personal data on a side. */
async function hiddenOfBoth(engine: DataEngine, names: readonly string[]): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const wanted = new Set(names);
  const reference = await hiddenColumns(engine, 'reference', wanted);
  return new Set([...reference, ...(await hiddenColumns(engine, 'current', wanted))]);
}

async function explainCommand(
  session: Session,
  [reference, current]: Files,
  options: DriftOptions,
  settings: DriftSettings,
): Promise<number> {
  const { notes, explanation, hidden } = await withTables(
    opener(session),
    { reference, current },
    options,
    async (engine, tables) => {
      const rows = (name: string) => engine.frame(`SELECT * FROM ${identifier(name)}`);
      const [before, now] = [await rows(tables.reference.name), await rows(tables.current.name)];
      refuseUnfitColumns(before, now, options.slice, settings);
      const result = judgeDrift(before, now, settings);
      const explanation = explanationOf(before, now, result, options);
      const hidden = await hiddenOfBoth(engine, explanation ? [explanation.column] : []);
      const shown = explanation && hidden.size > 0 ? explanationWithoutValues(explanation) : explanation;
      return { notes: result.notes, explanation: shown, hidden };
    },
  );
  for (const { sentence, column } of notes) if (column === options.explain) session.log.warn(sentence);
  const note = hiddenNote(hidden);
  if (note !== undefined) session.log.warn(note);
  if (!explanation) return 0;
  show(session, options.json, explanation, () => explanationText(explanation));
  return options.failOn === 'drift' && explanation.verdict !== 'pass' ? 1 : 0;
}

/** Every drift method with its formula. */
export async function driftMethodsCommand(session: Session, options: DriftOptions): Promise<number> {
  show(session, options.json, methodList(), methodsText);
  return 0;
}
