import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportOf, sectionOf } from '../../src/report/report.ts';
import { sectionTextOf, tableText, terminalTextOf, verdictTextOf } from '../../src/report/terminal.ts';
import { textWidth } from '../../src/report/text-layout.ts';
import { poison, poisonedStory } from './hostile.ts';
import { STORIES, story } from './stories.ts';

const CONTROL = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const tooWide = (text: string, width: number) => text.split('\n').filter((line) => textWidth(line) > width);

describe('at a terminal', () => {
  it('no name or value brings control characters, and every line fits', () => {
    fc.assert(
      fc.property(poison, fc.integer({ min: 40, max: 200 }), (chosen, width) => {
        const text = terminalTextOf(reportOf(poisonedStory(chosen)), { width });
        expect(text).not.toMatch(CONTROL);
        expect(tooWide(text, width)).toEqual([]);
        expect(text).not.toMatch(/^\s*::|##\[/m);
      }),
      { numRuns: 40 },
    );
  });

  it.each(STORIES)('%s fits in 80 columns and ends with the verdict', (name) => {
    const report = reportOf(story(name));
    const text = terminalTextOf(report);
    expect(tooWide(text, 80)).toEqual([]);
    // A single stage that passed says it in its own line.
    const isTold = report.outcome === 'pass' && story(name).length === 1;
    expect(text.endsWith(verdictTextOf(report))).toBe(!isTold);
    expect(verdictTextOf(report)).toContain(`${report.title}: ${report.verdict}`);
  });

  it('a stage is a sign, its name and a line, then what must be known', () => {
    const [data] = story('broken-data');
    if (!data) throw new Error('the story is empty');
    const text = sectionTextOf(sectionOf(data));
    expect(text.split('\n')[0]).toBe('❌ Data: 8 errors and 1 warning in 3 datasets, 214,034 rows');
    expect(text).toContain('❌ flights.origin (domain): 41 of 195,482 values');
  });

  it('a table is aligned, wide letters and signs too', () => {
    const columns = [{ title: 'name' }, { title: 'n', align: 'right' as const }, { title: '' }];
    const text = tableText({
      columns,
      rows: [
        [{ code: '日本' }, '1', '✅'],
        ['é́', '20', ''],
      ],
    });
    expect(text).toBe('name   n\n日本   1  ✅\né́     20');
  });

  it('what is too wide is wrapped, and columns without room are told', () => {
    const columns = Array.from({ length: 9 }, (_, index) => ({ title: `column${index}` }));
    const rows = [columns.map(() => 'several words here')];
    const text = tableText({ columns, rows }, { width: 50 });
    expect(tooWide(text, 50)).toEqual([]);
    expect(text).toMatch(/… and \d more columns in the report$/);
  });
});
