import type { TfjsConfig } from '../config/schema/train.ts';
import type { LayerWeights } from './dense-net.ts';
import type { TrainRequest } from './trainer.ts';

/** How targets look to the net, and how its outputs become predictions again. */
export interface Targets {
  readonly outputs: number;
  /** What the outputs begin with: log-odds, log shares, or the mean. */
  readonly firstGuess: readonly number[];
  /** What a loss is multiplied by to be in the unit of the label. */
  readonly lossUnit: number;
  encode(targets: Float64Array): Float32Array;
  weigh(targets: Float64Array): Float32Array;
  restored(layers: readonly LayerWeights[]): readonly LayerWeights[];
}

/** What the net is asked for, by the task. */
export function targetsFor(request: TrainRequest, config: TfjsConfig): Targets {
  const { task, train } = request;
  return task === 'regression'
    ? values(train.targets)
    : classes(task, request.classes.length, train.targets, config);
}

function values(targets: Float64Array): Targets {
  let mean = 0;
  for (const target of targets) mean += target / targets.length;
  let variance = 0;
  for (const target of targets) variance += (target - mean) ** 2 / targets.length;
  const scale = Math.sqrt(variance) || 1;
  return {
    outputs: 1,
    firstGuess: [0],
    lossUnit: scale * scale,
    encode: (part) => Float32Array.from(part, (target) => (target - mean) / scale),
    weigh: (part) => new Float32Array(part.length).fill(1),
    restored: (layers) =>
      layers.map((layer, index) =>
        index < layers.length - 1
          ? layer
          : {
              ...layer,
              kernel: layer.kernel.map((weight) => weight * scale),
              bias: layer.bias.map((bias) => bias * scale + mean),
            },
      ),
  };
}

function classes(
  task: TrainRequest['task'],
  count: number,
  targets: Float64Array,
  config: TfjsConfig,
): Targets {
  const counts = new Array<number>(count).fill(0);
  for (const target of targets) counts[target] = (counts[target] as number) + 1;
  const balanced = config['class-weights'] === 'balanced';
  // scikit-learn's "balanced": rows / (classes × rows of the class).
  const weights = counts.map((rows) => (balanced && rows > 0 ? targets.length / (count * rows) : 1));
  const shares = counts.map(
    (rows, index) => Math.max(rows * (weights[index] as number), 0.5) / targets.length,
  );
  const binary = task === 'binary-classification';
  return {
    outputs: binary ? 1 : count,
    firstGuess: binary ? [Math.log((shares[1] as number) / (shares[0] as number))] : shares.map(Math.log),
    lossUnit: 1,
    encode(part) {
      if (binary) return Float32Array.from(part);
      const encoded = new Float32Array(part.length * count);
      for (const [row, target] of part.entries()) encoded[row * count + target] = 1;
      return encoded;
    },
    weigh: (part) => Float32Array.from(part, (target) => weights[target] as number),
    restored: (layers) => layers,
  };
}
