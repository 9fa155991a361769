import { resolve } from 'node:path';
import { runUntilStopped } from '../serving/control.ts';
import { loadServable } from '../serving/load.ts';
import { serve } from '../serving/serve.ts';
import { systemClock } from '../system/clock.ts';
import { thisProgram } from '../system/program.ts';
import type { ServeOptions } from './options.ts';
import type { Session } from './stage-commands.ts';

/** Answers requests with a model package until it is told to stop; no request that came is lost. */
export async function serveCommand(
  session: Session,
  directory: string,
  options: ServeOptions,
): Promise<number> {
  const { version, log, name, instance, port, host, threshold } = options;
  const model = await loadServable(resolve(directory));
  const server = await serve(
    model,
    {
      host,
      port,
      threshold,
      log: log === undefined ? null : resolve(log),
      programVersion: thisProgram().version,
      ...(version === undefined ? {} : { version }),
      ...(name === undefined ? {} : { name }),
      ...(instance === undefined ? {} : { instance }),
    },
    { log: session.log, clock: systemClock },
  );
  session.print(`${server.url}\n`);
  await runUntilStopped(server, process, session.log);
  return 0;
}
