import { access, mkdir } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { publishedConfigSchema } from '../config/json-schema.ts';
import { loadConfig } from '../config/load.ts';
import { MODEL_NAME, type Task } from '../config/schema/model.ts';
import { profileWithoutHidden } from '../data/checks/scans/hide.ts';
import { personalColumns } from '../data/checks/scans/personal-data.ts';
import { VIEW } from '../data/contract/contract.ts';
import { formatContract } from '../data/contract/contract-file.ts';
import { reviewOf } from '../data/contract/contract-review.ts';
import { describeProfiles, type InferOptions, inferContracts, leftOut } from '../data/contract/infer.ts';
import { profileTable } from '../data/profile/profile.ts';
import type { Profile } from '../data/profile/profile-schema.ts';
import { registerSource } from '../data/sources/sources.ts';
import { createView } from '../features/view.ts';
import { openDataEngine, remotePorts } from '../ports.ts';
import { bringSources } from '../stages/data.ts';
import { UserError } from '../system/errors.ts';
import { writeAtomically } from '../system/files.ts';
import { starterConfig } from '../tools/starter.ts';
import { withTables } from '../tools/table-file.ts';
import type { InitOptions } from './options.ts';
import type { Session } from './stage-commands.ts';

/** Texts that mean “missing” to those who write CSV files. */
const MISSING_TEXTS = ['NA', 'N/A', 'n/a', 'NULL', 'null', 'NaN', 'nan', 'None', '?', '-'];

/** Writes a config and a contract from a data file, or only the contract of a config. */
export async function initCommand(session: Session, file: string, options: InitOptions): Promise<number> {
  if (/\.ya?ml$/i.test(file)) return contractOfConfig(session, file, options);
  const directory = process.cwd();
  const config = join(directory, 'mlops.yml');
  const contract = join(directory, 'contract.yml');
  if (!options.force) await refuseExisting([config, contract]);
  const { profile, missing } = await profileFile(session, file, options);
  const path = relative(directory, resolve(file)).replaceAll('\\', '/');
  const starter = starterConfig(profile, {
    path,
    name: modelName(options.name, file),
    missing,
    personal: personalColumns(profile),
    ...(options.label === undefined ? {} : { label: options.label }),
    ...(options.task === undefined ? {} : { task: options.task as Task }),
    ...(options.time === undefined ? {} : { time: options.time }),
  });
  await writeAtomically(config, starter.text);
  const review = await writeContract(
    session,
    contract,
    new Map([
      ['data', profile],
      [VIEW, profile],
    ]),
    starter.label,
  );
  await beginRunsFolder(join(directory, '.mlops'));
  const result = {
    config: 'mlops.yml',
    contract: 'contract.yml',
    label: starter.label,
    task: starter.task,
    notes: starter.notes,
    review,
  };
  session.print(
    options.json
      ? `${JSON.stringify(result, null, 2)}\n`
      : `Wrote mlops.yml and contract.yml from ${profile.rows.toLocaleString('en-US')} rows of ${path}.\n${starter.notes.map((note) => `  - ${note}\n`).join('')}\n${reviewText(review)}\nRead both, then run the loop:  mlops run\n`,
  );
  return 0;
}

/** The folder that runs write to, which git is to leave alone, with the schema that editors read. */
async function beginRunsFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeAtomically(
    join(folder, 'mlops.schema.json'),
    `${JSON.stringify(publishedConfigSchema(), null, 2)}\n`,
  );
  const ignore = join(folder, '.gitignore');
  if (!(await isThere(ignore)))
    await writeAtomically(ignore, '# Runs, deployments and the registry of this machine.\n*\n');
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function refuseExisting(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if (await isThere(path))
      throw new UserError(`${basename(path)} is there already`, { hint: 'Use --force to write it anew.' });
  }
}

/** The profile, read again with the texts that mean “missing” where columns hold such. */
async function profileFile(session: Session, file: string, options: InitOptions) {
  const open = (directories: readonly string[]) => openDataEngine(session, directories);
  const read = (missing: readonly string[]) =>
    withTables(open, { data: file }, { missing }, async (engine, { data }) =>
      profileTable(engine, data.name),
    );
  const profile = await read(options.missing);
  const found = options.missing.length > 0 ? [] : missingTexts(profile);
  if (found.length === 0) return { profile, missing: [...options.missing] };
  session.log.info(`${found.map((text) => JSON.stringify(text)).join(', ')} is taken as missing`);
  return { profile: await read(found), missing: found };
}

function missingTexts({ columns }: Profile): string[] {
  const seen = new Set<string>();
  for (const { type, top = [] } of columns) {
    if (type !== 'string') continue;
    for (const { value } of top) if (MISSING_TEXTS.includes(String(value))) seen.add(String(value));
  }
  return [...seen].sort();
}

function modelName(given: string | undefined, file: string): string {
  if (given !== undefined) {
    if (new RegExp(MODEL_NAME).test(given)) return given;
    throw new UserError(`--name ${JSON.stringify(given)} is no name of a model`, {
      hint: 'Use lower-case letters, digits and hyphens, such as late-flights.',
    });
  }
  const stem = basename(file, extname(file))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return new RegExp(MODEL_NAME).test(stem) ? stem.slice(0, 60).replace(/-+$/, '') : 'my-model';
}

async function writeContract(
  { log }: Session,
  path: string,
  read: ReadonlyMap<string, Profile>,
  label: string,
  keys: readonly string[] = [],
): Promise<string[]> {
  const profiles = new Map([...read].map(([name, profile]) => [name, withoutPersonal(profile, label)]));
  for (const note of new Set([...read.values()].flatMap(({ columns }) => leftOut(columns)))) log.warn(note);
  const view: InferOptions = { label, keys };
  const contract = inferContracts(profiles, new Map([[VIEW, view]]));
  await writeAtomically(path, formatContract(contract, describeProfiles(profiles)));
  const profile = profiles.get(VIEW);
  const rules = contract.datasets[VIEW];
  return profile && rules ? reviewOf(rules, profile) : [];
}

/** The profile without values that look like personal data; the label's stay, since they are its classes. */
function withoutPersonal(profile: Profile, label: string): Profile {
  const hidden = new Set(personalColumns(profile));
  hidden.delete(label);
  return profileWithoutHidden(profile, hidden);
}

/** What the contract assumes, for the person who reads it. */
function reviewText(review: readonly string[]): string {
  if (review.length === 0) return '';
  const lines = review.map((note) => `  - ${note}\n`).join('');
  return `What contract.yml assumes; look at it, and change what is not so:\n${lines}  later data tell more:  mlops contract update june.csv --contract contract.yml\n`;
}

/** Writes the contract of all sources of a config, and of the view that they make. */
async function contractOfConfig(session: Session, file: string, options: InitOptions): Promise<number> {
  const { config, directory } = await loadConfig(file);
  const path = resolve(directory, config.data.contract);
  if (!options.force) await refuseExisting([path]);
  const { view } = config.data;
  const { local, directories } = await bringSources({ config, directory }, remotePorts(session));
  const engine = await openDataEngine(session, directories);
  const profiles = new Map<string, Profile>();
  try {
    for (const [name, { config: source, fetched }] of local) {
      await registerSource(engine, name, source, directory, new Set(), fetched);
      profiles.set(name, await profileTable(engine, name));
    }
    const made = await createView(engine, view, { label: config.model.label, training: true });
    profiles.set(VIEW, await profileTable(engine, made.table));
  } finally {
    await engine.close();
  }
  const review = await writeContract(session, path, profiles, config.model.label, view.keys);
  const shown = relative(dirname(resolve(file)), path);
  session.print(
    options.json
      ? `${JSON.stringify({ contract: shown, review })}\n`
      : `Wrote ${shown} for ${[...profiles.keys()].join(', ')}. Read it, and make it stricter where you know more.\n\n${reviewText(review)}`,
  );
  return 0;
}
