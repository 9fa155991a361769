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
});
