import type { Matrix } from '../features/transforms.ts';
import type { Tensor2D, Tfjs } from '../models/tfjs-backend.ts';
import type { Batch } from './dense-net.ts';
import type { Targets } from './tfjs-targets.ts';
import type { LabelledRows } from './trainer.ts';

/** Rows as the tensors that a net learns from; who takes them disposes of them. */
export class Batches {
  readonly #tf: Tfjs['tf'];
  readonly #targets: Targets;

  constructor({ tf }: Tfjs, targets: Targets) {
    this.#tf = tf;
    this.#targets = targets;
  }

  /** These rows, in this order. */
  chosen({ matrix, targets }: LabelledRows, rows: Uint32Array): Batch {
    const { width, values } = matrix;
    const count = rows.length;
    const x = new Float32Array(count * width);
    const transposed = new Float32Array(count * width);
    for (let row = 0; row < count; row++) {
      const from = (rows[row] as number) * width;
      for (let column = 0; column < width; column++) {
        const value = values[from + column] as number;
        if (value === 0) continue;
        x[row * width + column] = value;
        transposed[column * count + row] = value;
      }
    }
    return {
      x: this.#tf.tensor2d(x, [count, width]),
      transposed: this.#tf.tensor2d(transposed, [width, count]),
      ...this.#labels(Float64Array.from(rows, (row) => targets[row] as number)),
    };
  }

  /** The rows from `from` to before `to`. */
  between({ matrix, targets }: LabelledRows, from: number, to: number): Omit<Batch, 'transposed'> {
    const { width, values } = matrix;
    return {
      x: this.#tf.tensor2d(values.subarray(from * width, to * width), [to - from, width]),
      ...this.#labels(targets.subarray(from, to)),
    };
  }

  #labels(targets: Float64Array): { y: Tensor2D; weights: Tensor2D } {
    const rows = targets.length;
    return {
      y: this.#tf.tensor2d(this.#targets.encode(targets), [rows, this.#targets.outputs]),
      weights: this.#tf.tensor2d(this.#targets.weigh(targets), [rows, 1]),
    };
  }
}

/** Marks the columns that are 0 in every row. */
export function silentColumns({ rows, width, values: numbers }: Matrix): Uint8Array {
  const silent = new Uint8Array(width).fill(1);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++)
      if (numbers[row * width + column] !== 0) silent[column] = 0;
  }
  return silent;
}
