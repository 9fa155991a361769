// A front door for the tests: `serve PACKAGE` with the words that a deployment uses.
import { parseArgs } from 'node:util';
import { runUntilStopped } from '../../src/serving/control.ts';
import { loadServable } from '../../src/serving/load.ts';
import { serve } from '../../src/serving/serve.ts';
import { systemClock } from '../../src/system/clock.ts';
import { describeError, exitCodeOf } from '../../src/system/errors.ts';
import { MemoryLog } from '../../src/system/log.ts';

const text = { type: 'string' } as const;
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { host: text, port: text, version: text, log: text, name: text, instance: text, threshold: text },
});

try {
  const log = new MemoryLog();
  const server = await serve(
    await loadServable(positionals[1] ?? ''),
    {
      host: values.host ?? '127.0.0.1',
      port: Number(values.port ?? 0),
      log: values.log ?? null,
      ...(values.version ? { version: values.version } : {}),
      ...(values.name ? { name: values.name } : {}),
      ...(values.instance ? { instance: values.instance } : {}),
      threshold: Number(values.threshold ?? 0.5),
      programVersion: 'test',
    },
    { log, clock: systemClock },
  );
  console.log(`environment: ${Object.keys(process.env).sort().join(' ')}`);
  await runUntilStopped(server, process, log);
} catch (error) {
  console.error(describeError(error));
  process.exitCode = exitCodeOf(error);
}
