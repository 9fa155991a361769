import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Case, changed, type Files, judged, SAMPLE } from './judged-change.ts';

/** The keys that count as changes of what is judged. */
async function counted(given: Case): Promise<string[]> {
  return ((await judged(given)).policy?.base?.judged ?? []).map(({ key }) => key);
}

const withMetric = (command: string, text = SAMPLE) =>
  changed('gate:\n', `gate:\n  metrics: [{ name: cost, direction: lower, command: ${command} }]\n`, text);
const withTraining = (command: string) =>
  changed(/train: \{ trainer.*/, `train: { trainer: command, command: ${command} }`);
const withGolden = (rows: string) =>
  changed('gate:\n', `gate:\n  behaviour: [{ test: golden, name: Known, rows: ${rows} }]\n`);

/** A change of `own`, on a base of `base` with the same config. */
function change(config: string, base: Files, own: Files, more: Partial<Case> = {}): Case {
  return { own: config, base: { 'mlops.yml': config, ...base }, files: { ...base, ...own }, ...more };
}

describe('what a program of the gate is made of', () => {
  test.each<[string, string, Files, Files, string[]]>([
    ['the file itself', '[python, cost.py]', { 'cost.py': '1' }, { 'cost.py': '2' }, ['cost.py']],
    [
      'a module that it imports',
      '[python, cost.py]',
      { 'cost.py': 'import helpers, os', 'helpers.py': '1', 'train.py': '1' },
      { 'helpers.py': '2', 'train.py': '2' },
      ['helpers.py'],
    ],
    [
      'what that imports in turn, in a package',
      '[python, cost.py]',
      { 'cost.py': 'from parts.one import f\n', 'parts/one.py': 'from . import two', 'parts/two.py': '1' },
      { 'parts/two.py': '2' },
      ['parts/two.py'],
    ],
    [
      'a new module in the place of an installed one',
      '[python, cost.py]',
      { 'cost.py': 'import pandas' },
      { 'pandas.py': 'evil', 'notes.md': 'new' },
      ['pandas.py'],
    ],
    [
      'a new package in the place of one that an installed one loads',
      '[python, cost.py]',
      { 'cost.py': 'import pandas' },
      { 'six/__init__.py': 'evil', 'reports/june.csv': 'new' },
      ['six/__init__.py'],
    ],
    [
      'a compiled module in the place of its source',
      '[python, cost.py]',
      { 'cost.py': 'import helpers', 'helpers.py': '1' },
      { '__pycache__/helpers.cpython-312.pyc': 'evil' },
      ['__pycache__/helpers.cpython-312.pyc'],
    ],
    [
      'a module by its name',
      '[python, -m, metricpkg.cost]',
      { 'metricpkg/__init__.py': '', 'metricpkg/cost.py': '1', 'metricpkg/rates.json': '1' },
      { 'metricpkg/cost.py': '2', 'metricpkg/rates.json': '2' },
      ['metricpkg/cost.py', 'metricpkg/rates.json'],
    ],
    [
      'a folder',
      '[node, tools/metric]',
      { 'tools/metric/index.js': '1', 'tools/other.txt': '1' },
      { 'tools/metric/index.js': '2' },
      ['tools/metric/index.js'],
    ],
    [
      'all of a folder of its own',
      '[python, gate/cost.py]',
      { 'gate/cost.py': '1', 'gate/lib/rates.csv': '1' },
      { 'gate/lib/rates.csv': '2', 'train.py': 'new' },
      ['gate/lib/rates.csv'],
    ],
    [
      'what a program outside of its folder names',
      '[node, gate/cost.mjs]',
      { 'gate/cost.mjs': "import { f } from '../lib/f.mjs';", 'lib/f.mjs': '1', 'lib/g.mjs': '1' },
      { 'lib/f.mjs': '2', 'lib/g.mjs': '2' },
      ['lib/f.mjs'],
    ],
    [
      'the words of a shell',
      '[bash, -c, "python cost.py | head -1"]',
      { 'cost.py': '1' },
      { 'cost.py': '2' },
      ['cost.py'],
    ],
    [
      'a shell script and what it starts',
      '[./cost.sh]',
      { 'cost.sh': '#!/bin/sh\nexec python "$(dirname "$0")"/real.py\n', 'real.py': '1' },
      { 'real.py': '2' },
      ['real.py'],
    ],
    [
      'a file that another program is handed by `-m`',
      '[brand-risk, -m, data/rates.json]',
      { 'data/rates.json': '1', 'data/may.csv': '1' },
      { 'data/rates.json': '2', 'data/may.csv': '2' },
      ['data/rates.json'],
    ],
    [
      'a module beside another file of its name',
      '[python, cost.py]',
      { 'cost.py': 'import helpers', 'helpers.py': '1' },
      { helpers: 'new', 'helpers.py': '2' },
      ['helpers', 'helpers.py'],
    ],
    [
      'a module that a shell starts',
      '[bash, -c, "python3 -m cost"]',
      { 'cost.py': 'import helpers', 'helpers.py': '1', 'train.py': '1' },
      { 'helpers.py': '2', 'pandas.py': 'evil', 'train.py': '2' },
      ['helpers.py', 'pandas.py'],
    ],
    [
      'modules that a shell script starts, from where it is started and from its own folder',
      '[bash, tools/eval.sh]',
      {
        'tools/eval.sh': 'python -m cost\ncd "$(dirname "$0")" && python -m rates',
        'cost.py': '1',
        'tools/rates.py': '1',
        'train.py': '1',
      },
      { 'cost.py': '2', 'tools/rates.py': '2', 'train.py': '2' },
      ['cost.py', 'tools/rates.py'],
    ],
    [
      'a module in the place of an installed one, for a program in the command itself',
      '[python, -c, "import pandas"]',
      {},
      { 'pandas.py': 'evil', 'six.py': 'evil', 'notes.md': 'new' },
      ['pandas.py', 'six.py'],
    ],
    [
      'a module that a program in a text for a shell imports',
      `[bash, -c, "python -c 'from cost import f; f()'"]`,
      { 'cost.py': '1', 'train.py': '1' },
      { 'cost.py': '2', 'six.py': 'evil', 'train.py': '2' },
      ['cost.py', 'six.py'],
    ],
    [
      'no new module, where a shell starts no Python',
      '[bash, -c, "node cost.mjs"]',
      { 'cost.mjs': '1' },
      { 'cost.mjs': '2', 'six.py': 'new' },
      ['cost.mjs'],
    ],
    [
      'a program of Node without its ending',
      '[node, ./gate/cost]',
      { 'gate/cost.js': '1', 'gate/rates.txt': '1', 'train.js': '1' },
      { 'gate/cost.js': '2', 'gate/rates.txt': '2', 'train.js': '2' },
      ['gate/cost.js', 'gate/rates.txt'],
    ],
    [
      'a program of Node by its name alone, and none of a word that only says what to do',
      '[node, cost, train]',
      { 'cost.js': '1', 'train.js': '1' },
      { 'cost.js': '2', 'train.js': '2' },
      ['cost.js'],
    ],
    [
      'all code, where a program of Node names what the package says elsewhere',
      '[node, cost.mjs]',
      { 'cost.mjs': "import { f } from '#lib';", 'package.json': '{}', 'lib/f.mjs': '1', 'README.md': '1' },
      { 'lib/f.mjs': '2', 'package.json': '{ }', 'README.md': '2' },
      ['lib/f.mjs', 'package.json'],
    ],
    [
      'everything, where the program makes up what it loads',
      '[python, cost.py]',
      {
        'cost.py': 'import importlib, sys\nimportlib.import_module(sys.argv[1])',
        'any.py': '1',
        'README.md': '1',
      },
      { 'any.py': '2', 'README.md': '2' },
      ['any.py'],
    ],
    [
      'a package of Node that is in the repository',
      '[node, cost.cjs]',
      { 'cost.cjs': "require('lodash')" },
      { 'node_modules/lodash/index.js': 'evil' },
      ['node_modules/lodash/index.js'],
    ],
    [
      'what a package of Node that is installed would load',
      '[node, cost.cjs]',
      { 'cost.cjs': "require('lodash')" },
      { 'node_modules/tslib/index.js': 'evil' },
      ['node_modules/tslib/index.js'],
    ],
    [
      'a new module beside a program that another one starts',
      '[./cost.sh]',
      { 'cost.sh': 'python parts/real.py', 'parts/real.py': 'import pandas', 'parts/train.py': '1' },
      { 'parts/pandas.py': 'evil', 'parts/train.py': '2' },
      ['parts/pandas.py'],
    ],
    [
      'a file of rates, and no other data',
      '[python, cost.py, rates.csv]',
      { 'cost.py': "open('more.json')", 'rates.csv': '1', 'more.json': '"cost.csv"', 'cost.csv': '1' },
      { 'rates.csv': '2', 'more.json': '2', 'cost.csv': '2', 'data/may.csv': '2' },
      ['more.json', 'rates.csv'],
    ],
    [
      'a file that is gone',
      '[python, cost.py]',
      { 'cost.py': "open('rates.json')", 'rates.json': '1' },
      { 'rates.json': '' },
      ['rates.json'],
    ],
  ])('%s', async (_, command, base, own, expected) => {
    const config = withMetric(command);
    expect(await counted(change(config, base, {}))).toEqual([]);
    expect(await counted(change(config, base, own))).toEqual(expected);
  });

  test.each<[string, string, Files, string[]]>([
    ['a module of it', '[python, -m, churn.gate_cost]', {}, ['churn/__init__.py', 'churn/gate_cost.py']],
    ['a module of it, in one word', '[python, -umchurn.rates]', {}, ['churn/__init__.py', 'churn/rates.py']],
    ['itself as a module', '[python, -m, churn]', {}, ['churn/__init__.py', 'churn/__main__.py']],
    [
      'a module that a program beside it imports',
      '[python, cost.py]',
      { 'cost.py': 'from churn.helpers import f' },
      ['churn/__init__.py', 'churn/helpers.py', 'cost.py'],
    ],
    [
      'a module that is imported out of it',
      '[python, cost.py]',
      { 'cost.py': 'from churn import (\n  helpers,  # rates\n)' },
      ['churn/__init__.py', 'churn/helpers.py', 'cost.py'],
    ],
    [
      'a package in it',
      '[python, cost.py]',
      { 'cost.py': 'import churn.parts.one as one' },
      ['churn/__init__.py', 'churn/parts/__init__.py', 'churn/parts/one.py', 'churn/parts/two.py', 'cost.py'],
    ],
    [
      'what its own start imports',
      '[python, cost.py]',
      { 'cost.py': 'import churn', 'churn/__init__.py': 'from .helpers import f' },
      ['churn/__init__.py', 'churn/helpers.py', 'cost.py'],
    ],
    [
      'a module that its own program imports by the whole name',
      '[python, churn/gate_cost.py]',
      { 'churn/gate_cost.py': 'from churn.helpers import f' },
      ['churn/__init__.py', 'churn/gate_cost.py', 'churn/helpers.py'],
    ],
  ])('of a package that it shares with training: %s', async (_, command, programs, expected) => {
    const shared = {
      'churn/__init__.py': '',
      'churn/__main__.py': '1',
      'churn/train.py': '1',
      'churn/helpers.py': '1',
      'churn/rates.py': '1',
      'churn/gate_cost.py': '1',
      'churn/parts/__init__.py': '',
      'churn/parts/one.py': '1',
      'churn/parts/two.py': '1',
    };
    const base = { ...shared, ...programs };
    const other = Object.fromEntries(Object.entries(base).map(([path, text]) => [path, `${text}\n# other`]));
    for (const train of [
      '[python, churn/train.py]',
      '[python, -m, churn.train]',
      '[bash, -c, "python -m churn.train | tee log"]',
      '[bash, -c, "python churn/train.py | tee log"]',
    ]) {
      const config = withMetric(command, withTraining(train));
      const { policy } = await judged(change(config, base, {}));
      expect(policy?.base).toMatchObject({ judged: [], notes: [] });
      expect(await counted(change(config, base, other)), train).toEqual(expected);
    }
  });

  test('a program that asks the champion is made of the same', async () => {
    const config = SAMPLE.replace('gate:\n', 'gate:\n  predict-commands: [[python3, predict.py]]\n');
    const base = { 'predict.py': 'import model_io\n', 'model_io.py': '1' };
    expect(await counted(change(config, base, { 'model_io.py': '2' }))).toEqual(['model_io.py']);
  });

  test('with everything in one folder training may change, and the report says why a file counts', async () => {
    const config = withMetric('[python, cost.py]');
    const base = { 'cost.py': 'import shared', 'shared.py': '1', 'train.py': 'import shared', 'net.py': '1' };
    const free = change(config, base, { 'train.py': 'import net', 'net.py': '2', 'README.md': 'new' });
    expect(await counted(free)).toEqual([]);
    const { policy } = await judged(change(config, base, { 'shared.py': '2' }));
    expect(policy?.base?.notes).toEqual([
      'The gate’s program `python cost.py` may load `shared.py`, so that counts as a change of the program. Programs in a folder of their own, with nothing else in it, change only when they are meant to.',
    ]);
  });

  test('a program that names no file is told, and so is one that is only a folder', async () => {
    const config = withMetric('[brand-risk, --fast]');
    const { policy } = await judged(change(config, {}, {}));
    expect(policy?.base?.judged).toEqual([]);
    expect(policy?.base?.notes).toEqual([
      'The gate’s program `brand-risk --fast` names no file of the repository, so it was not compared with the base. Look at what it starts.',
    ]);
    const all = withMetric('[python, .]');
    expect(await counted(change(all, { 'any.py': '1' }, { 'any.py': '2', 'data.csv': '1' }))).toEqual([
      'any.py',
    ]);
  });

  test('of a model in a folder of its own, from that folder on', async () => {
    const config = withMetric('[python, gate/cost.py, ../../tools/rates.py]');
    const base = {
      'gate/cost.py': 'import shared',
      '../../tools/rates.py': '1',
      '../../tools/lib/one.py': '1',
      '../../shared/__init__.py': '1',
      '../other/train.py': '1',
    };
    const own = {
      '../../tools/lib/one.py': '2',
      '../../shared/__init__.py': '2',
      '../other/train.py': '2',
      'gate/new.txt': '2',
      'train.py': '2',
    };
    for (const plain of [false, true]) {
      const given = change(config, base, {}, { home: 'models/churn', plain });
      expect(await counted(given)).toEqual([]);
      expect(await counted(change(config, base, own, { home: 'models/churn', plain }))).toEqual([
        'gate/new.txt',
        '../../shared/__init__.py',
        '../../tools/lib/one.py',
      ]);
    }
  });

  test('a link is followed, and is not the file that it names', async () => {
    const config = withMetric('[python, cost.py]');
    const base = { 'cost.py': 'print(1)', 'other/cost.py': 'print(1)' };
    const given = change(config, base, {});
    const { 'cost.py': _, ...files } = given.files ?? {};
    expect(await counted({ ...given, files, links: { 'cost.py': 'other/cost.py' } })).toEqual(['cost.py']);
  });

  test('where git does not answer, the files that are there are compared', async () => {
    const config = withMetric('[python, cost.py]');
    const base = { 'cost.py': 'import helpers', 'helpers.py': '1' };
    expect(await counted(change(config, base, {}, { plain: true }))).toEqual([]);
    const own = { 'helpers.py': '2', 'pandas.py': 'evil' };
    expect(await counted(change(config, base, own, { plain: true }))).toEqual(['helpers.py', 'pandas.py']);
  });
});

describe('files of rows', () => {
  const one = Buffer.from([0x50, 0x41, 0x52, 0x31, 0x9a, 0x99, 0x99, 0xe9]);
  const other = Buffer.from([0x50, 0x41, 0x52, 0x31, 0x8a, 0x89, 0xb9, 0xe8]);
  const golden = withGolden('golden.parquet');

  test('golden rows are compared byte by byte', async () => {
    expect(one.toString()).toBe(other.toString());
    expect(await counted(change(golden, { 'golden.parquet': one }, {}))).toEqual([]);
    const given = change(golden, { 'golden.parquet': one }, { 'golden.parquet': other });
    expect(await counted(given)).toEqual(['golden.parquet']);
  });

  test('that Git LFS keeps are those that its pointer names', async () => {
    const sha = createHash('sha256').update(one).digest('hex');
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha}\nsize ${one.length}\n`;
    const base = { 'golden.parquet': pointer };
    expect(await counted(change(golden, base, {}))).toEqual([]);
    expect(await counted(change(golden, base, { 'golden.parquet': one }))).toEqual([]);
    expect(await counted(change(golden, base, { 'golden.parquet': other }))).toEqual(['golden.parquet']);
  });

  test('a checkout with the line ends of Windows is the same text, and no other bytes are', async () => {
    const text = withGolden('golden.jsonl');
    const base = { 'golden.jsonl': '{"a":1}\n{"a":2}\n' };
    expect(await counted(change(text, base, { 'golden.jsonl': '{"a":1}\r\n{"a":2}\r\n' }))).toEqual([]);
    expect(await counted(change(text, base, { 'golden.jsonl': '{"a":1}\n{"a":2}' }))).toEqual([
      'golden.jsonl',
    ]);
  });

  test('`.gitattributes` of the change makes no other bytes the same', async () => {
    const config = withMetric('[python, cost.py]');
    const base = { 'cost.py': 'print(0)\n# $Id$\n' };
    const own = { 'cost.py': 'print(0)\n# $Id: x $\n', '.gitattributes': '*.py ident\n' };
    expect(await counted(change(config, base, own))).toEqual(['cost.py']);
  });

  test('the champion’s predictions are the base’s, the challenger’s are the change’s', async () => {
    const config =
      'version: 1\nmodel: { name: late-flights, task: binary-classification, label: late }\ngate:\n  predictions: { challenger: new.csv, champion: old.csv }\n  rules: [{ metric: log_loss, may-worsen: 0.01 }]\n';
    const base = { 'new.csv': '1', 'old.csv': '1' };
    expect(await counted(change(config, base, { 'new.csv': '2' }))).toEqual([]);
    expect(await counted(change(config, base, { 'old.csv': '2' }))).toEqual(['old.csv']);
  });

  test('a registry that the repository keeps is the base’s, for the champion is in it', async () => {
    const config = changed(/registry: .*/, 'registry: { kind: folder, path: registry }');
    const base = { 'registry/late-flights/v1/model.onnx': one };
    expect(await counted(change(config, base, {}))).toEqual([]);
    const own = { 'registry/late-flights/v1/model.onnx': other };
    expect(await counted(change(config, base, own))).toEqual(['registry/late-flights/v1/model.onnx']);
  });
});

describe('what a change may well change', () => {
  const told = async (given: Case) => (await judged(given)).policy?.base?.touched ?? [];

  test('rows, the lock and workflows are told', async () => {
    const base = { 'data/flights/may.parquet': 'x', 'data.lock': '1', 'contract.yml': '1', 'docs/a.md': '1' };
    const own = {
      'data/flights/may.parquet': 'y',
      'data/flights/june.parquet': 'y',
      'data.lock': '2',
      'contract.yml': '2',
      'docs/a.md': '2',
      '.github/workflows/level-2.yml': 'on: push',
    };
    expect(await told(change(SAMPLE, base, {}))).toEqual([]);
    expect(await told(change(SAMPLE, base, own))).toEqual([
      {
        what: 'the rows that it is judged by',
        files: ['data/flights/may.parquet', 'data/flights/june.parquet'],
        more: 0,
      },
      { what: 'which rows they should be', files: ['data.lock'], more: 0 },
      { what: 'the contract that they are read and checked by', files: ['contract.yml'], more: 0 },
      { what: 'the workflows that start the gate', files: ['.github/workflows/level-2.yml'], more: 0 },
    ]);
    expect(await told(change(SAMPLE, base, own, { plain: true }))).toHaveLength(4);
  });

  test('a program that makes rows, and what the gate’s programs are installed from', async () => {
    const source = changed(/planes: +\{.*\}/, 'planes: { command: [python, fetch.py] }');
    const config = withMetric('[python, gate/cost.py]', source);
    const base = { 'fetch.py': 'import api', 'api.py': '1', 'gate/cost.py': '1', 'requirements.txt': 'a==1' };
    const own = { 'api.py': '2', 'requirements.txt': 'a==2' };
    expect(await told(change(config, base, own))).toEqual([
      { what: 'the programs that make these rows', files: ['api.py'], more: 0 },
      {
        what: 'what the programs of the gate are installed from',
        files: ['requirements.txt'],
        more: 0,
      },
    ]);
    expect(await counted(change(config, base, own))).toEqual([]);
  });

  test('many files are counted', async () => {
    const names = Array.from({ length: 8 }, (_, day) => `data/flights/${day}.parquet`);
    const own = Object.fromEntries(names.map((name) => [name, 'x']));
    expect(await told(change(SAMPLE, {}, own))).toEqual([
      { what: 'the rows that it is judged by', files: names.slice(0, 5), more: 3 },
    ]);
  });
});
