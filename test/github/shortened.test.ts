import { expect, it } from 'vitest';
import { shortened } from '../../src/github/shortened.ts';

it('a text is as long as GitHub takes it, and never ends with half a character', () => {
  expect(shortened('x'.repeat(140), 140)).toBe('x'.repeat(140));
  expect(shortened('x'.repeat(141), 140)).toBe(`${'x'.repeat(139)}…`);
  for (const lead of ['', 'x']) {
    const short = shortened(`${lead}${'🎉'.repeat(100)}`, 140);
    expect(short.length).toBeLessThanOrEqual(140);
    expect(Buffer.from(short).toString()).toBe(short);
  }
});
