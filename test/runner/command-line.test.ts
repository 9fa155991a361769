import { describe, expect, test } from 'vitest';
import { isVersion } from '../../src/registry/version.ts';
import { commandIn, FORMS } from '../../src/runner/commands/command-line.ts';

const retrain = (model: string | null) => ({ command: 'retrain', model });
const rollback = (environment: string, model: string | null) => ({ command: 'rollback', environment, model });
const promote = (version: string, environment: string, model: string | null) => {
  return { command: 'promote', version, environment, model };
};

describe('a comment gives', () => {
  test.each([
    ['/mlops retrain', retrain(null)],
    ['/mlops retrain late-flights', retrain('late-flights')],
    ['/mlops retrain  late-flights  ', retrain('late-flights')],
    ['/mlops retrain\r\n\r\nbecause of the snow', retrain(null)],
    ['/mlops promote v1.2.0 production', promote('v1.2.0', 'production', null)],
    ['/mlops promote v1.2.0 production late-flights', promote('v1.2.0', 'production', 'late-flights')],
    ['/mlops rollback production', rollback('production', null)],
    ['/mlops rollback production late_Flights.2', rollback('production', 'late_Flights.2')],
  ])('%j: a command', (body, command) => {
    expect(commandIn(body)).toEqual(command);
  });

  test.each([
    '/mlops',
    '/mlops ',
    '/mlops help',
    '/mlops Retrain',
    '/mlops\tretrain',
    '/mlops retrain\t',
    '/mlops retrain --all',
    '/mlops retrain -model',
    '/mlops retrain a b',
    '/mlops retrain $(id)',
    '/mlops retrain `id`',
    '/mlops retrain "a"',
    '/mlops retrain a;b',
    '/mlops retrain ../a',
    '/mlops retrain a\u00a0',
    '/mlops retrain ａ',
    `/mlops retrain ${'a'.repeat(101)}`,
    `/mlops retrain${' '.repeat(500)}`,
    '/mlops promote v1.2.0',
    '/mlops promote production v1.2.0',
    '/mlops promote 1.2.0 production',
    '/mlops promote v1.2 production',
    '/mlops promote v01.2.0 production',
    '/mlops promote v1.2.0-rc.1 production',
    '/mlops promote v1.2.0 production a b',
    '/mlops rollback',
    '/mlops rollback production a b',
    '/mlops retrain # now',
    '/mlops constructor',
  ])('%j: none that there is', (body) => {
    expect(commandIn(body)).toBe('unknown');
  });

  test.each([
    '',
    'Looks good',
    ' /mlops retrain',
    '/mlopsretrain',
    '/MLOPS retrain',
    '/mlops-retrain',
    '> /mlops retrain',
    '`/mlops retrain`',
    'please /mlops retrain',
    '\n/mlops retrain',
    '\u200b/mlops retrain',
    '/mlops\u00a0retrain',
    '/ mlops retrain',
  ])('%j: nothing', (body) => {
    expect(commandIn(body)).toBeNull();
  });
});

test('the forms that are told are those that are taken', () => {
  for (const form of FORMS) {
    const full = form.replaceAll(/[[\]]/g, '').replace('VERSION', 'v1.0.0').replace('ENVIRONMENT', 'staging');
    const short = full.replace(/ MODEL$/, '');
    for (const line of [full, short])
      expect(commandIn(line), line).toMatchObject({ command: line.split(' ')[1] });
  }
});

/** What a hostile line is made of. */
const PIECES = [
  ...[
    '/mlops',
    '/mlops ',
    'retrain',
    'promote',
    'rollback',
    'v1.2.0',
    'v999.0.1',
    'production',
    'late-flights',
  ],
  ...[
    ' ',
    '  ',
    '\t',
    '\u00a0',
    '\u2003',
    '\u2028',
    '\u200b',
    '\u202e',
    '\u0000',
    '\u0085',
    '\n',
    '\r',
    '\r\n',
  ],
  ...[
    '$(id)',
    '`id`',
    '$' + '{IFS}',
    '$' + '{{ secrets.X }}',
    ';',
    '&&',
    '|',
    '>',
    '<',
    '"',
    "'",
    '\\',
    '*',
    '?',
    '~',
    '!',
  ],
  ...[
    '--',
    '-x',
    '--config=x',
    '=',
    '%0A',
    '::set-output name=command::promote',
    '<<EOF',
    '..',
    '/',
    '@alice',
    '#1',
  ],
  ...[
    '<!-- -->',
    '<img src=x>',
    '[a](b)',
    'é',
    'а',
    '＋',
    '𝔞',
    '__proto__',
    'constructor',
    '\ud800',
    'a'.repeat(101),
  ],
];

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test('of 10,000 hostile lines nothing comes out that is not exactly one of the three forms', () => {
  const next = random(20260721);
  const pick = () => PIECES[Math.floor(next() * PIECES.length)] ?? '';
  const NAME = '[A-Za-z0-9][A-Za-z0-9_.-]{0,99}';
  const whole = new RegExp(
    `^/mlops +(retrain( +${NAME})?|promote +v[0-9]+\\.[0-9]+\\.[0-9]+ +${NAME}( +${NAME})?|rollback +${NAME}( +${NAME})?) *(\\r|\\n|$)`,
  );
  const seen = { commands: 0, unknown: 0, nothing: 0 };
  for (let index = 0; index < 10_000; index++) {
    // Half of them begin as a command does, so that many come near.
    const begin = next() < 0.5 ? `/mlops ${['retrain', 'promote v1.2.0', 'rollback'][index % 3]} ` : '';
    const body = begin + Array.from({ length: Math.floor(next() * 5) }, pick).join(next() < 0.5 ? ' ' : '');
    const found = commandIn(body);
    if (found === null) {
      seen.nothing += 1;
      expect(/^\/mlops([ \t\r\n]|$)/.test(body), JSON.stringify(body)).toBe(false);
    } else if (found === 'unknown') {
      seen.unknown += 1;
      expect(whole.test(body) && body.length <= 400 && /^[^\r\n]*v0\d/.test(body), JSON.stringify(body)).toBe(
        false,
      );
    } else {
      seen.commands += 1;
      expect(body, JSON.stringify(body)).toMatch(whole);
      for (const value of Object.values(found)) {
        if (value !== null) expect(value).toMatch(new RegExp(`^${NAME}$`));
      }
      if (found.command === 'promote') expect(isVersion(found.version)).toBe(true);
      // What came out is what was written, word by word.
      const { command, version, environment, model } = found as Record<string, string | null>;
      const words = ['/mlops', command, version, environment, model].filter((word) => word);
      expect(
        body
          .split(/[\r\n]/)[0]
          ?.trim()
          .split(/ +/),
      ).toEqual(words);
    }
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(300);
});
