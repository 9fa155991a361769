import type { DataEngine } from '../data/engine/engine.ts';
import type { Matrix } from '../features/transforms.ts';
import type { Log } from '../system/log.ts';
import type { Signature } from './package.ts';

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

/** What a model needs whose predictions a program of the user makes. */
export interface ProgramPorts {
  readonly engine: DataEngine;
  readonly log: Log;
  /** The environment of this process; a program gets only a few names of it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where programs run: the folder of the config. */
  readonly workspace: string;
  /** A folder for files of the moment, which the data engine may read and write; created when absent. */
  readonly scratch: string;
  /** The programs that the config allows to be run. */
  readonly commands: readonly (readonly string[])[];
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** What a model is opened for. */
export interface ModelAsked {
  readonly signature?: Pick<Signature, 'task' | 'classes'>;
  /** Left out where no program may be run, as in a server. */
  readonly programs?: ProgramPorts;
}

/** One file of this room opens the models of one format. */
export interface ModelEngineModule {
  /** Checks and loads a model for rows of `width` numbers. Throws DataError that names the file. */
  openModel(model: ModelFiles, width: number, asked?: ModelAsked): Promise<ModelEngine>;
}
