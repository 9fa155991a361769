import Type from 'typebox';
import { digest, object } from '../system/schema-shapes.ts';

export const RegisterFigures = object({
  registry: Type.String(),
  version: Type.String(),
  /** False where the same content was registered before. */
  created: Type.Boolean(),
  package: digest,
  previous: Type.Union([Type.String(), Type.Null()]),
  location: Type.String(),
});
