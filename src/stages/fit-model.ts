import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { columnOf, type Frame, takeRows } from '../data/engine/frame.ts';
import { fitTransforms } from '../features/fit.ts';
import { applyTransforms } from '../features/transforms.ts';
import { shortDigest } from '../report/format.ts';
import { targetsOf } from '../training/labels.ts';
import type { TimeBudget } from '../training/time-budget.ts';
import { trainModel } from '../training/train-model.ts';
import type { TrainedModel } from '../training/trainer.ts';
import { fetchChampion } from './champion.ts';
import type { OpenData } from './data.ts';
import type { OpenSplit } from './split.ts';
import { type Ports, type StageRequest, withoutLabel } from './stage.ts';
import { profileTransformed } from './transformed.ts';

/** Fits the transforms on the training rows and lets the trainer make a model of what they give. */
export async function fitModel(
  request: StageRequest,
  ports: Ports,
  { engine }: OpenData,
  { rows, plan }: OpenSplit,
  classes: readonly string[],
  { warn, budget }: { readonly warn: (message: string) => void; readonly budget: TimeBudget | undefined },
): Promise<{
  model: TrainedModel;
  fitted: ReturnType<typeof fitTransforms>;
  width: number;
  /** Version of what the transforms made of the training rows. */
  transformed: string;
}> {
  const { config, directory, out } = request;
  const { task, label, name } = config.model;
  const training = takeRows(rows, plan.train.rows);
  const fitted = fitTransforms(config.features, withoutLabel(training, label), warn);
  const labelled = (part: Frame) => ({
    matrix: applyTransforms(fitted, part),
    targets: targetsOf(columnOf(part, label), task, classes),
  });
  const train = labelled(training);
  const validation = labelled(takeRows(rows, plan.validation.rows));
  const { width } = train.matrix;
  const made = profileTransformed(fitted, train.matrix, { matrix: validation.matrix, problems: [] });
  ports.log.info(
    `${fitted.features.length} features make ${width} model inputs, version ${shortDigest(made.data.digest)}`,
  );
  // Constant columns are told where they are fitted.
  for (const { rule, sentence } of made.anomalies) if (rule !== 'constant') warn(sentence);
  const scratch = join(out, 'scratch');
  try {
    const model = await ports.log.group(`Train (${config.train.trainer})`, async () =>
      trainModel(
        {
          config: config.train,
          task,
          label,
          classes,
          train,
          validation,
          test: applyTransforms(fitted, takeRows(rows, plan.test.rows)),
          workspace: directory,
          scratch,
          checkpoints: resolve(directory, '.mlops', 'checkpoints', name),
          previousModel: await previousModel(request, ports, scratch),
          ...(budget ? { budget } : {}),
        },
        { ...ports, engine },
      ),
    );
    return { model, fitted, width, transformed: made.data.digest };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The package in production, for trainers that start from it. */
async function previousModel(request: StageRequest, ports: Ports, scratch: string): Promise<string | null> {
  if (request.config.train.trainer !== 'command') return null;
  const champion = await fetchChampion(request, ports, join(scratch, 'previous'));
  return champion?.opened.directory ?? null;
}
