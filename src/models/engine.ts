import type { Matrix } from '../features/transforms.ts';

/** A file of a model, by its path beneath `model/`. */
export interface ModelFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/** The files of a model, not yet trusted. */
export interface ModelFiles {
  readonly files: readonly ModelFile[];
  /** What to call the model in messages, such as the package's folder. */
  readonly where: string;
}

/** Numbers that a model gives, row after row. */
export interface EngineOutput {
  readonly rows: number;
  readonly width: number;
  readonly values: Float64Array;
}

/** A model that is loaded and answers. */
export interface ModelEngine {
  /** What the model says of each row. Throws DataError when it cannot take rows of this width. */
  predict(matrix: Matrix): Promise<EngineOutput>;
  close(): Promise<void>;
}

/** One file of this room opens the models of one format. */
export interface ModelEngineModule {
  /** Checks and loads a model for rows of `width` numbers. Throws DataError that names the file. */
  openModel(model: ModelFiles, width: number): Promise<ModelEngine>;
}
