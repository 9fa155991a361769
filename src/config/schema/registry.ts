import Type, { type Static } from 'typebox';
import { defaulted, object } from '../../system/schema-shapes.ts';
import { oneOfBy } from './shapes.ts';

export const RegistrySchema = oneOfBy(
  'kind',
  [
    object(
      {
        kind: Type.Literal('folder'),
        path: defaulted(
          Type.String({ minLength: 1, description: 'where versions are kept' }),
          '.mlops/registry',
        ),
      },
      'A folder.',
    ),
    object({ kind: Type.Literal('github') }, 'Releases and annotated tags of this GitHub repository.'),
  ],
  'Where versions are kept.',
);

export type RegistryConfig = Static<typeof RegistrySchema>;
