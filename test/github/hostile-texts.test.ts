import { afterEach, it } from 'vitest';
import { holdIncidents, holdOutlets, holdStep, hostileTexts } from './hostile-texts.ts';
import { Servers } from './open.ts';

const servers = new Servers();
afterEach(() => servers.close());

// 10,000 of them are in the end-to-end tests.
it('hostile texts give the runner no command and come back from its files as they were', () =>
  holdStep(hostileTexts(300)));

it('hostile texts put nothing into comments and summaries that we did not write', async () => {
  await holdOutlets(await servers.start(), 60);
});

it('hostile texts put nothing into issues about incidents that we did not write', () => {
  holdIncidents(60);
});
