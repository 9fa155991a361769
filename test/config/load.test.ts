import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type LoadOptions, loadConfig, readConfig } from '../../src/config/load.ts';
import { UserError } from '../../src/system/errors.ts';

const SAMPLE = readFileSync(new URL('../fixtures/config/flights.yml', import.meta.url), 'utf8');

/** The sample with some of its text replaced. */
function sample(...changes: [from: string, to: string][]): string {
  return changes.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, () => to);
  }, SAMPLE);
}

function refusal(text: string, options: LoadOptions = {}): string {
  try {
    readConfig(text, 'mlops.yml', options);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

describe('readConfig', () => {
  it('reads the sample and fills in the defaults', () => {
    const { config, digest } = readConfig(SAMPLE, 'mlops.yml');
    expect(config.data.split).toEqual({
      by: 'time',
      train: '120d',
      validation: '15d',
      test: '15d',
      until: 'latest',
    });
    expect(config.train).toMatchObject({ trainer: 'tfjs', hidden: [16], dropout: 0.1, 'allow-leakage': [] });
    expect(config.deploy.staging).toEqual({ target: 'process', host: '127.0.0.1', log: 'serving' });
    expect(config.gate.inconclusive).toBe('fail');
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(readConfig(sample(['version: 1', '# a remark\nversion: 1']), 'mlops.yml').digest).toBe(digest);
    expect(readConfig(sample(['seed: 7', 'seed: 8']), 'mlops.yml').digest).not.toBe(digest);
  });

  it('says where things stand', () => {
    const { position, place } = readConfig(SAMPLE, 'mlops.yml');
    expect(position(['features', 0])).toEqual({ line: 20, column: 5 });
    expect(place(['features', 0])).toBe('mlops.yml:20:5 features[0]');
    expect(place(['gate', 'threshold'])).toBe('mlops.yml:25:1 gate.threshold');
  });

  it.each<[string, [string, string][], string]>([
    [
      'a typo in a key',
      [['at-least', 'atleast']],
      'mlops.yml:28:32 gate.rules[0].atleast: unknown key; did you mean "at-least"? Allowed: metric, at-least, at-most, may-worsen, may-worsen-relative, must-improve, must-improve-relative, refuse-when, slice, by, aggregate',
    ],
    [
      'a typo at the top',
      [['monitor:', 'montior:']],
      'mlops.yml:35:1 montior: unknown key; did you mean "monitor"? Allowed: version, model, data, features, train, gate, registry, deploy, monitor',
    ],
    [
      'a typo in a key that must be there',
      [['label: late', 'lable: late']],
      'mlops.yml:2:59 model.lable: unknown key; did you mean "label"? Allowed: name, task, label, positive',
    ],
    ['another version', [['version: 1', 'version: 2']], 'mlops.yml:1:10 version: must be 1, but is 2'],
    [
      'an unknown task',
      [['binary-classification', 'classification']],
      'mlops.yml:2:36 model.task: must be one of binary-classification, multiclass-classification, regression, but is "classification"; did you mean "binary-classification"?',
    ],
    [
      'a name that is no name',
      [['late-flights', 'Late Flights']],
      'mlops.yml:2:16 model.name: "Late Flights" is not allowed here: lower-case letters, digits and hyphens; names versions, tags and artifacts',
    ],
    [
      'a missing key',
      [[', task: binary-classification', '']],
      'mlops.yml:2:1 model.task: missing (one of binary-classification, multiclass-classification, regression)',
    ],
    [
      'an empty section',
      [
        ['version: 1', 'version: 1\nmodel:'],
        ['model: {', 'train: {'],
      ],
      'mlops.yml:25:1: the key "train" is there twice',
    ],
    [
      'no sources',
      [
        ['flights: { path: "data/flights/*.parquet" }', '{}'],
        ['    weather: { path: data/weather.parquet }\n', ''],
        ['    planes:  { path: data/planes.csv, missing: [NA] }\n', ''],
      ],
      'mlops.yml:5:5 data.sources: must not be empty',
    ],
    [
      'a source name that SQL would trip over',
      [['    weather: {', '    "we ather": {']],
      'mlops.yml:6:5 data.sources["we ather"]: not allowed as a name; a name here must match ^[A-Za-z_][A-Za-z0-9_]{0,62}$',
    ],
    [
      'a path that is no text',
      [['path: data/weather.parquet', 'path: 5']],
      'mlops.yml:6:22 data.sources.weather.path: must be text or a list, but is 5',
    ],
    [
      'a view from nowhere',
      [['from: flights', 'from: flihgts']],
      'mlops.yml:9:11 data.view.from: "flihgts" is no source; did you mean "flights"? data.sources has: flights, weather, planes',
    ],
    [
      'a join with nothing',
      [['source: planes', 'source: aeroplanes']],
      'mlops.yml:12:19 data.view.join[1].source: "aeroplanes" is no source. data.sources has: flights, weather, planes',
    ],
    [
      '`within` without `asof`',
      [['asof: time_hour, ', '']],
      'mlops.yml:11:50 data.view.join[0].within: needs `asof`',
    ],
    [
      'a duration in words',
      [['within: 3h', 'within: 3 hours']],
      'mlops.yml:11:67 data.view.join[0].within: "3 hours" is not allowed here: how old the row of an `asof` join may be (a whole number and one of s, m, h, d, w: `12h`)',
    ],
    [
      'a window of hours',
      [['window: 30d', 'window: 36h']],
      'mlops.yml:35:44 monitor.window: "36h" is not allowed here: length of a window (whole days or weeks: `30d`)',
    ],
    [
      'an unknown way to split',
      [['by: time', 'by: tiem']],
      'mlops.yml:18:16 data.split.by: must be one of time, group, hash, random, but is "tiem"; did you mean "time"?',
    ],
    [
      'a split that does not say how',
      [['by: time, ', '']],
      'mlops.yml:18:3 data.split.by: missing (one of time, group, hash, random)',
    ],
    [
      'a key of another split',
      [['until: latest', 'column: origin']],
      'mlops.yml:18:63 data.split.column: unknown key. Allowed: by, train, validation, test, until',
    ],
    [
      'a day that is none',
      [['until: latest', 'until: 2013-02-30']],
      'mlops.yml:18:70 data.split.until: "2013-02-30" is no day of the calendar (YYYY-MM-DD)',
    ],
    [
      'a split by time without time',
      [
        ['    time: time_hour\n', ''],
        ['\nmonitor:', '\n#'],
      ],
      'mlops.yml:17:16 data.split.by: a split by time needs `data.view.time`',
    ],
    [
      'a split that leaves nothing',
      [
        [
          '{ by: time, train: 120d, validation: 15d, test: 15d, until: latest }',
          '{ by: random, validation: 0.5, test: 0.5 }',
        ],
      ],
      'mlops.yml:18:47 data.split.test: leaves no training data: `validation` and `test` add up to 1 or more',
    ],
    [
      'the label as a feature',
      [['columns: [hour]', 'columns: [late]']],
      'mlops.yml:23:17 features[3].columns[0]: "late" is the label; it cannot be a feature',
    ],
    [
      'a feature that is not known in time',
      [['columns: [hour]', 'columns: [hour, dep_delay]']],
      'mlops.yml:23:23 features[3].columns[1]: "dep_delay" is under `data.view.unavailable`: it is not known when predicting',
    ],
    [
      'a typo in a transform',
      [['transform: one-hot', 'transform: onehot']],
      'mlops.yml:20:52 features[0].transform: must be one of numeric, impute, log1p, standardize, one-hot, hash, bucketize, date-parts, cyclic, but is "onehot"; did you mean "one-hot"?',
    ],
    [
      'a typo in a list of transforms',
      [['[impute, log1p, standardize]', '[impute, log1, standardize]']],
      'mlops.yml:21:61 features[1].transform[1]: must be one of numeric, impute, log1p, standardize, one-hot, hash, bucketize, date-parts, cyclic, but is "log1"; did you mean "log1p"?',
    ],
    [
      'a transform after categories',
      [['[impute, log1p, standardize]', '[one-hot, standardize]']],
      'mlops.yml:21:62 features[1].transform[1]: nothing may follow one-hot; put standardize into another entry',
    ],
    [
      'a parameter of another transform',
      [['transform: one-hot', 'transform: one-hot, period: 7']],
      'mlops.yml:20:69 features[0].period: is for cyclic only, which this entry does not have',
    ],
    [
      'cyclic without a period',
      [[', period: 24', '']],
      'mlops.yml:23:35 features[3].transform: cyclic needs `period`, such as 24 for hours',
    ],
    [
      'a column twice',
      [['columns: [hour]', 'columns: [hour, hour]']],
      'mlops.yml:23:23 features[3].columns[1]: "hour" is listed twice',
    ],
    [
      'no features',
      [['features:', 'features: []\nfeature:']],
      'mlops.yml has 2 problems:\nmlops.yml:19:11 features: must not be empty\nmlops.yml:20:1 feature: unknown key; did you mean "features"? Allowed: version, model, data, features, train, gate, registry, deploy, monitor',
    ],
    [
      'an unknown trainer',
      [['trainer: tfjs', 'trainer: keras']],
      'mlops.yml:24:19 train.trainer: must be one of tfjs, command, but is "keras"',
    ],
    [
      'a negative seed',
      [['seed: 7', 'seed: -7']],
      'mlops.yml:24:67 train.seed: must be at least 0, but is -7',
    ],
    [
      'a number that is text',
      [['l2: 0.001', 'l2: "0.001"']],
      'mlops.yml:24:43 train.l2: must be a number, but is "0.001"',
    ],
    [
      'a bound that is no number',
      [['at-least: 0.68', 'at-least: .nan']],
      'mlops.yml:28:42 gate.rules[0].at-least: must be a number, but is .nan',
    ],
    [
      'a rule without a bound',
      [[', may-worsen: 0.01', '']],
      'mlops.yml:29:7 gate.rules[1]: has no bound; give it at least one of at-least, at-most, may-worsen, may-worsen-relative, must-improve, must-improve-relative',
    ],
    [
      'bounds that contradict',
      [['at-least: 0.68', 'at-least: 0.68, at-most: 0.6']],
      'mlops.yml:28:57 gate.rules[0].at-most: is less than `at-least` (0.68), so nothing can pass',
    ],
    [
      'a rule for an unknown slice',
      [['may-worsen: 0.01', 'may-worsen: 0.01, slice: { column: orign }']],
      'mlops.yml:29:62 gate.rules[1].slice.column: "orign" is no slice column; did you mean "origin"? gate.slices has: carrier, origin',
    ],
    [
      'a baseline that is nowhere',
      [['baseline: production', 'baseline: prod']],
      'mlops.yml:26:13 gate.baseline: "prod" is no environment; did you mean "production"? deploy has: staging, production',
    ],
    [
      'an unknown metric',
      [['metric: log_loss', 'metric: logloss']],
      'mlops.yml:29:17 gate.rules[1].metric: "logloss" is no metric of binary-classification; did you mean "log_loss"? There are: roc_auc_score, log_loss',
    ],
    [
      'an unknown registry',
      [['kind: folder', 'kind: s3']],
      'mlops.yml:31:19 registry.kind: must be one of folder, github, but is "s3"',
    ],
    [
      'an environment name',
      [['staging:', 'Staging:']],
      'mlops.yml:33:3 deploy.Staging: not allowed as a name; a name here must match ^[a-z]([a-z0-9-]{0,37}[a-z0-9])?$',
    ],
    [
      'an unknown target',
      [['production: { target: process }', 'production: { target: proces }']],
      'mlops.yml:34:25 deploy.production.target: must be one of process, folder, command, but is "proces"; did you mean "process"?',
    ],
    [
      'approvers that are no logins',
      [['production: { target: process }', "production: { target: process, approvers: ['@alice'] }"]],
      'mlops.yml:34:46 deploy.production.approvers[0]: "@alice" is not allowed here: a login of GitHub, without `@`; case does not matter',
    ],
    [
      'nobody who approves',
      [['production: { target: process }', 'production: { target: process, approvers: [] }']],
      'mlops.yml:34:45 deploy.production.approvers: must not be empty',
    ],
    [
      'a share beyond one',
      [['drift-share: 0.3', 'drift-share: 1.3']],
      'mlops.yml:35:81 monitor.drift-share: must be at most 1, but is 1.3',
    ],
    [
      'a rule that can never hold',
      [['when: 1 of 2', 'when: 3 of 2']],
      'mlops.yml:35:103 monitor.retrain.when: 3 of 2 windows can never drift',
    ],
    [
      'a method for a column that is not compared',
      [['preset: evidently', 'methods: { ctemp: evidently.ks }']],
      'mlops.yml:35:60 monitor.methods.ctemp: "ctemp" is not compared; did you mean "temp"? The features have: carrier, origin, dest, distance, plane_seats, temp, wind_speed, precip, visib, pressure, plane_year, hour',
    ],
  ])('refuses %s', (_, changes, message) => {
    const about = { direction: 'higher', of: 'rows', decided: false } as const;
    const metrics = () => new Map([['roc_auc_score', about] as const, ['log_loss', about] as const]);
    expect(refusal(sample(...changes), { metrics })).toBe(message);
  });

  it('tells all problems of several kinds at once', () => {
    const text = sample(['label: late', 'lable: late'], ['one-hot', 'onehot'], ['seed: 7', 'seed: x']);
    expect(
      refusal(text)
        .split('\n')
        .map((line) => line.split(':').slice(0, 3).join(':')),
    ).toEqual([
      'mlops.yml has 3 problems:',
      'mlops.yml:2:59 model.lable',
      'mlops.yml:20:52 features[0].transform',
      'mlops.yml:24:67 train.seed',
    ]);
  });
});

describe('transforms', () => {
  const featureProblem = (feature: string) =>
    refusal(sample(['{ columns: [hour], transform: cyclic, period: 24 }', feature])).replace(
      /^mlops\.yml:\d+:\d+ /,
      '',
    );

  it.each([
    [
      '{ columns: [t], transform: [date-parts, cyclic], period: 7 }',
      'features[3].period: date parts know the length of their own cycle; leave it out',
    ],
    [
      '{ columns: [t], transform: [date-parts, cyclic], parts: [hour, year] }',
      'features[3].parts[1]: a year has no cycle; give it an entry without cyclic',
    ],
    [
      '{ columns: [t], transform: [log1p, date-parts] }',
      'features[3].transform[1]: only impute may stand before date-parts',
    ],
    ['{ columns: [t], transform: [impute, impute] }', 'features[3].transform[1]: impute is listed twice'],
    [
      '{ columns: [t], transform: bucketize, buckets: 3, boundaries: [1, 2] }',
      'features[3].buckets: `boundaries` say how many buckets there are; leave one of the two out',
    ],
    [
      '{ columns: [t], transform: bucketize, boundaries: [2, 1] }',
      'features[3].boundaries: must ascend, each once',
    ],
    [
      '{ columns: [t], transform: standardize, fill: mean }',
      'features[3].fill: is for impute only, which this entry does not have',
    ],
    [
      '{ columns: [t], transform: impute, fill: maen }',
      'features[3].fill: must be one of mean, median, most-frequent, but is "maen"; did you mean "mean"?',
    ],
    [
      '{ columns: [origin], transform: one-hot }',
      'features[3].columns[0]: "origin" is made one-hot in features[0] already',
    ],
  ])('refuses %s', (feature, message) => {
    expect(featureProblem(feature)).toBe(message);
  });

  it.each([
    '{ columns: [t], transform: [impute, date-parts, cyclic], parts: [month, hour] }',
    '{ columns: [t], transform: [impute, standardize, bucketize], buckets: 4, fill: 0 }',
    '{ columns: [origin], transform: hash, buckets: 8 }',
  ])('takes %s', (feature) => {
    readConfig(sample(['{ columns: [hour], transform: cyclic, period: 24 }', feature]), 'mlops.yml');
  });
});

describe('overrides', () => {
  const read = (...overrides: string[]) => readConfig(SAMPLE, 'mlops.yml', { overrides });
  const refused = (...overrides: string[]) => refusal(SAMPLE, { overrides });

  it('take the place of what the file says and are recorded', () => {
    const { config, overrides } = read(
      'data.split.until=2013-05-16',
      'gate.rules[0].at-least=0.7',
      'gate.rules[2]={metric: accuracy_score, at-least: 0.5}',
      'train.hidden=[8, 4]',
      "data.view.where=origin = 'JFK'",
      'monitor.methods["temp"]=evidently.psi',
      'monitor.retrain=null',
    );
    expect(config.data.split).toMatchObject({ until: '2013-05-16' });
    expect(config.gate.rules.map((rule) => rule['at-least'])).toEqual([0.7, undefined, 0.5]);
    expect(config.train).toMatchObject({ hidden: [8, 4], seed: 7 });
    expect(config.data.view.where).toBe("origin = 'JFK'");
    expect(config.monitor).toMatchObject({ methods: { temp: 'evidently.psi' } });
    expect(config.monitor?.retrain).toBeUndefined();
    expect(overrides).toHaveLength(7);
    expect(overrides[0]).toBe('data.split.until=2013-05-16');
  });

  it('change the digest as the file would', () => {
    expect(read('train.seed=8').digest).toBe(readConfig(sample(['seed: 7', 'seed: 8']), 'x.yml').digest);
  });

  it.each([
    ['gate.rules[0].at-least=abc', '--set gate.rules[0].at-least=abc: must be a number, but is "abc"'],
    [
      'gate.rules[0].atleast=1',
      '--set gate.rules[0].atleast=1: unknown key; did you mean "at-least"? Allowed: metric, at-least, at-most, may-worsen, may-worsen-relative, must-improve, must-improve-relative, refuse-when, slice, by, aggregate',
    ],
    [
      'trian.seed=1',
      '--set trian.seed=1: trian: unknown key; did you mean "train"? Allowed: version, model, data, features, train, gate, registry, deploy, monitor',
    ],
    [
      'train={trainer: tfj}',
      '--set train={trainer: tfj}: train.trainer: must be one of tfjs, command, but is "tfj"; did you mean "tfjs"?',
    ],
    [
      'model.label=null',
      '--set model.label=null: missing: the column to predict; `data.view.label` makes it',
    ],
    [
      'data.view.from=nowhere',
      '--set data.view.from=nowhere: "nowhere" is no source. data.sources has: flights, weather, planes',
    ],
    ['gate.rules[7].metric=x', '--set gate.rules[7].metric=x: gate.rules has 2 entries, counted from [0]'],
    ['gate.rules.metric=x', '--set gate.rules.metric=x: gate.rules is a list; choose an entry with [0]'],
    ['gate[0]=x', '--set gate[0]=x: gate is a mapping, not a list'],
    [
      'model.name.first=x',
      '--set model.name.first=x: model.name is "late-flights", which has nothing inside',
    ],
    ['__proto__.polluted=1', '--set __proto__.polluted=1: the key "__proto__" is not allowed'],
    ['train["__proto__"]=1', '--set train["__proto__"]=1: the key "__proto__" is not allowed'],
    [
      'train={__proto__: {polluted: 1}}',
      '--set train={__proto__: {polluted: 1}}: the key "__proto__" is not allowed',
    ],
    ['train.hidden=[1, 2', '--set train.hidden=[1, 2: not valid YAML: Flow sequence must end with a ]'],
    ['train.seed', '--set train.seed: “=value” is missing'],
    [
      'train.seed=',
      '--set train.seed=: the value is missing; write null to take the key out, "" for empty text',
    ],
    ['=5', '--set =5: a path is missing'],
    ['train..seed=5', '--set train..seed=5: the path is wrong at "..seed=5"'],
    ['gate.rules[x]=5', '--set gate.rules[x]=5: the path is wrong at "[x]=5"'],
  ])('%s is refused', (override, message) => {
    expect(refused(override)).toBe(message);
  });

  it('names the file for what the file is to blame for', () => {
    expect(refusal(sample(['seed: 7', 'seed: x']), { overrides: ['train.epochs=0'] })).toBe(
      [
        'mlops.yml has 2 problems:',
        'mlops.yml:24:67 train.seed: must be a whole number, but is "x"',
        '--set train.epochs=0: must be at least 1, but is 0',
      ].join('\n'),
    );
  });

  it('lets an override mend the file', () => {
    const broken = sample(['seed: 7', 'seed: x']);
    expect(readConfig(broken, 'mlops.yml', { overrides: ['train.seed=3'] }).config.train.seed).toBe(3);
  });
});

describe('prototypes', () => {
  it('stay what they are after any reading, merging and overriding', () => {
    const key = fc.oneof(
      fc.constantFrom('__proto__', 'constructor', 'prototype', 'models', 'model', 'polluted', 'toString'),
      fc.string({ maxLength: 5 }),
    );
    const value = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constant('x'),
        fc.array(tie('value')),
        fc.dictionary(key, tie('value')),
      ),
    })).value;
    const step = fc.oneof(key, fc.nat(2));
    const override = fc
      .tuple(fc.array(step, { minLength: 1, maxLength: 4 }), value)
      .map(
        ([path, to]) => `${path.map((part) => `[${JSON.stringify(part)}]`).join('')}=${JSON.stringify(to)}`,
      );
    fc.assert(
      fc.property(
        value,
        fc.array(override, { maxLength: 3 }),
        fc.option(key),
        (written, overrides, model) => {
          expect(() =>
            readConfig(JSON.stringify(written), 'mlops.yml', {
              overrides,
              ...(model === null ? {} : { model }),
            }),
          ).toThrow(UserError);
          expect(Object.keys(Object.prototype)).toEqual([]);
          expect(Object.keys(Array.prototype)).toEqual([]);
          expect(Object.prototype.toString.call({})).toBe('[object Object]');
          expect(({} as Record<string, unknown>).polluted).toBeUndefined();
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('several models', () => {
  const several = (models: string) =>
    `${SAMPLE.replace(/^model: .*$/m, 'model: { task: binary-classification, label: late }')}models:\n${models}`;
  const two = several(
    '  late-flights: {}\n  long-flights:\n    gate:\n      rules:\n        - { metric: roc_auc_score, at-least: 0.9 }\n    train: { trainer: command, command: [python, train.py] }\n',
  );

  it('are chosen by name and lie over the shared keys', () => {
    const { config } = readConfig(two, 'mlops.yml', { model: 'long-flights' });
    expect(config.model).toEqual({ name: 'long-flights', task: 'binary-classification', label: 'late' });
    expect(config.gate.rules).toHaveLength(1);
    expect(config.gate.slices).toEqual(['carrier', 'origin']);
    expect(config.train).toEqual({
      trainer: 'command',
      command: ['python', 'train.py'],
      parameters: {},
      seed: 1,
      'allow-leakage': [],
    });
    expect(readConfig(two, 'mlops.yml', { model: 'late-flights' }).config.train).toMatchObject({ seed: 7 });
    expect(readConfig(several('  late-flights:\n'), 'mlops.yml').config.model.name).toBe('late-flights');
  });

  it('must be chosen', () => {
    expect(refusal(two)).toBe('mlops.yml has 2 models: late-flights, long-flights');
    expect(refusal(two, { model: 'late-flihgts' })).toBe(
      'mlops.yml has no model "late-flihgts"; did you mean "late-flights"?',
    );
    expect(refusal(SAMPLE, { model: 'other' })).toBe('mlops.yml has no model "other"');
    expect(readConfig(SAMPLE, 'mlops.yml', { model: 'late-flights' }).config.model.name).toBe('late-flights');
    expect(refusal('models: []')).toBe(
      'mlops.yml: models: must be a mapping from model names to their configs',
    );
  });

  it('have their problems told where they stand', () => {
    const text = several(
      '  a-b:\n    gate: { threshold: 2 }\n    train: { seed: x }\n    model: { name: other }\n',
    );
    const head = SAMPLE.split('\n').length;
    expect(refusal(text)).toBe(
      [
        'mlops.yml has 2 problems:',
        `mlops.yml:${head + 2}:24 gate.threshold: must be at most 1, but is 2`,
        `mlops.yml:${head + 3}:20 train.seed: must be a whole number, but is "x"`,
      ].join('\n'),
    );
    expect(refusal(several('  a-b: { model: { name: other } }\n'))).toBe(
      `mlops.yml:${head + 1}:25 model.name: must be a-b, the key under \`models\``,
    );
    expect(refusal(several('  a-b: 5\n'))).toBe(`mlops.yml:${head + 1}:8: must be a mapping, but is 5`);
    expect(refusal(two.replace('label: late', 'label: 5'), { model: 'late-flights' })).toBe(
      'mlops.yml:2:46 model.label: must be text, but is 5',
    );
  });
});

describe('loadConfig', () => {
  const directory = mkdtempSync(join(tmpdir(), 'mlops-config-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('says which folder relative paths start from', async () => {
    const file = join(directory, 'mlops.yml');
    writeFileSync(file, SAMPLE);
    const loaded = await loadConfig(file);
    expect(loaded.directory).toBe(dirname(file));
    expect(loaded.file).toBe(file);
    expect(loaded.config.model.name).toBe('late-flights');
  });

  it('says what to do where there is no file', async () => {
    await expect(loadConfig(join(directory, 'none.yml'))).rejects.toMatchObject({
      name: 'UserError',
      message: `${join(directory, 'none.yml')}: no such file`,
      hint: 'write one with `mlops init DATA.csv`, or name yours with --config',
    });
    await expect(loadConfig(directory)).rejects.toThrow(`${basename(directory)}: not a file`);
  });
});
