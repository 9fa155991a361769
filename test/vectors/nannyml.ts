import { driftMethod } from '../../src/drift/methods/catalogue.ts';
import { standardDeviationThreshold } from '../../src/drift/reference-chunks.ts';
import { type Counts, compareValues, rowsOf } from './columns.ts';
import { type Checks, expectClose, vector } from './vector.ts';

export const NANNYML: Checks = {
  'nannyml.std_threshold': () => {
    const { inputs, expected } = vector<
      { reference_chunk_values: number[]; multiplier: number },
      { lower: number; upper: number }
    >('nannyml.std_threshold');
    const { lower, upper } = standardDeviationThreshold(inputs.reference_chunk_values, inputs.multiplier);
    expectClose(lower, expected.lower);
    expectClose(upper, expected.upper);
  },
  'nannyml.real.categorical.new_value': () => {
    const { inputs, expected } = vector<
      { reference_counts: Counts; chunk_counts: Counts },
      Record<'jensen_shannon' | 'hellinger' | 'l_infinity' | 'chi2', number>
    >('nannyml.real.categorical.new_value');
    for (const [name, value] of Object.entries(expected)) {
      const { name: method } = driftMethod(`nannyml.${name}`);
      const drift = compareValues(rowsOf(inputs.reference_counts), rowsOf(inputs.chunk_counts), method);
      expectClose(drift.statistic, value);
    }
  },
};
