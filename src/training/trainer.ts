import type { Task } from '../config/schema/model.ts';
import type { TrainConfig } from '../config/schema/train.ts';
import type { DataEngine } from '../data/engine/engine.ts';
import type { Matrix } from '../features/transforms.ts';
import type { ModelFile } from '../models/engine.ts';
import type { ModelFormat } from '../models/package.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';
import type { TimeBudget } from './time-budget.ts';

/** Rows as a model sees them, with what it shall predict. */
export interface LabelledRows {
  readonly matrix: Matrix;
  /** One a row: the index of its class, or the value in a regression. */
  readonly targets: Float64Array;
}

export interface TrainRequest<Config extends TrainConfig = TrainConfig> {
  readonly config: Config;
  readonly task: Task;
  /** The name of the label column. */
  readonly label: string;
  /** `[negative, positive]`, or all classes; empty in a regression. */
  readonly classes: readonly string[];
  readonly train: LabelledRows;
  /** Decides when to stop; never trained on. */
  readonly validation: LabelledRows;
  /** The held-out rows, without their label. */
  readonly test: Matrix;
  /** The folder of the config: where programs run, and where optional engines are installed. */
  readonly workspace: string;
  /** A folder for this training alone; created when absent. */
  readonly scratch: string;
  /** A folder that survives this run, for checkpoints; created when absent. */
  readonly checkpoints: string;
  /** The model package in production, to start from; null where there is none. */
  readonly previousModel: string | null;
  /** When training must have ended, where the config says so. */
  readonly budget?: TimeBudget;
}

export interface TrainPorts {
  readonly log: Log;
  readonly clock: Clock;
  readonly engine: DataEngine;
  /** The environment of this process; a trainer hands only a few names of it to programs. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Training ends, and throws, when this is aborted. */
  readonly signal?: AbortSignal;
}

/** Figures of one pass over the training rows; null where the trainer does not know. */
export interface HistoryEntry {
  readonly epoch: number;
  readonly loss: number | null;
  readonly validationLoss: number | null;
  /** Since training began. */
  readonly seconds: number;
}

export interface TrainedModel {
  readonly format: ModelFormat;
  readonly files: readonly ModelFile[];
  readonly history: readonly HistoryEntry[];
  /** All settings with their values, for evidence. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Name → version of what trained. */
  readonly tools: Readonly<Record<string, string>>;
  /** Where the time budget ended training: a sentence that says with which model. */
  readonly cutShort?: string;
}

/** One file of this room is one trainer. */
export interface TrainerModule {
  /** Trains a model. The same request gives the same bytes, unless the time budget ends it. */
  train(request: TrainRequest, ports: TrainPorts): Promise<TrainedModel>;
}
