import type { Decision } from './decision.ts';
import { figureTexts } from './figure-texts.ts';
import { count } from './phrases.ts';
import { type Bound, rounded } from './rules.ts';

/** In what the ends of the interval are told: as shares of the champion's figure with ` %`, or in the metric's own unit. */
interface Shares {
  readonly baseline: number;
  readonly unit: string;
}

/** How certain a decision about change is: completes “0.010 worse is allowed”. */
export function certaintyWords(
  { outcome, certainty, forgiven }: Decision,
  { kind }: Bound,
  rows: number | null,
  shares: Shares,
): string {
  if (!certainty || (certainty.lower === null && certainty.upper === null))
    return ', but how certain that is cannot be computed here, so it is not decided.';
  const sure = `it is certain at ${rounded(certainty.level * 100)} % that it is`;
  const mayWorsen = kind.startsWith('may-worsen');
  if (outcome === 'pass') return `, and ${sure} ${mayWorsen ? 'not worse than that' : 'that much better'}.`;
  if (outcome === 'fail') return `, and ${sure} ${mayWorsen ? 'worse than that' : 'not that much better'}.`;
  const { lower, upper } = certainty;
  if (forgiven !== undefined) {
    return `. This slice alone would be refused, but of ${forgiven} slices one may look so by chance, so it is not decided.`;
  }
  const between =
    lower !== null && upper !== null ? `: it may be between ${rangeWords(lower, upper, shares)}` : '';
  const question = mayWorsen ? 'whether it is more' : 'whether it is that much';
  return `, but ${question} cannot be told yet${between}.${rowsSentence(certainty.rowsNeeded, rows)}`;
}

/** `0.012 worse and 0.003 better`. */
function rangeWords(lower: number, upper: number, { baseline, unit }: Shares): string {
  const told = (end: number) => (unit === '' ? end : (100 * end) / Math.abs(baseline));
  const [low = '', high = ''] = figureTexts([Math.abs(told(lower)), Math.abs(told(upper))]);
  const side = (end: number) => (end >= 0 ? 'better' : 'worse');
  return `${low}${unit} ${side(lower)} and ${high}${unit} ${side(upper)}`;
}

function rowsSentence(needed: number | null, rows: number | null): string {
  if (needed === null || !Number.isFinite(needed) || (rows !== null && needed <= rows)) return '';
  const figure = needed < 1000 ? needed : Number(needed.toPrecision(2));
  const there = rows === null ? '' : `; there are ${count(rows)}`;
  return ` About ${count(Math.ceil(figure))} rows would decide it${there}.`;
}
