// What the trusted tools gave, one test for each vector of the tools that data validation and drift are held
// against, under its own name. A vector without a check fails.
import { describe, expect, it } from 'vitest';
import { EVIDENTLY } from './evidently.ts';
import { FAIRLEARN } from './fairlearn.ts';
import { NANNYML } from './nannyml.ts';
import { PAIRED } from './paired.ts';
import { NUMPY, PANDAS, SCIPY, STATSMODELS } from './scipy.ts';
import { SKLEARN } from './sklearn.ts';
import { TFDV_CONTRACT } from './tfdv-contract.ts';
import { TFDV_STATISTICS } from './tfdv-statistics.ts';
import { type Checks, VECTORS } from './vector.ts';

/** A new tool's checks are a file of their own, and a line here. */
const CHECKS: Checks = {
  ...EVIDENTLY,
  ...NANNYML,
  ...FAIRLEARN,
  ...SKLEARN,
  ...SCIPY,
  ...NUMPY,
  ...PANDAS,
  ...STATSMODELS,
  ...PAIRED,
  ...TFDV_STATISTICS,
  ...TFDV_CONTRACT,
};

const HELD = [
  /^evidently\./,
  /^tfdv\./,
  /^(sklearn|calibration|fairlearn)\./,
  /^nannyml\.(?!.*cbpe)/,
  /^numpy\.((doane|sturges)_edges|quantile)/,
  /^moments$/,
  /^scipy\.(?!sobol|halton|binomtest)/,
  /^statsmodels\.(multipletests|mcnemar)/,
  /^(mcnemar|delong|diebold_mariano)\./,
];
const names = VECTORS.map(({ name }) => name).filter((name) => HELD.some((pattern) => pattern.test(name)));

describe('vectors', () => {
  for (const name of names) {
    it(name, async () => {
      expect(CHECKS[name], `no check of ${name}`).toBeDefined();
      await CHECKS[name]?.();
    });
  }

  it('every check is of a vector', () => {
    expect(Object.keys(CHECKS).filter((name) => !names.includes(name))).toEqual([]);
  });
});
