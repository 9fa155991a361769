import { afterEach, test } from 'vitest';
import { Servers } from '../github/open.ts';
import { holdLimits } from '../github/report-limits.ts';

const servers = new Servers();
afterEach(() => servers.close());

/** About a quarter of an hour of one core; a machine with much else to do takes longer. */
const LONGEST_MS = 3_600_000;

test(
  '10,000 reports up to 10,000 columns and 200 rules stay within every limit of GitHub',
  async () => {
    await holdLimits(await servers.start(), { count: 10_000, largestEvery: 200 });
  },
  LONGEST_MS,
);
