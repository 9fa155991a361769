import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidenceOf } from '../evidence/schema.ts';
import type { GitHub } from '../github/client.ts';
import {
  type Commit,
  createCommit,
  createRef,
  createTag,
  createTree,
  findCommit,
  type Ref,
  refsBeginningWith,
  type Signature,
  type Tag,
} from '../github/refs.ts';
import type { Release } from '../github/releases.ts';
import { MANIFEST_FILE, openPackage } from '../models/package.ts';
import type { Clock } from '../system/clock.ts';
import { ServiceError, UserError } from '../system/errors.ts';
import type { RegisterRequest } from './admission.ts';
import { fillDraft, madeBy, ownReleases, publishVersion, withPacked } from './github-release.ts';
import {
  findVersionTag,
  lockMessage,
  lockPrefix,
  readStoredVersion,
  type StoredVersion,
  taggedVersions,
  versionFolder,
  versionTag,
} from './github-tags.ts';
import { manifestDigest } from './package-files.ts';
import { versionRecord } from './record.ts';
import { isVersion, nextVersion } from './version.ts';

/** The identity that GitHub's own commits from Actions have. */
export const BOT = {
  name: 'github-actions[bot]',
  email: '41898282+github-actions[bot]@users.noreply.github.com',
};
/** Any fixed time: the locks of the same content must be the same commit. */
const LOCK_DATE = new Date('2000-01-01T00:00:00Z');
const WAITS = 12;
const WAIT_SECONDS = 5;

export interface Registration {
  readonly stored: StoredVersion;
  readonly release: Release;
  /** Whether this run published it. */
  readonly published: boolean;
}

/**
 * Registers one package in a GitHub repository, in this order: lock → commit → draft release → files →
 * tag → publish. Every step may be the last of a killed run, and another run may be at any of them:
 * each looks what is there and does what is left.
 */
export class GitHubRegistration {
  readonly #github: GitHub;
  readonly #clock: Clock;
  readonly #request: RegisterRequest;
  readonly #gate: EvidenceOf<'evaluate-gate'>;
  readonly #model: string;

  constructor(github: GitHub, clock: Clock, request: RegisterRequest, gate: EvidenceOf<'evaluate-gate'>) {
    this.#github = github;
    this.#clock = clock;
    this.#request = request;
    this.#gate = gate;
    this.#model = request.package.manifest.name;
  }

  async run(): Promise<Registration> {
    await openPackage(this.#request.package.directory);
    const source = await this.#source();
    const { version, created } = await this.#reserve();
    if (!created) await this.#awaitOther(version);
    const made =
      created || !(await this.#tag(version)) ? await this.#prepareAndTag(version, source, created) : null;
    const stored = made?.stored ?? (await this.#storedVersion(version));
    return { stored, ...(await publishVersion(this.#github, stored, made?.draft ?? null)) };
  }

  #tag(version: string): Promise<Tag | null> {
    return findVersionTag(this.#github, this.#model, version);
  }

  async #storedVersion(version: string): Promise<StoredVersion> {
    const tag = await this.#tag(version);
    if (tag) return readStoredVersion(this.#github, this.#model, tag);
    throw new ServiceError(
      `GitHub does not show the tag ${versionTag(this.#model, version)} that was just made.`,
      {
        hint: 'Run it again: it goes on where it stopped.',
      },
    );
  }

  /** The source commit, which must be on GitHub already. */
  async #source(): Promise<Commit> {
    const { commit } = this.#request.run;
    if (commit === null) {
      throw new UserError('The github registry notes the source commit, but this run knows none.', {
        hint: 'Run it inside a git checkout, or set `registry: { kind: folder }`.',
      });
    }
    const found = await findCommit(this.#github, commit);
    if (found) return found;
    throw new UserError(`The source commit ${commit} is not in ${this.#github.owner}/${this.#github.repo}.`, {
      hint: 'Push the commit before you register what was made from it.',
    });
  }

  /**
   * Finds the version that is reserved for this content, or reserves the next one: of many runs exactly
   * one creates a lock, and who finds it taken looks again. Versions are reserved in order, so who gets
   * one has seen all that were reserved before.
   */
  async #reserve(): Promise<{ version: string; created: boolean }> {
    const { identity } = this.#request.package.manifest;
    const tree = await createTree(this.#github, { identity: `${identity}\n` });
    const message = lockMessage(this.#model, identity);
    const lock = await createCommit(this.#github, {
      message,
      tree,
      parents: [],
      by: { ...BOT, date: LOCK_DATE },
    });
    for (;;) {
      const locks = await refsBeginningWith(this.#github, lockPrefix(this.#model));
      const reserved = locks.find((ref) => ref.object.sha === lock);
      if (reserved) return { version: this.#versionOf(reserved), created: false };
      const tagged = await taggedVersions(this.#github, this.#model);
      const version = nextVersion([...locks.map((ref) => this.#versionOf(ref)).filter(isVersion), ...tagged]);
      const outcome = await createRef(this.#github, `${lockPrefix(this.#model)}${version}`, lock);
      if (outcome !== 'other') return { version, created: outcome === 'created' };
    }
  }

  #versionOf(lock: Ref): string {
    return lock.name.slice(lockPrefix(this.#model).length);
  }

  /** Leaves another run, which registers the same content right now, the time to finish. */
  async #awaitOther(version: string): Promise<void> {
    for (let waited = 0; waited < WAITS; waited++) {
      const releases = await ownReleases(this.#github, this.#model, version);
      if (releases.some((release) => !release.draft || madeBy(release, this.#request.run.id))) return;
      if (waited === 0) {
        this.#github.log.info(
          `Another run began to register ${versionTag(this.#model, version)}: waiting for it.`,
        );
      }
      await this.#github.pause(WAIT_SECONDS);
    }
  }

  /**
   * Makes the version's commit, its draft with all files, and last the tag that decides. Without a
   * `stored` version, or with null, another run's tag decided. `first`: no run was here before.
   */
  async #prepareAndTag(
    version: string,
    source: Commit,
    first: boolean,
  ): Promise<{ draft: Release; stored: StoredVersion | null } | null> {
    const { package: made } = this.#request;
    const by: Signature = { ...BOT, date: this.#clock.now() };
    const manifest = await manifestDigest(made);
    try {
      return await withPacked(made, version, async (packed) => {
        const record = versionRecord(this.#request, this.#gate, { version, manifest, registered: by.date });
        const stored: StoredVersion = { record, archive: packed.archive };
        const tree = await createTree(this.#github, await this.#versionFiles(stored), source.tree);
        const message = `Register ${this.#model} ${version}\n\nPackage: ${record.package}\n`;
        const commit = await createCommit(this.#github, { message, tree, parents: [source.sha], by });
        const draft = await fillDraft(this.#github, stored, packed, { commit, first });
        const name = versionTag(this.#model, version);
        const tag = await createTag(this.#github, {
          name,
          message: `Register ${this.#model} ${version}\n`,
          commit,
          by,
        });
        const outcome = await createRef(this.#github, `tags/${name}`, tag);
        return { draft, stored: outcome === 'other' ? null : stored };
      });
    } catch (error) {
      // Another run that makes the same version may have been faster and have removed this one's files.
      if (await this.#tag(version)) return null;
      throw error;
    }
  }

  /** What a version's commit adds to the source commit. */
  async #versionFiles(stored: StoredVersion): Promise<Record<string, string>> {
    const { directory } = this.#request.package;
    const folder = versionFolder(this.#model);
    const card = await readFile(join(directory, 'README.md'), 'utf8').catch(() => null);
    return {
      [`${folder}/version.json`]: `${JSON.stringify(stored, null, 2)}\n`,
      [`${folder}/${MANIFEST_FILE}`]: await readFile(join(directory, MANIFEST_FILE), 'utf8'),
      ...(card ? { [`${folder}/README.md`]: card } : {}),
    };
  }
}
