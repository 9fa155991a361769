import type { Selection } from '../../evidence/evaluate-gate.ts';
import { figureTexts } from './figure-texts.ts';

/** A model that could become the challenger, and what is known of it. */
export interface Candidate {
  readonly name: string;
  readonly package: string;
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  /** Why it was refused, or not decided; empty where it passed. */
  readonly trouble: string;
  /** The metric that is chosen by; null where it could not be computed. */
  readonly figure: number | null;
  readonly parameters: number | null;
  readonly bytes: number;
  /** Median milliseconds for a batch; null where there was none. */
  readonly latency: number | null;
}

export interface SelectionOptions {
  readonly metric: string;
  /** What people call the metric. */
  readonly title: string;
  readonly direction: 'higher' | 'lower';
  /** Rows that they were compared on. */
  readonly rows: number;
  /** Whether the difference between two candidates, by their places, is one that the rows cannot tell. */
  readonly isNoise: (place: number, best: number) => boolean;
}

const RANK = { pass: 0, inconclusive: 1, fail: 2 } as const;
/** Times are noisy: so much slower counts as slower. */
const SLOWER = 1.2;

/**
 * Chooses one of several models. Those that keep the rules come first (then those of which it is not decided, then those
 * that break them); of them the best by the metric, unless a simpler one is so close that the rows cannot tell the
 * two apart. Simpler is: fewer parameters, where all that are close have some to count; else faster by a fifth; else smaller.
 * @returns the place of the chosen one, and all candidates, the best first
 */
export function selectModel(
  candidates: readonly Candidate[],
  options: SelectionOptions,
): { readonly chosen: number; readonly selection: Selection } {
  const order = [...candidates.keys()].sort((a, b) => compared(at(a), at(b), options.direction));
  const [best] = order;
  if (best === undefined) throw new RangeError('there is no candidate');
  const rank = RANK[at(best).verdict];
  const close = order.filter((place) => {
    if (place === best) return true;
    return at(place).figure !== null && at(best).figure !== null && options.isNoise(place, best);
  });
  const eligible = close.filter((place) => RANK[at(place).verdict] === rank);
  const chosen = simplest(eligible, at);
  const selection: Selection = {
    metric: options.metric,
    candidates: order.map((place) => {
      const { trouble: _, ...told } = at(place);
      return {
        ...told,
        withinNoise: close.includes(place),
        chosen: place === chosen,
        sentence: sentenceOf(
          { one: at(place), isChosen: place === chosen, isClose: close.includes(place) },
          { best: at(best), chosen: at(chosen), rank },
          candidates.length,
          options,
        ),
      };
    }),
  };
  return { chosen, selection };

  function at(place: number): Candidate {
    return candidates[place] as Candidate;
  }
}

/** By verdict, then by figure; one without a figure is last; else in their order. */
function compared(a: Candidate, b: Candidate, direction: 'higher' | 'lower'): number {
  if (a.verdict !== b.verdict) return RANK[a.verdict] - RANK[b.verdict];
  if (a.figure === null || b.figure === null) return Number(a.figure === null) - Number(b.figure === null);
  return direction === 'higher' ? b.figure - a.figure : a.figure - b.figure;
}

/** `places` are the best first. */
function simplest(places: readonly number[], at: (place: number) => Candidate): number {
  const least = (among: readonly number[], of: (one: Candidate) => number) => {
    const smallest = Math.min(...among.map((place) => of(at(place))));
    return among.filter((place) => of(at(place)) === smallest);
  };
  let left = places;
  if (left.every((place) => at(place).parameters !== null)) {
    left = least(left, ({ parameters }) => parameters as number);
  } else if (left.every((place) => at(place).latency !== null)) {
    const fastest = Math.min(...left.map((place) => at(place).latency as number));
    left = left.filter((place) => (at(place).latency as number) <= SLOWER * fastest);
    left = least(left, ({ bytes }) => bytes);
  } else {
    left = least(left, ({ bytes }) => bytes);
  }
  return left[0] as number;
}

function sentenceOf(
  { one, isChosen, isClose }: { one: Candidate; isChosen: boolean; isClose: boolean },
  { best, chosen, rank }: { best: Candidate; chosen: Candidate; rank: number },
  count: number,
  { title, rows }: SelectionOptions,
): string {
  if (one.figure === null) return `${title} could not be computed. ${one.trouble}`.trim();
  const [is = '', was = ''] = figureTexts([one.figure, best.figure ?? Number.NaN]);
  const against = `${is} against ${was} of the best`;
  const these = `these ${rows.toLocaleString('en-US')} rows`;
  if (isChosen) {
    const verdict = one.trouble === '' ? '' : ` ${one.trouble}`;
    if (one === best) {
      const why = count > 1 ? `the best ${title}, and no simpler one is as good` : 'the only candidate';
      return `${is}: ${why}.${verdict}`;
    }
    return `${against}: no difference that ${these} can tell, with ${simplerBy(one, best)}.${verdict}`;
  }
  if (RANK[one.verdict] > rank) return `${is}. ${one.trouble}`;
  if (one === best) {
    return `${is}, the best ${title}, but ${these} cannot tell it from ${chosen.name}, which has ${simplerBy(chosen, one)}.`;
  }
  if (isClose) {
    return `${against}: no difference that ${these} can tell, but not simpler than what was chosen.`;
  }
  return `${against}: a difference that is more than chance.`;
}

/** `a fifth of the parameters`, `half the time`, `a third of the bytes`: what makes one simpler than another. */
function simplerBy(one: Candidate, other: Candidate): string {
  if (one.parameters !== null && other.parameters !== null && one.parameters < other.parameters) {
    return `${shareText(one.parameters / other.parameters)} of the parameters`;
  }
  if (one.latency !== null && other.latency !== null && SLOWER * one.latency <= other.latency) {
    return `${shareText(one.latency / other.latency)} of the time`;
  }
  return `${shareText(one.bytes / other.bytes)} of the bytes`;
}

const FRACTIONS = [
  'half',
  'a third',
  'a quarter',
  'a fifth',
  'a sixth',
  'a seventh',
  'an eighth',
  'a ninth',
  'a tenth',
];

function shareText(share: number): string {
  const of = Math.round(1 / share);
  const words = FRACTIONS[of - 2];
  if (words !== undefined && Math.abs(share * of - 1) < 0.06) return words;
  return `${Number((100 * share).toPrecision(2))} %`;
}
