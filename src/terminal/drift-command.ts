import type { Frame } from '../data/engine/frame.ts';
import { dropRelation } from '../data/engine/relations.ts';
import { identifier } from '../data/engine/sql.ts';
import { describeTable } from '../data/engine/table.ts';
import { profileTable, type TallyVisitor } from '../data/profile/profile.ts';
import type { Profile } from '../data/profile/profile-schema.ts';
import { KeptTallies } from '../data/profile/tally-kept.ts';
import { talliesOf } from '../data/profile/tally-table.ts';
import { type DriftResult, TallyComparison } from '../drift/compare.ts';
import { explainColumn } from '../drift/explain.ts';
import { type JudgeOptions as DriftSettings, type JudgedDrift, judgeDrift } from '../drift/judge.ts';
import { driftMethod } from '../drift/methods/catalogue.ts';
import { type MultivariateDrift, multivariateDrift } from '../drift/multivariate.ts';
import { CALIBRATED, type MultivariateMethod } from '../drift/names.ts';
import { driftOfSlices, type SliceDrift } from '../drift/slices.ts';
import { UserError } from '../system/errors.ts';
import { withFiles, withTables } from '../tools/table-file.ts';
import { driftSettings, tallySettings } from './drift-settings.ts';
import {
  driftText,
  explanationText,
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
    const before = await load('reference', [reference]);
    const first = await read('reference', before.rows, {
      visit: ({ name }, tally) => tallies.keep(name, tally),
    });
    await dropRelation(engine, 'reference');
    const now = await load('current', [current]);
    const names = now.columns.map(({ name }) => name);
    const comparison = new TallyComparison(tallies, names, tallySettings(settings));
    const second = await read('current', now.rows, {
      visit: ({ name }, tally) => {
        comparison.add(name, tally);
        tallies.delete(name);
      },
    });
    const result = comparison.result();
    return { result, ...(first && second ? { profiles: { reference: first, current: second } } : {}) };
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
    const result = judgeDrift(before, now, settings);
    const found = { result, ...rowTests(before, now, options, settings, session) };
    if (!options.profile) return found;
    const profiles = {
      reference: await profileTable(engine, 'reference'),
      current: await profileTable(engine, 'current'),
    };
    return { ...found, profiles };
  });
}

/** What only rows can tell: tests of all columns together, and slices. */
function rowTests(
  before: Frame,
  now: Frame,
  options: DriftOptions,
  settings: DriftSettings,
  { log }: Session,
): Pick<Comparison, 'multivariate' | 'slices'> {
  const left = new Set([settings.time, ...options.text]);
  const columns = (options.columns ?? [...before.columns.keys()]).filter((name) => !left.has(name));
  const methods = options.multivariate as readonly MultivariateMethod[] | undefined;
  const multivariate = methods && multivariateDrift(methods, before, now, columns);
  for (const { method, note } of multivariate ?? []) if (note) log.warn(`${method} was not judged: ${note}`);
  if (options.slice.length === 0) return multivariate ? { multivariate } : {};
  const { slices, notes } = driftOfSlices(before, now, options.slice, {
    minimumRows: SLICE_ROWS,
    ...settings,
  });
  for (const note of notes) log.warn(note);
  return { slices, ...(multivariate ? { multivariate } : {}) };
}

async function explainCommand(
  session: Session,
  [reference, current]: Files,
  options: DriftOptions,
  settings: DriftSettings,
): Promise<number> {
  const { notes, explanation } = await withTables(
    opener(session),
    { reference, current },
    options,
    async (engine, tables) => {
      const rows = (name: string) => engine.frame(`SELECT * FROM ${identifier(name)}`);
      const [before, now] = [await rows(tables.reference.name), await rows(tables.current.name)];
      const result = judgeDrift(before, now, settings);
      return { notes: result.notes, explanation: explanationOf(before, now, result, options.explain) };
    },
  );
  for (const { sentence, column } of notes) if (column === options.explain) session.log.warn(sentence);
  if (!explanation) return 0;
  show(session, options.json, explanation, () => explanationText(explanation));
  return options.failOn === 'drift' && explanation.verdict !== 'pass' ? 1 : 0;
}

/** Every drift method with its formula. */
export async function driftMethodsCommand(session: Session, options: DriftOptions): Promise<number> {
  show(session, options.json, methodList(), methodsText);
  return 0;
}

/** What the number of a column is made of, where asked for. */
function explanationOf(
  before: Frame,
  now: Frame,
  { columns, workings }: JudgedDrift,
  column: string | undefined,
) {
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
  if (drift.type === 'text' || drift.type === 'embedding') {
    throw new UserError(`--explain ${JSON.stringify(column)}: what a model tells apart has no terms`, {
      hint: 'Compare a column of numbers or categories.',
    });
  }
  if (drift.method.startsWith(`${CALIBRATED}.`) && !workings.has(drift.column)) return undefined;
  return explainColumn(reference ?? empty, current ?? empty, drift, workings.get(drift.column)?.());
}
