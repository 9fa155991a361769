import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceConfig } from '../../src/config/schema/sources.ts';
import { fetchSources } from '../../src/data/sources/remote/fetch.ts';
import type { S3Module } from '../../src/data/sources/remote/s3-client.ts';
import { registerSource } from '../../src/data/sources/sources.ts';
import { loadEngine } from '../../src/system/engines.ts';
import { DataError, describeError, ServiceError, UserError } from '../../src/system/errors.ts';
import { MemoryLog } from '../../src/system/log.ts';
import { testEngine } from '../data/engine.ts';
import { type TestPorts, testPorts } from '../data/sources/remote/ports.ts';
import { freePort } from './free-port.ts';

const python = process.env.MLOPS_MOTO_PYTHON ?? 'python3';
const hasMoto = spawnSync(python, ['-c', 'import moto.server, flask_cors']).status === 0;
const SECRET = 'geheimer-schluessel';
const aws = { AWS_ACCESS_KEY_ID: 'me', AWS_SECRET_ACCESS_KEY: SECRET, AWS_REGION: 'eu-central-1' };
const BUCKET = 'data';

interface Client {
  send(command: unknown): Promise<{ VersionId?: string; ETag?: string; UploadId?: string }>;
}
type Command = new (input: Record<string, unknown>) => unknown;

let endpoint = '';
let server: ChildProcess;
let client: Client;
let module: S3Module & Record<'PutObjectCommand', Command>;

/** Loads the client for S3 as the program does: from a folder that somebody installed it into, or installs it. */
async function loadS3(): Promise<S3Module> {
  return loadEngine<S3Module>({
    name: 's3',
    packageName: '@aws-sdk/client-s3',
    title: 'the client for S3',
    cacheDirectory: join(tmpdir(), 'mlops-e2e-cache'),
    ...(process.env.MLOPS_S3_ENGINE ? { enginesPath: process.env.MLOPS_S3_ENGINE } : {}),
    env: process.env,
    log: new MemoryLog(),
  });
}

async function put(key: string, body: string | Uint8Array, more: Record<string, unknown> = {}) {
  return client.send(new module.PutObjectCommand({ Bucket: BUCKET, Key: key, Body: body, ...more }));
}

const sha256 = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

function ports(change: Partial<TestPorts> = {}): TestPorts {
  return testPorts({ aws, loadS3: async () => module, ...change });
}

async function fetchOne(source: SourceConfig, used = ports()) {
  const local = (await fetchSources({ data: { s3: { endpoint }, ...source } }, tmpdir(), used)).get('data');
  if (!local?.fetched) throw new Error('nothing was fetched');
  return { ...local, files: [...local.fetched.files.values()] };
}

async function complaint(source: SourceConfig, used?: TestPorts): Promise<unknown> {
  return fetchOne(source, used).then(
    () => {
      throw new Error('it was fetched');
    },
    (error: unknown) => error,
  );
}

describe.skipIf(!hasMoto)('s3 sources (need MLOPS_MOTO_PYTHON with moto)', () => {
  beforeAll(async () => {
    const port = await freePort();
    endpoint = `http://127.0.0.1:${port}`;
    server = spawn(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
      stdio: 'ignore',
      // Pages of three, so that listings have several.
      env: { ...process.env, MOTO_S3_DEFAULT_MAX_KEYS: '3' },
    });
    const made = (await loadS3()) as typeof module &
      Record<'CreateBucketCommand' | 'PutBucketVersioningCommand', Command> & {
        S3Client: new (config: Record<string, unknown>) => Client;
      };
    module = made;
    client = new made.S3Client({
      endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'me', secretAccessKey: SECRET },
    });
    const deadline = Date.now() + 60_000;
    for (;;) {
      const up = await fetch(endpoint).then(
        () => true,
        () => false,
      );
      if (up) break;
      if (Date.now() > deadline) throw new Error('moto does not start');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await client.send(new made.CreateBucketCommand({ Bucket: BUCKET }));
    await client.send(new made.CreateBucketCommand({ Bucket: 'versioned' }));
    await client.send(
      new made.PutBucketVersioningCommand({
        Bucket: 'versioned',
        VersioningConfiguration: { Status: 'Enabled' },
      }),
    );
  });
  afterAll(() => server?.kill());

  it('fetches one object, with digest and version', async () => {
    await put('one.csv', 'a,b\n1,x\n');
    const { files, config } = await fetchOne({ path: 's3://data/one.csv' });
    expect(files).toEqual([
      {
        shown: 's3://data/one.csv',
        digest: sha256('a,b\n1,x\n'),
        version: createHash('md5').update('a,b\n1,x\n').digest('hex'),
      },
    ]);
    expect(await readFile(config.path[0] ?? '', 'utf8')).toBe('a,b\n1,x\n');
    const written = await put('v.csv', 'a\n1\n', { Bucket: 'versioned' });
    const versioned = await fetchOne({ path: 's3://versioned/v.csv' });
    expect(versioned.files[0]?.version).toBe(written.VersionId);
  });

  it('holds an object against its digest in the config', async () => {
    await put('pinned.csv', 'a\n1\n');
    const path = 's3://data/pinned.csv';
    await fetchOne({ path, sha256: sha256('a\n1\n').slice(7) });
    expect(await complaint({ path, sha256: sha256('other').slice(7) })).toBeInstanceOf(DataError);
  });

  it('finds objects by a glob over several pages, in order, and reads their folders as columns', async () => {
    for (let day = 1; day <= 3; day++) await put(`g/year=2024/day=${day}/x.csv`, `v\n${day}0\n`);
    await put('g/year=2023/day=9/x.csv', 'v\n90\n');
    await put('g/year=2024/day=1/notes.txt', 'no');
    await put('g/year=2024/', '');
    const used = ports();
    const { config, fetched, files } = await fetchOne({ path: 's3://data/g/*/*/x.csv' }, used);
    expect(files.map(({ shown }) => shown)).toEqual([
      's3://data/g/year=2023/day=9/x.csv',
      's3://data/g/year=2024/day=1/x.csv',
      's3://data/g/year=2024/day=2/x.csv',
      's3://data/g/year=2024/day=3/x.csv',
    ]);
    const engine = await testEngine(await used.folder());
    await registerSource(engine, 'data', config, tmpdir(), new Set(), fetched);
    expect(await engine.rows('FROM data')).toEqual([
      { v: 90, year: 2023, day: 9 },
      { v: 10, year: 2024, day: 1 },
      { v: 20, year: 2024, day: 2 },
      { v: 30, year: 2024, day: 3 },
    ]);
    expect((await fetchOne({ path: 's3://data/g/**/x.csv' })).files).toHaveLength(4);
    expect((await fetchOne({ path: 's3://data/g/year=2024/day=[12]/x.c?v' })).files).toHaveLength(2);
  });

  it('reads Parquet in folders that are columns', async () => {
    const used = ports();
    const engine = await testEngine(await used.folder());
    const file = join(await used.folder(), 'made.parquet');
    for (const n of [1, 2]) {
      await engine.run(`COPY (SELECT ${n} AS x) TO '${file}'`);
      await put(`p/k=${n}/a.parquet`, await readFile(file));
    }
    const { config, fetched } = await fetchOne({ path: 's3://data/p/*/a.parquet' }, used);
    await registerSource(engine, 'data', config, tmpdir(), new Set(), fetched);
    expect(await engine.rows('FROM data ORDER BY x')).toEqual([
      { x: 1, k: 1 },
      { x: 2, k: 2 },
    ]);
  });

  it('refuses what is larger than it may be', async () => {
    await put('large.csv', 'x'.repeat(1_200_000));
    for (const path of ['s3://data/large.csv', 's3://data/larg*.csv']) {
      const error = await complaint({ path, 'size-limit': '1MB' });
      expect(error).toBeInstanceOf(UserError);
      expect(describeError(error)).toContain('size-limit');
    }
  });

  it('says what is not there, and whose turn it is', async () => {
    for (const path of [
      's3://data/none.csv',
      's3://none/x.csv',
      's3://data/none*.csv',
      's3://data/',
      's3://data',
    ]) {
      expect(await complaint({ path }), path).toBeInstanceOf(UserError);
    }
    const nobody = await complaint({ path: 's3://data/one.csv', s3: { endpoint: 'http://127.0.0.1:1' } });
    expect(nobody).toBeInstanceOf(ServiceError);
    for (const error of [nobody]) expect(describeError(error)).not.toContain(SECRET);
  });

  it('asks no private endpoint of a config, but that of the environment', async () => {
    const network = { privateHosts: [] };
    for (const other of ['http://169.254.169.254/', endpoint, 'https://127.0.0.1:5000']) {
      const error = await complaint(
        { path: 's3://data/one.csv', s3: { endpoint: other } },
        ports({ network }),
      );
      expect(error, other).toBeInstanceOf(UserError);
    }
    const used = ports({ network, aws: { ...aws, AWS_ENDPOINT_URL_S3: endpoint } });
    const { files } = await fetchOne({ path: 's3://data/one.csv', s3: {} }, used);
    expect(files).toHaveLength(1);
  });

  it('takes an object whose ETag is of several parts', async () => {
    const part = 'a\n'.repeat(3_000_000);
    const input = { Bucket: BUCKET, Key: 'parts.csv' };
    const commands = module as unknown as Record<string, Command>;
    const make = (name: string, more: Record<string, unknown> = {}) =>
      new (commands[name] as Command)({ ...input, ...more });
    const { UploadId } = await client.send(make('CreateMultipartUploadCommand'));
    const parts: { PartNumber: number; ETag: string | undefined }[] = [];
    for (const PartNumber of [1, 2]) {
      const { ETag } = await client.send(make('UploadPartCommand', { UploadId, PartNumber, Body: part }));
      parts.push({ PartNumber, ETag });
    }
    await client.send(
      make('CompleteMultipartUploadCommand', { UploadId, MultipartUpload: { Parts: parts } }),
    );
    const { files } = await fetchOne({ path: 's3://data/parts.csv' });
    expect(files[0]?.digest).toBe(sha256(part + part));
    expect(files[0]?.version).toMatch(/-2$/);
  });
});
