import Type from 'typebox';
import { defaulted, object } from '../../system/schema-shapes.ts';
import { SOURCE_NAME, SourceSchema } from './sources.ts';
import { SplitSchema } from './split.ts';
import { ViewSchema } from './view.ts';

export const DataSchema = object(
  {
    sources: Type.Record(Type.String({ pattern: SOURCE_NAME }), SourceSchema, {
      minProperties: 1,
      additionalProperties: false,
      description: 'the input tables by name',
    }),
    view: ViewSchema,
    contract: defaulted(Type.String({ minLength: 1, description: 'the contract file' }), 'contract.yml'),
    split: SplitSchema,
    adequacy: defaulted(
      Type.Enum(['warn', 'error', 'off'], {
        description:
          'what data are that cannot support the task: `error` fails where there are not enough of them',
      }),
      'warn',
    ),
  },
  'Where the data come from and how they are joined and split.',
);
