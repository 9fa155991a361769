import { join } from 'node:path';
import { durationOf } from '../config/duration.ts';
import type { DataEngine } from '../data/engine/engine.ts';
import type { ProgramPorts } from '../models/engine.ts';
import { PREDICT_TIME_LIMIT } from '../training/command.ts';
import type { Ports, StageRequest } from './stage.ts';

/** What a model needs whose predictions a program of the user makes: those programs that the config names. */
export function programsOf(
  { config, directory, out }: StageRequest,
  { log, environment, signal }: Ports,
  engine: DataEngine,
): ProgramPorts {
  const train = config.train.trainer === 'command' ? config.train : undefined;
  const current = train?.predict ? [train.predict] : [];
  return {
    engine,
    log,
    environment,
    workspace: directory,
    scratch: join(out, 'scratch'),
    commands: [...current, ...config.gate['predict-commands']],
    timeoutMs: durationOf(train?.['time-limit'] ?? PREDICT_TIME_LIMIT, 'train.time-limit'),
    ...(signal ? { signal } : {}),
  };
}
