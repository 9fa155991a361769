import { matchesGlob } from 'node:path/posix';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, test } from 'vitest';
import { globExpression } from '../../../../src/data/sources/remote/s3.ts';

const matches = (glob: string, key: string) => RE2JS.compile(globExpression(glob), RE2JS.DOTALL).matches(key);

describe('globs of S3', () => {
  test.each([
    ['a/*.csv', 'a/b.csv', true],
    ['a/*.csv', 'a/b/c.csv', false],
    ['a/**/*.csv', 'a/b/c/d.csv', true],
    ['a/**/*.csv', 'a/d.csv', true],
    ['**/x.csv', 'x.csv', true],
    ['a/**', 'a/b/c', true],
    ['a?.csv', 'ab.csv', true],
    ['a?.csv', 'a/.csv', false],
    ['a[0-9].csv', 'a7.csv', true],
    ['a[!0-9].csv', 'a7.csv', false],
    ['a[!0-9].csv', 'ax.csv', true],
    ['a+(b).csv*', 'a+(b).csv', true],
    ['a+(b).csv*', 'aab.csv', false],
    ['a.csv*', 'abcsv', false],
    ['a[.csv*', 'a[.csv', true],
    ['*', 'line\nend', true],
    ['x*', 'xé', true],
  ])('%s on %s: %s', (glob, key, expected) => expect(matches(glob, key)).toBe(expected));

  test('agree with those of Node.js', () => {
    const part = fc.stringMatching(/^[ab*?]{1,4}$/);
    const key = fc.array(fc.stringMatching(/^[ab]{1,3}$/), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), key, (parts, keys) => {
        const glob = parts.map((text) => text.replace(/\*{2,}/g, '*')).join('/');
        expect(matches(glob, keys.join('/'))).toBe(matchesGlob(keys.join('/'), glob));
      }),
      { numRuns: 500 },
    );
  });

  test('a pattern that others never finish takes no time', () => {
    const started = performance.now();
    expect(matches(`${'a*'.repeat(40)}b`, 'a'.repeat(1000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
