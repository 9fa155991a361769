import Type, { type Static } from 'typebox';
import type { GitHub } from '../github/client.ts';
import {
  findCommit,
  findRef,
  type Ref,
  readTag,
  readTextFile,
  refsBeginningWith,
  type Tag,
} from '../github/refs.ts';
import { UserError } from '../system/errors.ts';
import { checkSchema, pathText } from '../system/schema-check.ts';
import { digest } from '../system/schema-shapes.ts';
import { VersionRecordSchema } from './record.ts';
import { compareVersions, isVersion } from './version.ts';

/**
 * How versions and assignments are written down in git, in GTO's grammar of tags:
 *
 *     refs/mlops/<model>/v1.4.0          the lock: who creates it has the version; it names the package's identity
 *     refs/mlops/<model>/assignment-7    the lock of an assignment: its tag has another name in each environment
 *     refs/tags/<model>@v1.4.0           the version: an annotated tag on a commit of its own
 *     refs/tags/<model>#production#7     the seventh assignment: production has the version of this commit
 *     refs/tags/<model>#production!#8    production has no version any more
 *
 * GTO finds an assignment's version by its commit, so no two versions may share one. A version's commit
 * is the source commit with the files of `versionFiles` added.
 */
/** All that the locks of versions begin with. */
export const lockPrefix = (model: string) => `mlops/${model}/`;
export const assignmentLock = (model: string, number: number) => `${lockPrefix(model)}assignment-${number}`;
export const versionTag = (model: string, version: string) => `${model}@${version}`;

/** Where the version's own files stand in its commit. */
export const versionFolder = (model: string) => `.mlops/models/${model}`;
export const versionFile = (model: string) => `${versionFolder(model)}/version.json`;

const StoredVersionSchema = Type.Object(
  {
    record: VersionRecordSchema,
    archive: Type.Object(
      {
        name: Type.String(),
        sha256: digest,
        bytes: Type.Integer(),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
/** What `version.json` in a version's commit says: the record, and the archive that holds the package. */
export type StoredVersion = Static<typeof StoredVersionSchema>;

const IDENTITY_LINE = /^Package: (sha256:[0-9a-f]{64})$/m;

/** The message of the commit that a lock names: the same for the same content, whoever makes it. */
export function lockMessage(model: string, identity: string): string {
  return `A version of ${model}\n\nPackage: ${identity}\n`;
}

/** The versions that have an annotated tag, oldest first. */
export async function taggedVersions(github: GitHub, model: string): Promise<string[]> {
  const prefix = `tags/${model}@`;
  const refs = await refsBeginningWith(github, prefix);
  return refs
    .filter((ref) => ref.object.type === 'tag')
    .map((ref) => ref.name.slice(prefix.length))
    .filter(isVersion)
    .sort(compareVersions);
}

/** The tags of versions that a step has seen: all of it is about the versions as it found them. */
const seen = new WeakMap<GitHub, Map<string, Tag>>();

/** References that a step has listed, for one that changes nothing: they are as it found them. */
const listed = new WeakMap<GitHub, Map<string, Ref>>();

export function keepListed(github: GitHub, refs: readonly Ref[]): void {
  listed.set(github, new Map(refs.map((ref) => [ref.name, ref])));
}

async function refNamed(github: GitHub, name: string): Promise<Ref | null> {
  return listed.get(github)?.get(name) ?? findRef(github, name);
}

/** The annotated tag of a version, or null where there is none yet. */
export async function findVersionTag(github: GitHub, model: string, version: string): Promise<Tag | null> {
  const known = seen.get(github) ?? new Map<string, Tag>();
  seen.set(github, known);
  const name = `tags/${versionTag(model, version)}`;
  const tag = known.get(name);
  if (tag) return tag;
  const ref = await refNamed(github, name);
  const found = ref && (await readTag(github, ref));
  if (found) known.set(name, found);
  return found;
}

/**
 * What a version's commit says of it, compared with its tag and its lock. Throws `UserError` where they
 * contradict each other, so that a moved tag is found.
 */
export async function readStoredVersion(github: GitHub, model: string, tag: Tag): Promise<StoredVersion> {
  const version = tag.name.slice(model.length + 1);
  const path = versionFile(model);
  const text = await readTextFile(github, tag.target, path);
  if (text === null) {
    throw new UserError(`The tag ${tag.name} names no model package: its commit has no ${path}.`, {
      hint: 'Only versions that `register` made can be fetched.',
    });
  }
  const stored = parse(text, tag.name);
  if (stored.record.model !== model || stored.record.version !== version) {
    throw tampered(tag.name, `its commit is the one of ${stored.record.model}@${stored.record.version}`);
  }
  const lock = await refNamed(github, `${lockPrefix(model)}${version}`);
  const locked = lock && (await findCommit(github, lock.object.sha));
  if (IDENTITY_LINE.exec(locked?.message ?? '')?.[1] !== stored.record.package) {
    throw tampered(tag.name, `refs/${lockPrefix(model)}${version} names another package or is gone`);
  }
  return stored;
}

function parse(text: string, tag: string): StoredVersion {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw tampered(tag, 'the version.json of its commit is not JSON');
  }
  const problem = checkSchema(StoredVersionSchema, value)[0];
  if (problem)
    throw tampered(tag, `the version.json of its commit: ${pathText(problem.path)}: ${problem.message}`);
  return value as StoredVersion;
}

export function tampered(what: string, why: string): UserError {
  return new UserError(`${what} was changed by somebody: ${why}.`, {
    hint: 'Do not use this version. Find out who changed it, or register the model again.',
  });
}

/** An assignment's reference, taken apart. */
export interface AssignmentRef {
  readonly ref: Ref;
  readonly environment: string;
  readonly number: number;
  /** True where it empties the environment. */
  readonly removes: boolean;
}

/** The locks of the model's assignments, oldest first; each names the tag object of its assignment. */
export async function assignmentLocks(
  github: GitHub,
  model: string,
): Promise<{ ref: Ref; number: number }[]> {
  const prefix = `${lockPrefix(model)}assignment-`;
  const refs = await refsBeginningWith(github, prefix);
  return refs
    .map((ref) => ({ ref, number: Number(ref.name.slice(prefix.length)) }))
    .filter(({ number }) => Number.isSafeInteger(number))
    .sort((a, b) => a.number - b.number);
}

/** All assignments of the model, oldest first. */
export async function assignmentRefs(github: GitHub, model: string): Promise<AssignmentRef[]> {
  return assignmentsAmong(await refsBeginningWith(github, `tags/${model}#`), model);
}

/** Those of `refs` that are assignments of the model, oldest first. */
export function assignmentsAmong(refs: readonly Ref[], model: string): AssignmentRef[] {
  const prefix = `tags/${model}#`;
  return refs
    .filter(({ name }) => name.startsWith(prefix))
    .flatMap((ref) => {
      const [, environment, removes, number] =
        /^([^#!]+)(!?)#([1-9]\d{0,8})$/.exec(ref.name.slice(prefix.length)) ?? [];
      if (ref.object.type !== 'tag' || environment === undefined) return [];
      return [{ ref, environment, number: Number(number), removes: removes === '!' }];
    })
    .sort((a, b) => a.number - b.number);
}

/** The tag (without `refs/tags/`) that notes an assignment. */
export function assignmentTag(model: string, environment: string, number: number, removes: boolean): string {
  return `${model}#${environment}${removes ? '!' : ''}#${number}`;
}

export function assignmentMessage(model: string, environment: string, version: string | null): string {
  return version === null
    ? `Remove ${model} from ${environment}\n`
    : `Assign ${model} ${version} to ${environment}\n`;
}

/** The version that the message of an assignment's tag names; null where it is not one that `register` wrote. */
export function versionNamedBy(model: string, { message }: Tag): string | null {
  const told = new RegExp(`^Assign ${model} (v[0-9.]+) to `).exec(message)?.[1];
  return told !== undefined && isVersion(told) ? told : null;
}

/**
 * The version that an assignment's tag names: by its message where `register`'s own wrote it, compared
 * with the version's commit; else, as GTO does, by the commit alone. Throws `UserError` where no version
 * has that commit.
 */
export async function versionOfAssignment(github: GitHub, model: string, tag: Tag): Promise<string> {
  const told = versionNamedBy(model, tag);
  if (told !== null) {
    const version = await findVersionTag(github, model, told);
    if (version?.target !== tag.target) throw tampered(tag.name, `its commit is not the one of ${told}`);
    return told;
  }
  for (const version of (await taggedVersions(github, model)).reverse()) {
    if ((await findVersionTag(github, model, version))?.target === tag.target) return version;
  }
  throw new UserError(`The tag ${tag.name} assigns a commit that is no version of ${model}.`, {
    hint: 'Assign a version that is registered, with `deploy`.',
  });
}
