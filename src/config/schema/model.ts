import Type, { type Static } from 'typebox';
import { object } from '../../system/schema-shapes.ts';

/** Names that reach file systems, git refs and SQL alike. */
export const MODEL_NAME = '^[a-z0-9][a-z0-9-]*[a-z0-9]$';

export const TASKS = ['binary-classification', 'multiclass-classification', 'regression'] as const;

export const ModelSchema = object(
  {
    name: Type.String({
      pattern: MODEL_NAME,
      maxLength: 60,
      description: 'lower-case letters, digits and hyphens; names versions, tags and artifacts',
    }),
    task: Type.Enum([...TASKS], { description: 'what the model predicts' }),
    label: Type.String({ minLength: 1, description: 'the column to predict; `data.view.label` makes it' }),
    positive: Type.Optional(
      Type.Union([Type.String(), Type.Number(), Type.Boolean()], {
        description: 'the label value that counts as positive in binary classification (default: true, or 1)',
      }),
    ),
  },
  'The model that this config is about.',
);

export type Task = (typeof TASKS)[number];
export type ModelConfig = Static<typeof ModelSchema>;
