import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutMarkdown } from '../../src/github/markdown-limit.ts';

it('leaves what fits, and cuts the rest at a line with all that was open closed', () => {
  const line = fc.constantFrom(
    'text',
    '🛫🛬 text',
    '```',
    '~~~~',
    '```js',
    '<details>',
    '</details>',
    '<summary>x</summary>',
    '',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 80 }), fc.integer({ min: 200, max: 900 }), (lines, limit) => {
      const markdown = lines.join('\n');
      const cut = cutMarkdown(markdown, limit);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(limit);
      if (Buffer.byteLength(markdown) <= limit) expect(cut).toBe(markdown);
      else expect(cut).toContain('was cut');
    }),
  );
});

it('closes a code fence before the note', () => {
  const cut = cutMarkdown(`\`\`\`\`text\n${'code\n'.repeat(100)}\`\`\`\``, 300);
  expect(cut).toMatch(/code\n````\n\n_The rest/);
});
