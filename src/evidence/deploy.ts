import Type from 'typebox';
import { digest, object } from '../system/schema-shapes.ts';
import { figure } from './shapes.ts';

export const DeployFigures = object({
  action: Type.Enum(['deploy', 'rollback', 'stop']),
  environment: Type.String(),
  target: Type.String(),
  version: Type.Union([Type.String(), Type.Null()]),
  package: Type.Union([digest, Type.Null()]),
  previous: Type.Union([Type.String(), Type.Null()]),
  url: Type.Union([Type.String(), Type.Null()]),
  /** The no-skew check: answers of the deployment against the evaluated predictions. */
  skew: Type.Union([
    object({ rows: Type.Integer(), maximumDifference: figure, tolerance: Type.Number() }),
    Type.Null(),
  ]),
});
