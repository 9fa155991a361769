import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVIDENCE_SCHEMAS, type Evidence } from '../../src/evidence/schema.ts';
import { markdownOf } from '../../src/report/markdown.ts';
import { reportOf } from '../../src/report/report.ts';
import { BRIEF_BYTES, briefOf, readBrief } from '../../src/runner/briefs/brief.ts';
import { bytesOf } from '../../src/runner/briefs/brief-cut.ts';
import { matrixKey } from '../../src/runner/matrix.ts';
import { checkSchema } from '../../src/system/schema-check.ts';
import { poison, poisonedStory } from '../report/hostile.ts';
import { STORIES, story } from '../report/stories.ts';
import { wideDrift, wideRun } from '../report/wide-run.ts';
import { zipOf } from './zip.ts';

function holdsBrief(evidence: Evidence): Evidence {
  const brief = briefOf(evidence);
  const text = JSON.stringify(brief);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(BRIEF_BYTES);
  expect(checkSchema(EVIDENCE_SCHEMAS[evidence.stage], JSON.parse(text))).toEqual([]);
  expect(readBrief(zipOf([{ name: 'evidence.json', content: text }]))).toEqual(JSON.parse(text));
  expect(brief).toMatchObject({ verdict: evidence.verdict, model: evidence.model });
  return brief;
}

describe('a brief', () => {
  it('is measured as the JSON that it becomes', () => {
    const value = fc.object({ withBigInt: false, withDate: false, withMap: false, withSet: false });
    fc.assert(
      fc.property(fc.oneof(value, fc.array(value, { minLength: 20 }), fc.jsonValue()), (one) => {
        expect(bytesOf(one)).toBe(Buffer.byteLength(JSON.stringify(one)));
        expect(bytesOf(one)).toBe(Buffer.byteLength(JSON.stringify(one)));
      }),
      { numRuns: 200 },
    );
  });

  it.each(STORIES)('of the story %s is the evidence itself', (name) => {
    for (const evidence of story(name)) expect(holdsBrief(evidence)).toEqual(evidence);
  });

  it('of a run over 10,000 columns and 200 rules says what is worst and what it left out', () => {
    const wide = [
      ...wideRun({ columns: 10_000, rules: 200, slices: 1000, name: 'd\u00e9part_' }),
      ...wideDrift(10_000),
    ];
    const briefs = wide.map(holdsBrief);
    const [data] = briefs;
    expect(data?.warnings[0]).toMatch(/^This is an extract, with .*\d+ of \d+ columns, .*; the full report/);
    for (const [index, brief] of briefs.entries()) {
      expect(brief.reasons[0]).toEqual(wide[index]?.reasons[0]);
    }
    expect(markdownOf(reportOf(briefs.slice(0, -1)), { budget: 60_000, brief: true })).toContain(
      'This is an extract',
    );
  });

  it('keeps the columns that drifted the most', () => {
    const [wide] = wideDrift(5000);
    if (wide?.stage !== 'monitor-drift') throw new Error('no drift');
    const [window] = wide.figures.windows;
    const columns = window?.columns.map((column, index) => ({
      ...column,
      verdict: index % 100 === 0 ? ('fail' as const) : ('pass' as const),
      effect: { name: 'effect', value: index },
    }));
    const brief = holdsBrief({
      ...wide,
      figures: { ...wide.figures, windows: [{ ...window, columns }] as never },
    });
    const left = brief.stage === 'monitor-drift' ? (brief.figures.windows[0]?.columns ?? []) : [];
    expect(left.length).toBeGreaterThan(50);
    expect(left.filter(({ verdict }) => verdict === 'fail')).toHaveLength(50);
    expect(left.at(-1)?.effect?.value).toBe(4999);
    expect(left.map(({ effect }) => effect?.value)).toEqual(
      left.map(({ effect }) => effect?.value).toSorted((a, b) => Number(a) - Number(b)),
    );
  });

  it('is made of any evidence, with hostile texts of any length', () => {
    fc.assert(
      fc.property(poison, fc.integer({ min: 1, max: 60 }), (given, times) => {
        for (const evidence of poisonedStory(given)) {
          const long = JSON.parse(JSON.stringify(evidence), (key, value) =>
            key === 'sentence' && value !== '' ? value.repeat(times * 7) : value,
          );
          // Some texts are keys that no brief has, and some are empty where evidence never is.
          if (checkSchema(EVIDENCE_SCHEMAS[evidence.stage], structuredClone(long)).length === 0)
            holdsBrief(long);
        }
      }),
      { numRuns: 60, seed: 3 },
    );
  }, 60_000);

  it('is made of evidence whose every list is a thousand times as long', () => {
    for (const name of STORIES) {
      for (const evidence of story(name)) {
        const grown = JSON.parse(JSON.stringify(evidence), (_key, value) => {
          const isList = Array.isArray(value) && typeof value[0] === 'object' && !Array.isArray(value[0]);
          return isList && value.length < 10
            ? Array.from({ length: 60 }, (_, index) => value[index % value.length])
            : value;
        });
        holdsBrief(grown);
      }
    }
  }, 60_000);
});

describe('the brief of a stranger', () => {
  const [evidence] = story('refused');
  const zipped = (value: unknown) =>
    zipOf([{ name: 'evidence.json', content: typeof value === 'string' ? value : JSON.stringify(value) }]);

  it.each([
    ['a key more', { ...evidence, extra: 1 }],
    ['a figure that is a text', { ...evidence, started: 1 }],
    ['no figures', { ...evidence, figures: {} }],
    ['a text that is too long', { ...evidence, model: 'x'.repeat(2001) }],
    ['another format', { ...evidence, schema: 'mlops-evidence/0' }],
    ['no stage', { ...evidence, stage: 'hack' }],
  ])('is refused with %s', (_what, value) => {
    expect(() => readBrief(zipped(evidence))).not.toThrow();
    expect(() => readBrief(zipped(value))).toThrow(/evidence is refused/);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('is refused with the key %s, wherever it is', (key) => {
    const text = JSON.stringify(evidence);
    for (const at of text.matchAll(/\{(?=")/g)) {
      const end = at.index + 1;
      const planted = `${text.slice(0, end)}"${key}":1,${text.slice(end)}`;
      expect(() => readBrief(zipped(planted)), planted.slice(at.index - 40, at.index + 40)).toThrow(
        `the key "${key}" is not allowed`,
      );
    }
  });

  it('that lies about its size is unpacked no further than it may be', () => {
    const bomb = zipOf([{ name: 'evidence.json', content: ' '.repeat(50e6), size: 100 }]);
    expect(bomb.length).toBeLessThan(BRIEF_BYTES);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => readBrief(bomb)).toThrow(`evidence.json is larger than ${BRIEF_BYTES} bytes`);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10e6);
    const honest = zipOf([{ name: 'evidence.json', content: ' '.repeat(BRIEF_BYTES + 1), stored: true }]);
    expect(() => readBrief(honest)).toThrow(`evidence.json is larger than ${BRIEF_BYTES} bytes`);
    const link = zipOf([{ name: 'evidence.json', content: JSON.stringify(evidence), mode: 0o120777 }]);
    expect(() => readBrief(link)).toThrow('no plain file');
  });
});

describe('the key of a matrix', () => {
  it.each([
    [null, ''],
    ['null', ''],
    ['', ''],
    ['{}', ''],
    ['{"variant":"deep"}', 'deep'],
    ['{"variant":"deep","os":"linux"}', 'linux_deep'],
    ['{"os":"linux","variant":"deep"}', 'linux_deep'],
  ])('of %s is "%s"', (matrix, key) => expect(matrixKey(matrix)).toBe(key));

  it('is plain, short, and another one for other values', () => {
    const keys = ['a-b', 'a/b', 'a b', 'é', `${'x'.repeat(99)}1`, `${'x'.repeat(99)}2`].map((variant) =>
      matrixKey(JSON.stringify({ variant })),
    );
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9._]{1,49}$/);
  });
});
