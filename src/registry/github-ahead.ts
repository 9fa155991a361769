import type { GitHub } from '../github/client.ts';
import { type Ref, readTag, refsBeginningWith } from '../github/refs.ts';
import { readTogether } from '../github/together.ts';
import {
  type AssignmentRef,
  assignmentsAmong,
  keepListed,
  lockPrefix,
  versionFile,
  versionNamedBy,
  versionTag,
} from './github-tags.ts';
import { compareVersions, isVersion } from './version.ts';

/**
 * Lists the tags and the locks of a model once, and reads together what is to be known of a version (the newest where
 * none is named) and of the one that an environment has. Nothing is decided by it: what reads them one by one, and
 * compares them, finds them read. Returns the latest assignment of the environment, or null.
 */
export async function lookAhead(
  github: GitHub,
  model: string,
  { version: asked, environment }: { readonly version?: string; readonly environment: string },
): Promise<AssignmentRef | null> {
  const tags = await refsBeginningWith(github, `tags/${model}`);
  const current = assignmentsAmong(tags, model).findLast((one) => one.environment === environment) ?? null;
  if (asked === undefined && current === null) return null;
  const locks = await refsBeginningWith(github, `${lockPrefix(model)}v`);
  keepListed(github, [...tags, ...locks]);
  // Most often an environment has the newest one.
  const version = asked ?? newestOf(tags, model);
  const path = versionFile(model);
  const shaOf = (refs: readonly Ref[], name: string) => {
    const found = refs.find((ref) => ref.name === name);
    return found ? [found.object.sha] : [];
  };
  const read = (name: string, others: readonly string[]) =>
    readTogether(github, {
      tags: [...shaOf(tags, `tags/${versionTag(model, name)}`), ...others],
      commits: shaOf(locks, `${lockPrefix(model)}${name}`),
      path,
    });
  await read(version, current ? [current.ref.object.sha] : []);
  const assignment = current && (await readTag(github, current.ref));
  const champion = assignment && versionNamedBy(model, assignment);
  if (champion && champion !== version) await read(champion, []);
  return current;
}

function newestOf(tags: readonly Ref[], model: string): string {
  const prefix = `tags/${versionTag(model, '')}`;
  const versions = tags
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name }) => name.slice(prefix.length));
  return versions.filter(isVersion).sort(compareVersions).at(-1) ?? '';
}
