import type { TfjsConfig } from '../config/schema/train.ts';
import type { ModelFile } from '../models/engine.ts';
import type { Tfjs } from '../models/tfjs-backend.ts';
import { randomOf } from '../stats/random.ts';
import { UserError } from '../system/errors.ts';
import type { Progress } from '../system/log.ts';
import { DenseNet, type LayerWeights } from './dense-net.ts';
import { saveDenseNet } from './dense-net-file.ts';
import { loadTfjs } from './tfjs-backends.ts';
import { Batches, silentColumns } from './tfjs-batches.ts';
import { type Targets, targetsFor } from './tfjs-targets.ts';
import { timeLeft } from './time-budget.ts';
import type { HistoryEntry, TrainedModel, TrainPorts, TrainRequest } from './trainer.ts';

const VALIDATION_BATCH_ROWS = 8192;
/** Between so many steps other work of the process has its turn. */
const STEPS_BETWEEN_PAUSES = 100;

/**
 * Trains a dense net (a linear model where `hidden` is empty) with Adam until the validation loss has
 * not fallen for `patience` epochs or the time budget is over, and keeps the weights of the best epoch; one that the
 * budget ends in its middle counts as it is. A regression learns standardized targets; the saved model gives them in
 * their own unit.
 * @throws UserError when training diverges, or the backend is not installed
 */
export async function train(request: TrainRequest, ports: TrainPorts): Promise<TrainedModel> {
  const config = request.config as TfjsConfig;
  const tfjs = await loadTfjs(config.backend, request.workspace);
  const progress = ports.log.progress('training', config.epochs);
  let ending: string | undefined;
  try {
    const training = new Training(tfjs, request, config, ports, progress);
    const history = await training.run();
    const losses = history.map(({ validationLoss }) => validationLoss ?? Number.POSITIVE_INFINITY);
    const best = Math.min(...losses);
    ending = `validation loss ${text(best)} after epoch ${losses.indexOf(best) + 1} of ${history.length}`;
    // What was asked of the machine makes no other model.
    const { trainer: _, requires: _machine, ...parameters } = config;
    const cutShort = training.cutShort(history.length, losses.indexOf(best) + 1);
    if (cutShort !== undefined) ports.log.warn(cutShort);
    return {
      format: 'tfjs',
      files: await training.save(),
      history,
      parameters,
      tools: tfjs.tools,
      ...(cutShort === undefined ? {} : { cutShort }),
    };
  } finally {
    progress.end(ending);
  }
}

class Training {
  readonly #tfjs: Tfjs;
  readonly #request: TrainRequest;
  readonly #config: TfjsConfig;
  readonly #ports: TrainPorts;
  readonly #progress: Progress;
  readonly #targets: Targets;
  readonly #batches: Batches;
  #best: LayerWeights[] = [];
  #outOfTime = false;

  constructor(tfjs: Tfjs, request: TrainRequest, config: TfjsConfig, ports: TrainPorts, progress: Progress) {
    this.#tfjs = tfjs;
    this.#request = request;
    this.#config = config;
    this.#ports = ports;
    this.#progress = progress;
    this.#targets = targetsFor(request, config);
    this.#batches = new Batches(tfjs, this.#targets);
  }

  async run(): Promise<HistoryEntry[]> {
    const { tf } = this.#tfjs;
    const { matrix } = this.#request.train;
    const random = randomOf(this.#config.seed);
    const net = new DenseNet(
      tf,
      {
        task: this.#request.task,
        inputs: matrix.width,
        hidden: this.#config.hidden,
        outputs: this.#targets.outputs,
        l2: this.#config.l2,
        dropout: this.#config.dropout,
        learningRate: this.#config['learning-rate'],
      },
      random,
      silentColumns(matrix),
      this.#targets.firstGuess,
    );
    try {
      const history: HistoryEntry[] = [];
      const order = Uint32Array.from({ length: matrix.rows }, (_, row) => row);
      const started = this.#ports.clock.now().getTime();
      let bestLoss = Number.POSITIVE_INFINITY;
      let bestEpoch = 0;
      for (let epoch = 1; epoch <= this.#config.epochs; epoch++) {
        const loss = await this.#epoch(net, random.shuffle(order));
        const validationLoss = this.#validationLoss(net);
        if (!Number.isFinite(loss) || !Number.isFinite(validationLoss)) throw this.#diverged(epoch);
        const seconds = (this.#ports.clock.now().getTime() - started) / 1000;
        history.push({ epoch, loss, validationLoss, seconds });
        if (validationLoss < bestLoss) {
          bestLoss = validationLoss;
          bestEpoch = epoch;
          this.#best = net.weights();
        }
        this.#tell(history, bestEpoch);
        if (epoch - bestEpoch >= this.#config.patience) break;
        if (epoch < this.#config.epochs && this.#isOver()) break;
      }
      return history;
    } finally {
      net.dispose();
    }
  }

  /** What the time budget did to training; nothing where there was time enough. */
  cutShort(last: number, best: number): string | undefined {
    const { budget } = this.#request;
    if (!this.#outOfTime || budget === undefined) return undefined;
    const model = last === best ? 'as far as it came' : 'the best so far';
    return `The time budget of ${budget.text} ended training in epoch ${last} of at most ${this.#config.epochs}; the model is that of epoch ${best}, ${model}.`;
  }

  #isOver(): boolean {
    this.#outOfTime ||= timeLeft(this.#request.budget, this.#ports.clock) === 0;
    return this.#outOfTime;
  }

  /** The files of the model with the best weights. */
  async save(): Promise<ModelFile[]> {
    const { task } = this.#request;
    return saveDenseNet(this.#tfjs, this.#targets.restored(this.#best), task);
  }

  /** One pass over the training rows in this order, as far as time allows. Returns the mean loss of a row. */
  async #epoch(net: DenseNet, order: Uint32Array): Promise<number> {
    const { tf } = this.#tfjs;
    const size = this.#config['batch-size'];
    let total = 0;
    let seen = 0;
    let pending = tf.scalar(0);
    for (let from = 0, step = 1; from < order.length && !this.#outOfTime; from += size, step++) {
      const batch = this.#batches.chosen(this.#request.train, order.subarray(from, from + size));
      const loss = net.step(batch);
      const sum = tf.add(pending, loss);
      tf.dispose([pending, loss, batch.x, batch.transposed, batch.y, batch.weights]);
      pending = sum as typeof pending;
      seen = Math.min(from + size, order.length);
      if (seen < order.length) this.#isOver();
      if (step % STEPS_BETWEEN_PAUSES === 0) {
        total += pending.dataSync()[0] as number;
        pending.dispose();
        pending = tf.scalar(0);
        await this.#pause();
      }
    }
    total += pending.dataSync()[0] as number;
    pending.dispose();
    // An epoch of few steps has had none.
    await this.#pause();
    return (total / seen) * this.#targets.lossUnit;
  }

  /** Lets signals be heard, and ends training where one was. */
  async #pause(): Promise<void> {
    await new Promise(setImmediate);
    this.#ports.signal?.throwIfAborted();
  }

  #validationLoss(net: DenseNet): number {
    const { validation } = this.#request;
    const { rows } = validation.matrix;
    let total = 0;
    let weight = 0;
    for (let from = 0; from < rows; from += VALIDATION_BATCH_ROWS) {
      const to = Math.min(from + VALIDATION_BATCH_ROWS, rows);
      const batch = this.#batches.between(validation, from, to);
      total += net.loss(batch);
      weight += this.#targets
        .weigh(validation.targets.subarray(from, to))
        .reduce((sum, each) => sum + each, 0);
      this.#tfjs.tf.dispose([batch.x, batch.y, batch.weights]);
    }
    return (total / weight) * this.#targets.lossUnit;
  }

  #tell(history: readonly HistoryEntry[], bestEpoch: number): void {
    const last = history.at(-1) as HistoryEntry;
    const left = Math.ceil((last.seconds / last.epoch) * (this.#config.epochs - last.epoch));
    const figures = `loss ${text(last.loss)}, validation ${text(last.validationLoss)}`;
    this.#progress.update(last.epoch, `${figures} (best: epoch ${bestEpoch}), at most ${left} s left`);
  }

  #diverged(epoch: number): UserError {
    return new UserError(`training diverged: the loss of epoch ${epoch} is not finite`, {
      hint: `Lower \`train.learning-rate\` (it is ${this.#config['learning-rate']}), and standardize features with large values.`,
    });
  }
}

function text(loss: number | null): string {
  return loss === null ? 'unknown' : loss.toPrecision(4);
}
