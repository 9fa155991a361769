import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FileCheck } from '../../src/tools/contract-check-file.ts';
import { mlopsHere as mlops } from './command.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'mlops-contract-'));
  const rows = (count: number, colour: (i: number) => string, extra = '') =>
    Array.from({ length: count }, (_, i) => `${i},${colour(i)},${(i % 7) / 2}${extra}\n`).join('');
  await file('may.csv', `id,colour,size\n${rows(60, (i) => ['red', 'green'][i % 2] ?? '')}`);
  await file('june.csv', `id,colour,size,new\n${rows(50, (i) => ['red', 'blue', ''][i % 3] ?? '', ',1')}`);
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

const file = (name: string, text: string) => writeFile(join(cwd, name), text);
const read = (name: string) => readFile(join(cwd, name), 'utf8');

async function check(contract: string, ...more: string[]): Promise<FileCheck & { code: number | null }> {
  const args = ['contract', 'check', 'june.csv', '--contract', contract, '--json', ...more];
  const { code, stdout, stderr } = await mlops(args, { cwd });
  expect([0, 1], stderr).toContain(code);
  return { ...(JSON.parse(stdout) as FileCheck), code };
}

describe('infer, check, update', () => {
  test('a contract that its own data keep, what other data break, and what would have to change', async () => {
    const inferred = await mlops(['contract', 'infer', 'may.csv', '--out', 'contract.yml'], { cwd });
    expect(inferred.code, inferred.stderr).toBe(0);
    expect(await read('contract.yml')).toContain('colour:\n        type: string');
    const kept = await mlops(['contract', 'check', 'may.csv', '--contract', 'contract.yml'], { cwd });
    expect(kept.code, kept.stderr).toBe(0);
    expect(kept.stdout).toContain('may.csv (60 rows) keeps contract.yml, a contract.yml');

    const { code, verdict, format, rows, anomalies } = await check('contract.yml');
    expect({ code, verdict, format, rows }).toEqual({ code: 1, verdict: 'fail', format: 'mlops', rows: 50 });
    expect(
      anomalies.map(({ column, code, tfdv, severity, count }) => [column, code, tfdv, severity, count]),
    ).toEqual([
      ['colour', 'missing', 'FEATURE_TYPE_LOW_FRACTION_PRESENT', 'error', 16],
      ['colour', 'domain', 'ENUM_TYPE_UNEXPECTED_STRING_VALUES', 'error', 17],
      ['new', 'additional-columns', 'SCHEMA_NEW_COLUMN', 'error', 50],
    ]);
    expect(Object.keys(anomalies[0] ?? {})).toEqual([
      ...['column', 'code', 'tfdv', 'severity', 'count', 'share', 'rows', 'sentence', 'cure'],
    ]);
    expect(anomalies[0]).toMatchObject({
      share: 0.32,
      rows: [{ file: 'june.csv', row: 3, value: null }, {}, {}, {}, {}],
    });
    expect(anomalies[1]?.rows[0]).toEqual({ file: 'june.csv', row: 2, value: 'blue' });

    const before = await read('contract.yml');
    const shown = await mlops(['contract', 'update', 'june.csv', '--contract', 'contract.yml'], { cwd });
    expect(shown.code, shown.stderr).toBe(0);
    expect(shown.stdout).toContain('the domain was extended by `blue` (loosening)');
    expect(shown.stdout).toContain('Nothing was written.');
    expect(await read('contract.yml')).toBe(before);

    const accept = ['--accept', 'domain', '--accept', 'missing', '--column', 'colour'];
    const update = ['contract', 'update', 'june.csv', '--contract', 'contract.yml', '--json', '--write'];
    const written = JSON.parse((await mlops([...update, ...accept], { cwd })).stdout);
    expect(written).toMatchObject({ changes: [{ dataset: 'data' }, {}], written: true, byHand: [] });
    expect(written.changes).toHaveLength(2);
    expect((await read('contract.yml')).split('\n').filter((line) => line.includes('#'))).toEqual(
      before.split('\n').filter((line) => line.includes('#')),
    );
    expect((await check('contract.yml')).anomalies.map(({ code }) => code)).toEqual(['additional-columns']);
    await mlops(update, { cwd });
    expect((await check('contract.yml')).verdict).toBe('pass');

    await file('before.yml', before);
    const diff = JSON.parse(
      (await mlops(['contract', 'diff', 'before.yml', 'contract.yml', '--json'], { cwd })).stdout,
    );
    expect(diff.breaking).toBe(true);
    expect(
      diff.changes.map((change: { rule: string; effect: string }) => `${change.rule} ${change.effect}`),
    ).toEqual(['missing loosening', 'domain loosening', 'columns breaking']);
  });

  test('TFDV’s own schema, by TFDV’s own rules', async () => {
    const inferred = await mlops(['contract', 'infer', 'may.csv', '--format', 'tfdv'], { cwd });
    const schema = JSON.parse(inferred.stdout);
    expect(schema.stringDomain).toEqual([{ name: 'colour', value: ['green', 'red'] }]);
    schema.feature[1].driftComparator = { infinityNorm: { threshold: 0.2 } };
    await file('schema.json', JSON.stringify(schema));
    const { format, anomalies, distances, verdict } = await check('schema.json', '--previous', 'may.csv');
    expect([format, verdict]).toEqual(['tfdv', 'fail']);
    expect(anomalies.map(({ column, tfdv }) => `${column} ${tfdv}`)).toEqual([
      'colour INVALID_FEATURE_SHAPE',
      'colour FEATURE_TYPE_LOW_FRACTION_PRESENT',
      'colour ENUM_TYPE_UNEXPECTED_STRING_VALUES',
      'colour COMPARATOR_L_INFTY_HIGH',
      'new SCHEMA_NEW_COLUMN',
    ]);
    expect(distances).toEqual([
      { column: 'colour', comparator: 'drift', measure: 'L_INFTY', value: 0.5, threshold: 0.2 },
    ]);
  });

  test('the contract of a config, against all of its data', async () => {
    const begun = await mlops(['init', 'may.csv', '--label', 'colour', '--force'], { cwd });
    expect(begun.code, begun.stderr).toBe(0);
    expect(begun.stdout).toContain('`id`: different in every row');
    const update = async () =>
      JSON.parse((await mlops(['contract', 'update', '--json', '--write'], { cwd })).stdout);
    expect(await update()).toEqual({ changes: [], byHand: [], written: false });
    await file('contract.yml', (await read('contract.yml')).replaceAll('type: integer', 'type: date'));
    const { changes, written } = await update();
    expect(written).toBe(true);
    expect(
      changes.map(({ dataset, column, rule }: Record<string, string>) => `${dataset} ${column} ${rule}`),
    ).toEqual(['data id type', 'view id type']);
    expect(await update()).toEqual({ changes: [], byHand: [], written: false });
  });

  test('lenient rules tolerate what the next batch may bring', async () => {
    const { stdout } = await mlops(['contract', 'infer', 'june.csv', '--rules', 'lenient', '--json'], {
      cwd,
    });
    const { columns, ...dataset } = JSON.parse(stdout).datasets.data;
    expect(dataset['additional-columns']).toBe('warn');
    expect(columns.colour).toEqual({
      type: 'string',
      required: true,
      severity: 'error',
      missing: { 'at-most': 0.69 },
      domain: ['blue', 'red'],
    });
  });
});

describe('other formats', () => {
  test('check a Table Schema with its own texts for “missing”, and name what is not judged', async () => {
    const fields = [
      { name: 'id', type: 'integer' },
      { name: 'colour', type: 'string', constraints: { required: true } },
      { name: 'size', type: 'number' },
      { name: 'new', type: 'integer', bareNumber: false },
    ];
    await file('table.json', JSON.stringify({ fields, missingValues: ['', 'blue'] }));
    const { anomalies, unsupported } = await check('table.json');
    expect(anomalies.map(({ column, code, count }) => [column, code, count])).toEqual([
      ['colour', 'missing', 33],
    ]);
    expect(unsupported).toEqual([
      { place: 'field new.bareNumber', what: 'is not judged: values are read as contracts have them' },
    ]);
  });

  test('import one, and export as ODCS', async () => {
    await file('schema.pbtxt', 'feature { name: "id" type: INT presence { min_count: 1 } image_domain {} }');
    const imported = await mlops(['contract', 'import', 'schema.pbtxt', '--out', 'imported.yml'], { cwd });
    expect(imported.code, imported.stderr).toBe(0);
    expect(imported.stderr).toContain('feature id.imageDomain is not judged');
    const exported = await mlops(['contract', 'export', 'imported.yml', '--id', 'ids', '--json'], { cwd });
    const { document, unsupported } = JSON.parse(exported.stdout);
    expect(document).toMatchObject({ apiVersion: 'v3.1.0', id: 'ids', schema: [{ name: 'data' }] });
    expect(unsupported.map(({ place }: { place: string }) => place)).toEqual([
      'datasets.data.additional-columns',
      'datasets.data.columns.id.present',
    ]);
  });

  test('is refused where it is none, with exit code 2', async () => {
    await file('none.json', '{"a": 1}');
    const refused = await mlops(['contract', 'check', 'may.csv', '--contract', 'none.json'], { cwd });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('none.json: this is no contract in a format that is known');
    const absent = await mlops(['contract', 'check', 'may.csv', '--contract', 'absent.yml'], { cwd });
    expect([absent.code, absent.stderr.includes('absent.yml: no such file')]).toEqual([2, true]);
    await file('plain.pbtxt', 'feature { name: "id" type: INT } default_environment: "SERVING"');
    const place = ['contract', 'check', 'may.csv', '--contract', 'plain.pbtxt', '--environment', 'TRAINING'];
    const elsewhere = await mlops(place, { cwd });
    expect([elsewhere.code, elsewhere.stderr.includes('It has SERVING')]).toEqual([2, true]);
    await file('empty.yml', 'version: 1\ndatasets: { data: { columns: {}, additional-columns: allow } }');
    const nothing = await mlops(['contract', 'check', 'may.csv', '--contract', 'empty.yml'], { cwd });
    expect(nothing.code).toBe(1);
    expect(nothing.stderr).toContain('nothing was checked');
    const update = await mlops(['contract', 'update', 'may.csv', '--contract', 'table.json'], { cwd });
    expect(update.code).toBe(2);
  });
});
