import Type from 'typebox';
import { object } from '../system/schema-shapes.ts';
import { figure, time, verdict } from './shapes.ts';

const DriftColumnSchema = object({
  column: Type.String(),
  type: Type.String(),
  method: Type.String(),
  statistic: figure,
  pValue: figure,
  threshold: figure,
  /** How large the difference is, whatever the number of rows; null for a distance. */
  effect: Type.Optional(Type.Union([object({ name: Type.String(), value: Type.Number() }), Type.Null()])),
  /** What was judged, where a correction for many columns is set. */
  adjustedPValue: Type.Optional(Type.Number()),
  verdict,
});

const MultivariateDriftSchema = object({
  method: Type.Enum(['domain-classifier', 'pca-reconstruction']),
  /** The area under the ROC curve, or the mean reconstruction error. */
  statistic: figure,
  pValue: figure,
  /** Drift above it, or below `lower`. */
  threshold: figure,
  lower: Type.Optional(Type.Number()),
  /** The statistic less and more what sampling can make of it. */
  interval: Type.Optional(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })),
  verdict,
  /** Why it is inconclusive. */
  note: Type.Optional(Type.String()),
});

const SliceDriftSchema = object({
  column: Type.String(),
  value: Type.String(),
  rows: Type.Integer({ minimum: 0 }),
  baselineRows: Type.Integer({ minimum: 0 }),
  /** How many columns drifted, of how many compared: none where it has too few rows. */
  drifted: Type.Integer({ minimum: 0 }),
  columns: Type.Integer({ minimum: 0 }),
  verdict,
  /** The columns that drifted. */
  found: Type.Array(DriftColumnSchema),
});

export const MonitorDriftFigures = object({
  preset: Type.String(),
  /** `calibrated`: how often a window without drift may count as drifted. */
  rate: Type.Optional(Type.Number()),
  driftShare: Type.Number(),
  baselineRows: Type.Integer({ minimum: 0 }),
  version: Type.Union([Type.String(), Type.Null()]),
  windows: Type.Array(
    object({
      from: time,
      to: time,
      rows: Type.Integer({ minimum: 0 }),
      columns: Type.Array(DriftColumnSchema),
      drifted: Type.Integer({ minimum: 0 }),
      share: Type.Number(),
      verdict,
      /** Tests of all columns together. */
      multivariate: Type.Optional(Type.Array(MultivariateDriftSchema)),
      /** The rows of single values of a column, each against the same rows of the baseline. */
      slices: Type.Optional(Type.Array(SliceDriftSchema)),
    }),
  ),
  /** Baseline against the last judged window, for the pictures of the most drifted columns. */
  histograms: Type.Array(
    object({
      column: Type.String(),
      bins: Type.Array(object({ label: Type.String(), baseline: Type.Number(), current: Type.Number() })),
    }),
  ),
  retrain: object({
    requested: Type.Boolean(),
    because: Type.String(),
    request: Type.Union([Type.String(), Type.Null()]),
  }),
});
