import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makersOf, startersOf } from '../../src/github/authorship.ts';
import type { GitHub } from '../../src/github/client.ts';
import * as refs from '../../src/github/refs.ts';
import * as releases from '../../src/github/releases.ts';
import { readTogether } from '../../src/github/together.ts';
import { filesOfCommit, isProtected } from '../../src/github/trees.ts';
import type { Work } from './works.ts';

const by = { name: 'A', email: 'a@example.com', date: new Date('2026-01-02T03:04:05Z') };
const main = async (github: GitHub) => (await refs.findRef(github, 'heads/main'))?.object.sha ?? '';
const twoCommits = async (github: GitHub) => {
  const since = await main(github);
  const { tree = '' } = (await refs.findCommit(github, since)) ?? {};
  const commit = await refs.createCommit(github, { message: 'Two', tree, parents: [since], by });
  return { commit, since };
};
const draftOf = async (github: GitHub, body = 'marker') =>
  releases.createDraft(github, { tag: 'late@v1', commit: await main(github), name: 'late', body });
const assetIn = async (folder: string) => {
  await writeFile(join(folder, 'asset'), 'bytes '.repeat(9999));
  return join(folder, 'asset');
};
const tagged = async (github: GitHub) => {
  const tag = { name: 'late@v1', message: 'Tag\n', commit: await main(github), by };
  return refs.createRef(github, 'tags/late@v1', await refs.createTag(github, tag));
};
const uploaded = async (github: GitHub, folder: string) => {
  const draft = await draftOf(github);
  return { draft, asset: await releases.uploadAsset(github, draft, await assetIn(folder), 'asset') };
};

/** Work with commits, tags and files, with releases, and with who made them. */
export const REPOSITORY_WORKS: Readonly<Record<string, Work>> = {
  findRef: { work: (github) => refs.findRef(github, 'heads/main') },
  refsBeginningWith: { before: tagged, work: (github) => refs.refsBeginningWith(github, 'tags/late') },
  createRef: { before: main, work: (github, sha) => refs.createRef(github, 'tags/a', sha) },
  findCommit: { before: main, work: (github, sha) => refs.findCommit(github, sha) },
  readTogether: {
    before: twoCommits,
    work: async (github, { commit, since }) => {
      await readTogether(github, { tags: [], commits: [commit, since], path: 'mlops.yml' });
      return (await refs.findCommit(github, commit))?.message;
    },
  },
  filesOfCommit: {
    before: main,
    work: async (github, sha) => [...((await filesOfCommit(github, sha)) ?? [])],
  },
  isProtected: { work: (github) => isProtected(github, 'main') },
  createTree: { work: (github) => refs.createTree(github, { 'a.txt': 'a' }) },
  createCommit: {
    before: async (github) => (await refs.findCommit(github, await main(github)))?.tree,
    work: (github, tree) => refs.createCommit(github, { message: 'Add\n', tree, parents: [], by }),
  },
  createTag: {
    before: main,
    work: (github, commit) => refs.createTag(github, { name: 'a', message: 'Tag\n', commit, by }),
  },
  readTag: {
    before: async (github) => {
      await tagged(github);
      return refs.findRef(github, 'tags/late@v1');
    },
    work: (github, ref) => refs.readTag(github, ref),
  },
  readTextFile: { work: (github) => refs.readTextFile(github, 'main', 'mlops.yml') },
  releasesOf: {
    before: (github) => draftOf(github),
    work: async (github) => (await releases.releasesOf(github, 'late@v1')).length,
  },
  publishedRelease: {
    before: async (github) => releases.publish(github, await draftOf(github)),
    work: async (github) => (await releases.publishedRelease(github, 'late@v1'))?.body,
  },
  findRelease: {
    before: (github) => draftOf(github),
    work: async (github, { id }) => (await releases.findRelease(github, id))?.body,
  },
  createDraft: { work: async (github) => (await draftOf(github)).body },
  describeRelease: {
    before: (github) => draftOf(github),
    work: async (github, draft) => {
      const change = { body: 'new', commit: 'main' };
      return (await releases.describeRelease(github, draft, change)).body;
    },
  },
  publish: {
    before: (github) => draftOf(github),
    work: async (github, draft) => (await releases.publish(github, draft)).draft,
  },
  deleteDraft: {
    before: (github) => draftOf(github),
    work: (github, draft) => releases.deleteDraft(github, draft),
  },
  uploadAsset: {
    before: async (github, folder) => {
      await assetIn(folder);
      return draftOf(github);
    },
    work: async (github, draft, folder) => {
      const { digest } = await releases.uploadAsset(github, draft, join(folder, 'asset'), 'asset');
      return digest;
    },
  },
  downloadAsset: {
    before: uploaded,
    work: async (github, { asset }, folder) => {
      await releases.downloadAsset(github, asset, join(folder, 'download'));
      return (await readFile(join(folder, 'download'))).length;
    },
  },
  assetsOf: {
    before: uploaded,
    work: async (github, { draft }) => (await releases.assetsOf(github, draft)).length,
  },
  deleteAsset: { before: uploaded, work: (github, { asset }) => releases.deleteAsset(github, asset) },
  makersOf: { before: main, work: (github, commit) => makersOf(github, { commit, since: null }) },
  'makersOf, since another': {
    before: twoCommits,
    work: (github, { commit, since }) => makersOf(github, { commit, since }),
  },
  startersOf: { work: (github) => startersOf(github, 100) },
};
