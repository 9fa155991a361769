import type { Frame } from '../data/frame.ts';
import type { ModelPackage } from './package.ts';

/** Predictions for the rows of a frame, in its order. */
export interface Predictions {
  readonly rows: number;
  /** Scores a row: 1 for binary (probability of the positive class) and regression (the value), else one a class. */
  readonly width: number;
  /** Row-major, rows × width. */
  readonly scores: Float64Array;
}

/** A model package ready to answer. */
export interface Predictor {
  readonly package: ModelPackage;
  /** View rows in, predictions out: transforms and model, the one path of the gate and of the server. */
  predict(rows: Frame): Promise<Predictions>;
  close(): Promise<void>;
}
