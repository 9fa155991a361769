import { type Bootstrap, pairedBootstrap } from '../../evaluation/bootstrap.ts';
import { METRICS_OF_TASK } from '../../evaluation/metrics.ts';
import type { Outcomes } from '../../evaluation/outcomes.ts';
import type { Ports, StageRequest } from '../stage.ts';

/** More rows make the interval narrower than anybody needs, and the wait longer than anybody likes. */
const MOST_ROWS = 100_000;

/**
 * How certain the differences are between challenger and champion, for the metrics of the rules: paired
 * bootstrap with the seed of the config. Empty without a champion, and for more than 100,000 rows.
 */
export function intervalsOf(
  challenger: Outcomes,
  champion: Outcomes | null,
  { config }: StageRequest,
  { log }: Ports,
): Map<string, Bootstrap> {
  if (!champion || challenger.rows > MOST_ROWS) return new Map();
  const known = METRICS_OF_TASK[config.model.task];
  const metrics = [...new Set(config.gate.rules.map(({ metric }) => metric))].filter((name) =>
    known.includes(name),
  );
  log.info(
    `how sure the differences are: 2,000 resamples of ${challenger.rows.toLocaleString('en-US')} rows`,
  );
  const found = pairedBootstrap(challenger, champion, metrics, { seed: config.train.seed });
  return new Map(found.map((one) => [one.metric, one]));
}
