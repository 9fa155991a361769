import type { GateConfig } from '../../config/gate-schema.ts';
import { UserError } from '../../system/errors.ts';

/** The threshold that the config fixes. */
export function fixedThreshold({ threshold }: Pick<GateConfig, 'threshold'>): number {
  if (typeof threshold === 'number') return threshold;
  throw new UserError('gate.threshold: a threshold that is chosen has no place here', {
    hint: 'Write it as a number.',
  });
}
