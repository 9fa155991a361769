import type { Task } from '../config/schema.ts';
import type { ColumnType } from '../data/frame.ts';

/**
 * The model package: one folder that holds a model with all that is needed to use, judge and
 * trace it.
 *
 *     manifest.json     every file with its SHA-256, and the identity (this file's types)
 *     model/            model.json + weights.bin (TF.js), or model.onnx
 *     transform.json    fitted transforms
 *     contract.json     the view's contract
 *     profile.json      profile of the training rows
 *     baseline.parquet  training rows for drift tests
 *     MLmodel, metrics.json, lineage.json, README.md, sbom.cdx.json
 */
export const PACKAGE_FORMAT = 'mlops-package/1';

export type ModelFormat = 'tfjs' | 'onnx';

/** What a model takes and gives. */
export interface Signature {
  readonly task: Task;
  /** The view columns that a request must carry for the features, in order. */
  readonly inputs: readonly { readonly name: string; readonly type: ColumnType }[];
  /** Columns that a request may carry besides (time, keys, slice columns); they reach the serving log. */
  readonly extras: readonly { readonly name: string; readonly type: ColumnType }[];
  /** The time column of the view, or null. */
  readonly time: string | null;
  readonly label: string;
  /** The classes in the order of the scores, as text; `[negative, positive]` for binary; [] for regression. */
  readonly classes: readonly string[];
}

export interface Manifest {
  readonly format: typeof PACKAGE_FORMAT;
  readonly name: string;
  /** Digest of what makes the version: model, transform, contract, profile, baseline, signature. */
  readonly identity: string;
  readonly model: { readonly format: ModelFormat; readonly path: string };
  readonly signature: Signature;
  /** Every file but this one: path with `/`, in byte order. */
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly bytes: number }[];
}

/** The files whose content makes the identity; everything else may differ between two equal versions. */
export const IDENTITY_FILES = [
  'model/',
  'transform.json',
  'contract.json',
  'profile.json',
  'baseline.parquet',
] as const;

/** An opened package whose files were verified against its manifest. */
export interface ModelPackage {
  readonly directory: string;
  readonly manifest: Manifest;
}
