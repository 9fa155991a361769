import { describe, expect, it } from 'vitest';
import { type Column, type ColumnType, frameOf, type Value } from '../../src/data/engine/frame.ts';
import { compareColumns } from '../../src/drift/compare.ts';
import { explainColumn } from '../../src/drift/explain.ts';
import { METHODS } from '../../src/drift/methods/catalogue.ts';
import { kindOf } from '../../src/drift/samples.ts';
import { explanationText } from '../../src/terminal/drift-texts.ts';
import { driftCases } from './cases.ts';

const column = (type: ColumnType, values: readonly Value[]): Column => ({ name: 'x', type, values });

function explain(before: Column, now: Column, method: string) {
  const [drift] = compareColumns(frameOf([before]), frameOf([now]), { methods: { x: method } }).columns;
  if (!drift) throw new Error('nothing was compared');
  return explainColumn(before, now, drift);
}

describe('explainColumn', () => {
  it('the steps of every method lead to its number, on random columns', () => {
    const seen = new Set<string>();
    for (const { type, reference, current } of driftCases(23, 48)) {
      const [before, now] = [column(type, reference), column(type, current)];
      const kind = kindOf(before);
      for (const { name, kinds } of METHODS.values()) {
        if (!kind || !kinds.includes(kind)) continue;
        // A thousand permutations of many rows take their time, and show no more.
        if (/TVD|mmd/.test(name) && reference.length + current.length > 300) continue;
        const { statistic, pValue, terms, steps, verdict } = explain(before, now, name);
        if (statistic === null) {
          // An infinite statistic is told in the steps; what has no answer has no steps.
          if (verdict === 'inconclusive' && pValue === null) expect(steps, name).toEqual([]);
          continue;
        }
        seen.add(name);
        const figures = steps.filter((step) => step.name !== 'p-value');
        const last = figures.at(-1)?.value ?? Number.NaN;
        const slack =
          1e-9 * Math.abs(statistic) + (name.startsWith('alibi') ? 1e-6 * Math.abs(statistic) : 0);
        // A distance that is the root of nothing but rounding.
        expect(Math.abs(last - statistic), `${name}: ${last} instead of ${statistic}`).toBeLessThanOrEqual(
          slack + 1e-7 * Number(Math.abs(statistic) < 1e-7),
        );
        const summed = figures.find((step) => step.name.startsWith('sum'));
        if (summed) {
          const sum = terms.reduce((total, { term }) => total + term, 0);
          expect(Math.abs(sum - summed.value), name).toBeLessThanOrEqual(1e-12 + 1e-9 * Math.abs(sum));
        }
        if (pValue !== null) expect(steps.at(-1), name).toEqual({ name: 'p-value', value: pValue });
      }
    }
    const silent = [...METHODS.keys()].filter((name) => !seen.has(name));
    expect(silent).toEqual([]);
  });

  it('shares of the cells add up to 1 on both sides', () => {
    for (const { type, reference, current } of driftCases(29, 24)) {
      const [before, now] = [column(type, reference), column(type, current)];
      const { name: method } = METHODS.get('evidently.jensenshannon') ?? { name: '' };
      const { terms, statistic } = explain(before, now, method);
      if (statistic === null) continue;
      for (const side of ['reference', 'current'] as const) {
        expect(terms.reduce((sum, term) => sum + term[side], 0)).toBeCloseTo(1, 12);
      }
    }
  });

  it('a person can add up what is printed', () => {
    const [before, now] = [column('string', [...'aaab']), column('string', [...'abbb'])];
    expect(explanationText(explain(before, now, 'evidently.psi'))).toBe(
      `x: categorical, evidently.psi: Population stability index
formula: ${METHODS.get('evidently.psi')?.formula}
source: ${METHODS.get('evidently.psi')?.source}

reference: 4 rows, 4 of them compared
current:   4 rows, 4 of them compared

share of the rows  reference  current          term
a                       0.75     0.25  0.5493061443
b                       0.25     0.75  0.5493061443

sum = index: 1.098612289

distance 1.098612289, drift if >= 0.1: drift
`,
    );
  });

  it('many cells are told together, and the sum still holds', () => {
    const values = (share: number) => Array.from({ length: 900 }, (_, i) => `v${Math.floor(i ** share)}`);
    const explanation = explain(
      column('string', values(0.8)),
      column('string', values(0.9)),
      'evidently.psi',
    );
    const rows = explanationText(explanation)
      .split('\n')
      .filter((line) => /^(v\d+|\(.*together\)) /.test(line));
    expect(rows).toHaveLength(41);
    expect(rows.at(-1)).toMatch(/^\(\d+ others, together\) /);
    const sum = rows.reduce((total, line) => total + Number(line.trim().split(/ +/).at(-1)), 0);
    expect(sum).toBeCloseTo(explanation.statistic ?? Number.NaN, 6);
    expect(explanation.terms.length).toBeGreaterThan(41);
  });

  it('tells both sides and the effect of a test', () => {
    const [before, now] = [column('number', [1, 2, 3, 4, Number.NaN, null]), column('number', [3, 4, 5, 6])];
    const explanation = explain(before, now, 'scipy.mannwhitneyu');
    expect(explanation.effect).toEqual({ name: 'common_language_effect', value: 14 / 16 });
    expect(explanation.sides.reference).toMatchObject({
      rows: 6,
      compared: 4,
      numbers: { mean: 2.5, median: 2.5, minimum: 1, maximum: 4, nan: 1, skewness: 0 },
    });
    expect(explanationText(explanation)).toMatch(/6 rows, 4 of them compared; mean 2\.5/);
  });

  it('a threshold from chunks of the reference tells what they give', () => {
    const values = (rows: number, step: number) => Array.from({ length: rows }, (_, i) => (i * step) % 101);
    const [before, now] = [column('integer', values(203, 37)), column('integer', values(40, 11))];
    const { chunkStatistics = [], threshold } = explain(before, now, 'nannyml.wasserstein');
    // Ten chunks of 20 rows, and one of the 3 that are left.
    expect(chunkStatistics).toHaveLength(11);
    const mean = chunkStatistics.reduce((sum, value) => sum + value, 0) / 11;
    const variance = chunkStatistics.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 11;
    expect(threshold).toBeCloseTo(mean + 3 * Math.sqrt(variance), 12);
    expect(explanationText(explain(before, now, 'nannyml.wasserstein'))).toMatch(
      /threshold: mean \+ 3 standard/,
    );
    expect(explain(before, now, 'nannyml.wasserstein')).toHaveProperty('chunkStatistics');
    expect(explain(before, now, 'evidently.ks')).not.toHaveProperty('chunkStatistics');
  });

  it('a column that could not be compared says so', () => {
    const [before, now] = [column('number', [1, 2, 3]), column('number', [null])];
    const explanation = explain(before, now, 'evidently.ks');
    expect(explanation).toMatchObject({ verdict: 'inconclusive', terms: [], steps: [] });
    expect(explanationText(explanation)).toMatch(/p-value none, drift if <= 0.05: not decided/);
  });
});

describe('the catalogue', () => {
  it('every method tells its formula, whose it is, and its rule', () => {
    for (const { name, title, formula, source, result, threshold, comparison, ...rest } of METHODS.values()) {
      expect(title.length, name).toBeGreaterThan(5);
      expect(formula.length, name).toBeGreaterThan(20);
      expect(source, name).toMatch(/\d/);
      // A logarithm has a base.
      if (/\bln\b|log/.test(formula)) expect(formula, name).toMatch(/base [e2]/);
      expect(comparison.startsWith(result === 'p-value' ? '<' : '>'), name).toBe(true);
      if (result === 'p-value')
        expect([typeof threshold, typeof rest.effect], name).toEqual(['number', 'function']);
    }
  });
});
