import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/document.ts';
import { LEAST_BUDGET, markdownOf } from '../../src/report/markdown.ts';
import { reportOf } from '../../src/report/report.ts';
import { poison, poisonedStory } from './hostile.ts';
import { expectOurs, UNSEEN } from './ours.ts';
import { LINKS, story } from './stories.ts';
import { wideRun } from './wide-run.ts';

describe('Markdown', () => {
  it('holds nothing that a name or value brought, whatever it is', () => {
    fc.assert(
      fc.property(poison, fc.boolean(), (chosen, brief) => {
        const report = reportOf(poisonedStory(chosen));
        const markdown = markdownOf(report, { budget: 60_000, brief, links: LINKS });
        expectOurs(markdown);
        expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(60_000);
        expect(markdown.split('\n')[0]).toContain(report.verdict);
        expect(markdown).not.toMatch(UNSEEN);
      }),
      { numRuns: 40 },
    );
  });

  it('stays within its budget with whole rows, and keeps the verdict', () => {
    fc.assert(
      fc.property(
        fc.record({
          columns: fc.integer({ min: 1, max: 3000 }),
          rules: fc.integer({ min: 1, max: 500 }),
          slices: fc.integer({ min: 0, max: 500 }),
          name: fc.constantFrom('a', '列'.repeat(200), '<'.repeat(200), '|`'.repeat(100)),
        }),
        fc.constantFrom(LEAST_BUDGET, 20_000, 60_000),
        fc.boolean(),
        (size, budget, brief) => {
          const report = reportOf(wideRun(size));
          const markdown = markdownOf(report, { budget, brief, links: LINKS });
          expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(budget);
          expect(markdown).toContain(report.verdict);
          expectOurs(markdown);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('says how much it left out', () => {
    const evidence = wideRun({ columns: 2000, rules: 300, slices: 300, name: 'column' });
    const markdown = markdownOf(reportOf(evidence), { budget: 60_000, brief: false });
    expect(markdown).toMatch(/and [\d,]+ more in the full report/);
    expect(markdown).toContain('shortened to fit: the full report has everything');
    const whole = markdownOf(reportOf(story('first-run')), { budget: 60_000, brief: true });
    expect(whole).not.toContain('shortened');
  });

  it('keeps the verdict when there are more sections and links than fit', () => {
    const report = reportOf(story('refused'));
    const [section] = report.sections;
    if (!section) throw new Error('no section');
    const many: Report = { ...report, sections: Array.from({ length: 5000 }, () => section) };
    const links = Array.from({ length: 1000 }, () => LINKS[0] as (typeof LINKS)[number]);
    for (const options of [{ brief: true }, { brief: true, links }]) {
      const markdown = markdownOf(many, { budget: LEAST_BUDGET, ...options });
      expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(LEAST_BUDGET);
      expect(markdown).toContain('refused');
      expectOurs(markdown);
    }
  });

  it('refuses a budget in which no verdict fits', () => {
    const report = reportOf(story('drifted'));
    expect(() => markdownOf(report, { budget: 100, brief: true })).toThrow(RangeError);
    expect(() => markdownOf(report, { budget: Number.NaN, brief: true })).toThrow(RangeError);
  });
});
