import Type, { type Static } from 'typebox';
import { object } from '../system/schema-shapes.ts';
import { figure, scalar } from './shapes.ts';

const ImportanceSchema = object({
  feature: Type.String(),
  /** Mean fall of the primary metric when the feature is shuffled, and its standard deviation (ddof 0) over repeats. */
  challenger: object({ mean: Type.Number(), deviation: Type.Number() }),
  champion: Type.Union([object({ mean: Type.Number(), deviation: Type.Number() }), Type.Null()]),
});

const DependenceSchema = object({
  feature: Type.String(),
  /** Of several classes the one whose mean probability it is. */
  class: Type.Optional(Type.String()),
  /** Numbers ascending, or the most frequent values. */
  grid: Type.Array(scalar),
  challenger: Type.Array(Type.Number()),
  champion: Type.Union([Type.Array(Type.Number()), Type.Null()]),
});

/** A node of the error-analysis tree; children follow by index. */
const ErrorNodeSchema = object({
  /** The conditions from the root: `visib ≤ 3.2`, `origin = EWR`. Empty at the root. */
  path: Type.Array(Type.String()),
  depth: Type.Integer({ minimum: 0 }),
  leaf: Type.Boolean(),
  rows: Type.Integer({ minimum: 0 }),
  /** Mean of what the tree explains: how much worse the challenger's loss is than the champion's (or its error). */
  mean: Type.Number(),
  /** Share of all that was lost (of all errors) that lies here. */
  coverage: figure,
});

export const ExplanationSchema = object({
  metric: Type.String(),
  /** Rows that were asked, chosen by the seed. */
  rows: Type.Integer({ minimum: 0 }),
  repeats: Type.Integer({ minimum: 1 }),
  importance: Type.Array(ImportanceSchema),
  dependence: Type.Array(DependenceSchema),
  /** Null where nothing was lost. */
  tree: Type.Union([
    object({
      explains: Type.Enum(['lost-to-champion', 'error']),
      /** What a row loses: log loss, 1 where it is wrong, or the absolute residual. */
      unit: Type.Enum(['log-loss', 'wrong', 'absolute-error']),
      nodes: Type.Array(ErrorNodeSchema),
      /** How likely chance alone would part the rows as tellingly. */
      pValue: Type.Number(),
    }),
    Type.Null(),
  ]),
  /** Complete sentences: what it relies on more than before, and where it lost. */
  sentences: Type.Array(Type.String()),
});

/** The rows that the challenger got most wrong; only columns that may be shown. */
export const WorstRowsSchema = object({
  columns: Type.Array(Type.String()),
  rows: Type.Array(
    object({
      row: Type.Integer({ minimum: 1 }),
      label: scalar,
      challenger: scalar,
      champion: scalar,
      loss: Type.Number(),
      values: Type.Array(scalar),
    }),
  ),
});

export type Explanation = Static<typeof ExplanationSchema>;
