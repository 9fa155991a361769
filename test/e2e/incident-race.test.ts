import { afterEach, expect, test } from 'vitest';
import { raceIncidents } from '../github/incidents.ts';
import { Servers } from '../github/open.ts';

const servers = new Servers();
afterEach(() => servers.close());

test('10 runs that judge at once leave one issue with the newest content, told of once, 20 times', async () => {
  expect(await raceIncidents(await servers.start(), 10, 20)).toEqual([]);
});
