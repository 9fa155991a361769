import type { TrainConfig } from '../config/schema/train.ts';
import { refuseSpent } from './time-budget.ts';
import type { TrainedModel, TrainerModule, TrainPorts, TrainRequest } from './trainer.ts';

/** Loaded only when the config names one. */
const TRAINERS: Readonly<Record<TrainConfig['trainer'], () => Promise<TrainerModule>>> = {
  tfjs: () => import('./tfjs.ts'),
  command: () => import('./command.ts'),
};

/**
 * Trains with the trainer that the config names.
 * @throws UserError where the time budget is over already; DataError, UserError or ServiceError, as the trainer says
 */
export async function trainModel(request: TrainRequest, ports: TrainPorts): Promise<TrainedModel> {
  refuseSpent(request.budget, ports.clock);
  const trainer = await TRAINERS[request.config.trainer]();
  return trainer.train(request, ports);
}
