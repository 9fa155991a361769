import { durationOf } from '../../config/duration.ts';
import type { OwnMetric } from '../../config/schema/gate-metrics.ts';
import { UserError } from '../../system/errors.ts';
import { type ProgramResult, runProgram } from '../../system/process.ts';
import { inheritedEnvironment } from '../../system/program-environment.ts';
import type { Court } from './court.ts';

type ProgramMetric = Extract<OwnMetric, { command: string[] }>;

const LAST_LINES = 10;
const TIME_LIMIT = '10m';
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * The figure that the user's program prints. It finds in its environment `MLOPS_PREDICTIONS` (the Parquet file with
 * rows, label, scores and `predicted`), `MLOPS_LABEL`, `MLOPS_TASK` and `MLOPS_ROLE` (challenger or champion), and
 * writes one number to standard output; what it has to say besides goes to standard error.
 * @throws UserError that names the metric where it fails, takes too long, or prints anything else
 */
export async function metricByProgram(
  metric: ProgramMetric,
  role: 'challenger' | 'champion',
  file: string,
  { request: { config, directory }, ports: { environment, log, signal } }: Court,
): Promise<number> {
  const [program, ...words] = metric.command as [string, ...string[]];
  const printed: string[] = [];
  const last: string[] = [];
  const result = await runProgram(program, words, {
    cwd: directory,
    env: {
      ...inheritedEnvironment(environment),
      MLOPS_PREDICTIONS: file,
      MLOPS_LABEL: config.model.label,
      MLOPS_TASK: config.model.task,
      MLOPS_ROLE: role,
    },
    onLine: (line, stream) => {
      if (line.trim() === '') return;
      last.push(line);
      if (last.length > LAST_LINES) last.shift();
      if (stream === 'stderr') log.info(`│ ${line}`);
      // One more than the one that is wanted is enough to know.
      else if (printed.length < 2) printed.push(line.trim());
    },
    timeoutMs: durationOf(metric['time-limit'] ?? TIME_LIMIT, `gate.metrics ${metric.name} time-limit`),
    ...(signal ? { signal } : {}),
  });
  refuseFailure(metric, role, result, last);
  const [text = ''] = printed;
  if (printed.length !== 1 || !NUMBER.test(text) || !Number.isFinite(Number(text))) {
    const what =
      printed.length === 0 ? 'nothing' : printed.map((line) => JSON.stringify(line.slice(0, 80))).join(', ');
    throw new UserError(
      `gate.metrics ${metric.name}: its program printed ${what} for the ${role}, not one finite number`,
      { hint: 'Print the number alone to standard output, and all else to standard error.' },
    );
  }
  log.info(`${metric.name} of the ${role}: ${text}`);
  return Number(text);
}

function refuseFailure(
  metric: ProgramMetric,
  role: string,
  { code, signal, stopped }: ProgramResult,
  last: readonly string[],
): void {
  if (code === 0 && !stopped) return;
  const how =
    stopped === 'timeout'
      ? `ran longer than ${metric['time-limit'] ?? TIME_LIMIT} and was stopped`
      : stopped
        ? 'was interrupted'
        : signal
          ? `was ended by ${signal}`
          : `ended with exit code ${code}`;
  const output =
    last.length > 0
      ? `; its last lines:\n${last.map((line) => `    ${line}`).join('\n')}`
      : '; it printed nothing';
  throw new UserError(
    `gate.metrics ${metric.name}: its program \`${metric.command.join(' ')}\` ${how} for the ${role}${output}`,
    {
      hint:
        stopped === 'timeout'
          ? 'Raise its `time-limit`, or make it faster.'
          : 'Mend the program; run it by hand with the same MLOPS_… variables to see more.',
    },
  );
}
