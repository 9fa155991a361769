import { describe, expect, it } from 'vitest';
import { calibrationSentence } from '../../../src/evaluation/explanation/calibration-change.ts';
import type { ErrorTree } from '../../../src/evaluation/explanation/error-tree.ts';
import {
  type Explained,
  explanationSentences,
} from '../../../src/evaluation/explanation/explanation-sentences.ts';
import { type FeatureImportance, NO_IMPORTANCE } from '../../../src/evaluation/explanation/importance.ts';
import { outcomesOf } from '../../../src/evaluation/metrics/encoding.ts';
import { randomOf } from '../../../src/stats/random.ts';

const one = (feature: string, now: number, before: number | null, deviation = 0.001): FeatureImportance => ({
  feature,
  challenger: { mean: now, deviation, resampled: new Float64Array() },
  champion: before === null ? null : { mean: before, deviation, resampled: new Float64Array() },
});
const both = new Set(['visib', 'hour', 'origin']);
const plain: Explained = {
  metric: 'roc_auc_score',
  importance: [],
  takes: { challenger: both, champion: both },
  dependence: [],
  gives: 'score',
  tree: null,
  calibration: null,
};
const node = (rows: number, mean: number, coverage: number, conditions: [string, string][] = []) => ({
  conditions: conditions.map(([column, says]) => ({ column, says })),
  depth: conditions.length,
  leaf: conditions.length > 0,
  rows,
  mean,
  coverage,
});
const worst = node(600, 0.5, 0.38, [
  ['visib', '≤ 2.5'],
  ['origin', '= EWR'],
]);
const tree: ErrorTree = {
  explains: 'lost-to-champion',
  unit: 'log-loss',
  nodes: [node(10_000, 0.01, 1), worst],
  worst,
  pValue: 0.025,
};
const alone = { challenger: both, champion: null };

describe('sentences on why a challenger differs', () => {
  it.each([
    [
      [one('visib', 0.06, 0.02), one('hour', 0.1, 0.1)],
      'The challenger relies on `visib` about 3× more than the champion: shuffled, it costs 0.060 of ROC AUC, against 0.020.',
    ],
    [
      [one('visib', 0.02, 0.05)],
      'The challenger relies on `visib` about 2.5× less than the champion: shuffled, it costs 0.020 of ROC AUC, against 0.050.',
    ],
    [
      [one('visib', 0.06, 0.05)],
      'The challenger relies on `visib` more than the champion: shuffled, it costs 0.060 of ROC AUC, against 0.050.',
    ],
    [
      [one('visib', 0.5, 0.01)],
      'The challenger relies on `visib` more than 10× more than the champion: shuffled, it costs 0.500 of ROC AUC, against 0.010.',
    ],
    [
      [one('visib', 0.06, 0.001)],
      'The challenger relies on `visib`, which the champion hardly used: shuffled, it costs 0.060 of ROC AUC.',
    ],
    [
      [one('visib', 0, 0.06)],
      'The challenger hardly uses `visib` any more, which was worth 0.060 of ROC AUC to the champion.',
    ],
  ])('on what it relies more or less: %#', (importance, expected) => {
    expect(explanationSentences({ ...plain, importance })).toEqual([expected]);
  });

  it('on features that one of the two does not take', () => {
    const none = NO_IMPORTANCE;
    const importance = [{ ...one('visib', 0.06, 0), champion: none }];
    const [first] = explanationSentences({
      ...plain,
      importance,
      takes: { challenger: both, champion: new Set(['hour']) },
    });
    expect(first).toContain('`visib`, which the champion does not take:');
    const [gone] = explanationSentences({
      ...plain,
      importance: [{ ...one('visib', 0, 0.06), challenger: none }],
      takes: { challenger: new Set(['hour']), champion: both },
    });
    expect(gone).toContain('The challenger does not take `visib` any more');
  });

  it('never makes a ratio of noise', () => {
    const noise = [
      one('visib', 0.006, 0.002, 0.004),
      one('hour', 0.001, 0, 0),
      one('origin', 0.002, 0, 0.01),
    ];
    for (const sentence of explanationSentences({ ...plain, importance: noise })) {
      expect(sentence).not.toMatch(/×|Infinity|NaN/);
    }
    expect(explanationSentences({ ...plain, importance: [one('visib', 0.004, 0.001, 0.004)] })).toEqual([
      'No feature alone matters for ROC AUC beyond noise.',
    ]);
    expect(explanationSentences({ ...plain, importance: [one('visib', 0.05, 0.05)] })).toEqual([
      'As the champion did, the challenger relies most on `visib` (shuffled, it costs 0.050 of ROC AUC).',
    ]);
  });

  it('on what matters most, where there is no champion', () => {
    const importance = [one('visib', 0.02, null), one('hour', 0.1, null), one('origin', 0, null, 0.01)];
    expect(explanationSentences({ ...plain, importance, takes: alone })).toEqual([
      'The model relies most on `hour` (shuffled, it costs 0.100 of ROC AUC), then on `visib` (0.020).',
    ]);
  });

  it('on where it lost, unless chance finds as much', () => {
    expect(explanationSentences({ ...plain, tree })).toEqual([
      '38 % of what was lost to the champion lies in 6 % of the rows: `visib` ≤ 2.5 and `origin` = EWR (log loss 0.500 worse a row there, 0.021 better elsewhere).',
    ]);
    const spread =
      'What was lost to the champion is spread over all rows: no part of them stands out beyond chance.';
    expect(explanationSentences({ ...plain, tree: { ...tree, pValue: 0.2 } })).toEqual([spread]);
    const fine = { ...tree, pValue: 0.2, nodes: [node(10_000, -0.01, 1), worst] };
    expect(explanationSentences({ ...plain, tree: fine })).toEqual([]);
    const whole = { ...tree, worst: node(4000, 0.02, 0.42, [['visib', '> 1']]) };
    expect(explanationSentences({ ...plain, tree: whole })).toEqual([]);
  });

  it('says the bounds of a column together', () => {
    const path = node(600, 0.5, 0.38, [
      ['visib', '> 1 or missing'],
      ['visib', '≤ 8'],
      ['visib', '≤ 2.5'],
      ['origin', '≠ JFK'],
      ['origin', '= EWR'],
    ]);
    expect(explanationSentences({ ...plain, tree: { ...tree, worst: path } })[0]).toContain(
      ': `visib` > 1 or missing and ≤ 2.5 and `origin` = EWR (',
    );
  });

  it('on where errors lie', () => {
    const wrong: ErrorTree = {
      ...tree,
      explains: 'error',
      unit: 'wrong',
      nodes: [node(10_000, 0.1, 1), worst],
    };
    expect(explanationSentences({ ...plain, tree: wrong, takes: alone })).toEqual([
      '38 % of the wrong predictions lie in 6 % of the rows: `visib` ≤ 2.5 and `origin` = EWR (50 % are wrong there, 7 % elsewhere).',
    ]);
    const residuals: ErrorTree = { ...wrong, unit: 'absolute-error' };
    expect(explanationSentences({ ...plain, tree: residuals, takes: alone })).toEqual([
      '38 % of all absolute errors lies in 6 % of the rows: `visib` ≤ 2.5 and `origin` = EWR (the mean is 0.500 there, 0.074 elsewhere).',
    ]);
  });

  it('on how the answer to a feature changed its shape', () => {
    const dependence = [
      { feature: 'hour', grid: [1, 2, 3], challenger: [0.2, 0.3, 0.4], champion: [0.21, 0.3, 0.41] },
      { feature: 'visib', grid: [0.5, 3, 10], challenger: [0.4, 0.25, 0.2], champion: [0.24, 0.22, 0.2] },
    ];
    expect(explanationSentences({ ...plain, dependence })).toEqual([
      'From `visib` = 0.5 to 10 the mean score of the challenger goes from 0.400 to 0.200, that of the champion goes from 0.240 to 0.200.',
    ]);
    const categories = [
      {
        feature: 'origin',
        class: 'late',
        grid: ['EWR', 'JFK'],
        challenger: [0.4, 0.2],
        champion: [0.3, 0.3],
      },
    ];
    expect(explanationSentences({ ...plain, dependence: categories })).toEqual([
      'Between `origin` = EWR and JFK the mean probability of late of the challenger goes from 0.400 to 0.200, that of the champion stays at 0.300.',
    ]);
  });

  it('are five at most, where it lost first', () => {
    const importance = ['visib', 'hour', 'origin'].map((name) => one(name, 0.06, 0.02));
    const dependence = [{ feature: 'hour', grid: [1, 2], challenger: [0, 1], champion: [0, 0] }];
    const all = explanationSentences({ ...plain, importance, tree, dependence, calibration: 'Calibrated.' });
    expect(all).toHaveLength(5);
    expect(all[0]).toContain('of what was lost');
    expect(all[2]).toBe('Calibrated.');
  });
});

describe('the sentence on calibration', () => {
  const random = randomOf(9);
  const chances = Array.from({ length: 4000 }, () => random.next());
  const labels = chances.map((chance) => random.next() < chance);
  const of = (score: (chance: number) => number) =>
    outcomesOf({ task: 'binary-classification', labels, scores: chances.map(score) });
  const good = of((chance) => chance);
  const high = of((chance) => Math.sqrt(chance));

  it('is there where scores became worse or better calibrated, and says which way', () => {
    expect(calibrationSentence(high, good, 1)).toMatch(
      /^Its scores are less well calibrated than the champion’s: the calibration error is 0\.1\d+, up from 0\.0\d+, and they are too high: 0\.6\d+ on average, where 0\.\d+ of the rows are positive\.$/,
    );
    expect(calibrationSentence(good, high, 1)).toMatch(
      /^Its scores are better calibrated than the champion’s: the calibration error is 0\.0\d+, down from 0\.1\d+\.$/,
    );
  });

  it('is not there where nothing changed, where it is noise, or without a champion', () => {
    expect(calibrationSentence(good, good, 1)).toBeNull();
    expect(
      calibrationSentence(
        of((chance) => 0.99 * chance + 0.005),
        good,
        1,
      ),
    ).toBeNull();
    expect(calibrationSentence(high, null, 1)).toBeNull();
    const few = (score: (chance: number) => number) =>
      outcomesOf({
        task: 'binary-classification',
        labels: labels.slice(0, 40),
        scores: chances.slice(0, 40).map(score),
      });
    expect(
      calibrationSentence(
        few((chance) => chance ** 0.9),
        few((chance) => chance),
        1,
      ),
    ).toBeNull();
  });
});
