const RADIX_FROM = 4096;

/**
 * The indices of `values` in ascending order; equals keep the order of their rows. NaN is not allowed.
 * Long arrays are sorted by the bits of their doubles, 16 at a time (radix sort, O(n)).
 */
export function ascendingOrder(values: Float64Array): Uint32Array {
  const rows = values.length;
  const order = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) order[row] = row;
  if (rows < RADIX_FROM) {
    return order.sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  }
  return radixOrder(values, order);
}

function radixOrder(values: Float64Array, order: Uint32Array): Uint32Array {
  const rows = values.length;
  // `+ 0` makes -0 to 0: they are equal and must tie.
  const bits = new BigUint64Array(1);
  const littleEndian = new Uint8Array(bits.fill(1n).buffer)[0] === 1;
  const words = new Uint32Array(Float64Array.from(values, (value) => value + 0).buffer);
  const low = new Uint32Array(rows);
  const high = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    const first = words[2 * row] as number;
    const second = words[2 * row + 1] as number;
    const top = littleEndian ? second : first;
    const bottom = littleEndian ? first : second;
    // Positive doubles rise with their bits once the sign is flipped, negative ones fall with all of them flipped.
    const negative = top >>> 31;
    high[row] = negative ? ~top : top ^ 0x80000000;
    low[row] = negative ? ~bottom : bottom;
  }
  let from: Uint32Array = order;
  let to: Uint32Array = new Uint32Array(rows);
  for (const [keys, shift] of [
    [low, 0],
    [low, 16],
    [high, 0],
    [high, 16],
  ] as const) {
    const starts = new Uint32Array(65537);
    for (let row = 0; row < rows; row++) {
      const digit = (((keys[row] as number) >>> shift) & 0xffff) + 1;
      starts[digit] = (starts[digit] as number) + 1;
    }
    if (starts.includes(rows)) continue;
    for (let digit = 1; digit < 65537; digit++) {
      starts[digit] = (starts[digit] as number) + (starts[digit - 1] as number);
    }
    for (let k = 0; k < rows; k++) {
      const row = from[k] as number;
      const digit = ((keys[row] as number) >>> shift) & 0xffff;
      const place = starts[digit] as number;
      to[place] = row;
      starts[digit] = place + 1;
    }
    [from, to] = [to, from];
  }
  return from;
}
