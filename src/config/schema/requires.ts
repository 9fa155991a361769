import Type, { type Static } from 'typebox';
import { object } from '../../system/schema-shapes.ts';
import { SIZE_PATTERN } from '../size.ts';
import { duration } from './shapes.ts';

const size = (description: string) =>
  Type.String({
    pattern: SIZE_PATTERN,
    description: `${description} (a whole number and MB, GB or TB: \`16GB\`)`,
  });

/** `train.requires`: what is asked of the machine before anything is read. */
const RequiresSchema = object(
  {
    gpu: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 64,
        description: 'NVIDIA GPUs that programs see and no other process holds',
      }),
    ),
    'gpu-memory': Type.Optional(size('memory that each of these GPUs has; one GPU where `gpu` is left out')),
    driver: Type.Optional(
      Type.String({
        pattern: '^>=[0-9]{1,5}(\\.[0-9]{1,5}){0,3}$',
        description: 'the least version of the NVIDIA driver: `">=535"`',
      }),
    ),
    memory: Type.Optional(
      size('memory that is free, within the limit of the container or service that the job runs in'),
    ),
    disk: Type.Optional(
      size('space that is free in the folder of this file, and in the folder for temporary files'),
    ),
  },
  'What the machine must have. Where it has not, training is refused before any data are read.',
);

export type Requires = Static<typeof RequiresSchema>;

/** The keys of `train` that every trainer has for its machine and time. */
export const machineKeys = {
  requires: Type.Optional(RequiresSchema),
  'time-budget': Type.Optional(
    duration(
      'time for the whole of `train`, after which training ends with the best model so far; set it below `timeout-minutes` of the job',
    ),
  ),
};
