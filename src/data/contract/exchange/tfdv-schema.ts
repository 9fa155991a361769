/**
 * What this program reads of TFDV's schema (tensorflow/metadata `proto/v0/schema.proto`): flat features of
 * tables. An absent field is undefined, as it is not set there.
 */

export const TFDV_TYPES = ['BYTES', 'INT', 'FLOAT', 'STRUCT'] as const;
export type TfdvType = (typeof TFDV_TYPES)[number];

/** One of the `domain_info` of a feature. */
export type TfdvDomain =
  | { readonly kind: 'string'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'bool'; readonly trueValue?: string; readonly falseValue?: string }
  | { readonly kind: 'int'; readonly min?: number; readonly max?: number }
  | {
      readonly kind: 'float';
      readonly min?: number;
      readonly max?: number;
      readonly disallowNan: boolean;
      readonly disallowInf: boolean;
    }
  /** `domain` names a string domain that the schema does not have. */
  | { readonly kind: 'absent'; readonly name: string };

export interface TfdvComparator {
  readonly infinityNorm?: number;
  readonly jensenShannonDivergence?: number;
  readonly source?: 'STANDARD' | 'QUANTILES';
  readonly normalizedAbsDifference?: number;
}

export interface TfdvFeature {
  readonly name: string;
  /** Undefined where the schema does not say. */
  readonly type?: TfdvType;
  /** In a stage in which nothing is asked of it. */
  readonly deprecated: boolean;
  /** `deprecated`, but because it is not ready yet. */
  readonly planned?: boolean;
  readonly minFraction?: number;
  readonly minCount?: number;
  readonly shape?: readonly number[];
  readonly valueCount?: { readonly min?: number; readonly max?: number };
  readonly domain?: TfdvDomain;
  readonly minDomainMass?: number;
  readonly unique?: { readonly min?: number; readonly max?: number };
  readonly drift?: TfdvComparator;
  readonly skew?: TfdvComparator;
  readonly inEnvironment: readonly string[];
  readonly notInEnvironment: readonly string[];
  readonly description?: string;
}

/** Bounds of the ratio of the number of examples to another dataset's. */
export interface TfdvRatio {
  readonly min?: number;
  readonly max?: number;
}

export interface TfdvSchema {
  readonly features: readonly TfdvFeature[];
  readonly defaultEnvironments: readonly string[];
  readonly minExamples?: number;
  readonly maxExamples?: number;
  readonly examplesDrift?: TfdvRatio;
  readonly examplesVersion?: TfdvRatio;
  /** Absence is allowed for features with a shape. */
  readonly legacyFeatureSpec: boolean;
}

/** Stages of a feature in which nothing is asked of it. */
export const DEPRECATED_STAGES: ReadonlySet<string> = new Set([
  'PLANNED',
  'ALPHA',
  'DEPRECATED',
  'DEBUG_ONLY',
  'DISABLED',
]);

/** Those of them that come before use. */
export const PLANNED_STAGES: ReadonlySet<string> = new Set(['PLANNED', 'ALPHA', 'DEBUG_ONLY']);

/** Whether the feature belongs to `environment`; all do where none is named. */
export function inEnvironment(
  { defaultEnvironments }: TfdvSchema,
  { inEnvironment: into, notInEnvironment: notInto }: TfdvFeature,
  environment: string | undefined,
): boolean {
  if (environment === undefined || into.includes(environment)) return true;
  return !notInto.includes(environment) && defaultEnvironments.includes(environment);
}

/** Whether data without this feature break the schema. */
export function existenceRequired(schema: TfdvSchema, feature: TfdvFeature, environment?: string): boolean {
  if (feature.deprecated) return false;
  if ((feature.minCount ?? 0) <= 0 && (feature.minFraction ?? 0) <= 0) return false;
  return inEnvironment(schema, feature, environment);
}

/** Texts in the order of their bytes, as TFDV's maps have them. */
export function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
