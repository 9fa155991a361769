import Type, { type Static } from 'typebox';
import { defaulted, object } from '../../system/schema-shapes.ts';
import { machineKeys } from './requires.ts';
import { argv, column, duration, oneOfBy } from './shapes.ts';
import { variantKeys } from './variants.ts';

const seed = defaulted(
  Type.Integer({ minimum: 0, description: 'of all random choices: the same seed gives the same model' }),
  1,
);
const allowLeakage = defaulted(
  Type.Array(column, { description: 'features that predict the label almost alone and are meant to' }),
  [],
);

export const TrainSchema = oneOfBy(
  'trainer',
  [
    object(
      {
        trainer: Type.Literal('tfjs'),
        hidden: defaulted(
          Type.Array(Type.Integer({ minimum: 1, maximum: 4096 }), {
            maxItems: 8,
            description: 'units of each hidden layer; `[]` is a linear model',
          }),
          [16],
        ),
        l2: defaulted(Type.Number({ minimum: 0, description: 'L2 penalty of the weights' }), 0.001),
        dropout: defaulted(
          Type.Number({
            minimum: 0,
            exclusiveMaximum: 1,
            description: 'share of units left out after each hidden layer',
          }),
          0.1,
        ),
        epochs: defaulted(
          Type.Integer({ minimum: 1, description: 'passes over the training data, at most' }),
          30,
        ),
        patience: defaulted(
          Type.Integer({
            minimum: 1,
            description: 'epochs without a better validation loss before stopping',
          }),
          3,
        ),
        'batch-size': defaulted(Type.Integer({ minimum: 1, description: 'rows in each step' }), 256),
        'learning-rate': defaulted(
          Type.Number({ exclusiveMinimum: 0, description: 'step size of the optimiser (Adam)' }),
          0.002,
        ),
        'class-weights': defaulted(
          Type.Enum(['none', 'balanced'], { description: '`balanced` weighs classes by their rarity' }),
          'none',
        ),
        backend: defaulted(
          Type.Enum(['wasm', 'tfjs-node', 'tfjs-node-gpu'], {
            description: '`wasm` is built in; the others must be installed in the workspace',
          }),
          'wasm',
        ),
        ...machineKeys,
        ...variantKeys,
        seed,
        'allow-leakage': allowLeakage,
      },
      'The built-in neural network: dense layers on TF.js.',
    ),
    object(
      {
        trainer: Type.Literal('command'),
        command: argv('the training program'),
        predict: Type.Optional(
          argv(
            'the program that predicts with what the training program left as data (safetensors, JSON, text); without it an ONNX or TF.js model is expected',
          ),
        ),
        parameters: defaulted(
          Type.Record(Type.String(), Type.Unknown(), {
            description: 'handed over as JSON in `MLOPS_PARAMS`',
          }),
          {},
        ),
        'time-limit': Type.Optional(
          duration('time after which a program is stopped, in training and when asked for predictions'),
        ),
        ...machineKeys,
        ...variantKeys,
        seed,
        'allow-leakage': allowLeakage,
      },
      'Any program: Python, R, a container.',
    ),
  ],
  'How the model is trained.',
);

export type TrainConfig = Static<typeof TrainSchema>;
export type TfjsConfig = Extract<TrainConfig, { trainer: 'tfjs' }>;
export type CommandTrainConfig = Extract<TrainConfig, { trainer: 'command' }>;
