import { messageOf } from '../system/errors.ts';
import type { GitHub } from './client.ts';
import { type Commit, type ReadAlready, remember, type Tag } from './refs.ts';

/** What is to be read: tags, each with the text file `path` of the commit that it names, and commits. */
export interface Wanted {
  readonly tags: readonly string[];
  readonly commits: readonly string[];
  readonly path: string;
}

interface Found {
  readonly repository: Readonly<Record<string, FoundTag | FoundCommit | null>> | null;
}

interface FoundTag {
  readonly __typename: 'Tag';
  readonly oid: string;
  readonly name: string;
  readonly message: string | null;
  readonly tagger: { readonly date: string | null } | null;
  readonly target: {
    readonly oid: string;
    readonly file?: {
      readonly object: { readonly text?: string | null; readonly isTruncated?: boolean } | null;
    } | null;
  };
}

interface FoundCommit {
  readonly __typename: 'Commit';
  readonly oid: string;
  readonly message: string;
  readonly tree: { readonly oid: string };
}

const TAG =
  '...on Tag{__typename oid name message tagger{date} target{oid ...on Commit{file(path:$path){object{...on Blob{text isTruncated}}}}}}';
const COMMIT = '...on Commit{__typename oid message tree{oid}}';

/**
 * Reads objects by one request, so that `readTag`, `readTextFile` and `findCommit` need none for them. It saves requests
 * and decides nothing: what cannot be read so is read by these, one by one.
 */
export async function readTogether(github: GitHub, { tags, commits, path }: Wanted): Promise<void> {
  const all = [...new Set([...tags, ...commits])];
  if (all.length < 2) return;
  const names = all.map((_, index) => `o${index}`);
  const declared = names.map((name) => `$${name}:GitObjectID!`).join(',');
  const objects = all.map((sha, index) => {
    return `o${index}:object(oid:$o${index}){${tags.includes(sha) ? TAG : COMMIT}}`;
  });
  const given = tags.length > 0 ? ',$path:String!' : '';
  const query = `query($owner:String!,$name:String!${given},${declared}){repository(owner:$owner,name:$name){${objects.join(' ')}}}`;
  const variables = {
    ...{ owner: github.owner, name: github.repo },
    ...(tags.length > 0 ? { path } : {}),
    ...Object.fromEntries(all.map((sha, index) => [`o${index}`, sha])),
  };
  try {
    const need = { doing: 'read several objects at once', permission: 'contents: read' };
    const { repository } = await github.query<Found>(query, variables, need);
    remember(github, readFrom(Object.values(repository ?? {}), path));
  } catch (error) {
    github.log.debug(`GitHub: ${messageOf(error)} They are read one by one.`);
  }
}

function readFrom(found: readonly (FoundTag | FoundCommit | null)[], path: string): ReadAlready {
  const tags: Tag[] = [];
  const commits: Commit[] = [];
  const files: { commit: string; path: string; text: string }[] = [];
  for (const one of found) {
    if (one?.__typename === 'Commit')
      commits.push({ sha: one.oid, tree: one.tree.oid, message: one.message });
    if (one?.__typename !== 'Tag') continue;
    const { oid: sha, name, message, tagger, target } = one;
    const date = new Date(tagger?.date ?? '');
    if (message === null || Number.isNaN(date.getTime())) continue;
    tags.push({ sha, name, message, target: target.oid, date });
    const file = target.file?.object;
    if (typeof file?.text === 'string' && file.isTruncated === false)
      files.push({ commit: target.oid, path, text: file.text });
  }
  return { tags, commits, files };
}
