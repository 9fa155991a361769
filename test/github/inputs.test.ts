import { describe, expect, it } from 'vitest';
import { readInputs } from '../../src/github/inputs.ts';

const TABLE = {
  config: { kind: 'text', otherwise: 'mlops.yml' },
  model: { kind: 'text' },
  token: { kind: 'secret' },
  set: { kind: 'lines' },
  'fail-on': { kind: 'choice', of: ['never', 'drift'], otherwise: 'never' },
  comment: { kind: 'flag', otherwise: true },
  port: { kind: 'integer', minimum: 1, maximum: 65_535 },
} as const;

describe('inputs', () => {
  it('have the types of their table', () => {
    const inputs = readInputs(TABLE, {
      INPUT_MODEL: '  late-flights ',
      INPUT_SET: 'train.seed=1\n\n  gate.slices=[a]  \r\n',
      'INPUT_FAIL-ON': 'drift',
      INPUT_COMMENT: 'False',
      INPUT_PORT: '8080',
    });
    expect(inputs).toEqual({
      config: 'mlops.yml',
      model: 'late-flights',
      token: null,
      set: ['train.seed=1', 'gate.slices=[a]'],
      'fail-on': 'drift',
      comment: false,
      port: 8080,
    });
    const typed: boolean = inputs.comment;
    const chosen: 'never' | 'drift' = inputs['fail-on'];
    expect([typed, chosen]).toEqual([false, 'drift']);
    expect(readInputs(TABLE, {})).toMatchObject({ comment: true, port: null, set: [], 'fail-on': 'never' });
  });

  it('are all judged before one error tells of them', () => {
    const table = { ...TABLE, name: { kind: 'text', required: true } } as const;
    const environment = { INPUT_COMMENT: 'yes', INPUT_PORT: '70000', 'INPUT_FAIL-ON': 'always' };
    expect(() => readInputs(table, environment)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringMatching(
          /`fail-on` must be one of never, drift.*`comment` must be true or false, but is "yes".*`port`.*`name` is required/,
        ),
      }),
    );
    expect(() => readInputs({ port: TABLE.port }, { INPUT_PORT: '1e3' })).toThrow(/whole number/);
  });

  it('that are names are taken as they are: GitHub reads the same text for the environment of the job', () => {
    const table = { environment: { kind: 'name' }, version: { kind: 'name', required: true } } as const;
    const read = (environment: string, version = 'v1.2.0') =>
      readInputs(table, { INPUT_ENVIRONMENT: environment, INPUT_VERSION: version });
    expect(read('production')).toEqual({ environment: 'production', version: 'v1.2.0' });
    expect(read('').environment).toBeNull();
    const wrong = [
      ' production',
      'production ',
      '\tproduction',
      'production\n',
      '\n',
      ' ',
      '\u00a0',
      '\ufeffproduction',
    ];
    for (const text of [
      ...wrong,
      'pro duction',
      'pro\u200bduction',
      'prоduction',
      'x'.repeat(201),
      '$(id)',
      'a/b',
    ]) {
      expect(() => read(text), JSON.stringify(text)).toThrow(
        expect.objectContaining({
          exitCode: 2,
          message: expect.stringMatching(
            /^An input is wrong: `environment` must be a name of letters.*nothing around it/s,
          ),
        }),
      );
    }
    expect(() => read('production', '')).toThrow(/`version` is required/);
  });
});
