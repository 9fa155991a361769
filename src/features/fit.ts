import type { DatePart, FeatureConfig, TransformName } from '../config/schema/features.ts';
import { type ColumnType, columnOf, type Frame } from '../data/engine/frame.ts';
import { quantileOfSorted } from '../stats/quantile.ts';
import { DataError, UserError } from '../system/errors.ts';
import { PERIOD_OF_PART } from './calendar.ts';
import {
  ascending,
  type FittedFeature,
  type FittedStep,
  type FittedTransforms,
  type Kind,
  kindAfter,
  kindOfSource,
  TRANSFORM_FORMAT,
} from './fitted.ts';
import { byCodeUnits, countsOf, meanOf, mostFrequent, sortedNumbers } from './statistics.ts';
import { Refused, readerOf, type Scalar, scalarStep } from './steps.ts';
import { Transforms, valuesOf } from './transforms.ts';

/** What stands for a missing text where the config names no fill. */
const MISSING_TEXT = '(missing)';

const DEFAULT_PARTS: readonly DatePart[] = ['month', 'weekday', 'hour'];
const DEFAULT_CATEGORIES = 200;
const DEFAULT_HASH_BUCKETS = 32;
const DEFAULT_QUANTILE_BUCKETS = 10;

/**
 * Fits the transforms of the config on `frame`, the training rows. The result depends on the values
 * only, not on the order of the rows, and `applyTransforms` takes every row of `frame` without error.
 * `warn` hears of constant features and of categories or buckets that were dropped.
 * @throws UserError where the config asks for a transform that a column's type does not allow
 * @throws DataError where values are missing and nothing imputes them, or a value is out of a domain
 */
export function fitTransforms(
  features: readonly FeatureConfig[],
  frame: Frame,
  warn: (message: string) => void = () => {},
): FittedTransforms {
  if (frame.rows === 0) {
    throw new DataError('there are no training rows to fit the features on', {
      hint: 'Check `data.view.where` and `data.split`.',
    });
  }
  const fitted: FittedFeature[] = [];
  for (const config of features) {
    const transforms = ([] as TransformName[]).concat(config.transform);
    for (const column of config.columns) {
      const source = valuesOf(frame, column);
      const { type } = columnOf(frame, column);
      const parts = transforms.includes('date-parts') ? (config.parts ?? DEFAULT_PARTS) : [undefined];
      for (const part of parts) {
        const fitting = new Fitting(column, type, config, transforms, part, warn);
        fitted.push(fitting.fit(source as readonly never[]));
      }
    }
  }
  const result: FittedTransforms = { format: TRANSFORM_FORMAT, features: fitted };
  new Transforms(result).apply(frame);
  return result;
}

/** The fitting of one feature (of one part of a time, where `date-parts` stands in the chain). */
class Fitting {
  readonly #column: string;
  readonly #type: ColumnType;
  readonly #config: FeatureConfig;
  readonly #transforms: readonly TransformName[];
  readonly #part: DatePart | undefined;
  readonly #warn: (message: string) => void;

  constructor(
    column: string,
    type: ColumnType,
    config: FeatureConfig,
    transforms: readonly TransformName[],
    part: DatePart | undefined,
    warn: (message: string) => void,
  ) {
    this.#column = column;
    this.#type = type;
    this.#config = config;
    this.#transforms = transforms;
    this.#part = part;
    this.#warn = warn;
  }

  fit(source: readonly (number | string | boolean | null)[]): FittedFeature {
    const planned = this.#transforms.map((step) => ({ step }));
    const steps: FittedStep[] = [];
    let kind = kindOfSource(this.#type, planned);
    let values = this.#attempt(source, readerOf({ type: this.#type, steps: planned }));
    for (const name of this.#transforms) {
      this.#check(name, kind, steps);
      if (name === 'numeric') continue;
      const step = this.#fitStep(name, kind, values);
      const next = kindAfter(kind, step);
      if (!next) throw this.#cannot(name, kind);
      steps.push(step);
      kind = next;
      if (kind !== 'row') values = this.#attempt(values, scalarStep(step));
    }
    if (kind === 'text' || kind === 'time') throw this.#cannot(undefined, kind);
    return { column: this.#column, type: this.#type, steps };
  }

  /** A value that a step refuses is left out here: applying the whole chain tells of all of them at once. */
  #attempt<T>(values: readonly T[], step: (value: T) => Scalar): Scalar[] {
    return values.map((value) => {
      try {
        return step(value);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return null;
      }
    });
  }

  #check(name: TransformName, kind: Kind, before: readonly FittedStep[]): void {
    if (kind === 'row') {
      throw new UserError(`${this.#where()}: nothing may follow ${before.at(-1)?.step}, but ${name} does`, {
        hint: 'Write the same column in a second entry of `features` to transform it in two ways.',
      });
    }
    const allowed: Record<TransformName, readonly Kind[]> = {
      numeric: ['number'],
      impute: ['number', 'text', 'time'],
      log1p: ['number'],
      standardize: ['number'],
      'one-hot': ['number', 'text'],
      hash: ['number', 'text'],
      bucketize: ['number'],
      'date-parts': ['time'],
      cyclic: ['number'],
    };
    if (!allowed[name].includes(kind)) throw this.#cannot(name, kind);
  }

  #fitStep(name: Exclude<TransformName, 'numeric'>, kind: Kind, values: readonly Scalar[]): FittedStep {
    switch (name) {
      case 'impute':
        return { step: 'impute', value: this.#fill(kind, values) };
      case 'log1p':
        return { step: 'log1p' };
      case 'standardize':
        return this.#standardize(values);
      case 'date-parts':
        return { step: 'date-part', part: this.#part as DatePart };
      case 'one-hot':
        return this.#oneHot(values);
      case 'hash':
        return { step: 'hash', buckets: this.#config.buckets ?? DEFAULT_HASH_BUCKETS };
      case 'bucketize':
        return this.#bucketize(values);
      case 'cyclic':
        return { step: 'cyclic', period: this.#period() };
    }
  }

  #fill(kind: Kind, values: readonly Scalar[]): number | string {
    const { fill } = this.#config;
    if (kind === 'text') {
      if (fill === undefined) return MISSING_TEXT;
      if (fill !== 'most-frequent') {
        throw new UserError(
          `${this.#where()}: \`fill: ${fill}\` makes no text, but the column is ${this.#type}`,
          {
            hint: `Write \`fill: most-frequent\`, or leave \`fill\` out: missing becomes "${MISSING_TEXT}".`,
          },
        );
      }
    }
    if (typeof fill === 'number') return fill;
    const present = values.filter((value) => value !== null);
    if (present.length === 0) {
      throw new DataError(`${this.#where()}: all ${values.length} training rows are missing`, {
        hint: 'Remove the feature, mend its source, or give `fill` a number.',
      });
    }
    if (fill === 'most-frequent') return mostFrequent(present);
    const sorted = Float64Array.from(present as number[]).sort();
    return fill === 'mean' ? meanOf(sorted) : quantileOfSorted(sorted, 0.5);
  }

  #standardize(values: readonly Scalar[]): FittedStep {
    const sorted = sortedNumbers(values);
    const mean = meanOf(sorted);
    let squares = 0;
    for (const x of sorted) squares += (x - mean) ** 2;
    const scale = Math.sqrt(squares / Math.max(sorted.length, 1));
    // Less than rounding can tell apart is no spread (as scikit-learn's StandardScaler).
    if (scale <= 10 * Number.EPSILON * Math.abs(mean)) {
      this.#warn(`${this.#where()} is constant in the training rows: it says nothing and becomes 0`);
      return { step: 'standardize', mean, scale: 0 };
    }
    if (!Number.isFinite(scale)) {
      throw new DataError(`${this.#where()}: its values are too large to standardize`, {
        hint: 'Look for wrong values, or put `log1p` before `standardize`.',
      });
    }
    return { step: 'standardize', mean, scale };
  }

  #oneHot(values: readonly Scalar[]): FittedStep {
    const counts = countsOf(values);
    const limit = this.#config['max-categories'] ?? DEFAULT_CATEGORIES;
    const frequent = [...counts].sort(([a, m], [b, n]) => n - m || byCodeUnits(a, b)).slice(0, limit);
    if (counts.size > limit) {
      const rows = values.length - frequent.reduce((sum, [, count]) => sum + count, 0);
      this.#warn(
        `${this.#where()} has ${counts.size} categories; the ${limit} most frequent are kept, ` +
          `${rows} of ${values.length} training rows fall into "(other)" or are missing`,
      );
    } else if (counts.size === 1 && !values.includes(null)) {
      this.#warn(`${this.#where()} has one category in the training rows: it says nothing`);
    }
    return {
      step: 'one-hot',
      categories: frequent.map(([category]) => category).sort(byCodeUnits),
      missing: values.includes(null),
    };
  }

  #bucketize(values: readonly Scalar[]): FittedStep {
    const { boundaries } = this.#config;
    if (boundaries) {
      if (!ascending(boundaries)) {
        throw new UserError(`${this.#where()}: \`boundaries\` must ascend, each once`, {
          hint: `Write [${[...new Set(boundaries)].sort((a, b) => a - b).join(', ')}].`,
        });
      }
      return { step: 'bucketize', boundaries: [...boundaries] };
    }
    const buckets = this.#config.buckets ?? DEFAULT_QUANTILE_BUCKETS;
    const sorted = sortedNumbers(values);
    const edges = new Set<number>();
    for (let k = 1; k < buckets && sorted.length > 0; k++) edges.add(quantileOfSorted(sorted, k / buckets));
    // An edge at the least value would leave the bucket below it empty for ever.
    edges.delete(sorted[0] as number);
    if (edges.size + 1 < buckets) {
      this.#warn(`${this.#where()}: ties leave ${edges.size + 1} of ${buckets} quantile buckets`);
    }
    return { step: 'bucketize', boundaries: [...edges] };
  }

  #period(): number {
    if (this.#part === 'year') {
      throw new UserError(`${this.#where()}: a year has no cycle`, {
        hint: 'Take `year` out of `parts`, or use it without `cyclic`.',
      });
    }
    const period = this.#part ? PERIOD_OF_PART[this.#part] : this.#config.period;
    if (period === undefined) {
      throw new UserError(`${this.#where()}: \`cyclic\` needs a \`period\``, {
        hint: 'Write the length of the cycle, such as `period: 24` for hours.',
      });
    }
    return period;
  }

  #where(): string {
    return `feature column ${JSON.stringify(this.#column)}`;
  }

  #cannot(name: TransformName | undefined, kind: Kind): UserError {
    const what = kind === 'time' ? `a ${this.#type}` : kind === 'text' ? 'text' : 'a number';
    const cure = {
      text: 'Use `one-hot` or `hash` for it, or give the source its right type under `types`.',
      time: 'Put `date-parts` first.',
      number: '`date-parts` needs a timestamp or a date; give the source its type under `types`.',
      row: 'Look at the order of the transforms.',
    }[kind];
    return new UserError(
      name
        ? `${this.#where()}: ${name} cannot take ${what} (the column is ${this.#type})`
        : `${this.#where()}: ${what} cannot reach the model (the column is ${this.#type})`,
      { hint: cure },
    );
  }
}
