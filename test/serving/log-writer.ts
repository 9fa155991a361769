// Run by log.test.ts in a process with a limit on the size of its files.
import { ServingLog } from '../../src/serving/log.ts';
import { fixedClock } from '../../src/system/clock.ts';

const directory = process.argv[2] ?? '';
const log = await ServingLog.open({
  directory,
  name: 'p',
  instance: 'a',
  clock: fixedClock('2013-06-01T00:00:00Z'),
});
for (let batch = 0; batch < 20; batch++)
  await log.append(Array(3).fill(JSON.stringify({ x: 'y'.repeat(80) })));
await log.close();
console.log(JSON.stringify(log.status));
