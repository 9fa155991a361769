import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { upsertComment } from '../../src/github/comment.ts';
import { readContext } from '../../src/github/context.ts';
import { createDeployment, setDeploymentStatus } from '../../src/github/deployment.ts';
import { findRef } from '../../src/github/refs.ts';
import { Runner } from '../../src/github/runner.ts';
import { systemTimer } from '../../src/github/timer.ts';
import { summaryOf } from '../../src/runner/outlets/outlets.ts';
import { DataError, retold, ServiceError, UserError } from '../../src/system/errors.ts';
import { asRead } from './as-read.ts';
import { FAULTS } from './faults.ts';
import { Servers } from './open.ts';
import { hurriedTime } from './virtual-time.ts';

const TOKEN = 'ghs_planted/Token+of"this\\run';
const PASSWORD = 'p@ss word/1\nof two lines & more';
const FORMS = [TOKEN, ...PASSWORD.split('\n')].flatMap((secret) => [secret, encodeURIComponent(secret)]);
for (const secret of [TOKEN, PASSWORD]) FORMS.push(Buffer.from(secret).toString('base64'));
const servers = new Servers();
let folder: string;
let printed = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  for (const name of ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY']) {
    writeFileSync(join(folder, name), '');
    vi.stubEnv(name, join(folder, name));
  }
  printed = '';
  const hurried = hurriedTime();
  vi.spyOn(systemTimer, 'now').mockImplementation(hurried.now);
  vi.spyOn(systemTimer, 'wait').mockImplementation(hurried.wait);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await servers.close();
});

function expectNowhere(texts: Readonly<Record<string, string>>): void {
  for (const [place, text] of Object.entries(texts))
    for (const form of FORMS)
      for (const one of [text, asRead(text)])
        expect(one.includes(form), `${form} in ${place}:\n${one}`).toBe(false);
}

/** Everything that a person can see of a step. */
const seen = () => ({
  log: printed.replaceAll(/^::add-mask::.*$/gm, ''),
  outputs: readFileSync(join(folder, 'GITHUB_OUTPUT'), 'utf8'),
  summary: readFileSync(join(folder, 'GITHUB_STEP_SUMMARY'), 'utf8'),
});

/** A message as a careless library writes it, with the secret in all its forms. */
const careless = [
  `could not open postgres://user:${encodeURIComponent(PASSWORD)}@db/x with ${PASSWORD}`,
  `Authorization: basic ${Buffer.from(PASSWORD).toString('base64')}, token ${TOKEN}`,
  JSON.stringify({ token: TOKEN, again: Buffer.from(TOKEN).toString('base64url'), password: PASSWORD }),
].join('\n');

describe('a secret', () => {
  it.each([
    ['a mistake', new UserError(careless, { hint: careless })],
    ['a failed service', new ServiceError(careless, { hint: careless, cause: new Error(careless) })],
    ['a bug', new Error(careless)],
    ['a library', new TypeError('fetch failed', { cause: new Error(careless) })],
  ])('in the error of %s is nowhere: log, outputs, summary, comment, deployment', async (_name, error) => {
    const server = await servers.start({ tokens: { [TOKEN]: {} } });
    server.state.pulls.set(7, { number: 7, head: { sha: 'a'.repeat(40), repo: 'acme/flights' } });
    const runner = new Runner({
      GITHUB_REPOSITORY: 'acme/flights',
      GITHUB_SHA: 'a'.repeat(40),
      GITHUB_RUN_ID: '1',
      GITHUB_API_URL: server.url,
      INPUT_TOKEN: TOKEN,
    });
    const { token } = runner.inputs({ token: { kind: 'secret', required: true } });
    runner.mask(PASSWORD);
    const github = await runner.github(token);
    const { log } = runner;
    await log.group(careless, async () => log.info(careless));
    for (const tell of [log.debug, log.warn, log.error]) tell.call(log, careless);
    log.progress(careless, 10).end(careless);
    runner.annotate([{ kind: 'error', message: careless, title: careless, file: careless, line: 1 }]);
    runner.fail(error);
    runner.end();
    runner.setOutputs({ verdict: 'fail', url: careless });
    const stop = { doing: 'train', error: retold(error, (text) => runner.redact(text)), run: '1' };
    const summary = summaryOf('late-flights', [], stop) ?? '';
    await runner.writeSummary(`${summary}\n${careless}`);
    const key = { workflow: 'ci.yml', model: 'late-flights', matrix: '' };
    const body = `${summary}\n${careless}`;
    await upsertComment(github, { issue: 7, key, body, made: 1, headSha: null });
    const place = { ref: 'main', environment: 'production', key: '1', details: {} };
    const id = await createDeployment(github, { ...place, description: careless });
    await setDeploymentStatus(github, id, { state: 'error', description: careless });
    const { comments, deployments } = server.state;
    expect(comments).toHaveLength(1);
    expectNowhere({
      ...seen(),
      comments: inspect(comments),
      deployments: inspect(deployments, { depth: 9 }),
    });
    expect(seen().outputs).toContain('fail');
    expect(seen().log).toContain('The output url is left empty: it holds a secret.');
  });

  it('is not read in a report, however its characters are escaped', async () => {
    const runner = new Runner({ GITHUB_REPOSITORY: 'acme/flights', GITHUB_SHA: '1', GITHUB_RUN_ID: '1' });
    const signs = [...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'];
    const secrets = signs.flatMap((sign) => [
      `${sign}begin7${sign}`,
      `mid${sign}dle7`,
      `twi${sign}${sign}ce7`,
    ]);
    secrets.push(
      'www.planted.example',
      'GH-123456',
      'https://planted.example/x',
      'pässwörd_ß*é',
      '_*~`<>&|[]',
    );
    for (const secret of secrets) {
      runner.mask(secret);
      for (const text of [`It is ${secret} here`, secret, `a\n${secret}`, `\`${secret}\``]) {
        const error = new UserError(text, { hint: text });
        const summary = summaryOf(text, [], { doing: text, error, run: text }) ?? '';
        expect(asRead(runner.redact(summary)), secret).not.toContain(secret);
      }
    }
    expect(runner.redact('# Nothing \\_ of &amp; this\u2060')).toBe('# Nothing \\_ of &amp; this\u2060');
  });

  it('that is a number or a word hides no figure and no verdict', async () => {
    const runner = new Runner({ GITHUB_REPOSITORY: 'acme/flights', GITHUB_SHA: '1', GITHUB_RUN_ID: '1' });
    for (const short of ['1', '0.75', 'true', 'pass']) runner.mask(short);
    runner.setOutputs({ verdict: 'pass', metric: 0.75, retrain: true, rows: 1 });
    for (const value of ['pass', '0.75', 'true', '1']) expect(seen().outputs).toContain(`\n${value}\n`);
    expect(seen().log).not.toContain('left empty');
  });

  it.each([[DataError], [UserError], [ServiceError]])(
    'is hidden before a sentence begins with it or is cut within it: %o',
    (Kind) => {
      const runner = new Runner({ GITHUB_REPOSITORY: 'acme/flights', GITHUB_SHA: '1', GITHUB_RUN_ID: '1' });
      runner.mask(PASSWORD);
      for (const text of [PASSWORD, `${'x'.repeat(593)}${PASSWORD}`]) {
        const error = retold(new Kind(text, { hint: text }), (one) => runner.redact(one));
        expect(error).toBeInstanceOf(Kind);
        const summary = summaryOf('late-flights', [], { doing: 'train', error, run: '1' }) ?? '';
        expect(asRead(summary).toLowerCase()).not.toContain(PASSWORD.slice(0, 5));
      }
    },
  );

  it.each(Object.keys(FAULTS).filter((name) => name !== 'timeout' && name !== '429'))(
    'is in no error of a GitHub with %s',
    async (name) => {
      const server = await servers.start({ tokens: { [TOKEN]: {} } });
      server.state.fault = () => {
        const fault = FAULTS[name];
        // Even where a server, or a proxy before it, gives the token back.
        if (typeof fault !== 'object') return fault;
        return { ...fault, headers: { ...fault.headers, 'retry-after': '999' }, message: `No ${TOKEN}` };
      };
      const environment = { GITHUB_REPOSITORY: 'acme/flights', GITHUB_SHA: '1', GITHUB_RUN_ID: '1' };
      const runner = new Runner({ ...environment, GITHUB_API_URL: server.url, INPUT_TOKEN: TOKEN });
      const { token } = runner.inputs({ token: { kind: 'secret', required: true } });
      const github = await runner.github(token);
      runner.fail(await findRef(github, 'heads/main').catch((error: unknown) => error));
      expectNowhere(seen());
      expect(seen().log).toContain('::error::');
    },
  );

  it('in the address of a proxy is hidden before anything is sent through it', async () => {
    const environment = { GITHUB_REPOSITORY: 'a/b', GITHUB_SHA: '1', GITHUB_RUN_ID: '1' };
    const proxy = `http://me:${encodeURIComponent(PASSWORD)}@127.0.0.1:9`;
    const runner = new Runner({ ...environment, https_proxy: proxy });
    await runner.github(TOKEN);
    runner.log.info(`sent through ${proxy}, which has ${PASSWORD}`);
    expectNowhere({ log: seen().log.replaceAll(TOKEN, '') });
    expect(seen().log).toContain('sent through http://me:***@127.0.0.1:9');
  });

  it.each([
    [`http://x:${encodeURIComponent(PASSWORD)}@host/api`, 'user or password'],
    [`ftp://x:${encodeURIComponent(PASSWORD)}@host`, 'no address'],
    [`${PASSWORD}`, 'no address'],
  ])('in an address is not told', (url, told) => {
    const environment = { GITHUB_REPOSITORY: 'a/b', GITHUB_SHA: '1', GITHUB_RUN_ID: '1' };
    let error: unknown;
    try {
      readContext({ ...environment, GITHUB_API_URL: url });
    } catch (caught) {
      error = caught;
    }
    expect(String(error)).toContain(told);
    expectNowhere({ error: inspect(error) });
  });
});
