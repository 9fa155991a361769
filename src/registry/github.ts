import type { GitHub } from '../github/client.ts';
import { createRef, createTag, type Ref, readTag } from '../github/refs.ts';
import { publishedRelease } from '../github/releases.ts';
import type { ModelPackage } from '../models/package.ts';
import type { Clock } from '../system/clock.ts';
import { UserError } from '../system/errors.ts';
import { admit, nothingToRemove, type RegisterRequest } from './admission.ts';
import { placePackage } from './folder.ts';
import { lookAhead } from './github-ahead.ts';
import { BOT, GitHubRegistration } from './github-registration.ts';
import { downloadPackage } from './github-release.ts';
import {
  type AssignmentRef,
  assignmentLock,
  assignmentLocks,
  assignmentMessage,
  assignmentRefs,
  assignmentTag,
  findVersionTag,
  readStoredVersion,
  type StoredVersion,
  taggedVersions,
  versionOfAssignment,
  versionTag,
} from './github-tags.ts';
import { checkEnvironment, checkModelName } from './names.ts';
import { ASSIGNMENT_FORMAT, type Assignment, type VersionRecord } from './record.ts';
import type { Beside, Registered, Registry } from './registry.ts';
import { compareVersions, isVersion, unknownVersion } from './version.ts';

/**
 * A registry in a GitHub repository: annotated tags that GTO reads (`github-tags.ts`), and releases that
 * carry the files (`github-release.ts`). Needs `contents: write`; to read, `contents: read`.
 */
export class GitHubRegistry implements Registry {
  readonly kind = 'github';
  readonly model: string;
  readonly #github: GitHub;
  readonly #clock: Clock;

  constructor(model: string, github: GitHub, { clock }: { readonly clock: Clock }) {
    this.model = checkModelName(model);
    this.#github = github;
    this.#clock = clock;
  }

  /** A newest version whose release is not published yet does not count. */
  async versions(): Promise<readonly string[]> {
    const versions = await taggedVersions(this.#github, this.model);
    for (let newest = versions.at(-1); newest !== undefined; newest = versions.at(-1)) {
      if (await publishedRelease(this.#github, versionTag(this.model, newest))) break;
      versions.pop();
    }
    return versions;
  }

  async record(version: string): Promise<VersionRecord> {
    return (await this.#stored(version)).record;
  }

  async register(request: RegisterRequest): Promise<Registered> {
    const gate = admit(request, this.model);
    const registration = new GitHubRegistration(this.#github, this.#clock, request, gate);
    const { stored, release, published } = await registration.run();
    const { version } = stored.record;
    const versions = await taggedVersions(this.#github, this.model);
    const previous = versions.filter((one) => compareVersions(one, version) < 0).at(-1) ?? null;
    return { record: stored.record, created: published, previous, location: release.url };
  }

  async fetch(version: string, directory: string): Promise<ModelPackage> {
    const stored = await this.#stored(version);
    const release = await publishedRelease(this.#github, versionTag(this.model, version));
    if (!release) {
      throw new UserError(
        `${versionTag(this.model, version)} was registered in part: its release is not published.`,
        {
          hint: 'Run `register` again: it goes on where it stopped.',
        },
      );
    }
    return placePackage(directory, stored.record, (temporary) =>
      downloadPackage(this.#github, release, stored, temporary),
    );
  }

  async assign(environment: string, version: string | null): Promise<Assignment> {
    checkEnvironment(environment);
    for (;;) {
      const all = await assignmentRefs(this.#github, this.model);
      const current = all.findLast((one) => one.environment === environment);
      const now = current && (await this.#assignment(current));
      if (now && now.version === version) return now;
      // GTO finds the version by the commit; what is removed is named by its own.
      const named = version ?? now?.version;
      if (!named) throw nothingToRemove(this.model, environment);
      const { target: commit, date: registered } = await this.#tag(named);
      const { number, date } = await this.#place(all, registered);
      const name = assignmentTag(this.model, environment, number, version === null);
      const message = assignmentMessage(this.model, environment, version);
      const tag = await createTag(this.#github, { name, message, commit, by: { ...BOT, date } });
      if ((await createRef(this.#github, assignmentLock(this.model, number), tag)) === 'other') continue;
      // Whoever has the lock of a number has its tag, but for one that somebody made by hand.
      if ((await createRef(this.#github, `tags/${name}`, tag)) === 'other') continue;
      return this.#assignmentRecord(environment, version, number, date);
    }
  }

  async assigned(environment: string): Promise<string | null> {
    return (await this.history(environment, 1))[0]?.version ?? null;
  }

  async beside(version: string, environment: string): Promise<Beside> {
    checkEnvironment(environment);
    const current = await lookAhead(this.#github, this.model, { version, environment });
    const record = await this.record(version);
    const now = current && (await this.#assignment(current)).version;
    return { record, champion: now === null ? null : await this.record(now) };
  }

  async champion(environment: string): Promise<VersionRecord | null> {
    checkEnvironment(environment);
    const current = await lookAhead(this.#github, this.model, { environment });
    const version = current && (await this.#assignment(current)).version;
    return version === null ? null : this.record(version);
  }

  async history(environment: string, limit = 20): Promise<readonly Assignment[]> {
    checkEnvironment(environment);
    const all = await assignmentRefs(this.#github, this.model);
    const wanted = all.filter((one) => one.environment === environment);
    const history: Assignment[] = [];
    for (const one of wanted.reverse().slice(0, limit)) history.push(await this.#assignment(one));
    return history;
  }

  /**
   * The number and time of the next assignment: after all that have a tag or a lock, and after its version
   * was `registered`. GTO orders them by the tagger's whole seconds, over all environments.
   */
  async #place(tagged: readonly AssignmentRef[], registered: Date): Promise<{ number: number; date: Date }> {
    const locks = await assignmentLocks(this.#github, this.model);
    const last = [...tagged, ...locks].reduce<{ ref: Ref; number: number } | null>(
      (latest, one) => (latest && latest.number >= one.number ? latest : one),
      null,
    );
    const latest = (last && (await readTag(this.#github, last.ref))?.date) ?? registered;
    const after = Math.max(latest.getTime(), registered.getTime()) + 1000;
    const date = new Date(Math.max(this.#clock.now().getTime(), after));
    return { number: (last?.number ?? 0) + 1, date };
  }

  async #tag(version: string) {
    const tag = isVersion(version) ? await findVersionTag(this.#github, this.model, version) : null;
    if (tag) return tag;
    throw unknownVersion(this.model, version, await taggedVersions(this.#github, this.model));
  }

  async #stored(version: string): Promise<StoredVersion> {
    return readStoredVersion(this.#github, this.model, await this.#tag(version));
  }

  async #assignment({ ref, environment, number, removes }: AssignmentRef): Promise<Assignment> {
    const tag = await readTag(this.#github, ref);
    if (!tag) throw new Error(`${ref.name} was filtered to be an annotated tag`);
    const version = removes ? null : await versionOfAssignment(this.#github, this.model, tag);
    return this.#assignmentRecord(environment, version, number, tag.date);
  }

  #assignmentRecord(environment: string, version: string | null, number: number, date: Date): Assignment {
    const assigned = `${date.toISOString().slice(0, 19)}Z`;
    return { format: ASSIGNMENT_FORMAT, model: this.model, environment, version, number, assigned };
  }
}
