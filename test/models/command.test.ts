import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DataEngine } from '../../src/data/engine/engine.ts';
import type { Matrix } from '../../src/features/transforms.ts';
import { openModel, predictFile } from '../../src/models/command.ts';
import type { ModelAsked, ModelFile, ProgramPorts } from '../../src/models/engine.ts';
import { scoresOf } from '../../src/models/predict.ts';
import { DataError, UserError } from '../../src/system/errors.ts';
import { MemoryLog } from '../../src/system/log.ts';
import { temporaryFolder, testEngine } from '../data/engine.ts';
import { safetensors } from './safetensors-file.ts';

const root = temporaryFolder();
const duckdb = pathToFileURL(createRequire(import.meta.url).resolve('@duckdb/node-api')).href;
const matrix: Matrix = {
  rows: 3,
  width: 2,
  names: ['a', 'b=x "y"'],
  values: Float32Array.of(1, 2, 3, 4, -5, 0.1),
};
const COMMAND = [process.execPath, 'predict.mjs'];
const BINARY = { task: 'binary-classification' as const, classes: ['false', 'true'] };
let engine: DataEngine;
let folder: string;
let log: MemoryLog;
let count = 0;
beforeAll(async () => {
  engine = await testEngine(root);
});
beforeEach(() => {
  folder = join(root, String(count++));
  mkdirSync(folder);
  log = new MemoryLog();
});

const ports = (): ProgramPorts => ({
  engine,
  log,
  environment: { PATH: process.env.PATH, GITHUB_TOKEN: 'ghs_secret' },
  workspace: folder,
  scratch: join(folder, 'scratch'),
  commands: [COMMAND],
  timeoutMs: 20_000,
});

/** Asks a model whose program has these lines, in which `out` is the output folder and `model` the model's. */
async function ask(
  lines: string,
  asked: ModelAsked = { signature: BINARY, programs: ports() },
  files: readonly ModelFile[] = [{ path: 'w.safetensors', content: safetensors({ w: [1, 2] }) }],
) {
  writeFileSync(
    join(folder, 'predict.mjs'),
    `import fs from 'node:fs'; const env = process.env; const out = env.MLOPS_OUTPUT_DIR + '/'; const model = env.MLOPS_MODEL_DIR + '/';\n${lines}`,
  );
  const predict = { path: 'predict.json', content: Buffer.from(predictFile(COMMAND)) };
  const opened = await openModel({ files: [...files, predict], where: 'pkg' }, 2, asked);
  try {
    return await opened.predict(matrix);
  } finally {
    await opened.close();
  }
}
const csv = (...lines: string[]) =>
  `fs.writeFileSync(out + 'predictions.csv', ${JSON.stringify(`${lines.join('\n')}\n`)});`;

describe('a model with a predict program', () => {
  it('gives the program its files and the rows as the trainer saw them, and reads its scores', async () => {
    const output = await ask(`
      import { DuckDBInstance } from '${duckdb}';
      const weights = fs.readFileSync(model + 'w.safetensors');
      const [w0, w1] = [0, 4].map((at) => weights.readFloatLE(weights.length - 8 + at));
      const connection = await (await DuckDBInstance.create()).connect();
      const rows = (await connection.runAndReadAll("SELECT * FROM '" + env.MLOPS_PREDICT_DATA + "'")).getRowObjects();
      const text = rows.map((row) => JSON.stringify({ score: 1 / (1 + Math.exp(-(w0 * row.a + w1 * row['b=x "y"']))) }) + '\\n');
      fs.writeFileSync(out + 'predictions.jsonl', text.join(''));
      console.log(JSON.stringify(Object.keys(env)));`);
    expect([output.rows, output.width]).toEqual([3, 1]);
    const expected = [5, 11, -5 + 2 * Math.fround(0.1)].map((z) => 1 / (1 + Math.exp(-z)));
    for (const [row, score] of expected.entries()) expect(output.values[row]).toBeCloseTo(score, 12);
    const told = log.lines.map(({ message }) => message).join('\n');
    expect(told).toContain('MLOPS_MODEL_DIR');
    expect(told).not.toContain('GITHUB_TOKEN');
    expect(existsSync(join(folder, 'scratch'))).toBe(false);
  });

  it.each([
    [
      'several classes',
      { task: 'multiclass-classification' as const, classes: ['a', 'b'] },
      'p_b,p_a,note\n0.25,0.75,x\n0.5,0.5,x\n1,0,x\n',
      [0.75, 0.25, 0.5, 0.5, 0, 1],
    ],
    ['a regression', { task: 'regression' as const, classes: [] }, 'prediction\n1\n-2.5\n3\n', [1, -2.5, 3]],
  ])('takes the columns of %s by their names', async (_, signature, text, values) => {
    const output = await ask(csv(...text.trimEnd().split('\n')), { signature, programs: ports() });
    expect([...scoresOf(output, signature.task, signature.classes.length, 'pkg').scores]).toEqual(values);
  });

  it.each([
    [
      'too few rows',
      csv('score', '0.5', '0.5'),
      /predictions.csv of the predict program has 2 rows, but 3 were asked/,
    ],
    ['another column', csv('p', '0.5', '0.5', '0.5'), /has no column score; it has p/],
    ['a missing score', csv('score,x', '0.5,1', ',1', '0.5,1'), /has no score in row 2/],
    ['text', csv('score', 'high', 'low', 'low'), /has score as string/],
    ['nothing', '', /left no predictions/],
    [
      'two files',
      `${csv('score', '1', '1', '1')} fs.copyFileSync(out + 'predictions.csv', out + 'predictions.jsonl');`,
      /left 2 files/,
    ],
    [
      'far too much',
      `fs.writeFileSync(out + 'predictions.csv', 'x'.repeat(3e6));`,
      /has 3000000 bytes; for 3 rows it may have/,
    ],
    ['a link', `fs.symlinkSync('/etc/passwd', out + 'predictions.csv');`, /left no predictions/],
  ])('refuses %s', async (_, lines, message) => {
    const attempt = ask(lines);
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toBeInstanceOf(DataError);
  });

  it('refuses scores that are no probabilities', async () => {
    const output = await ask(csv('score', '0.5', '1.5', '0.5'));
    expect(() => scoresOf(output, BINARY.task, 2, 'pkg')).toThrow('1.5 for row 2, which is no probability');
  });

  it('shows the last lines of a program that fails, or runs out of time', async () => {
    await expect(ask(`console.error('KeyError: w'); process.exit(4);`)).rejects.toThrow(
      /predict.mjs` of pkg ended with exit code 4; its last lines:\n {4}KeyError: w/,
    );
    const short = { signature: BINARY, programs: { ...ports(), timeoutMs: 500 } };
    await expect(ask('setInterval(() => {}, 1000);', short)).rejects.toThrow(
      /ran longer than .* was stopped/,
    );
  });

  it('runs only what the config names, and nothing for a server', async () => {
    const canary = `fs.writeFileSync(${JSON.stringify(join(folder, 'canary'))}, '');`;
    const other = { signature: BINARY, programs: { ...ports(), commands: [['python3', 'predict.py']] } };
    await expect(ask(canary, other)).rejects.toThrow(/which the config does not name/);
    const server = ask(canary, { signature: BINARY });
    await expect(server).rejects.toThrow(/is asked by the program/);
    await expect(server).rejects.toBeInstanceOf(UserError);
    expect(existsSync(join(folder, 'canary'))).toBe(false);
  });

  it.each([
    ['a pickle', Buffer.from('80049500', 'hex'), /model\/w.bin is a Python pickle/],
    [
      'damaged safetensors',
      safetensors({ w: [1, 2] }).subarray(0, -1),
      /its tensors need 8 bytes, and it holds 7/,
    ],
    ['bytes', Buffer.from([1, 2, 3]), /in no format that is known/],
  ])('refuses %s among its files', async (_, content, message) => {
    const attempt = ask('', undefined, [{ path: 'w.bin', content }]);
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toBeInstanceOf(DataError);
  });
});
