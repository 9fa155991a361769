import type { Task } from '../config/schema/model.ts';
import type { Scalar, Tensor, Tensor2D, TfjsCore, Variable } from '../models/tfjs-backend.ts';
import type { Random } from '../stats/random.ts';

/** A part of the training rows, on the backend. */
export interface Batch {
  readonly x: Tensor2D;
  /** `x` transposed: the backend multiplies by it ten times faster than it transposes. */
  readonly transposed: Tensor2D;
  /** rows × outputs: 0 or 1, one-hot classes, or standardized values. */
  readonly y: Tensor2D;
  /** rows × 1: how much each row counts; their mean is 1 over all training rows. */
  readonly weights: Tensor2D;
}

export interface DenseNetOptions {
  readonly task: Task;
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly l2: number;
  readonly dropout: number;
  readonly learningRate: number;
}

/** The values of a layer, as they are stored. */
export interface LayerWeights {
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
  readonly inputs: number;
  readonly units: number;
}

interface Layer {
  readonly kernel: Variable;
  readonly bias: Variable;
}

/**
 * Dense layers with ReLU between them, trained by Adam on cross-entropy or squared error. The
 * gradients are written out, which is faster than recording them, and all chance comes from one
 * seeded generator: the same seed gives the same weights to the last bit.
 */
export class DenseNet {
  readonly #tf: TfjsCore;
  readonly #options: DenseNetOptions;
  readonly #random: Random;
  readonly #layers: readonly Layer[];
  readonly #optimizer;

  /**
   * `silent` marks the inputs that are 0 in all training rows, such as the bucket of unseen categories:
   * they can teach nothing, so their weights are 0 from the beginning to the end. `bias` is the first guess of the outputs, before anything is learned.
   */
  constructor(
    tf: TfjsCore,
    options: DenseNetOptions,
    random: Random,
    silent: Uint8Array,
    bias: readonly number[],
  ) {
    this.#tf = tf;
    this.#options = options;
    this.#random = random;
    const sizes = [options.inputs, ...options.hidden, options.outputs];
    this.#layers = sizes.slice(1).map((units, index) => {
      const inputs = sizes[index] as number;
      const last = index === sizes.length - 2;
      // He's bound before a ReLU, Glorot's before the output.
      const bound = Math.sqrt(last ? 6 / (inputs + units) : 6 / inputs);
      const kernel = Float32Array.from({ length: inputs * units }, () => bound * (2 * random.next() - 1));
      if (index === 0)
        for (let input = 0; input < inputs; input++)
          if (silent[input]) kernel.fill(0, input * units, (input + 1) * units);
      // A variable keeps a copy; tidying frees what it was made of.
      return tf.tidy(() => ({
        kernel: tf.variable(tf.tensor2d(kernel, [inputs, units])),
        bias: tf.variable(tf.tensor1d(last ? [...bias] : new Array<number>(units).fill(0))),
      }));
    });
    this.#optimizer = tf.train.adam(options.learningRate);
  }

  /** One step of gradient descent. Returns the weighted sum of the losses of the rows, to be disposed. */
  step(batch: Batch): Scalar {
    const tf = this.#tf;
    return tf.tidy(() => {
      const { inputs, masks, output } = this.#forward(batch.x, true);
      const { losses, slope } = this.#lossOf(output, batch);
      const gradients: Record<string, Tensor> = {};
      let delta = tf.div(slope, batch.x.shape[0]) as Tensor2D;
      for (let index = this.#layers.length - 1; index >= 0; index--) {
        const { kernel, bias } = this.#layers[index] as Layer;
        const input = inputs[index] as Tensor2D;
        const data = index === 0 ? tf.matMul(batch.transposed, delta) : tf.matMul(tf.transpose(input), delta);
        const penalty = 2 * this.#options.l2;
        gradients[kernel.name] = penalty > 0 ? tf.add(data, tf.mul(kernel, penalty)) : data;
        gradients[bias.name] = tf.sum(delta, 0);
        if (index === 0) break;
        const back = tf.matMul(delta, tf.transpose(kernel as unknown as Tensor2D));
        // The input of this layer is 0 where the ReLU or the dropout was shut.
        const mask = masks[index - 1];
        const open = tf.step(input);
        delta = tf.mul(back, mask ? tf.mul(open, mask) : open);
      }
      this.#optimizer.applyGradients(gradients as never);
      return tf.sum(losses) as Scalar;
    });
  }

  /** The weighted sum of the losses of rows, without learning, dropout or penalty. */
  loss(batch: Omit<Batch, 'transposed'>): number {
    const tf = this.#tf;
    return tf.tidy(
      () => tf.sum(this.#lossOf(this.#forward(batch.x, false).output, batch).losses).dataSync()[0] as number,
    );
  }

  /** A copy of all weights. */
  weights(): LayerWeights[] {
    return this.#layers.map(({ kernel, bias }) => ({
      kernel: Float32Array.from(kernel.dataSync()),
      bias: Float32Array.from(bias.dataSync()),
      inputs: kernel.shape[0] as number,
      units: kernel.shape[1] as number,
    }));
  }

  dispose(): void {
    this.#optimizer.dispose();
    for (const { kernel, bias } of this.#layers) {
      kernel.dispose();
      bias.dispose();
    }
  }

  #forward(x: Tensor2D, training: boolean): { inputs: Tensor2D[]; masks: Tensor2D[]; output: Tensor2D } {
    const tf = this.#tf;
    const inputs: Tensor2D[] = [];
    const masks: Tensor2D[] = [];
    let current = x;
    for (const [index, { kernel, bias }] of this.#layers.entries()) {
      inputs.push(current);
      current = tf.add(tf.matMul(current, kernel as unknown as Tensor2D), bias) as Tensor2D;
      if (index === this.#layers.length - 1) break;
      current = tf.relu(current);
      if (training && this.#options.dropout > 0) {
        const mask = this.#dropoutMask(current.shape);
        masks.push(mask);
        current = tf.mul(current, mask);
      }
    }
    return { inputs, masks, output: current };
  }

  /** 0 for units left out, 1 / (1 - rate) for the others, so that sums stay the same. */
  #dropoutMask(shape: [number, number]): Tensor2D {
    const { dropout } = this.#options;
    const kept = 1 / (1 - dropout);
    const bound = dropout * 2 ** 32;
    const mask = Float32Array.from({ length: shape[0] * shape[1] }, () =>
      this.#random.bits() < bound ? 0 : kept,
    );
    return this.#tf.tensor2d(mask, shape);
  }

  /** The weighted losses of the rows, and their derivative by the outputs. */
  #lossOf(
    output: Tensor2D,
    { y, weights }: Omit<Batch, 'transposed' | 'x'>,
  ): { losses: Tensor; slope: Tensor2D } {
    const tf = this.#tf;
    switch (this.#options.task) {
      case 'binary-classification':
        return {
          losses: tf.mul(weights, tf.sub(tf.softplus(output), tf.mul(y, output))),
          slope: tf.mul(weights, tf.sub(tf.sigmoid(output), y)),
        };
      case 'multiclass-classification': {
        const partition = tf.logSumExp(output, 1, true);
        return {
          losses: tf.mul(weights, tf.sub(partition, tf.sum(tf.mul(y, output), 1, true))),
          slope: tf.mul(weights, tf.sub(tf.exp(tf.sub(output, partition)), y)),
        };
      }
      case 'regression': {
        const error = tf.sub(output, y);
        return { losses: tf.mul(weights, tf.square(error)), slope: tf.mul(weights, tf.mul(error, 2)) };
      }
    }
  }
}
