import Type, { type Static } from 'typebox';
import { defaulted, object } from '../../system/schema-shapes.ts';
import { DataSchema } from './data.ts';
import { TargetSchema } from './deploy.ts';
import { FeatureSchema } from './features.ts';
import { GateSchema } from './gate.ts';
import { ModelSchema } from './model.ts';
import { MonitorSchema } from './monitor.ts';
import { RegistrySchema } from './registry.ts';
import { ENVIRONMENT_NAME } from './shapes.ts';
import { TrainSchema } from './train.ts';

/**
 * The shape of `mlops.yml`, written once, a file for each part: the types of the program,
 * `schemas/mlops.schema.json` and `docs/config.md` are made from it.
 */
export const ConfigSchema = object(
  {
    version: Type.Literal(1, { description: 'the version of this format' }),
    model: ModelSchema,
    data: DataSchema,
    features: Type.Array(FeatureSchema, { minItems: 1, description: 'what the model sees' }),
    train: TrainSchema,
    gate: GateSchema,
    registry: defaulted(RegistrySchema, { kind: 'folder', path: '.mlops/registry' }),
    deploy: defaulted(
      Type.Record(Type.String({ pattern: ENVIRONMENT_NAME }), TargetSchema, {
        additionalProperties: false,
        description: 'the environments, in the order of promotion',
      }),
      {},
    ),
    monitor: Type.Optional(MonitorSchema),
  },
  'The configuration of one model.',
);

export type Config = Static<typeof ConfigSchema>;
