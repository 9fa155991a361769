import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { SourceConfig } from '../../../../src/config/schema/sources.ts';
import { fetchSources } from '../../../../src/data/sources/remote/fetch.ts';
import { registerSource } from '../../../../src/data/sources/sources.ts';
import { describeError, UserError } from '../../../../src/system/errors.ts';
import { digestOfFile } from '../../../../src/system/files.ts';
import { temporaryFolder, testEngine } from '../../engine.ts';
import { type TestPorts, testPorts } from './ports.ts';

const folder = temporaryFolder();

const program = (script: string) => [process.execPath, '-e', script];

async function fetchOne(source: SourceConfig, ports: TestPorts = testPorts()) {
  const local = (await fetchSources({ data: source }, folder, ports)).get('data');
  if (!local?.fetched) throw new Error('nothing was fetched');
  const [[path = '', file] = []] = [...local.fetched.files];
  return { ...local, fetched: local.fetched, path, file, folder: await ports.folder() };
}

async function complaint(source: SourceConfig, ports?: TestPorts): Promise<string> {
  const error = await fetchOne(source, ports).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  return describeError(error);
}

async function rowsOf(source: SourceConfig, ports?: TestPorts) {
  const { config, fetched, folder: place } = await fetchOne(source, ports);
  const engine = await testEngine(place);
  await registerSource(engine, 'data', config, folder, new Set(), fetched);
  return engine.rows('FROM data');
}

describe('programs that write data', () => {
  test('write CSV to the file that MLOPS_DATA_OUTPUT names, in the folder of the config', async () => {
    const script = `require('fs').writeFileSync(process.env.MLOPS_DATA_OUTPUT, 'a,place\\n1,' + process.cwd() + '\\n')`;
    const source = { command: program(script) };
    expect(await rowsOf(source)).toEqual([{ a: 1, place: folder }]);
    const { path, file } = await fetchOne(source);
    expect(file?.digest).toBe(await digestOfFile(path));
    expect(file?.shown).toContain('the output of');
  });

  test('or CSV to standard output, byte by byte', async () => {
    const script = `process.stdout.write('a,b\\r\\n1,"x\\r\\ny"\\r\\n'); console.error('progress')`;
    const ports = testPorts();
    const { path } = await fetchOne({ command: program(script) }, ports);
    expect(await readFile(path, 'utf8')).toBe('a,b\r\n1,"x\r\ny"\r\n');
    expect(ports.log.lines).toContainEqual({ level: 'info', message: '│ progress' });
  });

  test('the format is told by the content, or by the config', async () => {
    const maker = await testEngine(folder);
    await maker.run(`COPY (SELECT 7 AS a) TO '${folder}/made.parquet'`);
    const copy = `require('fs').copyFileSync('made.parquet', process.env.MLOPS_DATA_OUTPUT)`;
    expect(await rowsOf({ command: program(copy) })).toEqual([{ a: 7 }]);
    const named = `require('assert')(process.env.MLOPS_DATA_OUTPUT.endsWith('.parquet'));${copy}`;
    expect(await rowsOf({ command: program(named), format: 'parquet' })).toEqual([{ a: 7 }]);
    const lines = `console.log('{"a": 1}')`;
    expect(await rowsOf({ command: program(lines), format: 'json' })).toEqual([{ a: 1 }]);
    const zipped = `process.stdout.write(require('zlib').gzipSync('a\\n5\\n'))`;
    expect(await rowsOf({ command: program(zipped) })).toEqual([{ a: 5 }]);
  });

  test('see no secret, only what a trainer sees as well', async () => {
    const environment = {
      PATH: process.env.PATH ?? '',
      DATABASE: 'geheim',
      GITHUB_ACTOR: 'me',
      HOME: '/home/me',
    };
    const script = `console.log('name'); for (const name of Object.keys(process.env)) console.log(name)`;
    const rows = await rowsOf({ command: program(script) }, testPorts({ environment }));
    const names = rows.map((row) => (row as { name: string }).name);
    expect(names).toEqual(expect.arrayContaining(['HOME', 'MLOPS_DATA_OUTPUT', 'PATH']));
    expect(names).not.toContain('DATABASE');
    expect(names).not.toContain('GITHUB_ACTOR');
  });

  test('are handed their arguments as they are', async () => {
    const word = '$(touch harm); `x` "y"';
    const { path } = await fetchOne({ command: [...program('console.log("a\\n" + process.argv[1])'), word] });
    expect(await readFile(path, 'utf8')).toBe(`a\n${word}\n`);
  });

  test('that fail, take too long, or leave nothing or too much are told with their last lines', async () => {
    expect(await complaint({ command: program('console.error("no rows today"); process.exit(3)') })).toMatch(
      /ended with exit code 3; its last lines:\n {4}no rows today/,
    );
    expect(
      await complaint({ command: program('setInterval(() => {}, 1000)'), 'time-limit': '1s' }),
    ).toContain('ran longer than 1s');
    expect(await complaint({ command: program('') })).toContain('left no table');
    const much = `process.stdout.write('x'.repeat(1100000))`;
    expect(await complaint({ command: program(much), 'size-limit': '1MB' })).toContain('size-limit');
    expect(await complaint({ command: ['no-such-program-anywhere'] })).toContain('cannot be started');
  });

  test('end when the work is interrupted', async () => {
    const abort = new AbortController();
    const ports = testPorts({ signal: abort.signal });
    const waiting = fetchOne({ command: program('setInterval(() => {}, 1000)') }, ports);
    setTimeout(() => abort.abort(), 200);
    await expect(waiting).rejects.toThrow(/abort/i);
  });
});
