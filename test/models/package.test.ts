import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { frameOf } from '../../src/data/engine/frame.ts';
import { fitTransforms } from '../../src/features/fit.ts';
import {
  type Manifest,
  type ModelPackage,
  openPackage,
  readPackageFile,
  readPackageJson,
} from '../../src/models/package.ts';
import { type PackageParts, updatePackage, writePackage } from '../../src/models/package-write.ts';
import { loadPredictor } from '../../src/models/predict.ts';
import { startTfjs } from '../../src/models/tfjs-backend.ts';
import { DataError, UserError } from '../../src/system/errors.ts';
import { saveDenseNet } from '../../src/training/dense-net-file.ts';

const onnx = readFileSync(new URL('../fixtures/models/logistic.onnx', import.meta.url));
const frame = frameOf([
  { name: 'x', type: 'number', values: [1, 2, null] },
  { name: 'c', type: 'string', values: ['a', 'b', 'a'] },
]);
const root = mkdtempSync(join(tmpdir(), 'mlops-package-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let parts: PackageParts;
let whole: ModelPackage;
let made = 0;
const place = () => join(root, `package-${made++}`);

beforeAll(async () => {
  const baseline = join(root, 'rows.parquet');
  writeFileSync(baseline, 'PAR1 rows PAR1');
  const net = [{ kernel: Float32Array.of(1, 0.5, -0.5, 0), bias: Float32Array.of(0.1), inputs: 4, units: 1 }];
  parts = {
    name: 'late-flights',
    model: { format: 'tfjs', files: await saveDenseNet(await startTfjs(), net, 'binary-classification') },
    signature: {
      task: 'binary-classification',
      inputs: [
        { name: 'x', type: 'number' },
        { name: 'c', type: 'string' },
      ],
      extras: [],
      time: null,
      label: 'late',
      classes: ['false', 'true'],
    },
    transform: fitTransforms(
      [
        { columns: ['x'], transform: ['impute', 'standardize'] },
        { columns: ['c'], transform: 'one-hot' },
      ],
      frame,
    ),
    contract: { columns: {} },
    profile: { rows: 3 },
    baseline,
    metrics: { roc_auc_score: 0.7 },
    lineage: { commit: 'abc', seed: 7 },
    readme: '# late-flights\n',
    created: '2024-01-02T03:04:05.000Z',
    tools: { tfjs: '4.22.0' },
  };
  whole = await writePackage(place(), parts);
});

describe('a model package', () => {
  it('holds every file that the manifest lists, and no other', () => {
    expect(readdirSync(whole.directory, { recursive: true }).sort()).toEqual([
      'MLmodel',
      'README.md',
      'baseline.parquet',
      'contract.json',
      'held-out.json',
      'lineage.json',
      'manifest.json',
      'metrics.json',
      'model',
      'model/model.json',
      'model/weights.bin',
      'profile.json',
      'sbom.cdx.json',
      'transform.json',
    ]);
    expect(readdirSync(root).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('has the same bytes from the same parts', async () => {
    const again = await writePackage(place(), parts);
    expect(again.manifest).toEqual(whole.manifest);
    expect(readFileSync(join(again.directory, 'manifest.json'))).toEqual(
      readFileSync(join(whole.directory, 'manifest.json')),
    );
  });

  it('keeps its identity when only its descriptions differ, and changes it with model, transform or data', async () => {
    const described = await writePackage(place(), {
      ...parts,
      metrics: {},
      lineage: {},
      readme: '',
      created: '2025-01-02T03:04:05.000Z',
    });
    expect(described.manifest.identity).toBe(whole.manifest.identity);
    const other = await writePackage(place(), { ...parts, profile: { rows: 4 } });
    expect(other.manifest.identity).not.toBe(whole.manifest.identity);
    const renamed = await writePackage(place(), {
      ...parts,
      signature: { ...parts.signature, classes: ['true', 'false'] },
    });
    expect(renamed.manifest.identity).not.toBe(whole.manifest.identity);
  });

  it('lets its descriptions be replaced, and only those', async () => {
    const written = await writePackage(place(), parts);
    const updated = await updatePackage(written, { metrics: { roc_auc_score: 0.8 }, readme: '# better\n' });
    expect(updated.manifest.identity).toBe(whole.manifest.identity);
    expect(await readPackageJson(updated, 'metrics.json')).toEqual({ roc_auc_score: 0.8 });
    expect((await readPackageFile(updated, 'README.md')).toString()).toBe('# better\n');
    expect(await readPackageJson(updated, 'lineage.json')).toEqual({ commit: 'abc', seed: 7 });
  });

  it('replaces an older package, but no foreign folder', async () => {
    const directory = place();
    await writePackage(directory, parts);
    const second = await writePackage(directory, { ...parts, readme: '# second\n' });
    expect((await readPackageFile(second, 'README.md')).toString()).toBe('# second\n');
    const foreign = place();
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'thesis.tex'), 'years of work');
    await expect(writePackage(foreign, parts)).rejects.toThrow(UserError);
    expect(readdirSync(foreign)).toEqual(['thesis.tex']);
  });

  it('leaves nothing behind when writing fails', async () => {
    const directory = place();
    await expect(writePackage(directory, { ...parts, baseline: join(root, 'absent') })).rejects.toThrow(
      'ENOENT',
    );
    expect(readdirSync(root).filter((name) => name.includes(directory.slice(root.length + 1)))).toEqual([]);
  });

  it('says that the disk is full, and leaves the old package as it was', async () => {
    const directory = place();
    await writePackage(directory, parts);
    const source = fileURLToPath(new URL('../../src/models/package-write.ts', import.meta.url));
    const script = join(root, 'full.mjs');
    const content = { ...parts, model: { format: 'onnx', files: [{ path: 'model.onnx', content: null }] } };
    writeFileSync(
      script,
      `import { writePackage } from ${JSON.stringify(source)};
       const parts = ${JSON.stringify(content)};
       parts.model.files[0].content = new Uint8Array(100_000);
       await writePackage(${JSON.stringify(directory)}, parts).catch(({ name, message }) => console.log(name + ': ' + message));`,
    );
    const run = spawnSync('sh', ['-c', `ulimit -f 16; exec "$0" "$1"`, process.execPath, script], {
      encoding: 'utf8',
    });
    expect(run.stdout, run.stderr).toBe(
      `UserError: the model package ${directory} cannot be written: a file would be larger than is allowed\n`,
    );
    expect((await openPackage(directory)).manifest).toEqual(whole.manifest);
    expect(readdirSync(root).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('says in MLmodel and the bill of materials what it is', async () => {
    const mlmodel = parse((await readPackageFile(whole, 'MLmodel')).toString());
    expect(mlmodel.flavors).toEqual({});
    expect(JSON.parse(mlmodel.signature.inputs)).toEqual([
      { name: 'x', type: 'double', required: true },
      { name: 'c', type: 'string', required: true },
    ]);
    const sbom = (await readPackageJson(whole, 'sbom.cdx.json')) as {
      metadata: { component: { type: string } };
    };
    expect(sbom.metadata.component.type).toBe('machine-learning-model');
    const other = await writePackage(place(), {
      ...parts,
      model: { format: 'onnx', files: [{ path: 'model.onnx', content: onnx }] },
    });
    const flavors = parse((await readPackageFile(other, 'MLmodel')).toString()).flavors;
    expect(flavors.onnx.data).toBe('model/model.onnx');
  });
});

describe('prediction from a package', () => {
  it('takes view rows, the same alone as in a batch', async () => {
    const predictor = await loadPredictor(whole);
    const batch = await predictor.predict(frame);
    expect(batch.width).toBe(1);
    const alone = await predictor.predict(
      frameOf([
        { name: 'c', type: 'string', values: ['b'] },
        { name: 'x', type: 'number', values: [2] },
      ]),
    );
    expect(alone.scores[0]).toBeCloseTo(batch.scores[1] as number, 7);
    expect(
      await predictor.predict(
        frameOf([
          { name: 'c', type: 'string', values: [] },
          { name: 'x', type: 'number', values: [] },
        ]),
      ),
    ).toEqual({ rows: 0, width: 1, scores: new Float64Array() });
    await predictor.close();
  });

  it('says what is wrong with rows', async () => {
    const predictor = await loadPredictor(whole);
    const rows = frameOf([
      { name: 'x', type: 'number', values: ['one'] },
      { name: 'c', type: 'string', values: ['a'] },
    ]);
    expect(predictor.problems(rows)).toEqual([{ row: 0, column: 'x', message: 'is no number: "one"' }]);
    await expect(predictor.predict(rows)).rejects.toThrow(
      'feature column "x" is no number: "one" in 1 of 1 row (row 1)',
    );
    await predictor.close();
  });

  it('refuses a model that was swapped after the package was opened', async () => {
    const opened = await writePackage(place(), parts);
    const path = join(opened.directory, 'model/weights.bin');
    const bytes = readFileSync(path);
    bytes.reverse();
    writeFileSync(path, bytes);
    await expect(loadPredictor(opened)).rejects.toThrow('model/weights.bin was changed');
  });
});

describe('a damaged package', () => {
  const manifestOf = (directory: string) =>
    JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as Manifest & Record<string, unknown>;
  const rewrite = (directory: string, edit: (manifest: ReturnType<typeof manifestOf>) => unknown) =>
    writeFileSync(join(directory, 'manifest.json'), JSON.stringify(edit(manifestOf(directory))));

  it.each<[string, (directory: string) => void, RegExp]>([
    [
      'a changed byte',
      (d) => writeFileSync(join(d, 'contract.json'), '{"columns": [}\n}'),
      /contract.json (was changed|has)/,
    ],
    [
      'a changed byte of the same length',
      (d) => writeFileSync(join(d, 'README.md'), '# fake-flights\n'),
      /README.md was changed/,
    ],
    [
      'a file too many',
      (d) => writeFileSync(join(d, 'model/run.py'), ''),
      /"model\/run.py" is not in its manifest/,
    ],
    ['a hidden file', (d) => writeFileSync(join(d, '.hidden'), ''), /".hidden" is not in its manifest/],
    ['a missing file', (d) => rmSync(join(d, 'transform.json')), /transform.json is missing/],
    [
      'a folder in place of a file',
      (d) => {
        rmSync(join(d, 'MLmodel'));
        mkdirSync(join(d, 'MLmodel'));
      },
      /MLmodel is missing/,
    ],
    [
      'a link',
      (d) => {
        rmSync(join(d, 'README.md'));
        symlinkSync('/etc/passwd', join(d, 'README.md'));
      },
      /"README.md" is a symbolic link/,
    ],
    ['a linked folder', (d) => symlinkSync('/etc', join(d, 'etc')), /"etc" is a symbolic link/],
    [
      'a linked manifest',
      (d) => {
        rmSync(join(d, 'manifest.json'));
        symlinkSync('/etc/passwd', join(d, 'manifest.json'));
      },
      /manifest.json is no regular file/,
    ],
    [
      'a manifest that is no JSON',
      (d) => writeFileSync(join(d, 'manifest.json'), 'no'),
      /manifest.json cannot be read/,
    ],
    [
      'a giant manifest',
      (d) => writeFileSync(join(d, 'manifest.json'), ' '.repeat(2 ** 20 + 1)),
      /too large/,
    ],
    [
      'another format',
      (d) => rewrite(d, (m) => ({ ...m, format: 'mlops-package/9' })),
      /manifest.json: format/,
    ],
    [
      'a path that leaves it',
      (d) => rewrite(d, (m) => ({ ...m, files: [{ ...m.files[0], path: '../evil' }, ...m.files] })),
      /files\[0\].path/,
    ],
    [
      'an absolute path',
      (d) => rewrite(d, (m) => ({ ...m, files: [{ ...m.files[0], path: '/etc/passwd' }, ...m.files] })),
      /files\[0\].path/,
    ],
    [
      'a file listed twice',
      (d) => rewrite(d, (m) => ({ ...m, files: [{ ...m.files[0], path: 'mlmodel' }, ...m.files] })),
      /twice/,
    ],
    ['another order', (d) => rewrite(d, (m) => ({ ...m, files: [...m.files].reverse() })), /in order/],
    [
      'a list without the model',
      (d) => rewrite(d, (m) => ({ ...m, files: m.files.filter(({ path }) => path !== 'model/model.json') })),
      /lists no model\/model.json/,
    ],
    [
      'a model elsewhere',
      (d) => rewrite(d, (m) => ({ ...m, model: { ...m.model, path: 'README.md' } })),
      /its model is at README.md/,
    ],
    [
      'another identity',
      (d) => rewrite(d, (m) => ({ ...m, identity: `sha256:${'0'.repeat(64)}` })),
      /the identity/,
    ],
    [
      'another signature',
      (d) => rewrite(d, (m) => ({ ...m, signature: { ...m.signature, classes: ['true', 'false'] } })),
      /the identity/,
    ],
    ['an unknown key', (d) => rewrite(d, (m) => ({ ...m, run: 'rm -rf /' })), /run unknown key/],
  ])('with %s is refused', async (_, damage, message) => {
    const directory = place();
    cpSync(whole.directory, directory, { recursive: true });
    await openPackage(directory);
    damage(directory);
    const attempt = openPackage(directory);
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toBeInstanceOf(DataError);
    await expect(attempt).rejects.toThrow(`the model package ${directory} is damaged`);
  });

  it('is refused wherever a byte was changed', async () => {
    const files = readdirSync(whole.directory, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat(files.length - 1),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (which, where, flip) => {
          const entry = files[which] as (typeof files)[number];
          const path = join(entry.parentPath, entry.name);
          const original = readFileSync(path);
          const changed = Buffer.from(original);
          const at = where % changed.length;
          changed[at] = (changed[at] as number) ^ flip;
          writeFileSync(path, changed);
          try {
            // A space more in the manifest changes nothing that it says.
            const opened = await openPackage(whole.directory).catch((error: unknown) => error);
            if (entry.name === 'manifest.json' && !(opened instanceof Error)) {
              expect((opened as ModelPackage).manifest.identity).toBe(whole.manifest.identity);
            } else {
              expect(opened).toBeInstanceOf(DataError);
            }
          } finally {
            writeFileSync(path, original);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('that is none is told apart from a damaged one', async () => {
    await expect(openPackage(join(root, 'nowhere'))).rejects.toThrow(UserError);
    await expect(openPackage(root)).rejects.toThrow('has no manifest.json');
  });

  it('whose files are consistent but wrong is refused when it is loaded', async () => {
    const broken = await writePackage(place(), {
      ...parts,
      transform: {
        ...parts.transform,
        features: [
          { column: 'x', type: 'string', steps: [{ step: 'one-hot', categories: ['a'], missing: false }] },
        ],
      },
    });
    await expect(loadPredictor(broken)).rejects.toThrow(/the transforms give 2 numbers/);
  });
});
