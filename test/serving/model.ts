import { frameOf } from '../../src/data/engine/frame.ts';
import type { Manifest } from '../../src/models/package.ts';
import type { Predictor } from '../../src/models/predict.ts';
import type { ServableModel } from '../../src/serving/serve.ts';
import type { RowProblem } from '../../src/serving/service.ts';
import { digestOf } from '../../src/system/files.ts';

/**
 * A model small enough to check by hand: the score is `weight · x`, through the logistic function
 * where there are classes. `settle` lets a test hold answers back.
 */
export interface TinyOptions {
  readonly classes?: readonly string[];
  readonly weight?: number;
  readonly time?: string | null;
  readonly inputs?: Manifest['signature']['inputs'];
  readonly settle?: () => Promise<void>;
}

export const logistic = (value: number) => 1 / (1 + Math.exp(-value));

function tinyManifest(options: TinyOptions = {}): Manifest {
  const classes = options.classes ?? ['false', 'true'];
  const time = options.time === undefined ? 'time_hour' : options.time;
  return {
    format: 'mlops-package/1',
    name: 'tiny-model',
    identity: digestOf(`tiny ${options.weight ?? 1}`),
    model: { format: 'tfjs', path: 'model/model.json' },
    signature: {
      task:
        classes.length === 0
          ? 'regression'
          : classes.length === 2
            ? 'binary-classification'
            : 'multiclass-classification',
      inputs: options.inputs ?? [
        { name: 'x', type: 'number' },
        { name: 'time', type: 'string' },
      ],
      extras: time === null ? [] : [{ name: time, type: 'timestamp' }],
      time,
      label: 'late',
      classes: [...classes],
    },
    files: [],
  };
}

export function tinyModel(options: TinyOptions = {}): ServableModel & { closed: () => boolean } {
  const manifest = tinyManifest(options);
  const { classes } = manifest.signature;
  const columns = [...manifest.signature.inputs, ...manifest.signature.extras];
  let closed = false;
  const predictor: Predictor = {
    package: { directory: '/nowhere', manifest },
    async predict(rows) {
      await options.settle?.();
      const x = rows.columns.get('x')?.values ?? [];
      const width = classes.length > 2 ? classes.length : 1;
      const scores = Float64Array.from({ length: rows.rows * width }, (_, index) => {
        const value = Number(x[Math.floor(index / width)]) * (options.weight ?? 1);
        if (classes.length === 0) return value;
        if (classes.length === 2) return logistic(value);
        return index % width === Math.abs(Math.round(value)) % width ? 0.5 : 0.5 / (width - 1);
      });
      return { rows: rows.rows, width, scores };
    },
    problems: () => [],
    async close() {
      closed = true;
    },
  };
  return {
    predictor,
    read(rows) {
      const problems: RowProblem[] = [];
      rows.forEach((row, index) => {
        const { x } = (row ?? {}) as { x?: unknown };
        if (typeof x === 'number') return;
        problems.push({
          row: index + 1,
          column: 'x',
          rule: 'type',
          message: `row ${index + 1}: "x" must be a number`,
        });
      });
      if (problems.length > 0) return { problems };
      const frame = frameOf(
        columns.map(({ name, type }) => ({
          name,
          type,
          values: rows.map((row) => {
            const value = (row as Record<string, unknown>)[name] ?? null;
            return type === 'timestamp' && value !== null
              ? Date.parse(String(value))
              : (value as number | string);
          }),
        })),
      );
      return { frame };
    },
    example: { x: 1, time: 'noon', time_hour: '2013-06-01T09:00:00.000Z' },
    closed: () => closed,
  };
}
