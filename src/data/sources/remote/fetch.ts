import { mkdtemp } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { NETWORK_ADDRESS, type SourceConfig } from '../../../config/schema/sources.ts';
import { DataError, UserError } from '../../../system/errors.ts';
import { canonicalJson, digestOfFile } from '../../../system/files.ts';
import { isRemote } from '../source-files.ts';
import { guardedAgents } from './network.ts';
import type { Fetched, FetchedFile, RemotePorts, Target } from './remote.ts';

/** The sources of a config whose files are all on this machine. */
export type LocalSources = ReadonlyMap<string, LocalSource>;

export interface LocalSource {
  /** `path` names files and globs of this machine only. */
  readonly config: SourceConfig & { readonly path: string[] };
  /** Absent where the source was here all along. */
  readonly fetched?: Fetched;
}

/**
 * Brings what `sources` name onto this machine: addresses are downloaded, queries and programs run. Files that are
 * here stay where they are. In one process each source is fetched once.
 * @param onUnreadable called for a source whose data are not what they must be; without it the error is thrown
 * @throws UserError, DataError, ServiceError by whose fault it is that there are no data
 */
export async function fetchSources(
  sources: Readonly<Record<string, SourceConfig>>,
  directory: string,
  ports: RemotePorts,
  onUnreadable?: (source: string, error: DataError) => void,
): Promise<LocalSources> {
  const local = new Map<string, LocalSource>();
  for (const [name, source] of Object.entries(sources)) {
    try {
      local.set(name, await fetchSource(name, source, directory, ports));
    } catch (error) {
      if (!(error instanceof DataError) || !onUnreadable) throw error;
      onUnreadable(name, error);
    }
  }
  return local;
}

/** The folders that hold what was fetched: the data engine must be allowed to read them. */
export function fetchedDirectories(sources: LocalSources): string[] {
  return [...sources.values()].flatMap(({ fetched }) => (fetched ? [fetched.folder] : []));
}

async function fetchSource(
  name: string,
  source: SourceConfig,
  directory: string,
  ports: RemotePorts,
): Promise<LocalSource> {
  const paths = ([] as string[]).concat(source.path ?? []);
  if (!isRemote(source)) {
    const config = { ...source, path: paths };
    if (source.sha256 === undefined) return { config };
    return { config, fetched: await pinnedFile(name, config, directory) };
  }
  // A name says nothing of what is fetched, but two programs may differ in it alone.
  const key = canonicalJson([name, source, directory]);
  const fetched = ports.fetched.get(key) ?? fetchInto(name, source, directory, ports);
  ports.fetched.set(key, fetched);
  try {
    const made = await fetched;
    return { config: { ...source, path: [...made.path] }, fetched: made };
  } catch (error) {
    ports.fetched.delete(key);
    throw error;
  }
}

async function fetchInto(
  name: string,
  source: SourceConfig,
  directory: string,
  ports: RemotePorts,
): Promise<Fetched> {
  const folder = await mkdtemp(join(await ports.folder(), `${name}-`));
  const target: Target = { name, source, folder };
  if (source.postgres !== undefined) {
    const { copyFromPostgres } = await import('./postgres.ts');
    return copyFromPostgres(target, ports);
  }
  if (source.command !== undefined) {
    const { runCommand } = await import('./command.ts');
    const [path, file] = await runCommand(target, directory, ports);
    return { folder, path: [path], files: new Map([[path, file]]) };
  }
  const paths: string[] = [];
  const files = new Map<string, FetchedFile>();
  for (const [index, text] of ([] as string[]).concat(source.path ?? []).entries()) {
    if (!NETWORK_ADDRESS.test(text)) {
      paths.push(text);
      continue;
    }
    for (const [path, file] of await download(text, index, target, ports)) {
      refuseOther(source.sha256, file.digest, file.shown);
      paths.push(path);
      files.set(path, file);
    }
  }
  return { folder, path: paths, files };
}

async function download(
  text: string,
  index: number,
  target: Target,
  ports: RemotePorts,
): Promise<[path: string, file: FetchedFile][]> {
  const scheme = text.slice(0, text.indexOf(':')).toLowerCase();
  if (scheme === 's3') {
    const { downloadS3 } = await import('./s3.ts');
    return downloadS3(text, index, target, ports);
  }
  if (scheme === 'https' || scheme === 'http') {
    const { downloadHttps } = await import('./https.ts');
    return [await downloadHttps(text, index, target, guardedAgents(ports.network), ports)];
  }
  throw new UserError(`source ${target.name}: ${scheme}:// cannot be read`, {
    hint: 'Name files, https:// or s3:// addresses; or write a `command` that fetches the data.',
  });
}

/** A file of this machine that must have a certain digest. */
async function pinnedFile(
  name: string,
  source: SourceConfig & { readonly path: string[] },
  directory: string,
): Promise<Fetched> {
  const [text = ''] = source.path;
  const path = resolve(directory, text);
  const digest = await digestOfFile(path).catch((error: unknown) => {
    throw new UserError(`source ${name}: ${text} cannot be read`, {
      hint: 'Check `data.sources` for the path; it is relative to the folder of the config.',
      cause: error,
    });
  });
  refuseOther(source.sha256, digest, text);
  return { folder: dirname(path), path: [path], files: new Map([[path, { shown: text, digest }]]) };
}

function refuseOther(wanted: string | undefined, digest: string, shown: string): void {
  if (wanted === undefined || digest === `sha256:${wanted}`) return;
  throw new DataError(`${shown} is not the file that \`sha256\` names: its digest is ${digest.slice(7)}`, {
    hint: 'Find out who changed it; where that was meant, write the new digest into the config.',
  });
}
