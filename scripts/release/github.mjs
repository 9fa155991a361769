import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sumsIn } from './assets.mjs';
import { notesOf, versionOf } from './check.mjs';
import { git } from './git.mjs';

/** Sends one request as the job; the answer's JSON. Throws where the status is none of `expected`. */
async function ask(method, path, { body, file, expected = [200, 201, 204] } = {}) {
  const {
    GITHUB_API_URL: api = 'https://api.github.com',
    GITHUB_REPOSITORY: repository,
    GH_TOKEN: token,
  } = process.env;
  if (!repository || !token)
    throw new Error('GITHUB_REPOSITORY and GH_TOKEN must be set, as in the release workflow.');
  const url =
    path.startsWith('https://') || path.startsWith('http://') ? path : `${api}/repos/${repository}${path}`;
  const response = await fetch(url, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'user-agent': 'mlops-actions-release',
      'x-github-api-version': '2022-11-28',
      ...(file ? { 'content-type': 'application/octet-stream' } : { 'content-type': 'application/json' }),
    },
    body: file ?? (body && JSON.stringify(body)),
  });
  const text = await response.text();
  const json = text === '' ? null : JSON.parse(text);
  if (!expected.includes(response.status)) {
    throw new Error(`${method} ${path}: ${response.status} ${json?.message ?? ''}`);
  }
  return { status: response.status, json };
}

/** Why `tag` may not be released: GitHub must hold its signature valid, and it must be of this version on the default branch. */
export async function tagProblems(root, tag) {
  const problems = [];
  if (tag !== `v${versionOf(root)}`)
    problems.push(`The tag is ${tag}, and package.json says ${versionOf(root)}.`);
  const ref = await tagRef(tag);
  if (ref?.object.type !== 'tag')
    return [...problems, `${tag} is no annotated tag. Make it with \`git tag --sign\`.`];
  const { json: object } = await ask('GET', `/git/tags/${ref.object.sha}`);
  if (object.verification?.verified !== true) {
    problems.push(`The signature of ${tag} does not hold: ${object.verification?.reason ?? 'unsigned'}.`);
  }
  const head = git(root, 'rev-parse', 'HEAD');
  if (object.object.sha !== head) problems.push(`${tag} is of ${object.object.sha}, and this is ${head}.`);
  const branch = process.env.DEFAULT_BRANCH ?? 'main';
  const branches = git(root, 'branch', '--remotes', '--contains', head, '--format=%(refname:lstrip=3)').split(
    '\n',
  );
  if (!branches.includes(branch)) problems.push(`${tag} is not on ${branch}.`);
  return problems;
}

/** A draft release of this version with the files of `folder`; its address. An own draft that a failed run left goes first. */
export async function draftRelease(root, folder) {
  const version = versionOf(root);
  const tag = `v${version}`;
  for (const old of await releasesOf(tag)) {
    if (!old.draft)
      throw new Error(`${tag} is published already. A release is never changed: make a new version.`);
    await ask('DELETE', `/releases/${old.id}`);
  }
  const notes = notesOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version) ?? '';
  const { json: draft } = await ask('POST', '/releases', {
    body: { tag_name: tag, name: tag, body: `${notes}\n\n${verifyText(tag)}`, draft: true },
  });
  const uploads = draft.upload_url.replace(/\{.*\}$/, '');
  for (const name of [...sumsIn(folder).keys(), 'SHA256SUMS']) {
    const file = readFileSync(join(folder, name));
    await ask('POST', `${uploads}?name=${encodeURIComponent(basename(name))}`, { file });
  }
  return draft.html_url;
}

function verifyText(tag) {
  return `Pin by commit: \`git rev-parse ${tag}^{commit}\`. Verify the files: \`gh attestation verify FILE --repo ${process.env.GITHUB_REPOSITORY}\`.`;
}

/** The ref of a tag; undefined where there is none. */
async function tagRef(tag) {
  const { json } = await ask('GET', `/git/matching-refs/${encodeURIComponent(`tags/${tag}`)}`);
  return json.find(({ ref }) => ref === `refs/tags/${tag}`);
}

/** Releases and drafts of a tag. */
async function releasesOf(tag) {
  const { json } = await ask('GET', '/releases?per_page=100');
  return json.filter((one) => one.tag_name === tag);
}

/** Publishes the draft of `tag`, and moves the tag of its major version, which has no release, to the same commit. */
export async function publishRelease(tag) {
  const drafts = (await releasesOf(tag)).filter((one) => one.draft);
  if (drafts.length !== 1) throw new Error(`There are ${drafts.length} drafts of ${tag}; there must be one.`);
  const { json: published } = await ask('PATCH', `/releases/${drafts[0].id}`, { body: { draft: false } });
  const ref = await tagRef(tag);
  const { json: object } = await ask('GET', `/git/tags/${ref.object.sha}`);
  const sha = object.object.sha;
  const major = tag.split('.')[0];
  if (await tagRef(major))
    await ask('PATCH', `/git/refs/${encodeURIComponent(`tags/${major}`)}`, { body: { sha, force: true } });
  else await ask('POST', '/git/refs', { body: { ref: `refs/tags/${major}`, sha } });
  return [`published: ${published.html_url}`, `${major} is ${sha}`];
}
