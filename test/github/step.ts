// A step of a job, run as a process of its own by runner.test.ts: what a runner would see on its output.
import { Runner } from '../../src/github/runner.ts';
import { UserError } from '../../src/system/errors.ts';

const runner = new Runner();
const { token, text } = runner.inputs({ token: { kind: 'secret' }, text: { kind: 'text', required: true } });
const { log } = runner;
await log.group('Outer', async () => {
  log.info(text);
  await log.group('Inner', async () => log.info(`token is ${token}`));
});
log.debug('for the curious');
for (let index = 1; index <= 12; index++) log.warn(`warning ${index}: ${text}`);
runner.annotate([
  { kind: 'error', message: 'wrong type', title: 'contract', file: 'data/flights.csv', line: 3 },
]);
runner.setOutputs({ verdict: 'pass', text, empty: null, number: 0.1 });
await runner.writeSummary(`# Report\n\n${'x'.repeat(99)}\n`.repeat(Number(process.env.SUMMARY_REPEAT ?? 1)));
process.exitCode = runner.fail(new UserError('the config is wrong', { hint: 'Mend it.' }));
runner.end();
