import { ascendingOrder } from '../../stats/ascending-order.ts';

/** Rows from the highest figure to the lowest, and where ties end: curves, ranks and every resample walk through it. */
export interface Ranking {
  /** Row indices by falling figure. */
  readonly order: Uint32Array;
  /** 1 at a place in `order` after which a lower figure follows, and at the last place. */
  readonly lastOfTie: Uint8Array;
}

/** Ranks rows by falling `values`. NaN is not allowed. */
export function rankingOf(values: Float64Array): Ranking {
  const order = ascendingOrder(values).reverse();
  const lastOfTie = new Uint8Array(order.length);
  for (let place = 0; place < order.length; place++) {
    const next = order[place + 1];
    lastOfTie[place] = next === undefined || values[next] !== values[order[place] as number] ? 1 : 0;
  }
  return { order, lastOfTie };
}
