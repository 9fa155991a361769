import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsOf, outputsOf } from './runner-reads.ts';
import { startGitHub } from './server.ts';

const execute = promisify(execFile);
const PROXY_STEP = fileURLToPath(new URL('proxy-step.ts', import.meta.url));
const STEP = fileURLToPath(new URL('step.ts', import.meta.url));
const HOSTILE =
  'flights\r\n::error::injected\n::set-output name=verdict::fail\n##[error]injected\nghadelimiter_1\nEOF';
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'runner-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function runStep(changes: Record<string, string> = {}, step = STEP) {
  const folder = await mkdtemp(join(root, 'step-'));
  const files = {
    GITHUB_OUTPUT: join(folder, 'out'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
  };
  for (const path of Object.values(files)) await writeFile(path, '');
  const env = {
    PATH: process.env.PATH ?? '',
    GITHUB_REPOSITORY: 'acme/flights',
    GITHUB_SHA: '1'.repeat(40),
    GITHUB_RUN_ID: '42',
    ...files,
    ...changes,
  };
  const ran = await execute(process.execPath, ['--no-warnings', step], { env }).catch((error) => error);
  const { stdout, stderr, code = 0 } = ran as { stdout: string; stderr: string; code?: number };
  const [output, summary] = await Promise.all(Object.values(files).map((path) => readFile(path, 'utf8')));
  return {
    stdout,
    stderr,
    code,
    output: outputsOf(output ?? ''),
    summary: summary ?? '',
  };
}

/** A proxy as companies have: whatever host is asked for, it connects to `server`, and remembers the name. */
async function startProxy(server: string) {
  const targets: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket: Socket, head: Buffer) => {
    targets.push(request.url ?? '');
    const through = connect(Number(new URL(server).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      through.write(head);
      through.pipe(socket).pipe(through);
    });
    through.on('error', () => socket.destroy());
    socket.on('error', () => through.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, targets, close: () => proxy.close() };
}

describe('a step on a runner', () => {
  it('gives commands of its own only, whatever texts say', async () => {
    const { stdout, code } = await runStep({ INPUT_TEXT: HOSTILE, INPUT_TOKEN: 'secret-token' });
    expect(code).toBe(2);
    const commands = commandsOf(stdout);
    const kinds = commands.map((line) => /^::([a-z-]+)/.exec(line)?.[1]);
    expect(kinds.filter((kind) => kind === 'warning')).toHaveLength(10);
    expect(kinds.filter((kind) => kind === 'error')).toHaveLength(2);
    expect(new Set(kinds)).toEqual(new Set(['add-mask', 'group', 'endgroup', 'debug', 'warning', 'error']));
    expect(commands).toContain('::error title=contract,file=data/flights.csv,line=3::wrong type');
    expect(commands.at(-1)).toBe('::warning::3 more warnings: see the log of this step and the report.');
    expect(stdout).toContain('the config is wrong');
    expect(stdout).not.toMatch(/^\s+at /m);
  });

  it('masks a secret in every form before it prints anything', async () => {
    const secret = 'p@ss word/1\nsecond line';
    const { stdout } = await runStep({ INPUT_TEXT: 'x', INPUT_TOKEN: secret });
    const lines = stdout.split('\n');
    const masks = lines.filter((line) => line.startsWith('::add-mask::'));
    expect(lines.slice(0, masks.length)).toEqual(masks);
    for (const form of [
      'p@ss word/1',
      'second line',
      Buffer.from(secret).toString('base64'),
      encodeURIComponent(secret).replaceAll('%', '%25'),
    ]) {
      expect(masks).toContain(`::add-mask::${form}`);
    }
  });

  it('writes outputs and summary exactly', async () => {
    const { output, summary } = await runStep({ INPUT_TEXT: HOSTILE });
    expect(output).toEqual({ verdict: 'pass', text: HOSTILE, empty: '', number: '0.1' });
    expect(summary).toBe(`# Report\n\n${'x'.repeat(99)}\n\n`);
  });

  it('keeps the summary below the limit of GitHub', async () => {
    const { summary } = await runStep({ INPUT_TEXT: 'x', SUMMARY_REPEAT: '20000' });
    expect(Buffer.byteLength(summary)).toBeLessThan(900 * 1024 + 2);
    expect(summary).toMatch(/was cut/);
  });

  it('reaches GitHub through a proxy, and without one', async () => {
    const server = await startGitHub();
    const proxy = await startProxy(server.url);
    try {
      expect((await runStep({ GITHUB_API_URL: server.url }, PROXY_STEP)).stdout).toContain(
        'found heads/main',
      );
      expect(proxy.targets).toEqual([]);
      const proxied = { GITHUB_API_URL: 'http://github.example/api/v3', http_proxy: proxy.url };
      server.state.prefix = '/api/v3';
      expect((await runStep(proxied, PROXY_STEP)).stdout).toContain('found heads/main');
      expect(proxy.targets).toEqual(['github.example:80']);
    } finally {
      proxy.close();
      await server.close();
    }
  });

  it('names the input that is missing', async () => {
    const { code, stderr } = await runStep();
    expect(code).not.toBe(0);
    expect(stderr).toContain('`text` is required');
  });
});
