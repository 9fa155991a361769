import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningServer, type ServeRequest, serve } from '../../src/serving/serve.ts';
import { fixedClock } from '../../src/system/clock.ts';
import { UserError } from '../../src/system/errors.ts';
import { MemoryLog } from '../../src/system/log.ts';
import { logistic, type TinyOptions, tinyModel } from './model.ts';

const clock = fixedClock('2013-07-01T00:00:00Z');
let folder: string;
let servers: RunningServer[];
let log: MemoryLog;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serving-'));
  servers = [];
  log = new MemoryLog();
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await rm(folder, { recursive: true });
});

async function start(options: TinyOptions = {}, request: Partial<ServeRequest> = {}) {
  const limits = { grace: 0, ...request.limits };
  const server = await serve(
    tinyModel(options),
    { host: '127.0.0.1', port: 0, version: '3', log: folder, programVersion: '0.1.0', ...request, limits },
    { log, clock },
  );
  servers.push(server);
  return server;
}

async function call(server: RunningServer, path: string, body?: unknown, init: RequestInit = {}) {
  const response = await fetch(`${server.url}${path}`, {
    ...(body === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
    ...init,
  });
  const text = await response.text();
  expect(text).not.toContain('node_modules');
  expect(text).not.toMatch(/\n\s+at /);
  return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : null, response };
}

async function logged(): Promise<Record<string, unknown>[]> {
  const files = (await readdir(folder)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return texts.flatMap((text) => {
    expect(text === '' || text.endsWith('\n')).toBe(true);
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  });
}

const row = { x: 2, time: 'noon', time_hour: '2013-06-01T09:00:00Z' };

test('rows come as a list under "rows", as a bare list, or as one object', async () => {
  const server = await start();
  for (const body of [{ rows: [row] }, [row], row]) {
    const answer = await call(server, '/predict', body);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      model: 'tiny-model',
      version: '3',
      predictions: [{ score: logistic(2), prediction: 'true' }],
    });
  }
  expect((await call(server, '/predict', { rows: [] })).body.predictions).toEqual([]);
  expect(await logged()).toHaveLength(3);
});

test('several classes have a probability each, a regression its value', async () => {
  const several = await start({ classes: ['a', 'b', 'c'] });
  const answer = await call(several, '/predict', { rows: [{ ...row, x: 1 }] });
  expect(answer.body.predictions).toEqual([
    { score: 0.5, prediction: 'b', probabilities: { a: 0.25, b: 0.5, c: 0.25 } },
  ]);
  const regression = await start({ classes: [], weight: 3 });
  expect((await call(regression, '/predict', row)).body.predictions).toEqual([{ score: 6, prediction: 6 }]);
});

test('the threshold decides the class, inclusively', async () => {
  const server = await start({}, { threshold: logistic(2) });
  const { predictions } = (await call(server, '/predict', [row, { ...row, x: 1.9 }])).body;
  expect(predictions.map(({ prediction }: { prediction: string }) => prediction)).toEqual(['true', 'false']);
});

test('a row that breaks the contract refuses the request, and leaves nothing in the log', async () => {
  const server = await start();
  const answer = await call(server, '/predict', { rows: [row, { ...row, x: 'two' }, row] });
  expect(answer.status).toBe(422);
  expect(answer.body.problems).toEqual([
    { row: 2, column: 'x', rule: 'type', message: 'row 2: "x" must be a number' },
  ]);
  expect(answer.body.error).toContain('1 of 3 rows');
  const many = await call(server, '/predict', Array(500).fill({}));
  expect([many.body.problems.length, many.body.problemCount]).toEqual([100, 500]);
  expect(await readdir(folder)).toEqual([]);
  expect((await call(server, '/metrics')).text).toContain('mlops_rows_refused_total 501');
});

test('the log has the contract’s columns, and what the server adds apart from them', async () => {
  const server = await start({}, { name: 'production' });
  await call(server, '/predict', { rows: [{ ...row, password: 'secret' }] });
  const [line] = await logged();
  expect(line).toEqual({
    x: 2,
    time: 'noon',
    time_hour: '2013-06-01T09:00:00.000Z',
    mlops: {
      time: '2013-06-01T09:00:00.000Z',
      received: '2013-07-01T00:00:00.000Z',
      model: 'tiny-model',
      version: '3',
      prediction: 'true',
      score: logistic(2),
      latency_ms: expect.any(Number),
    },
  });
  expect((await readdir(folder))[0]).toMatch(/^production-2013-07-01-[0-9a-f]{8}-001\.jsonl$/);
});

test('a view without a time, or a row without one, is logged at the time of the request', async () => {
  const server = await start({ time: null });
  await call(server, '/predict', { x: 1 });
  expect((await logged())[0]?.mlops).toMatchObject({ time: '2013-07-01T00:00:00.000Z' });
});

test('a deployment’s check is answered and not logged', async () => {
  const server = await start();
  const headers = { 'content-type': 'application/json', 'mlops-check': '1' };
  expect((await call(server, '/predict', row, { headers })).status).toBe(200);
  expect(await readdir(folder)).toEqual([]);
  const metrics = (await call(server, '/metrics')).text;
  expect(metrics).toContain('mlops_check_rows_total 1');
  expect(metrics).toContain('mlops_rows_total 0');
});

test('the Open Inference Protocol: metadata, health and inference', async () => {
  const server = await start();
  expect((await call(server, '/v2')).body).toEqual({
    name: 'mlops-actions',
    version: '0.1.0',
    extensions: [],
  });
  expect((await call(server, '/v2/health/live')).body).toEqual({ live: true });
  expect((await call(server, '/v2/health/ready')).body).toEqual({ ready: true });
  for (const path of ['/v2/models/tiny-model', '/v2/models/tiny-model/versions/3']) {
    expect((await call(server, path)).body).toEqual({
      name: 'tiny-model',
      versions: ['3'],
      platform: 'mlops_tfjs',
      inputs: [
        { name: 'x', datatype: 'FP64', shape: [-1] },
        { name: 'time', datatype: 'BYTES', shape: [-1] },
        { name: 'time_hour', datatype: 'BYTES', shape: [-1] },
      ],
      outputs: [
        { name: 'score', datatype: 'FP64', shape: [-1] },
        { name: 'prediction', datatype: 'BYTES', shape: [-1] },
      ],
    });
    expect((await call(server, `${path}/ready`)).body).toEqual({ name: 'tiny-model', ready: true });
    const inputs = [
      { name: 'x', shape: [2], datatype: 'FP64', data: [0, 1] },
      { name: 'time', shape: [2, 1], datatype: 'BYTES', data: [['noon'], [null]] },
    ];
    expect((await call(server, `${path}/infer`, { id: 'seven', inputs })).body).toEqual({
      model_name: 'tiny-model',
      model_version: '3',
      id: 'seven',
      outputs: [
        { name: 'score', datatype: 'FP64', shape: [2], data: [0.5, logistic(1)] },
        { name: 'prediction', datatype: 'BYTES', shape: [2], data: ['true', 'true'] },
      ],
    });
    const only = await call(server, `${path}/infer`, { inputs, outputs: [{ name: 'score' }] });
    expect(only.body.outputs.map(({ name }: { name: string }) => name)).toEqual(['score']);
  }
  expect((await call(server, '/v2/models/other')).status).toBe(404);
  expect((await call(server, '/v2/models/tiny-model/versions/4/infer', { inputs: [] })).status).toBe(404);
});

test('several classes are one tensor of probabilities', async () => {
  const server = await start({ classes: ['a', 'b', 'c'] });
  const inputs = [{ name: 'x', shape: [2], datatype: 'INT64', data: [0, 2] }];
  const { outputs } = (await call(server, '/v2/models/tiny-model/infer', { inputs })).body;
  expect(outputs.at(-1)).toEqual({
    name: 'probabilities',
    datatype: 'FP64',
    shape: [2, 3],
    data: [0.5, 0.25, 0.25, 0.25, 0.25, 0.5],
  });
});

test.each([
  [{}, '"inputs"'],
  [{ inputs: [7] }, 'inputs[0]'],
  [{ inputs: [{ name: 'x', shape: [2], datatype: 'FP64', data: [1] }] }, 'shape says 2'],
  [{ inputs: [{ name: 'x', shape: [1, 2], datatype: 'FP64', data: [1, 2] }] }, 'shape must be'],
  [{ inputs: [{ name: 'x', shape: [1], datatype: 'FP65', data: [1] }] }, 'datatype must be one of'],
  [{ inputs: [{ name: 'x', shape: [1], datatype: 'INT64', data: [1.5] }] }, 'value 1 is not INT64'],
  [{ inputs: [{ name: 'x', shape: [1], datatype: 'FP64' }] }, 'binary form'],
  [
    {
      inputs: [
        { name: 'x', shape: [1], datatype: 'FP64', data: [1] },
        { name: 'x', shape: [1], datatype: 'FP64', data: [1] },
      ],
    },
    'twice',
  ],
  [
    { inputs: [{ name: 'x', shape: [1], datatype: 'FP64', data: [1] }], outputs: [{ name: 'y' }] },
    'no output "y"',
  ],
])('the protocol refuses %j', async (body, message) => {
  const server = await start();
  const answer = await call(server, '/v2/models/tiny-model/infer', body);
  expect(answer.status).toBe(400);
  expect(answer.body.error).toContain(message);
  expect(await readdir(folder)).toEqual([]);
});

test('a column may have any name, and none reaches a prototype', async () => {
  const server = await start();
  const text =
    '{"x":2,"time":"noon","time_hour":"2013-06-01T09:00:00Z","__proto__":7,"constructor":{"prototype":1}}';
  expect((await call(server, '/predict', text)).status).toBe(200);
  expect(await logged()).toHaveLength(1);
  const tensors = [
    { name: 'x', shape: [1], datatype: 'FP64', data: [2] },
    { name: '__proto__', shape: [1], datatype: 'FP64', data: [7] },
    { name: 'time', shape: [1], datatype: 'BYTES', data: ['noon'] },
    { name: 'time_hour', shape: [1], datatype: 'BYTES', data: ['2013-06-01T09:00:00Z'] },
  ];
  expect((await call(server, '/v2/models/tiny-model/infer', { inputs: tensors })).status).toBe(200);
});

test('errors are JSON that says what to do', async () => {
  const server = await start({}, { limits: { body: 1000, rows: 3 } });
  expect((await call(server, '/predict', '{"rows": [')).status).toBe(400);
  expect((await call(server, '/predict', '')).status).toBe(400);
  expect((await call(server, '/predict', '7')).status).toBe(400);
  expect((await call(server, '/predict', '{"__proto__": {"x": 1}}')).status).toBe(422);
  expect((await call(server, '/predict', { rows: [row], extra: 1 })).body.error).toContain('"extra"');
  const form = await call(server, '/predict', 'x=1', { headers: { 'content-type': 'text/plain' } });
  expect([form.status, form.body.hint]).toEqual([415, expect.stringContaining('content-type')]);
  const large = await call(server, '/predict', { x: 'y'.repeat(2000) });
  expect([large.status, large.body.error]).toEqual([413, 'the body is larger than 1000 bytes']);
  const many = await call(server, '/predict', [{}, {}, {}, {}]);
  expect([many.status, many.body.error]).toEqual([413, 'a request may hold 3 rows, this one has 4']);
  const method = await call(server, '/predict');
  expect([method.status, method.response.headers.get('allow')]).toEqual([405, 'POST']);
  const nothing = await call(server, '/favicon.ico');
  expect([nothing.status, nothing.body.hint]).toEqual([404, expect.stringContaining('POST /predict')]);
});

test('a fault of ours is a 500 without a stack, and its own log has the stack', async () => {
  const server = await start({
    settle: async () => {
      throw new Error('weights are gone');
    },
  });
  const answer = await call(server, '/predict', row);
  expect([answer.status, answer.body]).toEqual([
    500,
    { error: 'the server failed to answer; its own log says why' },
  ]);
  expect(log.lines.some(({ message }) => message.includes('weights are gone'))).toBe(true);
  expect(await readdir(folder)).toEqual([]);
});

test('a score that is no number is no answer', async () => {
  const server = await start({ weight: Number.NaN });
  expect((await call(server, '/predict', row)).status).toBe(500);
  expect(await readdir(folder)).toEqual([]);
});

test('an answer that takes too long is refused in time', async () => {
  const server = await start(
    { settle: () => new Promise(() => undefined) },
    { limits: { time: 50, drain: 50 } },
  );
  expect((await call(server, '/predict', row)).status).toBe(503);
});

test('health, readiness and metrics say which model answers', async () => {
  const server = await start();
  await call(server, '/predict', row);
  const identity = { model: 'tiny-model', version: '3', instance: server.instance };
  expect((await call(server, '/healthz')).body).toMatchObject({ status: 'ok', ...identity });
  expect((await call(server, '/readyz')).body).toMatchObject({
    status: 'ready',
    ...identity,
    log: { status: 'ok', error: null, lost: 0 },
  });
  const { text } = await call(server, '/metrics');
  expect(text).toMatch(/mlops_model_info\{model="tiny-model",version="3",digest="sha256:[0-9a-f]{64}"\} 1/);
  expect(text).toContain('mlops_requests_total{route="/predict",status="200"} 1');
  expect(text).toContain('mlops_rows_total 1');
  expect(text).toContain('mlops_log_rows 1');
  expect(text).toContain('mlops_log_healthy 1');
});

test('a person who opens the server sees how to call it', async () => {
  const server = await start({ inputs: [{ name: '<img src=x onerror=alert(1)>', type: 'number' }] });
  const page = await call(server, '/', undefined, { headers: { accept: 'text/html' } });
  expect(page.text).toContain('curl');
  expect(page.text).not.toContain('<img');
  expect(page.response.headers.get('content-security-policy')).toContain("default-src 'none'");
  const { body } = await call(server, '/');
  expect(body.predict.body.rows[0]).toEqual({ x: 1, time: 'noon', time_hour: '2013-06-01T09:00:00.000Z' });
});

test('a port in use is a mistake of the user that names it', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  try {
    await expect(start({}, { port })).rejects.toThrow(
      `port ${port} on 127.0.0.1 is in use by another program`,
    );
    await expect(start({}, { port })).rejects.toThrow(UserError);
  } finally {
    other.close();
  }
});

test('a log folder that cannot be made is a mistake of the user', async () => {
  const file = join(folder, 'a-file');
  await writeFile(file, '');
  await expect(start({}, { log: join(file, 'serving') })).rejects.toThrow(UserError);
});

test('a column may not have the name that the log keeps', async () => {
  await expect(start({ inputs: [{ name: 'mlops', type: 'number' }] })).rejects.toThrow(/"mlops"/);
});

test('a server that stops answers what is under way, and says so to those who ask', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let arrived: () => void = () => undefined;
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const model = tinyModel({
    settle: () => {
      arrived();
      return held;
    },
  });
  const server = await serve(
    model,
    { host: '127.0.0.1', port: 0, log: folder, programVersion: '1', limits: { grace: 100 } },
    { log, clock },
  );
  const answer = call(server, '/predict', { rows: [row, row] });
  await arrival;
  const closing = server.close();
  const ready = await call(server, '/readyz');
  expect([ready.status, ready.body.status, ready.response.headers.get('connection')]).toEqual([
    503,
    'stopping',
    'close',
  ]);
  expect(model.closed()).toBe(false);
  release();
  expect((await answer).status).toBe(200);
  await closing;
  expect(model.closed()).toBe(true);
  expect(await logged()).toHaveLength(2);
  await expect(fetch(server.url)).rejects.toThrow();
});

test('a server moves to another port with its model, its metrics and its log', async () => {
  const server = await start();
  await call(server, '/predict', row);
  const former = server.url;
  await server.move('127.0.0.1', 0);
  expect(server.url).not.toBe(former);
  await expect(fetch(former)).rejects.toThrow();
  await call(server, '/predict', row);
  expect((await call(server, '/metrics')).text).toContain('mlops_rows_total 2');
  expect(await readdir(folder)).toHaveLength(1);
  const other = await start();
  await expect(server.move('127.0.0.1', other.port)).rejects.toThrow(UserError);
  expect((await call(server, '/predict', row)).status).toBe(200);
});

test('a thousand rows are answered and logged well under a millisecond each', async () => {
  const server = await start();
  const rows = Array.from({ length: 1000 }, (_, index) => ({ ...row, x: index / 500 - 1 }));
  await call(server, '/predict', { rows });
  const started = performance.now();
  const { body } = await call(server, '/predict', { rows });
  expect((performance.now() - started) / 1000).toBeLessThan(0.5);
  expect(body.predictions.map(({ score }: { score: number }) => score)).toEqual(
    rows.map(({ x }) => logistic(x)),
  );
  expect(await logged()).toHaveLength(2000);
});
