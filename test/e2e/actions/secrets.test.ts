import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../actions/folders.ts';
import { customers, edit, git, makeRepository } from '../../actions/project.ts';
import { pullRequestEvent, runStep, type StepOptions, type StepResult } from '../../actions/step.ts';
import { asRead } from '../../github/as-read.ts';
import { type LocalGitHub, startGitHub } from '../../github/server.ts';

/** What is planted, and where. */
const SECRETS = {
  token: 'ghs_planted/Token+of"this\\run',
  address: 'p@ss:w0rd/in an+address',
  proxy: 'pr0xy&pass word',
  named: 'planted first line of a key\nand its second line',
  environment: 'planted-in-the-environment/42',
};
const HIDDEN = Object.values(SECRETS).flatMap((secret) => [
  secret,
  ...secret.split('\n'),
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
  JSON.stringify(secret).slice(1, -1),
]);

/** A program that tells all it knows, in every form, and fails. */
const TELL = `const all = JSON.stringify({ env: process.env, argv: process.argv });
console.log(all);
for (const value of Object.values(process.env)) {
  for (const form of [value, encodeURIComponent(value), Buffer.from(value).toString('base64'), ...value.split('\\n')]) console.error(form);
}
process.exit(9);
`;
const ENVIRONMENT = {
  MY_API_KEY: SECRETS.named,
  DEPLOY_PASSWORD: SECRETS.environment,
  DATABASE_URL: `postgres://me:${encodeURIComponent(SECRETS.address)}@127.0.0.1:9/x`,
};

let open: LocalGitHub[] = [];
afterEach(async () => {
  for (const github of open) await github.close().catch(() => {});
  open = [];
});

async function github(from?: string): Promise<LocalGitHub> {
  const server = await startGitHub({ tokens: { [SECRETS.token]: {} }, ...(from ? { from } : {}) });
  server.state.pulls.set(7, { number: 7, head: { sha: 'a'.repeat(40), repo: 'acme/flights' } });
  open.push(server);
  return server;
}

/** Everything in an archive, unpacked. */
function contentOf(zip: Buffer): string {
  let text = zip.toString('latin1');
  for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4)) {
    const [packed, named, offset] = [
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt32LE(at + 42),
    ];
    const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
    const bytes = zip.subarray(start, start + packed);
    const content = zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : bytes;
    text += `\n${zip.subarray(at + 46, at + 46 + named)}\n${content.toString('latin1')}`;
  }
  return text;
}

/** Holds that no form of a secret is anywhere that people can look. */
function expectNowhere(step: StepResult, server: LocalGitHub, workspace: string, forms = HIDDEN): void {
  const { comments, deployments, artifacts, checkRuns, statuses, requests, dispatches, issues } =
    server.state;
  const places: Record<string, string> = {
    log: step.printed.replaceAll(/^::add-mask::.*$/gm, ''),
    summary: step.summary,
    outputs: JSON.stringify(step.outputs),
    github: JSON.stringify({ comments, deployments, checkRuns, statuses, requests, dispatches, issues }),
  };
  for (const { name, bytes } of artifacts) places[`artifact ${name}`] = contentOf(bytes);
  const runs = join(workspace, '.mlops');
  for (const path of statSync(runs, { throwIfNoEntry: false })
    ? readdirSync(runs, { recursive: true, encoding: 'utf8' })
    : []) {
    const file = join(runs, path);
    if (/\.(json|html|md)$/.test(file) && statSync(file).isFile()) places[file] = readFileSync(file, 'utf8');
  }
  // JSON escapes the escapes of Markdown once more.
  for (const [place, text] of Object.entries(places))
    for (const read of [text, asRead(text), asRead(asRead(text))])
      for (const form of forms)
        expect(read.includes(form), `${form} in ${place}:\n${around(read, form)}`).toBe(false);
}

function around(text: string, form: string): string {
  const at = text.indexOf(form);
  return at < 0 ? '' : text.slice(Math.max(0, at - 200), at + 200);
}

const address = (rest: string) => `https://me:${encodeURIComponent(SECRETS.address)}@${rest}`;

async function step(
  name: string,
  server: LocalGitHub,
  change: (text: string) => string,
  options: Partial<StepOptions> = {},
) {
  const workspace = makeRepository(change);
  writeFileSync(join(workspace, 'tell.mjs'), TELL);
  const env = { ...ENVIRONMENT, http_proxy: '', ...options.env };
  const given = { workspace, github: server, event: pullRequestEvent(7), ...options, env };
  return { workspace, result: await runStep(name, given) };
}

describe('a secret is nowhere: log, summary, comment, outputs, artifacts', () => {
  test.each([
    ['a config that holds it where nothing may stand', (text: string) => `${text}\n${address('x')}: 1\n`, 2],
    [
      'a config whose source has it in its address',
      (text: string) => text.replace('data/customers.csv', `"${address('data.invalid/x.csv')}"`),
      null,
    ],
    [
      'a config whose source is at a machine that does not answer',
      (text: string) => text.replace('data/customers.csv', `"${address('127.0.0.1:9/x.csv')}"`),
      null,
    ],
    [
      'a database that does not answer',
      (text: string) =>
        text.replace(
          '{ path: data/customers.csv }',
          '{ postgres: { connection: DATABASE_URL, query: "select 1" } }',
        ),
      null,
    ],
    [
      'a source whose program fails',
      (text: string) =>
        text.replace('{ path: data/customers.csv }', '{ command: [node, tell.mjs], format: csv }'),
      null,
    ],
  ] as const)('%s', async (_name, change, code) => {
    const server = await github();
    const { result, workspace } = await step('validate-data', server, change);
    expect(result.code, result.printed).not.toBe(0);
    expect(result.code, result.printed).not.toBe(70);
    if (code !== null) expect(result.code, result.printed).toBe(code);
    expectNowhere(result, server, workspace);
  });

  test('an override that holds it', async () => {
    const server = await github();
    const { result, workspace } = await step('validate-data', server, (text) => text, {
      inputs: { set: `deploy.production.deploy[1]=${address('x/y')}` },
    });
    expect(result.code, result.printed).toBe(0);
    expect(server.state.artifacts).toHaveLength(2);
    expectNowhere(result, server, workspace);
  });

  test('training whose program tells its environment and fails', async () => {
    const server = await github();
    const change = (text: string) =>
      text.replace(/^train: .*$/m, 'train: { trainer: command, command: [node, tell.mjs] }');
    const validated = await step('pipeline', server, change, { inputs: { stage: 'validate-data,train' } });
    expect(validated.result.code, validated.result.printed).toBe(2);
    expect(validated.result.printed).toContain('tell.mjs');
    expectNowhere(validated.result, server, validated.workspace);
  });

  test('a deployment whose program was given it, tells it and fails', async () => {
    const workspace = makeRepository((text) =>
      text.replace(
        'deploy: [node, deploy.mjs]',
        'deploy: [node, tell.mjs], secrets: [MY_API_KEY, DEPLOY_PASSWORD]',
      ),
    );
    const server = await github(workspace);
    writeFileSync(join(workspace, 'tell.mjs'), TELL);
    const given = { workspace, github: server, event: pullRequestEvent(7), env: ENVIRONMENT };
    const sha = git(workspace, 'rev-parse', 'HEAD');
    const stage = 'validate-data,train,evaluate-gate,register,deploy';
    const result = await runStep('pipeline', { ...given, sha, inputs: { stage } });
    expect(result.code, result.printed).toBe(3);
    expect(result.printed).toContain('DEPLOY_PASSWORD');
    expectNowhere(result, server, workspace);
  }, 60_000);

  test.each([401, 403, 500, 302])(
    'GitHub answers %i and gives the token back',
    async (status) => {
      const server = await github();
      const asked: string[] = [];
      const elsewhere = createServer((request, response) => {
        asked.push(JSON.stringify(request.headers));
        response.end('{}');
      });
      await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
      const location = `http://localhost:${(elsewhere.address() as AddressInfo).port}/`;
      server.state.fault = ({ path }) =>
        /^\/(repos|graphql)/.test(path)
          ? {
              status,
              message: `No: authorization: token ${SECRETS.token}, ${Buffer.from(SECRETS.token).toString('base64')}`,
              headers: { location, 'retry-after': '9999' },
            }
          : undefined;
      const { result, workspace } = await step('validate-data', server, (text) => text);
      elsewhere.closeAllConnections();
      elsewhere.close();
      expect(result.code, result.printed).toBe(0);
      expect(result.printed).toMatch(/No comment|comment/i);
      for (const headers of asked) expect(headers).not.toContain('planted');
      expectNowhere(result, server, workspace);
    },
    120_000,
  );

  test('a proxy that does not answer', async () => {
    const server = await github();
    const proxy = `http://me:${encodeURIComponent(SECRETS.proxy)}@127.0.0.1:9`;
    const change = (text: string) => text.replace('data/customers.csv', '"https://data.invalid/x.csv"');
    const { result, workspace } = await step('validate-data', server, change, {
      env: { http_proxy: proxy, https_proxy: proxy, HTTPS_PROXY: proxy },
    });
    expect(result.code, result.printed).not.toBe(0);
    expectNowhere(result, server, workspace);
  }, 120_000);

  test('a crash that tells it', async () => {
    const server = await github();
    const crash = join(temporaryFolder('crash'), 'crash.cjs');
    writeFileSync(
      crash,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: of the program
      'setTimeout(() => { throw new Error(`crash: ${JSON.stringify(process.env)} ${encodeURIComponent(process.env.INPUT_TOKEN)} ${process.env.MY_API_KEY}`); }, 900);\n',
    );
    const { result, workspace } = await step('train', server, (text) => text, {
      env: { NODE_OPTIONS: `--require=${crash}` },
    });
    expect(result.code, result.printed).not.toBe(0);
    expectNowhere(result, server, workspace);
  });

  test('data that hold it where the contract is broken', async () => {
    const server = await github();
    const workspace = makeRepository();
    edit(workspace, 'data/customers.csv', () =>
      customers({ rows: 3000 }).replace(/,(free|basic|pro),/, `,${SECRETS.environment},`),
    );
    mkdirSync(join(workspace, 'requests'), { recursive: true });
    const result = await runStep('validate-data', {
      workspace,
      github: server,
      event: pullRequestEvent(7),
      env: ENVIRONMENT,
    });
    expect(result.code, result.printed).toBe(1);
    expect(result.summary).toContain('***');
    expectNowhere(result, server, workspace);
  });
});
