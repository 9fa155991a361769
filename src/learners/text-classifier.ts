import { randomOf } from '../stats/random.ts';

/**
 * A linear classifier of texts: TF-IDF of words, as scikit-learn's `TfidfVectorizer(sublinear_tf=True, max_df=0.5)` has
 * it, and the modified Huber loss with an L2 penalty, by stochastic gradient descent with `SGDClassifier`'s
 * “optimal” steps.
 */
export interface TextClassifier {
  /** The place of each known word. */
  readonly words: ReadonlyMap<string, number>;
  readonly idf: Float64Array;
  readonly weights: Float64Array;
  readonly intercept: number;
}

/** A text as the places of its words and their weights, of length 1. */
interface SparseRow {
  readonly places: Uint32Array;
  readonly values: Float64Array;
}

const PENALTY = 1e-4;
const EPOCHS = 20;
/** A word that is in more than half of the texts tells nothing. */
const MOST_TEXTS = 0.5;
const MOST_WORDS = 50_000;

/** Fits a classifier of texts with labels 0 and 1. The order in which texts are learned hangs on the seed. */
export function fitTextClassifier(
  texts: readonly string[],
  labels: Uint8Array,
  seed: number,
): TextClassifier {
  const counted = texts.map(wordCounts);
  const { words, idf } = vocabularyOf(counted);
  const rows = counted.map((counts) => rowOf(counts, words, idf));
  const random = randomOf(seed);
  const weights = new Float64Array(words.size);
  const order = Uint32Array.from({ length: rows.length }, (_, row) => row);
  // The penalty shrinks all weights at each step: a common scale does it at once.
  let scale = 1;
  let intercept = 0;
  const typical = Math.sqrt(1 / Math.sqrt(PENALTY));
  let time = 1 / (typical * PENALTY);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const row of random.shuffle(order)) {
      const step = 1 / (PENALTY * time++);
      const { places, values } = rows[row] as SparseRow;
      const sign = labels[row] === 1 ? 1 : -1;
      let score = intercept;
      for (let at = 0; at < places.length; at++) {
        score += scale * (weights[places[at] as number] as number) * (values[at] as number);
      }
      const margin = sign * score;
      scale *= Math.max(1e-9, 1 - step * PENALTY);
      if (margin >= 1) continue;
      const gradient = margin < -1 ? 4 * sign : 2 * (1 - margin) * sign;
      for (let at = 0; at < places.length; at++) {
        const place = places[at] as number;
        weights[place] = (weights[place] as number) + (step * gradient * (values[at] as number)) / scale;
      }
      intercept += 0.01 * step * gradient;
    }
  }
  return { words, idf, weights: weights.map((weight) => weight * scale), intercept };
}

/** The scores of texts: the higher, the more like those with label 1. */
export function scoreTexts(
  { words, idf, weights, intercept }: TextClassifier,
  texts: readonly string[],
): Float64Array {
  return Float64Array.from(texts, (text) => {
    const { places, values } = rowOf(wordCounts(text), words, idf);
    let score = intercept;
    for (let at = 0; at < places.length; at++) {
      score += (weights[places[at] as number] as number) * (values[at] as number);
    }
    return score;
  });
}

/** Words of at least two letters, digits or underscores, in lower case. */
function wordCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? []) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

function vocabularyOf(texts: readonly Map<string, number>[]): Pick<TextClassifier, 'words' | 'idf'> {
  const found = new Map<string, number>();
  for (const counts of texts) {
    for (const word of counts.keys()) found.set(word, (found.get(word) ?? 0) + 1);
  }
  const kept = [...found]
    .filter(([, count]) => count <= MOST_TEXTS * texts.length)
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .slice(0, MOST_WORDS);
  return {
    words: new Map(kept.map(([word], place) => [word, place])),
    idf: Float64Array.from(kept, ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1),
  };
}

function rowOf(
  counts: Map<string, number>,
  words: ReadonlyMap<string, number>,
  idf: Float64Array,
): SparseRow {
  const known = [...counts].flatMap(([word, count]) => {
    const place = words.get(word);
    return place === undefined ? [] : [{ place, value: (1 + Math.log(count)) * (idf[place] as number) }];
  });
  const length = Math.sqrt(known.reduce((sum, { value }) => sum + value * value, 0)) || 1;
  return {
    places: Uint32Array.from(known, ({ place }) => place),
    values: Float64Array.from(known, ({ value }) => value / length),
  };
}
