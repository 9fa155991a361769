import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, vi } from 'vitest';
import { readBrief } from '../../src/runner/briefs/brief.ts';
import { DataError } from '../../src/system/errors.ts';
import { hostileText, poisonedStory } from '../report/hostile.ts';
import { expectOurs } from '../report/ours.ts';
import { STORIES, story } from '../report/stories.ts';
import { FORK, forkRun, HEAD, reportRun } from './fork-run.ts';
import { commandsOf } from './runner-reads.ts';
import type { LocalGitHub } from './server.ts';
import { type ZipEntry, type ZipLies, zipOf } from './zip.ts';

const NAME = 'evidence.json';

/** Evidence that any story has, as text: the honest content that lies are told around. */
const honest = fc.tuple(fc.constantFrom(...STORIES), fc.nat(5)).map(([name, index]) => {
  const evidence = story(name);
  return JSON.stringify(evidence[index % evidence.length]);
});

const zip = (entries: (content: string) => ZipEntry[], lies: ZipLies = {}) =>
  honest.map((content) => zipOf(entries(content), lies));
const one = (other: Partial<ZipEntry>, lies: ZipLies = {}) =>
  zip((content) => [{ name: NAME, content, ...other }], lies);
/** Zeros, packed: a megabyte of them becomes a kilobyte. */
const zeros = (bytes: number) => deflateRawSync(Buffer.alloc(bytes));

/** Archives whose very structure is a lie. */
const archives: readonly fc.Arbitrary<Buffer>[] = [
  ...[
    '../evidence.json',
    '/etc/passwd',
    'C:\\evidence.json',
    '..\\evidence.json',
    'evidence.json/',
    'EVIDENCE.JSON',
    'a/evidence.json',
    `${NAME}\0`,
    '',
    '__proto__',
  ].map((name) => one({ name })),
  one({ headerName: '../../evil' }),
  zip((content) => [
    { name: NAME, content },
    { name: NAME, content },
  ]),
  zip((content) => [
    { name: NAME, content },
    { name: '../evil', content: 'x' },
  ]),
  zip(
    (content) => [
      { name: NAME, content },
      { name: 'second', content: 'x' },
    ],
    { count: 1 },
  ),
  zip((content) =>
    Array.from({ length: 3000 }, (_, index) => ({ name: `f${index}`, content: content.slice(0, 9) })),
  ),
  zip(() => []),
  one({}, { count: 0 }),
  one({}, { count: 0xffff }),
  one({}, { listOffset: 0xffffffff }),
  one({}, { listLength: 0xffffffff }),
  one({}, { listOffset: 0 }),
  one({}, { disk: 1 }),
  one({}, { comment: 'a comment' }),
  one({}, { before: Buffer.from('#!/bin/sh\n') }),
  ...[0o120777, 0o040755, 0o020666, 0o060666, 0o010666, 0o140777].map((mode) => one({ mode })),
  one({ flags: 1 }),
  one({ flags: 0x2041 }),
  one({ flags: 8 }),
  one({ checksum: 0 }),
  one({ size: 1 }),
  one({ size: 0xffffffff, packedSize: 0xffffffff, extra: Buffer.alloc(28, 1) }),
  one({ extra: Buffer.from([1, 0, 16, 0, ...Buffer.alloc(16, 255)]) }),
  one({ packedSize: 0 }),
  one({ packedSize: 0x7fffffff }),
  one({ offset: 0xffffffff }),
  one({ offset: 7 }),
  ...[1, 9, 12, 14, 93, 99].map((method) => one({ method })),
  one({ stored: true, method: 8 }),
  one({ method: 0 }),
  one({ packed: zeros(64 << 20), size: 1000 }),
  one({ packed: zeros(300 * 1024), size: 300 * 1024 }),
  one({ packed: zeros(64 << 20), size: 64 << 20 }),
  one({ content: Buffer.alloc(0) }),
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
  fc
    .tuple(one({}), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([bytes, share]) => bytes.subarray(0, bytes.length * share)),
  // Any byte may be another one.
  fc
    .tuple(
      one({}),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }),
    )
    .map(([bytes, changes]) => {
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      return bytes;
    }),
  fc.tuple(one({}), fc.nat(70), fc.integer({ min: 0, max: 255 })).map(([bytes, at, value]) => {
    bytes[bytes.length - 1 - at] = value;
    return bytes;
  }),
];

type Change = (evidence: Record<string, unknown>, text: string) => unknown;

/** Evidence that is none, or lies. */
const changes: readonly Change[] = [
  () => null,
  () => [],
  () => 7,
  (_evidence, text) => text,
  (evidence, text) => ({ ...evidence, schema: text }),
  (evidence) => ({ ...evidence, schema: 'mlops-evidence/2' }),
  (evidence, text) => ({ ...evidence, stage: text }),
  (evidence) => ({ ...evidence, stage: evidence.stage === 'train' ? 'deploy' : 'train' }),
  (evidence) => ({ ...evidence, stage: '__proto__' }),
  (evidence) => ({ ...evidence, stage: 'constructor' }),
  (evidence, text) => ({ ...evidence, [text]: text }),
  (evidence, text) => ({ ...evidence, figures: { ...(evidence.figures as object), [text]: 1 } }),
  (evidence) => ({ ...evidence, verdict: 'certainly' }),
  (evidence) => ({ ...evidence, figures: {} }),
  (evidence) => ({ ...evidence, reasons: Array.from({ length: 40_000 }, () => 1) }),
  (evidence, text) => ({ ...evidence, warnings: Array.from({ length: 500 }, () => text) }),
  (evidence) => ({ ...evidence, warnings: ['x'.repeat(2001)] }),
  (evidence) => ({ ...evidence, warnings: ['x'.repeat(300_000)] }),
  (evidence, text) => ({ ...evidence, model: text }),
  (evidence, text) => ({
    ...evidence,
    model: `${text}@acme/admins`,
    inputs: { [text]: text },
    tools: { [text]: text },
  }),
  (evidence) => ({ ...evidence, started: 'this is no time at all', finished: 'neither is this one, sir' }),
  (evidence) => ({ ...evidence, started: '+999999-12-31T00:00:00Z', finished: '-271821-04-19T00:00:00Z' }),
  (evidence) => ({
    ...evidence,
    machine: { ...(evidence.machine as object), cores: -1e308, memoryBytes: 1e308, gpu: '<img src=x>' },
  }),
  (evidence) => ({
    ...evidence,
    run: { ...(evidence.run as object), id: '1', attempt: 9e15, commit: '@acme/admins', overrides: ['#1'] },
  }),
  (evidence) => ({ ...evidence, number: 1, pull_request: { number: 1 } }),
  (evidence) =>
    JSON.parse(JSON.stringify(evidence), (_key, value) => (typeof value === 'number' ? 1e308 : value)),
  (evidence) =>
    JSON.parse(JSON.stringify(evidence), (_key, value) => (typeof value === 'number' ? -value : value)),
  (evidence) => JSON.parse(JSON.stringify(evidence), (_key, value) => (Number.isInteger(value) ? 0 : value)),
  (evidence) => JSON.parse(JSON.stringify(evidence), (_key, value) => (Array.isArray(value) ? [] : value)),
  (evidence) =>
    JSON.parse(JSON.stringify(evidence), (_key, value) => (Array.isArray(value) ? value.slice(0, 1) : value)),
  (evidence) => JSON.parse(JSON.stringify(evidence), (_key, value) => (value === null ? 'null' : value)),
  (evidence) =>
    JSON.parse(JSON.stringify(evidence), (key, value) =>
      key === 'href' || key === 'url' ? 'javascript:alert(1)' : value,
    ),
];

/** Text that is no JSON of ours, whatever stands in it. */
const texts: readonly ((json: string) => string | Uint8Array)[] = [
  (json) => json.replace(/:\d+(\.\d+)?/, ':NaN'),
  (json) => json.replaceAll(/:\d+(\.\d+)?/g, ':1e999'),
  (json) => json.replace(/:(\d+)/, ':-Infinity'),
  (json) => json.replace(/:(\d+)/, `:${'9'.repeat(5000)}`),
  (json) => json.replace('{', '{"__proto__":{"polluted":true},'),
  (json) => json.replace('"run":{', '"run":{"__proto__":{"id":"1"},'),
  (json) => json.replace('"tools":{', '"tools":{"constructor":"x",'),
  (json) => json.replace('"inputs":{', '"inputs":{"prototype":"x",'),
  (json) => json.replace('"inputs":{', '"inputs":{"\\u005f\\u005fproto__":"x",'),
  (json) => json.replace('"model":', '"model":"other","model":'),
  (json) => `${'['.repeat(100_000)}${']'.repeat(100_000)}`.slice(0, 250_000) + json.slice(0, 9),
  (json) => json.replace('"warnings":', `"warnings":${'['.repeat(9000)}${']'.repeat(9000)},"x":`),
  (json) =>
    `{"schema":"mlops-evidence/1","stage":"train","figures":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}${json.slice(-1)}`,
  (json) => json.replace(/"parameters":\{/, `"parameters":{"deep":${'['.repeat(60)}1${']'.repeat(60)},`),
  (json) => `\ufeff${json}`,
  (json) => Buffer.concat([Buffer.from(json), Buffer.from([0xff, 0xfe])]),
  (json) => Buffer.from(json, 'utf16le'),
  (json) => json.slice(0, -3),
  (json) => `${json}${json}`,
  (json) => `${json}${' '.repeat(300_000)}`,
  (json) => json.replaceAll('"', "'"),
  () => '',
];

const contents = fc.oneof(
  fc
    .tuple(honest, hostileText, fc.constantFrom(...changes))
    .map(([json, text, change]) => JSON.stringify(change(JSON.parse(json), text))),
  fc.tuple(honest, fc.constantFrom(...texts)).map(([json, change]) => change(json)),
  // Hostile text in every place that takes any text: what the schema allows and the renderer must bear.
  fc
    .record({
      name: fc.constantFrom(...STORIES),
      texts: fc.array(hostileText, { minLength: 1, maxLength: 12 }),
      share: fc.constantFrom(0.2, 0.6, 1),
    })
    .map((poison) => {
      const evidence = poisonedStory(poison);
      return JSON.stringify(evidence[poison.texts.length % evidence.length]);
    }),
);

const artifact = fc.oneof(
  { weight: 1, arbitrary: fc.oneof(...archives) },
  { weight: 1, arbitrary: contents.map((content) => zipOf([{ name: NAME, content }])) },
);

/** So many hostile archives, always the same. */
export function hostileArtifacts(count: number): Buffer[] {
  return fc.sample(artifact, { numRuns: count, seed: 7 });
}

/** What somebody could call an artifact so that it is taken for a brief. */
const NAMES = [
  'late-flights',
  '@acme_admins',
  '1',
  'a-brief-1',
  '::error::x',
  '%0A::error::x',
  '../../x',
  'é ',
  '`x`',
  '<b>',
];
const AT_ONCE = 20;

interface Told {
  read: number;
  refused: number;
  comments: number;
}

/**
 * Lets forks leave so many artifacts, and holds that nothing comes of them but refusals in the log and comments that are
 * ours, on the pull request of the fork. Returns how many were read and refused, and how many comments came of them.
 */
export async function holdReporter(server: LocalGitHub, count: number): Promise<Told> {
  const folder = mkdtempSync(join(tmpdir(), 'watched-'));
  const here = readdirSync('.').sort();
  vi.stubEnv('TMPDIR', folder);
  server.state.pulls.set(7, { number: 7, head: { sha: HEAD, repo: FORK } });
  server.state.pulls.set(1, { number: 1, head: { sha: 'c'.repeat(40), repo: 'victim/flights' } });
  server.state.remaining = Number.POSITIVE_INFINITY;
  const told: Told = { read: 0, refused: 0, comments: 0 };
  const all = hostileArtifacts(count);
  try {
    for (let run = 500; all.length > 0; run++) {
      const { state } = server;
      for (const list of [state.artifacts, state.comments, state.requests]) list.splice(0);
      for (const [index, bytes] of all.splice(0, AT_ONCE).entries()) {
        holdArchive(bytes, told);
        const name = `mlops-${NAMES[index % NAMES.length]}-train-brief-${index < NAMES.length ? '' : `k${index}-`}1`;
        state.artifacts.push({ id: state.nextId(), run, name, bytes, finished: true });
      }
      const { error, printed, comment } = await reportRun(server, { run: forkRun({ id: run }) });
      expect(error).toBeUndefined();
      expect(
        comment === '' || comment?.startsWith('https://github.com/acme/flights/pull/7#issuecomment-'),
      ).toBe(true);
      for (const command of commandsOf(printed)) expect(command).toMatch(/^::(warning|debug|add-mask)::/);
      expect(state.comments.length).toBeLessThanOrEqual(1);
      told.comments += state.comments.length;
      for (const { issue, body } of state.comments) {
        expect(issue).toBe(7);
        const [marker = ''] = /\n\n<!-- mlops-actions:[\w.%/]* at=\d+ -->$/.exec(body) ?? [];
        expect(marker).not.toBe('');
        expectOurs(body.slice(0, -marker.length), [`https://github.com/acme/flights/actions/runs/${run}`]);
      }
      const writes = state.requests.filter(({ method, path }) => method !== 'GET' && path !== '/graphql');
      for (const { method, path } of writes)
        expect(`${method} ${path}`).toBe('POST /repos/acme/flights/issues/7/comments');
      vi.stubEnv('TMPDIR', folder);
      expect(readdirSync(folder, { recursive: true })).toEqual([]);
    }
    expect(readdirSync('.').sort()).toEqual(here);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  } finally {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  }
  return told;
}

/** Reads an archive, or refuses it by our one error, in little time. */
function holdArchive(bytes: Buffer, told: Told): void {
  const start = performance.now();
  try {
    readBrief(bytes);
    told.read += 1;
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    expect((error as Error).message).toMatch(/is refused: /);
    told.refused += 1;
  }
  expect(performance.now() - start).toBeLessThan(5000);
}
