import { logGamma } from './gamma.ts';
import type { Random } from './random.ts';

/** Up to so many draws are made one by one. */
const FEW = 16;

/**
 * How many of `drawn` items, taken without putting back from `marked` + `others`, are marked. Found by going from
 * the likeliest number outwards, so the cost grows with the standard deviation only.
 */
export function hypergeometric(random: Random, marked: number, others: number, drawn: number): number {
  if (marked <= FEW) return oneByOne(random, marked, others, drawn);
  const all = marked + others;
  const [lowest, highest] = [Math.max(0, drawn - others), Math.min(marked, drawn)];
  const mode = Math.min(highest, Math.max(lowest, Math.floor(((marked + 1) * (drawn + 1)) / (all + 2))));
  const atMode = Math.exp(logChoose(marked, mode) + logChoose(others, drawn - mode) - logChoose(all, drawn));
  let rest = random.next() - atMode;
  if (rest < 0) return mode;
  let [down, up] = [mode, mode];
  let [pDown, pUp] = [atMode, atMode];
  while (down > lowest || up < highest) {
    if (up < highest) {
      pUp *= ((marked - up) * (drawn - up)) / ((up + 1) * (others - drawn + up + 1));
      up++;
      rest -= pUp;
      if (rest < 0) return up;
    }
    if (down > lowest) {
      pDown *= (down * (others - drawn + down)) / ((marked - down + 1) * (drawn - down + 1));
      down--;
      rest -= pDown;
      if (rest < 0) return down;
    }
  }
  return mode;
}

function oneByOne(random: Random, marked: number, others: number, drawn: number): number {
  let found = 0;
  let all = marked + others;
  let places = drawn;
  // Each marked item in turn is among the drawn ones with the share of places that are left.
  for (let item = 0; item < marked; item++) {
    if (random.next() * all < places) {
      found++;
      places--;
    }
    all--;
  }
  return found;
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
