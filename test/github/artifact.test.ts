import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Artifacts } from '../../src/github/artifact.ts';
import { artifactName } from '../../src/github/artifact-names.ts';
import { MemoryLog } from '../../src/system/log.ts';
import { Servers } from './open.ts';
import { runtimeToken } from './results.ts';
import type { LocalGitHub } from './server.ts';

const servers = new Servers();
const what = { model: 'late-flights', stage: 'train' };
const here = { run: null, expected: null };
let root: string;
let server: LocalGitHub;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'artifact-'));
  server = await servers.start();
  // The library takes the address of the API once, when it is loaded.
  vi.stubEnv('GITHUB_API_URL', server.url);
  // It tells what it does on standard output.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await servers.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(() => {
  server.state.artifacts.splice(0);
  inRun(42);
});

/** The environment that the runner gives the steps of an action. */
function inRun(run: number) {
  vi.stubEnv('ACTIONS_RESULTS_URL', server.url);
  vi.stubEnv('ACTIONS_RUNTIME_TOKEN', runtimeToken(run));
}

async function results(files: Record<string, string>) {
  const directory = await mkdtemp(join(root, 'run-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  return directory;
}
const artifacts = (attempt = 1) => new Artifacts({ log: new MemoryLog(), attempt });
const fresh = () => mkdtemp(join(root, 'target-'));
const FILES = {
  'train.json': '{"verdict":"pass"}',
  'package/model/weights.bin': 'w'.repeat(200_000),
  'package/empty': '',
};

describe('the artifact of a stage', () => {
  it('reaches the next job whole', async () => {
    const made = await artifacts().upload(what, await results(FILES));
    expect(made).toMatchObject({
      name: 'mlops-late-flights-train-1',
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
    const target = await fresh();
    const taken = await artifacts().download(what, target, { run: null, expected: made.digest });
    expect(taken).toEqual(made);
    for (const [path, text] of Object.entries(FILES))
      expect(await readFile(join(target, path), 'utf8')).toBe(text);
    expect(await artifacts().download(what, target, here)).toEqual(made);
    expect(await artifacts().download({ ...what, stage: 'register' }, target, here)).toBeNull();
  });

  it('that somebody deleted is not taken for one that was never made', async () => {
    const { digest } = await artifacts().upload(what, await results(FILES));
    const gone = { ...what, stage: 'evaluate-gate' };
    const taken = artifacts().download(gone, await fresh(), { run: null, expected: digest });
    await expect(taken).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining('evaluate-gate that an earlier job made is not in this run'),
    });
  });

  it('is found in another run', async () => {
    const made = await artifacts().upload(what, await results(FILES));
    inRun(43);
    const target = await fresh();
    expect(await artifacts().download(what, target, here)).toBeNull();
    const run = { id: '42', token: server.token, owner: 'acme', repo: 'flights' };
    expect(await artifacts().download(what, target, { run, expected: made.digest })).toEqual(made);
    expect(await readFile(join(target, 'train.json'), 'utf8')).toBe(FILES['train.json']);
    await expect(
      artifacts().download(what, target, { run: { ...run, id: 'last' }, expected: null }),
    ).rejects.toThrow(/not the id of a run/);
    const refused = artifacts().download(what, target, { run: { ...run, token: 'unknown' }, expected: null });
    await expect(refused).rejects.toMatchObject({
      exitCode: 2,
      hint: expect.stringContaining('actions: read'),
    });
  });

  it('of the newest attempt is taken', async () => {
    await artifacts(1).upload(what, await results({ 'train.json': 'first' }));
    await artifacts(2).upload(what, await results({ 'train.json': 'second' }));
    await artifacts(10).upload(what, await results({ 'train.json': 'tenth' }));
    await artifacts(11).upload({ ...what, stage: 'train-other' }, await results({ 'train.json': 'other' }));
    const target = await fresh();
    expect(await artifacts(10).download(what, target, here)).toMatchObject({
      name: 'mlops-late-flights-train-10',
    });
    expect(await readFile(join(target, 'train.json'), 'utf8')).toBe('tenth');
  });

  it('of an attempt that is still to come is nothing of this run', async () => {
    await artifacts(1).upload(what, await results({ 'train.json': 'first' }));
    await artifacts(999).upload(what, await results({ 'train.json': 'planted' }));
    const target = await fresh();
    expect(await artifacts(2).download(what, target, here)).toMatchObject({
      name: 'mlops-late-flights-train-1',
    });
  });

  it('is refused when one byte of it was changed', async () => {
    const { digest } = await artifacts().upload(what, await results(FILES));
    const stored = server.state.artifacts[0];
    if (stored)
      stored.bytes = Buffer.from(stored.bytes.map((byte, index) => (index === 60 ? byte ^ 1 : byte)));
    const target = await fresh();
    const failure = artifacts().download(what, target, { run: null, expected: digest });
    await expect(failure).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining('digest differs'),
    });
    expect(await readdir(target)).toEqual([]);
  });

  it('does not overwrite other results', async () => {
    await artifacts().upload(what, await results(FILES));
    const target = await results({ 'train.json': 'mine' });
    await expect(artifacts().download(what, target, here)).rejects.toThrow(/train\.json is there already/);
    expect(await readFile(join(target, 'train.json'), 'utf8')).toBe('mine');
  });

  it('cannot be empty, nor be made twice, nor outside a step', async () => {
    await expect(artifacts().upload(what, await fresh())).rejects.toThrow(/no file to upload/);
    await artifacts().upload(what, await results(FILES));
    await expect(artifacts().upload(what, await results(FILES))).rejects.toMatchObject({
      exitCode: 2,
      hint: expect.stringContaining('Two jobs'),
    });
    vi.stubEnv('ACTIONS_RUNTIME_TOKEN', undefined);
    await expect(artifacts().upload(what, await results(FILES))).rejects.toMatchObject({ exitCode: 2 });
  });

  it('has a name that GitHub takes', () => {
    expect(artifactName({ model: 'a/b:c*', stage: 'train' }, 3)).toBe('mlops-a_b_c_-train-3');
  });
});
