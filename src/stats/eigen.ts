/**
 * The eigenvalues and eigenvectors (as columns) of a small symmetric matrix, by Jacobi's rotations
 * (Golub and Van Loan 8.5). The eigenvalues are in no order.
 */
export function eigenSymmetric(matrix: readonly (readonly number[])[]): {
  values: number[];
  vectors: number[][];
} {
  const size = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = matrix.map((_, i) => Array.from({ length: size }, (_unused, j) => (i === j ? 1 : 0)));
  const at = (m: number[][], i: number, j: number) => (m[i] as number[])[j] as number;
  const rotate = (m: number[][], i: number, j: number, k: number, l: number, s: number, tau: number) => {
    const g = at(m, i, j);
    const h = at(m, k, l);
    (m[i] as number[])[j] = g - s * (h + g * tau);
    (m[k] as number[])[l] = h + s * (g - h * tau);
  };
  for (let sweep = 0; sweep < 100; sweep++) {
    let rest = 0;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rest += Math.abs(at(a, p, q));
    if (rest === 0) break;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        const off = at(a, p, q);
        const gap = at(a, q, q) - at(a, p, p);
        if (Math.abs(off) < 1e-18 * Math.min(Math.abs(at(a, p, p)), Math.abs(at(a, q, q)))) {
          (a[p] as number[])[q] = 0;
          continue;
        }
        if (off === 0) continue;
        const theta = gap / (2 * off);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        const tau = s / (1 + c);
        (a[p] as number[])[p] = at(a, p, p) - t * off;
        (a[q] as number[])[q] = at(a, q, q) + t * off;
        (a[p] as number[])[q] = 0;
        for (let j = 0; j < p; j++) rotate(a, j, p, j, q, s, tau);
        for (let j = p + 1; j < q; j++) rotate(a, p, j, j, q, s, tau);
        for (let j = q + 1; j < size; j++) rotate(a, p, j, q, j, s, tau);
        for (let j = 0; j < size; j++) rotate(v, j, p, j, q, s, tau);
      }
    }
  }
  return { values: a.map((row, i) => row[i] as number), vectors: v };
}
