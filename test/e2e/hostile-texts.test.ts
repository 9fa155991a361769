import { afterEach, test } from 'vitest';
import { holdIncidents, holdOutlets, holdStep, hostileTexts } from '../github/hostile-texts.ts';
import { Servers } from '../github/open.ts';

const servers = new Servers();
afterEach(() => servers.close());

test('10,000 hostile texts give the runner no command and come back from its files as they were', () =>
  holdStep(hostileTexts(10_000)));

test('10,000 hostile texts put nothing into comments and summaries that we did not write', async () => {
  await holdOutlets(await servers.start(), 10_000);
});

test('10,000 hostile texts put nothing into issues about incidents that we did not write', () => {
  holdIncidents(10_000);
});
