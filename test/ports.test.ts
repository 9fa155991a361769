import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDataEngine, openPorts, remotePorts } from '../src/ports.ts';
import { UserError } from '../src/system/errors.ts';
import { MemoryLog } from '../src/system/log.ts';
import { temporaryFolder } from './data/engine.ts';

describe('what a user’s program gets from the environment', () => {
  const env = {
    PATH: '/usr/bin',
    GITHUB_TOKEN: 'ghs_x',
    INPUT_TOKEN: 'y',
    API_KEY: 'z',
    DB_PASSWORD: 'p',
    REGION: 'eu',
  };
  const open = () =>
    openPorts({ log: new MemoryLog(), env, directory: process.cwd(), run: { id: 'run', attempt: 1 } });

  test('nothing that is named like a secret', async () => {
    expect((await open()).environment).toEqual({ PATH: '/usr/bin', REGION: 'eu' });
  });

  test('a secret that the config names', async () => {
    expect((await open()).secrets(['API_KEY'])).toEqual({ API_KEY: 'z' });
  });

  test('a secret that is not set is told by its name', async () => {
    const ports = await open();
    expect(() => ports.secrets(['AWS_SECRET_ACCESS_KEY'])).toThrow(UserError);
    expect(() => ports.secrets(['AWS_SECRET_ACCESS_KEY'])).toThrow(/AWS_SECRET_ACCESS_KEY is not set/);
  });
});

describe('data larger than memory', () => {
  test('are spilled where the environment says, and nothing stays there', async () => {
    const spill = join(temporaryFolder(), 'spill');
    const env = { ...process.env, MLOPS_SPILL_DIR: spill, MLOPS_MEMORY_LIMIT: '40MB' };
    const engine = await openDataEngine({ log: new MemoryLog(), env }, []);
    await engine.run('CREATE TABLE t AS SELECT range AS a, random() AS b, random() AS c FROM range(2500000)');
    const files = readdirSync(spill, { recursive: true }).map(
      (name) => statSync(join(spill, String(name))).size,
    );
    expect(files.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(10e6);
    expect(await engine.rows('SELECT count(a) AS n FROM t')).toEqual([{ n: 2_500_000 }]);
    await engine.close();
    expect(readdirSync(spill)).toEqual([]);
  });

  test('no extension of the data engine is fetched, however one asks for it', async () => {
    const engine = await openDataEngine({ log: new MemoryLog(), env: process.env }, []);
    for (const sql of [
      'INSTALL httpfs',
      'LOAD httpfs',
      'INSTALL h3 FROM community',
      "SELECT * FROM 'https://example.com/a.csv'",
      "SELECT * FROM 's3://bucket/a.parquet'",
      "ATTACH 'postgres://localhost/x' (TYPE postgres)",
      "SELECT * FROM st_read('a.shp')",
      "COPY (SELECT 1) TO 'a.xlsx' (FORMAT xlsx)",
    ]) {
      await expect(engine.run(sql), sql).rejects.toThrow(UserError);
    }
    await engine.close();
  });
});

describe('what is fetched', () => {
  test('a secret is masked before anybody has it', () => {
    const masked: string[] = [];
    const env = { DATABASE: 'postgres://me:geheim%2F1@host/db' };
    const ports = remotePorts({ log: new MemoryLog(), env, mask: (text) => masked.push(text) });
    expect(ports.secret('DATABASE')).toBe(env.DATABASE);
    expect(masked).toEqual([env.DATABASE, 'geheim/1']);
    expect(() => ports.secret('OTHER')).toThrow(/OTHER is not set/);
  });

  test('the network is as the environment says, and only the environment', () => {
    const of = (env: Record<string, string>) => remotePorts({ log: new MemoryLog(), env }).network;
    expect(of({})).toEqual({ privateHosts: [] });
    expect(
      of({ https_proxy: 'http://p:1', NO_PROXY: '.corp', MLOPS_PRIVATE_HOSTS: 'a.corp, 10.0.0.1' }),
    ).toEqual({ privateHosts: ['a.corp', '10.0.0.1'], proxy: 'http://p:1', noProxy: '.corp' });
  });
});
