import Type from 'typebox';
import { digest, object } from '../system/schema-shapes.ts';
import { figure, PeriodSchema, task } from './shapes.ts';

export const TrainFigures = object({
  task,
  trainer: Type.String(),
  /** The name under `train.variants`; the run's config and overrides are those of the variant. */
  variant: Type.Optional(Type.String()),
  parameters: Type.Record(Type.String(), Type.Unknown()),
  seed: Type.Integer(),
  splits: object({ train: PeriodSchema, validation: PeriodSchema, test: PeriodSchema }),
  features: object({ columns: Type.Integer(), width: Type.Integer() }),
  /** One entry an epoch; `seconds` count from the beginning of training. */
  history: Type.Array(
    object({
      epoch: Type.Integer({ minimum: 1 }),
      loss: figure,
      validationLoss: figure,
      seconds: Type.Number(),
    }),
  ),
  /** Area under the ROC curve of single columns on the label, the highest first. */
  leakage: Type.Array(
    object({
      column: Type.String(),
      auc: Type.Number(),
      action: Type.Enum(['none', 'warned', 'allowed', 'stopped']),
    }),
  ),
  /** Null where training was stopped before there was a model. */
  package: Type.Union([object({ path: Type.String(), digest, bytes: Type.Integer() }), Type.Null()]),
});
