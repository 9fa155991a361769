import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type ModelPackage, openPackage } from '../models/package.ts';
import type { Clock } from '../system/clock.ts';
import { writeErrorOf } from '../system/write-errors.ts';
import { admit, nothingToRemove, type RegisterRequest } from './admission.ts';
import { exists, Ledger, type Sealed, stagingFolder } from './ledger.ts';
import { checkEnvironment, checkModelName } from './names.ts';
import { copyPackage, manifestDigest, openStored } from './package-files.ts';
import {
  ASSIGNMENT_FORMAT,
  type Assignment,
  AssignmentSchema,
  type VersionRecord,
  VersionRecordSchema,
  versionRecord,
} from './record.ts';

import type { Beside, Registered, Registry } from './registry.ts';
import { unknownVersion } from './version.ts';

/**
 * A registry in a folder, the embedded default:
 *
 *     <path>/<model>/versions/v1.3.0/record.json, package/…
 *     <path>/<model>/assignments/production/7/record.json
 *     <path>/<model>/incoming/…        what is being made; left-overs are swept by the next run
 *
 * Safe for many processes on one file system (`ledger.ts`).
 */
export class FolderRegistry implements Registry {
  readonly kind = 'folder';
  readonly model: string;
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #versions: Ledger<typeof VersionRecordSchema>;

  private constructor(folder: string, model: string, { clock }: { readonly clock: Clock }) {
    this.model = checkModelName(model);
    this.#folder = join(folder, model);
    this.#clock = clock;
    this.#versions = new Ledger(join(this.#folder, 'versions'), VersionRecordSchema, {
      nameOf: (number) => `v1.${number - 1}.0`,
      numberOf: (name) => {
        const minor = /^v1\.(0|[1-9]\d{0,8})\.0$/.exec(name)?.[1];
        return minor === undefined ? null : Number(minor) + 1;
      },
    });
  }

  /** Opens the registry at `path` (relative to `place.directory`); the folder is made on the first write. */
  static open(
    path: string,
    place: { readonly model: string; readonly directory: string },
    ports: { readonly clock: Clock },
  ): FolderRegistry {
    return new FolderRegistry(resolve(place.directory, path), place.model, ports);
  }

  async versions(): Promise<readonly string[]> {
    return (await this.#versions.read()).map(({ record }) => record.version);
  }

  async record(version: string): Promise<VersionRecord> {
    return (await this.#find(version)).record;
  }

  async register(request: RegisterRequest): Promise<Registered> {
    const gate = admit(request, this.model);
    const { manifest } = request.package;
    const known = await this.#versions.read();
    const same = known.findIndex(({ record }) => record.package === manifest.identity);
    if (same >= 0) return this.#registered(known, same, false);

    return this.#staged(async (staged) => {
      const source = await openPackage(request.package.directory);
      const digest = await manifestDigest(source);
      await copyPackage(source, join(staged, 'package'));
      await openStored(join(staged, 'package'), digest);
      for (;;) {
        const before = await this.#versions.read();
        const found = before.findIndex(({ record }) => record.package === manifest.identity);
        if (found >= 0) return this.#registered(before, found, false);
        const record = versionRecord(request, gate, {
          version: `v1.${before.length}.0`,
          manifest: digest,
          registered: this.#clock.now(),
        });
        const added = await this.#versions.add(staged, record, before);
        if (added) return this.#registered([...before, added], before.length, true);
      }
    });
  }

  async fetch(version: string, directory: string): Promise<ModelPackage> {
    const { record, number } = await this.#find(version);
    const stored = await openStored(join(this.#versions.pathOf(number), 'package'), record.manifest);
    return placePackage(directory, record, (temporary) => copyPackage(stored, temporary));
  }

  async assign(environment: string, version: string | null): Promise<Assignment> {
    if (version !== null) await this.#find(version);
    const ledger = this.#assignments(environment);
    return this.#staged(async (staged) => {
      for (;;) {
        const before = await ledger.read();
        const current = before.at(-1)?.record;
        if (current && current.version === version) return current;
        if (!current && version === null) throw nothingToRemove(this.model, environment);
        const assignment: Assignment = {
          format: ASSIGNMENT_FORMAT,
          model: this.model,
          environment,
          version,
          number: before.length + 1,
          assigned: this.#clock.now().toISOString(),
        };
        const added = await ledger.add(staged, assignment, before);
        if (added) return added.record;
      }
    });
  }

  async assigned(environment: string): Promise<string | null> {
    return (await this.#assignments(environment).read()).at(-1)?.record.version ?? null;
  }

  async beside(version: string, environment: string): Promise<Beside> {
    const record = await this.record(version);
    const now = await this.assigned(environment);
    return { record, champion: now === null ? null : await this.record(now) };
  }

  async champion(environment: string): Promise<VersionRecord | null> {
    const version = await this.assigned(environment);
    return version === null ? null : this.record(version);
  }

  async history(environment: string, limit = 20): Promise<readonly Assignment[]> {
    const records = await this.#assignments(environment).read();
    return records
      .map(({ record }) => record)
      .reverse()
      .slice(0, limit);
  }

  #assignments(environment: string): Ledger<typeof AssignmentSchema> {
    return new Ledger(join(this.#folder, 'assignments', checkEnvironment(environment)), AssignmentSchema, {
      nameOf: (number) => String(number),
      numberOf: (name) => (/^[1-9]\d{0,8}$/.test(name) ? Number(name) : null),
    });
  }

  async #find(version: string): Promise<{ record: VersionRecord; number: number }> {
    const known = await this.#versions.read();
    const index = known.findIndex(({ record }) => record.version === version);
    const found = known[index];
    if (found) return { record: found.record, number: index + 1 };
    throw unknownVersion(
      this.model,
      version,
      known.map(({ record }) => record.version),
    );
  }

  #registered(known: readonly Sealed<VersionRecord>[], index: number, created: boolean): Registered {
    const record = (known[index] as Sealed<VersionRecord>).record;
    const previous = known[index - 1]?.record.version ?? null;
    return { record, created, previous, location: this.#versions.pathOf(index + 1) };
  }

  /** Runs `work` with a folder of its own, which is gone afterwards unless it was moved into place. */
  async #staged<T>(work: (staged: string) => Promise<T>): Promise<T> {
    try {
      const staged = await stagingFolder(join(this.#folder, 'incoming'));
      try {
        return await work(staged);
      } finally {
        await rm(staged, { recursive: true, force: true });
      }
    } catch (error) {
      throw writeErrorOf(error, this.#folder);
    }
  }
}

const OTHER =
  'The folder holds something else than this version. A copy that was changed, or that is of another registry, can be removed: it is fetched anew.';

/**
 * Lets `fill` make the package of `record` beside `directory` and moves it there. Where the folder holds
 * that very package already, it is kept; where it holds anything else, it is not touched: `UserError`.
 */
export async function placePackage(
  directory: string,
  record: VersionRecord,
  fill: (temporary: string) => Promise<void>,
): Promise<ModelPackage> {
  const target = resolve(directory);
  if (await exists(target)) return openStored(target, record.manifest, OTHER);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    await rm(temporary, { recursive: true, force: true });
    await mkdir(dirname(target), { recursive: true });
    await fill(temporary);
    await openStored(temporary, record.manifest);
    await rename(temporary, target).catch(async (error: unknown) => {
      if (!(await exists(target))) throw error;
    });
    return await openStored(target, record.manifest);
  } catch (error) {
    throw writeErrorOf(error, target);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
