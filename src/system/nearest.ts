/** Longer names are never typos worth guessing at, and the distance costs their product. */
const LONGEST = 64;

/**
 * The one of `allowed` that `name` was probably meant to be: the smallest optimal string alignment
 * distance (insert, delete, substitute, swap neighbours), at most a third of the longer name, or the
 * only one that `name` begins. `undefined` where nothing is near.
 */
export function nearest(name: string, allowed: readonly string[]): string | undefined {
  if (name.length > LONGEST) return undefined;
  const plain = normalised(name);
  let best: string | undefined;
  let smallest = Number.POSITIVE_INFINITY;
  for (const candidate of allowed) {
    if (candidate.length > LONGEST) continue;
    const other = normalised(candidate);
    const distance = alignmentDistance(plain, other);
    if (distance <= Math.max(plain.length, other.length) / 3 && distance < smallest) {
      best = candidate;
      smallest = distance;
    }
  }
  if (best !== undefined || plain.length < 3) return best;
  const begun = allowed.filter((candidate) => normalised(candidate).startsWith(plain));
  return begun.length === 1 ? begun[0] : undefined;
}

/** Case and separators are what people get wrong most: `atLeast`, `at_least` and `at-least` are one. */
function normalised(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ ]/g, '');
}

function alignmentDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let distance = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(distance);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
