export const id = 5088;
export const ids = [5088];
export const modules = {

/***/ 45088:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  l: () => (/* binding */ compareColumns)
});

// UNUSED EXPORTS: datasetDrift

// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/stats/gamma.js
var gamma = __webpack_require__(19761);
;// CONCATENATED MODULE: ./build/stats/chi-square.js

/** The chi-square distribution. */
/** P(X > x) with `df` degrees of freedom, exact to 12 digits also far out. */
function chiSquareSf(x, df) {
    return x < 0 ? 1 : (0,gamma/* gammaQ */.BS)(df / 2, x / 2);
}
/** P(X ≤ x). */
function chiSquareCdf(x, df) {
    return x < 0 ? 0 : gammaP(df / 2, x / 2);
}

;// CONCATENATED MODULE: ./build/stats/chi-square-test.js

/** Chi-square tests of counts. */
/**
 * Pearson's test of observed counts against expected ones (`scipy.stats.chisquare`). An expected
 * count of 0 where something was observed gives an infinite statistic and p = 0. NaN for one cell.
 */
function goodnessOfFitTest(observed, expected) {
    let statistic = 0;
    for (let i = 0; i < observed.length; i++) {
        const want = expected[i];
        statistic += (observed[i] - want) ** 2 / want;
    }
    return { statistic, pValue: chiSquareSf(statistic, observed.length - 1) };
}
/** The G test (log-likelihood ratio) of observed counts against expected ones. */
function likelihoodRatioTest(observed, expected) {
    let statistic = 0;
    for (let i = 0; i < observed.length; i++) {
        const seen = observed[i];
        if (seen > 0)
            statistic += 2 * seen * Math.log(seen / expected[i]);
    }
    return { statistic, pValue: chiSquareSf(statistic, observed.length - 1) };
}
/**
 * Pearson's test that the rows of a table of counts have the same distribution
 * (`scipy.stats.chi2_contingency`): with Yates' correction for one degree of freedom. Every row and
 * column must have a count, else NaN.
 */
function contingencyTest(table) {
    const columns = table[0]?.length ?? 0;
    const rowSums = table.map((row) => Array.from(row).reduce((sum, count) => sum + count, 0));
    const columnSums = Array.from({ length: columns }, (_, j) => table.reduce((sum, row) => sum + row[j], 0));
    const total = rowSums.reduce((sum, count) => sum + count, 0);
    const df = (table.length - 1) * (columns - 1);
    if (df === 0)
        return { statistic: 0, pValue: 1, df };
    let statistic = 0;
    for (const [i, row] of table.entries()) {
        for (let j = 0; j < columns; j++) {
            const expected = (rowSums[i] * columnSums[j]) / total;
            const gap = Math.abs(row[j] - expected);
            const corrected = df === 1 ? gap - Math.min(0.5, gap) : gap;
            statistic += corrected ** 2 / expected;
        }
    }
    return { statistic, pValue: chiSquareSf(statistic, df), df };
}

;// CONCATENATED MODULE: ./build/stats/divergence.js
/** Divergences of two discrete distributions over the same cells. */
function sum(values) {
    let total = 0;
    for (let i = 0; i < values.length; i++)
        total += values[i];
    return total;
}
/** p log(p / q) with its limits: 0 for p = 0, infinite for q = 0. */
function relativeEntropy(p, q) {
    return p === 0 ? 0 : p * Math.log(p / q);
}
/** Kullback-Leibler divergence of `p` from `q` in nats; both are scaled to sum 1 (`scipy.stats.entropy`). */
function kullbackLeibler(p, q) {
    const [sumP, sumQ] = [sum(p), sum(q)];
    let total = 0;
    for (let i = 0; i < p.length; i++) {
        total += relativeEntropy(p[i] / sumP, q[i] / sumQ);
    }
    return total;
}
/**
 * Jensen-Shannon divergence in nats; both are scaled to sum 1. Divide by log 2 for bits; its square
 * root is the distance.
 */
function jensenShannon(p, q) {
    const [sumP, sumQ] = [sum(p), sum(q)];
    let left = 0;
    let right = 0;
    for (let i = 0; i < p.length; i++) {
        const a = p[i] / sumP;
        const b = q[i] / sumQ;
        left += relativeEntropy(a, (a + b) / 2);
        right += relativeEntropy(b, (a + b) / 2);
    }
    return Math.max(0, (left + right) / 2);
}
/** Population stability index: ∑ (p - q) log(p / q) over shares that are not 0. */
function populationStabilityIndex(p, q) {
    let total = 0;
    for (let i = 0; i < p.length; i++) {
        const [a, b] = [p[i], q[i]];
        total += (a - b) * Math.log(a / b);
    }
    return total;
}
/** Hellinger distance √(½ ∑ (√p - √q)²) of shares that sum to 1. */
function hellinger(p, q) {
    let total = 0;
    for (let i = 0; i < p.length; i++) {
        total += (Math.sqrt(p[i]) - Math.sqrt(q[i])) ** 2;
    }
    return Math.sqrt(total / 2);
}
/** The largest difference of a cell's share, with the shares scaled to sum 1. */
function largestDifference(p, q) {
    const [sumP, sumQ] = [sum(p), sum(q)];
    let largest = 0;
    for (let i = 0; i < p.length; i++) {
        largest = Math.max(largest, Math.abs(p[i] / sumP - q[i] / sumQ));
    }
    return largest;
}

// EXTERNAL MODULE: ./build/stats/beta.js
var beta = __webpack_require__(24216);
;// CONCATENATED MODULE: ./build/stats/fisher-exact.js

/** Two tables whose probabilities differ by less than this share count as equally likely: it is rounding. */
const SLACK = 1e-11;
/**
 * Fisher's exact two-sided test of the table [[a, b], [c, d]] of counts: the probability of all
 * tables with these margins that are no likelier than this one. The statistic is the odds ratio.
 */
function fisherExactTest(a, b, c, d) {
    if (a + b === 0 || c + d === 0 || a + c === 0 || b + d === 0)
        return { statistic: Number.NaN, pValue: 1 };
    const statistic = b > 0 && c > 0 ? (a * d) / (b * c) : Number.POSITIVE_INFINITY;
    const first = a + b;
    const second = c + d;
    const drawn = a + c;
    const all = first + second;
    const share = drawn / all;
    /** P(the first cell is k): hypergeometric, by three binomials. */
    const probability = (k) => ((0,beta/* binomialTerm */.ev)(k, first, share, 1 - share) * (0,beta/* binomialTerm */.ev)(drawn - k, second, share, 1 - share)) /
        (0,beta/* binomialTerm */.ev)(drawn, all, share, 1 - share);
    const limit = probability(a) * (1 + SLACK);
    let sum = 0;
    for (let k = Math.max(0, drawn - second); k <= Math.min(first, drawn); k++) {
        const p = probability(k);
        if (p <= limit)
            sum += p;
    }
    return { statistic, pValue: Math.min(1, sum) };
}

;// CONCATENATED MODULE: ./build/stats/histogram.js
/** Histograms with NumPy's rules for the number of bins (`numpy.histogram_bin_edges`). */
/**
 * Edges by Sturges' rule. NumPy makes no bin of whole numbers narrower than 1: say so with
 * `wholeNumbers`.
 */
function sturgesEdges(spread, wholeNumbers = false) {
    const width = (spread.max - spread.min) / (Math.log2(spread.count) + 1);
    return edgesOf(spread, wholeNumbers && width > 0 ? Math.max(1, width) : width);
}
/** Edges by Doane's rule, which gives skewed data more bins. `values` with their `counts`, ascending. */
function doaneEdges(values, counts) {
    let n = 0;
    let sum = 0;
    let first = -1;
    let last = -1;
    for (let i = 0; i < values.length; i++) {
        const count = counts[i];
        if (count === 0)
            continue;
        if (first < 0)
            first = i;
        last = i;
        n += count;
        sum += count * values[i];
    }
    const spread = { count: n, min: values[first], max: values[last] };
    if (n <= 2 || first === last)
        return edgesOf(spread, 0);
    const mean = sum / n;
    let squares = 0;
    let cubes = 0;
    for (let i = first; i <= last; i++) {
        const gap = values[i] - mean;
        squares += counts[i] * gap ** 2;
        cubes += counts[i] * gap ** 3;
    }
    const skewness = cubes / n / (squares / n) ** 1.5;
    const deviation = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
    const bins = 1 + Math.log2(n) + Math.log2(1 + Math.abs(skewness) / deviation);
    return edgesOf(spread, (spread.max - spread.min) / bins);
}
/** Equal bins of about `width`; one bin when the width is 0, half a unit to each side of a constant. */
function edgesOf({ min, max }, width) {
    const [low, high] = min === max ? [min - 0.5, max + 0.5] : [min, max];
    const bins = width > 0 ? Math.ceil((high - low) / width) : 1;
    const step = (high - low) / bins;
    const edges = Float64Array.from({ length: bins + 1 }, (_, i) => i * step + low);
    edges[bins] = high;
    return edges;
}
/** Counts per bin of ascending `values` with their `counts`: bins are half-open, the last one is closed. */
function countInBins(values, counts, edges) {
    const bins = new Float64Array(edges.length - 1);
    const last = edges[edges.length - 1];
    let bin = 0;
    for (let i = 0; i < values.length; i++) {
        const value = values[i];
        if (value < edges[0] || value > last)
            continue;
        while (bin < bins.length - 1 && value >= edges[bin + 1])
            bin++;
        bins[bin] = bins[bin] + counts[i];
    }
    return bins;
}

// EXTERNAL MODULE: ./build/stats/normal.js
var normal = __webpack_require__(8329);
;// CONCATENATED MODULE: ./build/drift/methods/bins.js

/** The values of more than this many distinct reference values are binned. */
const MANY_VALUES = 20;
/**
 * Evidently's cells (`get_binned_data`): numbers with more than 20 distinct values in the reference
 * are binned by Sturges' rule on both samples together; else each distinct value is a cell.
 */
function evidentlyShares(samples) {
    const { numbers } = samples;
    const distinct = samples.reference.reduce((count, value) => (value > 0 ? count + 1 : count), 0);
    if (!numbers || distinct <= MANY_VALUES)
        return sharesOf(samples, samples.reference, samples.current);
    const edges = sturgesEdges({ ...rangeOf(numbers), count: samples.referenceRows + samples.currentRows }, samples.wholeReference && samples.wholeCurrent);
    return sharesOf(samples, countInBins(numbers.values, numbers.x, edges), countInBins(numbers.values, numbers.y, edges));
}
/** The smallest and the largest value of both samples. */
function rangeOf({ values }) {
    return { min: values[0], max: values[values.length - 1] };
}
function sharesOf(samples, reference, current) {
    return {
        reference: reference.map((count) => count / samples.referenceRows),
        current: current.map((count) => count / samples.currentRows),
    };
}
/**
 * Evidently's stand-in for empty cells: 0.0001, or a millionth of the smallest share where that is
 * 0.0001 or less. The shares are not scaled again.
 */
function fillZeros(shares) {
    const smallest = shares.reduce((least, share) => (share > 0 ? Math.min(least, share) : least), 1);
    const stand = smallest <= 0.0001 ? smallest / 1e6 : 0.0001;
    return shares.map((share) => share || stand);
}

;// CONCATENATED MODULE: ./build/drift/methods/evidently-counts.js






function counts(definition) {
    return { kinds: ['numerical', 'categorical'], ...definition };
}
/** The rows of the current data against those of the reference, as if the latter were exact. */
function chiSquare({ reference, current, referenceRows, currentRows }) {
    if (reference.length === 1)
        return undefinedBecause('all rows have the same value');
    const scale = currentRows / referenceRows;
    return goodnessOfFitTest(current, reference.map((count) => count * scale));
}
/** Two-proportion test of the smallest value against all others, with pooled variance. */
function proportions({ reference, current, referenceRows, currentRows }) {
    if (reference.length === 1)
        return { statistic: 0, pValue: 1 };
    const before = 1 - reference[0] / referenceRows;
    const now = 1 - current[0] / currentRows;
    const pooled = (before * referenceRows + now * currentRows) / (referenceRows + currentRows);
    const statistic = (before - now) / Math.sqrt(pooled * (1 - pooled) * (1 / referenceRows + 1 / currentRows));
    // As Evidently rounds it: far out 1 - cdf is 0.
    return { statistic, pValue: 2 * (1 - (0,normal/* normalCdf */.vr)(Math.abs(statistic))) };
}
function gTest(samples) {
    if (samples.referenceRows !== samples.currentRows)
        return undefinedBecause('needs as many rows on both sides');
    if (samples.reference.length === 1)
        return undefinedBecause('all rows have the same value');
    return likelihoodRatioTest(samples.current, samples.reference);
}
function fisherExact({ reference, current, referenceRows, currentRows }) {
    if (referenceRows !== currentRows)
        return undefinedBecause('needs as many rows on both sides');
    if (reference.length > 2)
        return undefinedBecause('needs a column of two values');
    const [zeroBefore = 0, oneBefore = 0] = reference;
    const [zeroNow = 0, oneNow = 0] = current;
    return fisherExactTest(oneNow, zeroNow, oneBefore, zeroBefore);
}
/** Of categories by their shares; of numbers by densities over Sturges' bins of the distinct values. */
function hellingerDistance(samples) {
    const { numbers, reference, current, referenceRows, currentRows } = samples;
    let cells = [reference, current];
    if (numbers) {
        // NumPy takes the distinct values for integers when all that the reference has, and all that are new, are.
        const onlyKnown = reference.every((count) => count > 0);
        const edges = sturgesEdges({ ...rangeOf(numbers), count: numbers.values.length }, samples.wholeReference && (samples.wholeCurrent || onlyKnown));
        cells = cells.map((column) => countInBins(numbers.values, column, edges));
    }
    const [before, now] = cells;
    const statistic = hellinger(before.map((count) => count / referenceRows), now.map((count) => count / currentRows));
    return { statistic, pValue: null };
}
function undefinedBecause(note) {
    return { statistic: Number.NaN, pValue: Number.NaN, note };
}
const EVIDENTLY_COUNTS = [
    counts({
        name: 'evidently.chisquare',
        aliases: ['chisquare'],
        title: 'Chi-square test of goodness of fit to the reference',
        result: 'p-value',
        threshold: 0.05,
        comparison: '<',
        measure: chiSquare,
    }),
    counts({
        name: 'evidently.z',
        aliases: ['z'],
        title: 'Z test of two proportions',
        result: 'p-value',
        threshold: 0.05,
        comparison: '<',
        measure: proportions,
    }),
    counts({
        name: 'evidently.g_test',
        aliases: ['g_test', 'evidently.g-test', 'g-test'],
        title: 'G test',
        result: 'p-value',
        threshold: 0.1,
        comparison: '<',
        measure: gTest,
    }),
    counts({
        name: 'evidently.fisher_exact',
        aliases: ['fisher_exact'],
        title: "Fisher's exact test",
        result: 'p-value',
        threshold: 0.1,
        comparison: '<',
        measure: fisherExact,
    }),
    counts({
        name: 'evidently.jensenshannon',
        aliases: ['jensenshannon'],
        title: 'Jensen-Shannon distance (base e)',
        result: 'distance',
        threshold: 0.1,
        comparison: '>=',
        measure: (samples) => {
            const { reference, current } = evidentlyShares(samples);
            return { statistic: Math.sqrt(jensenShannon(reference, current)), pValue: null };
        },
    }),
    counts({
        name: 'evidently.kl_div',
        aliases: ['kl_div'],
        title: 'Kullback-Leibler divergence (base e)',
        result: 'distance',
        threshold: 0.1,
        comparison: '>=',
        measure: (samples) => {
            const { reference, current } = evidentlyShares(samples);
            return { statistic: kullbackLeibler(fillZeros(reference), fillZeros(current)), pValue: null };
        },
    }),
    counts({
        name: 'evidently.psi',
        aliases: ['psi'],
        title: 'Population stability index',
        result: 'distance',
        threshold: 0.1,
        comparison: '>=',
        measure: (samples) => {
            const { reference, current } = evidentlyShares(samples);
            return { statistic: populationStabilityIndex(fillZeros(reference), fillZeros(current)), pValue: null };
        },
    }),
    counts({
        name: 'evidently.hellinger',
        aliases: ['hellinger'],
        title: 'Hellinger distance',
        result: 'distance',
        threshold: 0.1,
        comparison: '>=',
        measure: hellingerDistance,
    }),
];

;// CONCATENATED MODULE: ./build/stats/anderson-darling.js
/** Levels and the terms b₀, b₁, b₂ of their critical values for two samples: F. Scholz and M. Stephens (1987), table 2. */
const LEVELS = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001];
const TERMS = [
    [0.675, 1.281, 1.645, 1.96, 2.326, 2.573, 3.085],
    [-0.245, 0.25, 0.678, 1.149, 1.822, 2.364, 3.615],
    [-0.105, -0.305, -0.362, -0.391, -0.396, -0.345, -0.154],
];
const CRITICAL = LEVELS.map((_, i) => TERMS.reduce((sum, terms) => sum + terms[i], 0));
/**
 * The two-sample Anderson-Darling test with midranks (`scipy.stats.anderson_ksamp`). The statistic is
 * the normalised one; the p-value is interpolated in the published table and kept within 0.001 to 0.25.
 */
function andersonDarlingTest(samples) {
    const { x, y, nx, ny } = samples;
    const n = nx + ny;
    if (x.length < 2 || n < 3)
        return { statistic: Number.NaN, pValue: Number.NaN };
    let before = 0;
    let beforeX = 0;
    let sumX = 0;
    let sumY = 0;
    for (let i = 0; i < x.length; i++) {
        const inX = x[i];
        const tied = inX + y[i];
        const middle = before + tied / 2;
        const middleX = beforeX + inX / 2;
        const weight = tied / n / (middle * (n - middle) - (n * tied) / 4);
        sumX += weight * (n * middleX - middle * nx) ** 2;
        sumY += weight * (n * (middle - middleX) - middle * ny) ** 2;
        before += tied;
        beforeX += inX;
    }
    const raw = ((sumX / nx + sumY / ny) * (n - 1)) / n;
    const statistic = (raw - 1) / Math.sqrt(varianceOf(nx, ny));
    return { statistic, pValue: pValueOf(statistic) };
}
/** The variance of the statistic under the null hypothesis (Scholz and Stephens, equation 4, k = 2). */
function varianceOf(nx, ny) {
    const n = nx + ny;
    const inverse = 1 / nx + 1 / ny;
    let h = 0;
    let g = 0;
    for (let i = 1; i <= n - 2; i++) {
        h += 1 / (n - i);
        g += h / (i + 1);
    }
    h += 1;
    const a = 4 * g - 6 + (10 - 6 * g) * inverse;
    const b = (2 * g - 4) * 4 + 16 * h + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6;
    const c = (6 * h + 2 * g - 2) * 4 + (4 * h - 4 * g + 6) * 2 + (2 * h - 6) * inverse + 4 * h;
    const d = (2 * h + 6) * 4 - 8 * h;
    return (a * n ** 3 + b * n ** 2 + c * n + d) / ((n - 1) * (n - 2) * (n - 3));
}
const LOWEST = Math.min(...CRITICAL);
const HIGHEST = Math.max(...CRITICAL);
const LOG_LEVEL = fitParabola(CRITICAL, LEVELS.map((level) => Math.log(level)));
function pValueOf(statistic) {
    if (Number.isNaN(statistic))
        return Number.NaN;
    if (statistic < LOWEST)
        return Math.max(...LEVELS);
    if (statistic > HIGHEST)
        return Math.min(...LEVELS);
    return Math.exp(LOG_LEVEL(statistic));
}
/** The least-squares parabola through the points, by polynomials orthogonal on them. */
function fitParabola(xs, ys) {
    const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const centre = mean(xs);
    const linear = (x) => x - centre;
    const spread = mean(xs.map((x) => linear(x) ** 2));
    const tilt = mean(xs.map((x) => linear(x) ** 3)) / spread;
    const square = (x) => linear(x) ** 2 - tilt * linear(x) - spread;
    const weightOf = (basis) => mean(xs.map((x, i) => basis(x) * ys[i])) / mean(xs.map((x) => basis(x) ** 2));
    const [b0, b1, b2] = [mean(ys), weightOf(linear), weightOf(square)];
    return (x) => b0 + b1 * linear(x) + b2 * square(x);
}

;// CONCATENATED MODULE: ./build/stats/cramer-von-mises.js
/** Up to this size of both samples the p-value is exact (SciPy's `auto`). */
const EXACT_UP_TO = 20;
/**
 * The two-sample Cramér-von Mises test (`scipy.stats.cramervonmises_2samp`; T. Anderson 1962). NaN for
 * fewer than two values on a side.
 */
function cramerVonMisesTest({ x, y, nx, ny }) {
    if (nx < 2 || ny < 2)
        return { statistic: Number.NaN, pValue: Number.NaN };
    const n = nx + ny;
    const product = nx * ny;
    let sumX = 0;
    let sumY = 0;
    let beforeX = 0;
    let beforeY = 0;
    for (let i = 0; i < x.length; i++) {
        const inX = x[i];
        const inY = y[i];
        const midrank = beforeX + beforeY + (inX + inY + 1) / 2;
        sumX += squaresTo(midrank - beforeX, inX);
        sumY += squaresTo(midrank - beforeY, inY);
        beforeX += inX;
        beforeY += inY;
    }
    const u = nx * sumX + ny * sumY;
    const statistic = u / (product * n) - (4 * product - 1) / (6 * n);
    if (Math.max(nx, ny) <= EXACT_UP_TO)
        return { statistic, pValue: exactSf(u, nx, ny) };
    const mean = (1 + 1 / n) / 6;
    const variance = ((n + 1) * (4 * product * n - 3 * (nx * nx + ny * ny) - 2 * product)) / (45 * n * n * 4 * product);
    const normalised = 1 / 6 + (statistic - mean) / Math.sqrt(45 * variance);
    const pValue = normalised < 0.003 ? 1 : Math.max(0, 1 - cramerVonMisesLimitCdf(normalised));
    return { statistic, pValue };
}
/** ∑ (gap - k)² for k = 1 … count. */
function squaresTo(gap, count) {
    let sum = 0;
    for (let k = 1; k <= count; k++)
        sum += (gap - k) ** 2;
    return sum;
}
/**
 * P(U ≥ u) over all orders of m and n values, counted by the recursion of Y. Xiao, A. Gordon and
 * A. Yakovlev (2006) on whole numbers.
 */
function exactSf(u, m, n) {
    const multiple = leastCommonMultiple(m, n);
    const [a, b] = [multiple / m, multiple / n];
    const zeta = Math.floor((multiple ** 2 * (m + n) * (6 * u - m * n * (4 * m * n - 1))) / (6 * (m * n) ** 2));
    /** For each number of values of the first sample: how many ways lead to each sum of squares. */
    let ways = Array.from({ length: m + 1 }, (_, v) => v === 0 ? new Map([[0, 1]]) : new Map());
    for (let fromSecond = 0; fromSecond <= n; fromSecond++) {
        let sofar = new Map();
        ways = ways.map((before, fromFirst) => {
            const square = (a * fromFirst - b * fromSecond) ** 2;
            const next = new Map();
            for (const source of [sofar, before]) {
                for (const [value, count] of source) {
                    // A sum that has reached zeta stays there: it need not be told from others.
                    const grown = Math.min(value + square, zeta);
                    next.set(grown, (next.get(grown) ?? 0) + count);
                }
            }
            sofar = next;
            return next;
        });
    }
    const last = ways[m];
    const all = [...last.values()].reduce((sum, count) => sum + count, 0);
    return (last.get(zeta) ?? 0) / all;
}
function leastCommonMultiple(a, b) {
    const divisor = (p, q) => (q === 0 ? p : divisor(q, p % q));
    return (a * b) / divisor(a, b);
}
/**
 * P(T ≤ x) of the limiting distribution: the series of S. Csörgő and J. Faraway (1996, eq. 1.2), summed
 * until a term is below 1e-7, as SciPy and Evidently do.
 */
function cramerVonMisesLimitCdf(x) {
    let sum = 0;
    /** Γ(k + 1/2) / Γ(k + 1). */
    let ratio = Math.sqrt(Math.PI);
    for (let k = 0;; k++) {
        const y = 4 * k + 1;
        const q = (y * y) / (16 * x);
        const scale = ratio / (Math.PI ** 1.5 * Math.sqrt(x));
        const term = scale * Math.sqrt(y) * Math.exp(-q) * besselK(0.25, q);
        sum += term;
        if (Math.abs(term) < 1e-7)
            return sum;
        ratio *= (k + 0.5) / (k + 1);
    }
}
/**
 * The modified Bessel function of the second kind K_order(x) for x > 0, by the trapezoid rule on
 * ∫ exp(-x cosh t) cosh(order t) dt, which converges faster than any power of the step.
 */
function besselK(order, x) {
    const step = Math.min(1 / 8, 0.5 / Math.sqrt(x));
    let sum = 0.5;
    for (let i = 1;; i++) {
        const t = i * step;
        const term = Math.exp(-2 * x * Math.sinh(t / 2) ** 2) * Math.cosh(order * t);
        sum += term;
        if (term < sum * 1e-18)
            return step * Math.exp(-x) * sum;
    }
}

;// CONCATENATED MODULE: ./build/stats/distance.js
/** Distances of two distributions on a line. Weights in place of counts are allowed. */
/** ∑ f(F_x - F_y) · step over the steps between neighbouring values. */
function integrate({ values, x, y, nx, ny }, f) {
    let sum = 0;
    let seenX = 0;
    let seenY = 0;
    for (let i = 0; i + 1 < values.length; i++) {
        seenX += x[i];
        seenY += y[i];
        sum += f(seenX / nx - seenY / ny) * (values[i + 1] - values[i]);
    }
    return sum;
}
/** The first Wasserstein (earth mover's) distance, in the unit of the values. */
function wassersteinDistance(samples) {
    return integrate(samples, Math.abs);
}
/** The energy distance √(2 ∫ (F_x - F_y)²), as SciPy defines it. */
function energyDistance(samples) {
    return Math.SQRT2 * Math.sqrt(integrate(samples, (gap) => gap * gap));
}

;// CONCATENATED MODULE: ./build/stats/eigen.js
/**
 * The eigenvalues and eigenvectors (as columns) of a small symmetric matrix, by Jacobi's rotations
 * (Golub and Van Loan 8.5). The eigenvalues are in no order.
 */
function eigenSymmetric(matrix) {
    const size = matrix.length;
    const a = matrix.map((row) => [...row]);
    const v = matrix.map((_, i) => Array.from({ length: size }, (_unused, j) => (i === j ? 1 : 0)));
    const at = (m, i, j) => m[i][j];
    const rotate = (m, i, j, k, l, s, tau) => {
        const g = at(m, i, j);
        const h = at(m, k, l);
        m[i][j] = g - s * (h + g * tau);
        m[k][l] = h + s * (g - h * tau);
    };
    for (let sweep = 0; sweep < 100; sweep++) {
        let rest = 0;
        for (let p = 0; p < size; p++)
            for (let q = p + 1; q < size; q++)
                rest += Math.abs(at(a, p, q));
        if (rest === 0)
            break;
        for (let p = 0; p < size; p++) {
            for (let q = p + 1; q < size; q++) {
                const off = at(a, p, q);
                const gap = at(a, q, q) - at(a, p, p);
                if (Math.abs(off) < 1e-18 * Math.min(Math.abs(at(a, p, p)), Math.abs(at(a, q, q)))) {
                    a[p][q] = 0;
                    continue;
                }
                if (off === 0)
                    continue;
                const theta = gap / (2 * off);
                const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
                const c = 1 / Math.hypot(t, 1);
                const s = t * c;
                const tau = s / (1 + c);
                a[p][p] = at(a, p, p) - t * off;
                a[q][q] = at(a, q, q) + t * off;
                a[p][q] = 0;
                for (let j = 0; j < p; j++)
                    rotate(a, j, p, j, q, s, tau);
                for (let j = p + 1; j < q; j++)
                    rotate(a, p, j, j, q, s, tau);
                for (let j = q + 1; j < size; j++)
                    rotate(a, p, j, q, j, s, tau);
                for (let j = 0; j < size; j++)
                    rotate(v, j, p, j, q, s, tau);
            }
        }
    }
    return { values: a.map((row, i) => row[i]), vectors: v };
}

// EXTERNAL MODULE: ./build/stats/quantile.js
var quantile = __webpack_require__(69775);
;// CONCATENATED MODULE: ./build/stats/epps-singleton.js



/** Where the characteristic functions are compared (T. Epps and K. Singleton 1986). */
const POINTS = [0.4, 0.8];
const SIZE = 2 * POINTS.length;
const EPSILON = 2 ** -52;
/**
 * The Epps-Singleton test: compares the empirical characteristic functions of two samples
 * (`scipy.stats.epps_singleton_2samp`). NaN for fewer than five values on a side or an interquartile
 * range of zero.
 */
function eppsSingletonTest(samples) {
    const { values, x, y, nx, ny } = samples;
    const n = nx + ny;
    const scale = interquartileRange(samples) / 2;
    if (nx < 5 || ny < 5 || !(scale > 0))
        return { statistic: Number.NaN, pValue: Number.NaN };
    const waves = POINTS.flatMap((point) => [
        Float64Array.from(values, (value) => Math.cos((point / scale) * value)),
        Float64Array.from(values, (value) => Math.sin((point / scale) * value)),
    ]);
    const first = covarianceOf(waves, x, nx);
    const second = covarianceOf(waves, y, ny);
    const covariance = first.covariance.map((row, i) => row.map((value, j) => (n / nx) * value + (n / ny) * second.covariance[i]?.[j]));
    const difference = first.means.map((mean, i) => mean - second.means[i]);
    // The pseudo-inverse and its rank, with NumPy's limits for what counts as zero.
    const { values: spectrum, vectors } = eigenSymmetric(covariance);
    const largest = Math.max(...spectrum.map(Math.abs));
    const inverse = spectrum.map((value) => (Math.abs(value) > 1e-12 * largest ? 1 / value : 0));
    const largestInverse = Math.max(...inverse.map(Math.abs));
    const rank = inverse.filter((value) => Math.abs(value) > largestInverse * SIZE * EPSILON).length;
    let statistic = 0;
    for (let k = 0; k < SIZE; k++) {
        const projection = difference.reduce((sum, value, i) => sum + value * vectors[i]?.[k], 0);
        statistic += n * inverse[k] * projection ** 2;
    }
    if (Math.max(nx, ny) < 25)
        statistic /= 1 + n ** -0.45 + 10.1 * (nx ** -1.7 + ny ** -1.7);
    return { statistic, pValue: chiSquareSf(statistic, rank) };
}
/** The interquartile range of both samples together, quartiles interpolated as NumPy does. */
function interquartileRange({ values, x, y, nx, ny }) {
    const ends = new Float64Array(values.length);
    let seen = 0;
    for (let i = 0; i < values.length; i++) {
        seen += x[i] + y[i];
        ends[i] = seen;
    }
    const valueAt = (rank) => {
        let low = 0;
        let high = ends.length - 1;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (ends[middle] > rank)
                high = middle;
            else
                low = middle + 1;
        }
        return values[low] ?? Number.NaN;
    };
    return (0,quantile/* quantileBy */.di)(valueAt, nx + ny, 0.75) - (0,quantile/* quantileBy */.di)(valueAt, nx + ny, 0.25);
}
function covarianceOf(waves, counts, n) {
    const means = waves.map((wave) => wave.reduce((sum, value, i) => sum + value * counts[i], 0) / n);
    const covariance = waves.map(() => new Array(waves.length).fill(0));
    for (let a = 0; a < waves.length; a++) {
        for (let b = 0; b <= a; b++) {
            const [waveA, waveB] = [waves[a], waves[b]];
            const [meanA, meanB] = [means[a], means[b]];
            let sum = 0;
            for (let i = 0; i < counts.length; i++) {
                const count = counts[i];
                if (count !== 0)
                    sum += count * (waveA[i] - meanA) * (waveB[i] - meanB);
            }
            covariance[a][b] = sum / n;
            covariance[b][a] = sum / n;
        }
    }
    return { means, covariance };
}

;// CONCATENATED MODULE: ./build/stats/kolmogorov.js


/**
 * The exact distribution of the two-sided Kolmogorov-Smirnov statistic of one sample of size n
 * (SciPy's `kstwo`). Which formula serves where follows R. Simard and P. L'Ecuyer, "Computing the
 * two-sided Kolmogorov-Smirnov distribution" (2011) with the limits that SciPy 1.17 takes.
 */
const LARGE = 2 ** 128;
const SMALL = 2 ** -128;
/** P(D_n > x) for n ≥ 1 and any x. */
function kolmogorovSf(n, x) {
    if (!Number.isInteger(n) || n < 1 || Number.isNaN(x))
        return Number.NaN;
    const t = n * x;
    if (t <= 0.5)
        return 1;
    if (x >= 1)
        return 0;
    if (t <= 1)
        return 1 - rubenGambino(n, t);
    if (t >= n - 1)
        return 2 * (1 - x) ** n;
    if (x >= 0.5)
        return 2 * smirnovSf(n, x);
    const nxx = t * x;
    if (n <= 140) {
        if (nxx <= 0.754693)
            return probability(1 - durbin(n, x));
        if (nxx <= 4)
            return probability(1 - pomeranz(n, x));
        return probability(2 * smirnovSf(n, x));
    }
    if (nxx >= 370)
        return 0;
    if (nxx >= 2.2)
        return probability(2 * smirnovSf(n, x));
    return probability(1 - (n <= 100_000 && n * x ** 1.5 <= 1.4 ? durbin(n, x) : pelzGood(n, x)));
}
function probability(p) {
    return Math.min(1, Math.max(0, p));
}
/** P(D_n ≤ t/n) for 1/2 < t ≤ 1: n! ((2t - 1) / n)^n. */
function rubenGambino(n, t) {
    return Math.exp((0,gamma/* stirlingError */.$R)(n) - n + n * Math.log(2 * t - 1)) * Math.sqrt(2 * Math.PI * n);
}
/** P(D_n+ > x), the one-sided statistic, by the sum of Smirnov (1944) and Dempster. */
function smirnovSf(n, x) {
    // Beyond a million SciPy takes the limit with Maag and Dicaire's correction.
    if (n > 1_000_000)
        return Math.exp(-((6 * n * x + 1) ** 2) / (18 * n));
    const last = Math.floor(n * (1 - x));
    let sum = 0;
    for (let v = 0; v <= last; v++) {
        const p = x + v / n;
        const q = (n * (1 - x) - v) / n;
        if (q <= 0)
            break;
        sum += ((0,beta/* binomialTerm */.ev)(v, n, p, q) * x) / p;
    }
    return sum;
}
/** P(D_n ≤ x) by Durbin's matrix (Marsaglia, Tsang and Wang 2003). */
function durbin(n, x) {
    const k = Math.ceil(n * x);
    const h = k - n * x;
    const m = 2 * k - 1;
    let matrix = new Float64Array(m * m);
    const weights = new Float64Array(m + 1);
    weights[0] = 1;
    for (let i = 1; i <= m; i++)
        weights[i] = weights[i - 1] / i;
    for (let row = 0; row < m; row++) {
        for (let column = 0; column <= Math.min(row + 1, m - 1); column++) {
            matrix[row * m + column] = weights[row - column + 1];
        }
    }
    for (let i = 0; i < m; i++) {
        const edge = (1 - h ** (i + 1)) * weights[i + 1];
        matrix[i * m] = edge;
        matrix[(m - 1) * m + (m - 1 - i)] = edge;
    }
    const corner = 1 - 2 * h ** m + Math.max(2 * h - 1, 0) ** m;
    matrix[(m - 1) * m] = corner * weights[m];
    let power;
    let powerScale = 0;
    let matrixScale = 0;
    const centre = (k - 1) * m + (k - 1);
    for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
        if (rest % 2 === 1) {
            power = power ? multiply(power, matrix, m) : matrix;
            powerScale += matrixScale;
        }
        if (rest === 1)
            break;
        matrix = multiply(matrix, matrix, m);
        matrixScale *= 2;
        if (matrix[centre] > LARGE) {
            matrix = matrix.map((value) => value / LARGE);
            matrixScale += 128;
        }
    }
    let p = power?.[centre] ?? 0;
    for (let i = 1; i <= n; i++) {
        p = (i * p) / n;
        if (p < SMALL) {
            p *= LARGE;
            powerScale -= 128;
        }
    }
    return p * 2 ** powerScale;
}
function multiply(a, b, size) {
    const product = new Float64Array(size * size);
    for (let row = 0; row < size; row++) {
        for (let inner = 0; inner < size; inner++) {
            const factor = a[row * size + inner];
            if (factor === 0)
                continue;
            for (let column = 0; column < size; column++) {
                const at = row * size + column;
                product[at] = product[at] + factor * b[inner * size + column];
            }
        }
    }
    return product;
}
/** P(D_n ≤ x) by the recursion of Pomeranz (1974), with whole-number bounds of each interval. */
function pomeranz(n, x) {
    const t = n * x;
    const whole = Math.floor(t);
    const part = t - whole;
    const g = Math.min(part, 1 - part);
    const ceiling = part > 0 ? 1 : 0;
    const rounded = part > 0.5 ? 1 : 0;
    const size = 2 * (whole + 1);
    const powersOf = (base) => {
        const powers = new Float64Array(size);
        powers[0] = 1;
        for (let i = 1; i < size; i++)
            powers[i] = (powers[i - 1] * base) / i;
        return powers;
    };
    const ends = powersOf(g / n);
    const odd = powersOf((2 * g) / n);
    const even = powersOf((1 - 2 * g) / n);
    /** The first and last index that row `i` keeps. */
    const rangeOf = (i) => {
        let low;
        let high;
        const half = Math.floor((i + 1) / 2);
        if (i === 0)
            [low, high] = [-whole - ceiling - 1, whole + ceiling - 1];
        else if (i % 2 === 0)
            [low, high] = [half - 2 - whole, half - 1 + whole + rounded];
        else if (half === n + 1)
            [low, high] = [n - whole - ceiling - 1, n + whole + ceiling - 1];
        else
            [low, high] = [half - 2 - whole - rounded, half - 2 + whole + ceiling];
        return [Math.max(low + 2, 0), Math.min(high, n)];
    };
    let [low] = rangeOf(0);
    let high = low;
    let row = new Float64Array(n + 2);
    row[low] = 1;
    let scale = 0;
    for (let i = 1; i <= 2 * n + 1; i++) {
        const powers = i === 1 || i === 2 * n + 1 ? ends : i % 2 === 1 ? odd : even;
        const [nextLow, nextHigh] = rangeOf(i);
        const next = new Float64Array(n + 2);
        let largest = 0;
        for (let j = nextLow; j <= nextHigh; j++) {
            let sum = 0;
            for (let from = Math.max(low, j - size + 1); from <= Math.min(high, j); from++) {
                sum += row[from] * powers[j - from];
            }
            next[j] = sum;
            largest = Math.max(largest, sum);
        }
        if (largest > 0 && largest < SMALL) {
            for (let j = nextLow; j <= nextHigh; j++)
                next[j] = next[j] * LARGE;
            scale -= 128;
        }
        row = next;
        low = nextLow;
        high = nextHigh;
    }
    let answer = row[n];
    for (let i = 1; i <= n; i++) {
        if (answer > LARGE) {
            answer *= SMALL;
            scale += 128;
        }
        answer *= i;
    }
    return answer * 2 ** scale;
}
/** P(D_n ≤ x) by the expansion of Pelz and Good (1976) to the order n^(-3/2). */
function pelzGood(n, x) {
    const z = Math.sqrt(n) * x;
    const z2 = z * z;
    const z4 = z2 * z2;
    const z6 = z4 * z2;
    const pi2 = Math.PI ** 2;
    const exponent = -pi2 / 8 / z2;
    if (exponent < -708)
        return 0;
    const q = Math.exp(exponent);
    let k0 = 0;
    let k1 = 0;
    let k2 = 0;
    let k3 = 0;
    let extra2 = 0;
    let extra3 = 0;
    for (let k = Math.ceil((16 * z) / Math.PI); k > 0; k--) {
        const m2 = (2 * k - 1) ** 2;
        const step = q ** (8 * k);
        k0 = k0 * step + 1;
        k1 = k1 * step - z2 + (pi2 / 4) * m2;
        k2 =
            k2 * step +
                6 * z6 +
                2 * z4 +
                (2 * z4 - 5 * z2) * (pi2 / 4) * m2 +
                ((pi2 * pi2 * (1 - 2 * z2)) / 16) * m2 * m2;
        k3 =
            k3 * step -
                30 * z6 -
                90 * z4 * z4 +
                ((pi2 * (135 * z4 - 96 * z6)) / 4) * m2 +
                ((pi2 * pi2 * (-60 * z2 + 212 * z4)) / 16) * m2 * m2 +
                ((pi2 * pi2 * pi2 * (5 - 30 * z2)) / 64) * m2 * m2 * m2;
        const weight = k * k * Math.exp((-pi2 / 2 / z2) * k * k);
        extra2 += weight;
        extra3 += (3 * z2 - pi2 * k * k) * weight;
    }
    const root = Math.sqrt(2 * Math.PI);
    const third = (k2 * q * root) / (72 * z6 * z) - (extra2 * pi2 * root) / (36 * z2 * z);
    const fourth = (k3 * q * root) / (6480 * z6 * z4) + (extra3 * pi2 * root) / (216 * z6);
    return (k0 * q * root) / z + (k1 * q * root) / (6 * z4) / Math.sqrt(n) + third / n + fourth / n ** 1.5;
}

;// CONCATENATED MODULE: ./build/stats/kolmogorov-smirnov.js

/** Up to this size the p-value is exact, as in SciPy's `ks_2samp(method='auto')`. */
const kolmogorov_smirnov_EXACT_UP_TO = 10_000;
/**
 * The two-sided Kolmogorov-Smirnov test of two samples: the largest distance of the two empirical
 * distribution functions, and its p-value (exact, or from the one-sample distribution of the
 * effective size, as SciPy does).
 */
function kolmogorovSmirnovTest(samples) {
    const { x, y, nx, ny } = samples;
    if (nx === 0 || ny === 0)
        return { statistic: Number.NaN, pValue: Number.NaN };
    const divisor = greatestCommonDivisor(nx, ny);
    const perX = ny / divisor;
    const perY = nx / divisor;
    // In units of 1 / least common multiple the distances are whole numbers: nothing is rounded.
    let position = 0;
    let largest = 0;
    for (let i = 0; i < x.length; i++) {
        position += x[i] * perX - y[i] * perY;
        largest = Math.max(largest, Math.abs(position));
    }
    const statistic = largest / (nx * perX);
    if (largest === 0)
        return { statistic, pValue: 1 };
    if (Math.max(nx, ny) <= kolmogorov_smirnov_EXACT_UP_TO) {
        const exact = nx === ny ? outsideSquare(nx, largest) : outsideStrip(nx, ny, divisor, largest);
        if (exact >= 0 && exact <= 1)
            return { statistic, pValue: exact };
    }
    const size = roundHalfToEven((nx * ny) / (nx + ny));
    return { statistic, pValue: kolmogorovSf(size, statistic) };
}
/** The share of lattice paths from (0, 0) to (n, n) that reach a distance of `h` steps from the diagonal. */
function outsideSquare(n, h) {
    let p = 0;
    for (let k = Math.floor(n / h); k >= 0; k--) {
        let share = 1;
        for (let j = 0; j < h; j++)
            share = ((n - k * h - j) * share) / (n + k * h + j + 1);
        p = share * (1 - p);
    }
    return 2 * p;
}
/**
 * The share of lattice paths from (0, 0) to (m, n) that leave the strip |x/m - y/n| < h / lcm(m, n)
 * (Hodges 1957). Each column holds the share of paths to (i, j) that have left it already, so that
 * nothing but positive numbers is added and small p-values keep their digits.
 */
function outsideStrip(first, second, divisor, h) {
    const m = Math.max(first, second);
    const n = Math.min(first, second);
    const stepM = m / divisor;
    const stepN = n / divisor;
    const column = new Float64Array(n + 1).fill(1);
    let low = 0;
    let high = Math.min(Math.ceil(h / stepM), n + 1);
    column.fill(0, low, high);
    for (let i = 1; i <= m; i++) {
        low = Math.min(Math.max(Math.floor((stepN * i - h) / stepM) + 1, 0), n);
        high = Math.min(Math.ceil((stepN * i + h) / stepM), n + 1);
        if (high <= low)
            return 1;
        let value = low === 0 ? 0 : 1;
        for (let j = low; j < high; j++) {
            // Beyond the previous column's strip the entries are still 1: every path there has left.
            value = (column[j] * i + value * j) / (i + j);
            column[j] = value;
        }
    }
    return column[n];
}
function greatestCommonDivisor(a, b) {
    return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
function roundHalfToEven(value) {
    const floor = Math.floor(value);
    const rest = value - floor;
    if (rest !== 0.5)
        return Math.round(value);
    return floor % 2 === 0 ? floor : floor + 1;
}

;// CONCATENATED MODULE: ./build/stats/mann-whitney.js

/** Below or at this size of a sample, and without ties, the p-value is exact (SciPy's `auto`). */
const mann_whitney_EXACT_UP_TO = 8;
/**
 * The Mann-Whitney U test. The statistic is U of the first sample. With ties or larger samples the
 * p-value is the normal one, corrected for ties and for continuity.
 */
function mannWhitneyTest(samples, alternative = 'two-sided') {
    const { x, y, nx, ny } = samples;
    if (nx === 0 || ny === 0)
        return { statistic: Number.NaN, pValue: Number.NaN };
    let below = 0;
    let statistic = 0;
    let tieTerm = 0;
    for (let i = 0; i < x.length; i++) {
        const inX = x[i];
        const inY = y[i];
        statistic += inX * (below + inY / 2);
        below += inY;
        const tied = inX + inY;
        tieTerm += tied ** 3 - tied;
    }
    const other = nx * ny - statistic;
    const u = { less: other, greater: statistic, 'two-sided': Math.max(statistic, other) }[alternative];
    const sides = alternative === 'two-sided' ? 2 : 1;
    let tail;
    if (tieTerm === 0 && Math.min(nx, ny) <= mann_whitney_EXACT_UP_TO) {
        tail = mann_whitney_exactSf(u, Math.min(nx, ny), Math.max(nx, ny));
    }
    else {
        const n = nx + ny;
        const deviation = Math.sqrt(((nx * ny) / 12) * (n + 1 - tieTerm / (n * (n - 1))));
        tail = (0,normal/* normalSf */.nG)((u - (nx * ny) / 2 - 0.5) / deviation);
    }
    return { statistic, pValue: Math.min(1, sides * tail) };
}
/** P(U ≥ u) without ties: the coefficients of the Gaussian binomial, m ≤ n. */
function mann_whitney_exactSf(u, m, n) {
    const mirrored = m * n - u;
    const last = Math.min(u, mirrored);
    const ways = new Float64Array(last + 1);
    ways[0] = 1;
    for (let i = 1; i <= m; i++) {
        for (let k = last; k >= n + i; k--)
            ways[k] = ways[k] - ways[k - n - i];
        for (let k = i; k <= last; k++)
            ways[k] = ways[k] + ways[k - i];
    }
    const all = choose(m + n, m);
    const atMost = ways.reduce((sum, count) => sum + count, 0) / all;
    // P(U ≥ u) = P(U ≤ mn - u), from whichever side is shorter.
    return u < mirrored ? 1 - atMost + ways[last] / all : atMost;
}
function choose(n, k) {
    let product = 1;
    for (let i = 1; i <= k; i++)
        product = (product * (n - k + i)) / i;
    return product;
}

;// CONCATENATED MODULE: ./build/stats/student-t.js


/** Student's t distribution. */
/** P(T > t) with `df` degrees of freedom, exact to 12 digits also far out. */
function tSf(t, df) {
    if (Number.isNaN(t) || !(df > 0))
        return Number.NaN;
    const square = t * t;
    if (square === Number.POSITIVE_INFINITY)
        return t > 0 ? 0 : 1;
    const tail = 0.5 * (0,beta/* betaI */.OP)(df / (df + square), df / 2, 0.5, square / (df + square));
    return t > 0 ? tail : 1 - tail;
}
/** P(T ≤ t). */
function tCdf(t, df) {
    return tSf(-t, df);
}
/** The t with P(T ≤ t) = p. */
function tQuantile(p, df) {
    if (p === 0)
        return Number.NEGATIVE_INFINITY;
    if (p === 1)
        return Number.POSITIVE_INFINITY;
    const lowerTail = (tail) => {
        let low = -1;
        while (tCdf(low, df) > tail)
            low *= 2;
        return invert((t) => tCdf(t, df), tail, low, 0);
    };
    return p <= 0.5 ? lowerTail(p) : -lowerTail(1 - p);
}

// EXTERNAL MODULE: ./build/stats/two-samples.js
var two_samples = __webpack_require__(18816);
;// CONCATENATED MODULE: ./build/stats/t-test.js


/** Student's two-sided t test of two independent samples with one variance (`scipy.stats.ttest_ind`). */
function independentTTest(samples) {
    const { values, x, y, nx, ny } = samples;
    const first = (0,two_samples/* momentsOf */.Z)(values, x);
    const second = (0,two_samples/* momentsOf */.Z)(values, y);
    const df = nx + ny - 2;
    const pooled = (nx * first.variance + ny * second.variance) / df;
    const statistic = (first.mean - second.mean) / Math.sqrt(pooled * (1 / nx + 1 / ny));
    return { statistic, pValue: 2 * tSf(Math.abs(statistic), df) };
}

;// CONCATENATED MODULE: ./build/drift/methods/evidently-numerical.js








function numerical({ of, ...rest }) {
    return {
        ...rest,
        kinds: ['numerical'],
        measure: ({ numbers }) => {
            if (!numbers)
                throw new TypeError(`${rest.name} compares numbers`);
            return of(numbers);
        },
    };
}
/** Evidently divides by no smaller deviation than this. */
const SMALLEST_DEVIATION = 0.001;
const EVIDENTLY_NUMERICAL = [
    numerical({
        name: 'evidently.ks',
        aliases: ['ks'],
        title: 'Kolmogorov-Smirnov test',
        result: 'p-value',
        threshold: 0.05,
        comparison: '<=',
        of: kolmogorovSmirnovTest,
    }),
    numerical({
        name: 'evidently.wasserstein_norm',
        aliases: ['evidently.wasserstein', 'wasserstein', 'wasserstein_norm'],
        title: 'Wasserstein distance over the standard deviation of the reference',
        result: 'distance',
        threshold: 0.1,
        comparison: '>=',
        of: (numbers) => {
            const deviation = Math.sqrt((0,two_samples/* momentsOf */.Z)(numbers.values, numbers.x).variance);
            const distance = wassersteinDistance(numbers);
            return { statistic: distance / Math.max(deviation, SMALLEST_DEVIATION), pValue: null };
        },
    }),
    numerical({
        name: 'evidently.energy_distance',
        aliases: ['evidently.ed', 'ed', 'energy_distance'],
        title: 'Energy distance',
        result: 'distance',
        threshold: 0.1,
        comparison: '>',
        of: (numbers) => ({ statistic: energyDistance(numbers), pValue: null }),
    }),
    numerical({
        name: 'evidently.t_test',
        aliases: ['t_test'],
        title: "Student's t test",
        result: 'p-value',
        threshold: 0.05,
        comparison: '<',
        of: independentTTest,
    }),
    numerical({
        name: 'evidently.mannw',
        aliases: ['mannw'],
        title: 'Mann-Whitney U test, one-sided: the reference is smaller',
        result: 'p-value',
        threshold: 0.05,
        comparison: '<',
        of: (numbers) => mannWhitneyTest(numbers, 'less'),
    }),
    numerical({
        name: 'evidently.cramer_von_mises',
        aliases: ['cramer_von_mises'],
        title: 'Cramér-von Mises test',
        result: 'p-value',
        threshold: 0.1,
        comparison: '<=',
        of: cramerVonMisesTest,
    }),
    numerical({
        name: 'evidently.anderson',
        aliases: ['anderson'],
        title: 'Anderson-Darling test, p-value within 0.001 to 0.25',
        result: 'p-value',
        threshold: 0.1,
        comparison: '<',
        of: andersonDarlingTest,
    }),
    numerical({
        name: 'evidently.epps_singleton',
        aliases: ['evidently.es', 'es', 'epps_singleton'],
        title: 'Epps-Singleton test',
        result: 'p-value',
        threshold: 0.05,
        comparison: '<',
        of: (numbers) => ({
            ...eppsSingletonTest(numbers),
            note: 'needs five rows on each side and an interquartile range above 0',
        }),
    }),
];

;// CONCATENATED MODULE: ./build/drift/methods/nannyml.js


/**
 * NannyML's univariate methods (0.13, `drift/univariate/methods.py`). Its thresholds come from chunks
 * of the reference, so there is no default one; a value alerts from the threshold on.
 */
/** The counts per cell: Doane's bins of the reference, or its values. What falls outside is one more cell. */
function cellsOf({ numbers, reference, current, currentRows }) {
    if (numbers) {
        const edges = doaneEdges(numbers.values, reference);
        const before = countInBins(numbers.values, reference, edges);
        return withRest([...before], [...countInBins(numbers.values, current, edges)], currentRows);
    }
    const known = Array.from(reference.keys()).filter((place) => reference[place] > 0);
    return withRest(known.map((place) => reference[place]), known.map((place) => current[place]), currentRows);
}
function withRest(reference, current, rows) {
    const rest = rows - current.reduce((sum, count) => sum + count, 0);
    return rest > 0
        ? [
            [...reference, 0],
            [...current, rest],
        ]
        : [reference, current];
}
const NANNYML = [
    {
        name: 'nannyml.jensen_shannon',
        aliases: [],
        title: 'Jensen-Shannon distance (base 2)',
        kinds: ['numerical', 'categorical'],
        result: 'distance',
        threshold: null,
        comparison: '>=',
        measure: (samples) => {
            const [reference, current] = cellsOf(samples);
            return { statistic: Math.sqrt(jensenShannon(reference, current) / Math.LN2), pValue: null };
        },
    },
];

;// CONCATENATED MODULE: ./build/drift/methods/scipy.js

/** Tests as SciPy has them. SciPy knows no thresholds: theirs is the customary 0.05. */
const SCIPY = [
    {
        name: 'scipy.chi2_contingency',
        aliases: ['chi2_contingency'],
        title: 'Chi-square test of two samples: unlike goodness of fit it knows that the reference is a sample too',
        kinds: ['numerical', 'categorical'],
        result: 'p-value',
        threshold: 0.05,
        comparison: '<',
        measure: ({ reference, current }) => contingencyTest([reference, current]),
    },
];

;// CONCATENATED MODULE: ./build/drift/methods/tfdv.js

/**
 * TFDV's comparators of strings (`anomalies/metrics.cc`). It compares what its rank histogram keeps:
 * the 1000 most frequent values of each side, of equally frequent ones the last in order. TFDV has no
 * default threshold, and a value that equals the threshold passes.
 */
const KEPT_VALUES = 1000;
function keepFrequent(counts) {
    if (counts.length <= KEPT_VALUES)
        return counts;
    const order = Array.from(counts.keys()).sort((a, b) => counts[b] - counts[a] || b - a);
    const kept = new Float64Array(counts.length);
    for (const place of order.slice(0, KEPT_VALUES))
        kept[place] = counts[place];
    return kept;
}
function strings(definition, of) {
    return {
        ...definition,
        kinds: ['categorical'],
        result: 'distance',
        threshold: null,
        comparison: '>',
        measure: ({ reference, current }) => ({
            statistic: of(keepFrequent(reference), keepFrequent(current)),
            pValue: null,
        }),
    };
}
const TFDV = [
    strings({
        name: 'tfdv.l_infinity',
        aliases: ['tfdv.linf', 'tfdv.infinity_norm'],
        title: 'Largest difference of the share of a value',
    }, largestDifference),
    strings({
        name: 'tfdv.jensen_shannon_divergence',
        aliases: [],
        title: 'Jensen-Shannon divergence (bits, not a distance)',
    }, (reference, current) => Math.min(1, jensenShannon(reference, current) / Math.LN2)),
];

;// CONCATENATED MODULE: ./build/drift/methods/catalogue.js






const ALL = [...EVIDENTLY_NUMERICAL, ...EVIDENTLY_COUNTS, ...SCIPY, ...TFDV, ...NANNYML];
/** Every drift method by its name. */
const METHODS = new Map(ALL.map((method) => [method.name, method]));
const BY_ANY_NAME = new Map(ALL.flatMap((method) => [method.name, ...method.aliases].map((name) => [name, method])));
/** The method of this name or alias, such as `evidently.ks` or `ks`. Throws UserError for another name. */
function driftMethod(name) {
    const method = BY_ANY_NAME.get(name);
    if (method)
        return method;
    throw new errors/* UserError */.yo(`${JSON.stringify(name)} is not a drift method`, {
        hint: `use one of ${[...METHODS.keys()].join(', ')}`,
    });
}

;// CONCATENATED MODULE: ./build/drift/methods/method.js
/** Whether a score drifted by the method's comparison with the threshold. */
function drifted(score, comparison, threshold) {
    switch (comparison) {
        case '<':
            return score < threshold;
        case '<=':
            return score <= threshold;
        case '>':
            return score > threshold;
        case '>=':
            return score >= threshold;
    }
}

;// CONCATENATED MODULE: ./build/drift/presets.js

/** With this many reference rows or fewer Evidently tests a hypothesis, with more it takes a distance. */
const SMALL_REFERENCE = 1000;
const FEW_VALUES = 5;
/** Evidently's default method (0.7, `stattests/registry.py`), by the distinct values of both sides. */
function evidently(samples) {
    const distinct = samples.reference.length;
    const few = samples.kind === 'categorical' || distinct <= FEW_VALUES;
    if (samples.referenceRows > SMALL_REFERENCE) {
        return driftMethod(few ? 'evidently.jensenshannon' : 'evidently.wasserstein_norm');
    }
    if (!few)
        return driftMethod('evidently.ks');
    return driftMethod(distinct > 2 ? 'evidently.chisquare' : 'evidently.z');
}
const PRESETS = { evidently };

// EXTERNAL MODULE: ./build/drift/samples.js
var drift_samples = __webpack_require__(34455);
;// CONCATENATED MODULE: ./build/drift/compare.js





const DEFAULT_DRIFT_SHARE = 0.5;
/**
 * Compares the columns of two frames one by one. Missing values, NaN and infinities are left out, as
 * Evidently does; times are not compared. A column that cannot be judged is inconclusive, and so is
 * the dataset when such columns could turn its verdict. Throws UserError for an unknown method, one
 * that does not fit its column, or a column that neither side has.
 */
function compareColumns(reference, current, options = {}) {
    const names = options.columns ?? [...reference.columns.keys()];
    refuseUnknownColumns(reference, current, options, names);
    const notes = [];
    const columns = [];
    for (const column of names) {
        const note = (sentence) => notes.push({ column, sentence });
        const drift = compareColumn(column, reference.columns.get(column), current.columns.get(column), options, note);
        if (drift)
            columns.push(drift);
    }
    return { columns, dataset: datasetDrift(columns, options.driftShare ?? DEFAULT_DRIFT_SHARE), notes };
}
/** The verdict over the columns: `fail` when the share of drifted ones is at least `driftShare`. */
function datasetDrift(columns, driftShare) {
    const count = (verdict) => columns.filter((column) => column.verdict === verdict).length;
    const drifted = count('fail');
    const share = columns.length === 0 ? 0 : drifted / columns.length;
    let verdict = 'pass';
    if (columns.length === 0)
        verdict = 'inconclusive';
    else if (share >= driftShare)
        verdict = 'fail';
    else if ((drifted + count('inconclusive')) / columns.length >= driftShare)
        verdict = 'inconclusive';
    return { drifted, columns: columns.length, share, verdict };
}
function compareColumn(name, reference, current, options, note) {
    const known = reference ?? current;
    const kind = known && (0,drift_samples/* kindOf */.I)(known);
    if (!known || !kind) {
        note(`${quoted(name)} is a column of type ${known?.type}, which is not compared`);
        return undefined;
    }
    const empty = { name, type: known.type, values: [] };
    const samples = (0,drift_samples/* samplesOf */.l)(reference ?? empty, current ?? empty, kind);
    const method = methodFor(name, samples, options);
    const threshold = ownValue(options.thresholds, name) ?? method.threshold;
    const inconclusive = (sentence) => {
        note(sentence);
        return {
            column: name,
            type: kind,
            method: method.name,
            statistic: null,
            pValue: null,
            threshold,
            verdict: 'inconclusive',
        };
    };
    const obstacle = obstacleOf(name, reference, current, samples, options.minimumRows ?? 0);
    if (obstacle)
        return inconclusive(obstacle);
    const measured = method.measure(samples);
    const score = method.result === 'p-value' ? measured.pValue : measured.statistic;
    if (score === null || Number.isNaN(score)) {
        return inconclusive(`${method.name} is not defined for ${quoted(name)}${measured.note ? `: ${measured.note}` : ''}`);
    }
    const result = {
        column: name,
        type: kind,
        method: method.name,
        statistic: Number.isFinite(measured.statistic) ? measured.statistic : null,
        pValue: measured.pValue,
        threshold,
    };
    if (threshold === null) {
        note(`${method.name} has no default threshold; give one for ${quoted(name)} to have it judged`);
        return { ...result, verdict: 'inconclusive' };
    }
    return { ...result, verdict: drifted(score, method.comparison, threshold) ? 'fail' : 'pass' };
}
/** Why the column cannot be judged, whatever the method. */
function obstacleOf(name, reference, current, samples, minimumRows) {
    const sides = [
        { side: 'reference', column: reference, rows: samples.referenceRows },
        { side: 'current', column: current, rows: samples.currentRows },
    ];
    for (const { side, column } of sides) {
        if (!column)
            return `${quoted(name)} is missing in the ${side} data`;
    }
    const [kindBefore, kindNow] = [reference, current].map((column) => column && (0,drift_samples/* kindOf */.I)(column));
    const filled = (column) => column?.values.some((value) => value !== null);
    if (kindBefore !== kindNow && filled(reference) && filled(current)) {
        return `${quoted(name)} is ${reference?.type} in the reference data and ${current?.type} in the current data`;
    }
    for (const { side, rows } of sides) {
        if (rows === 0)
            return `${quoted(name)} has no values in the ${side} data`;
        if (rows < minimumRows) {
            return `${quoted(name)} has ${rows} values in the ${side} data, fewer than ${minimumRows}`;
        }
    }
    return undefined;
}
function methodFor(name, samples, options) {
    const chosen = ownValue(options.methods, name);
    if (chosen === undefined)
        return PRESETS[options.preset ?? 'evidently'](samples);
    const method = driftMethod(chosen);
    if (!method.kinds.includes(samples.kind)) {
        throw new errors/* UserError */.yo(`${method.name} compares ${method.kinds.join(' and ')} columns, and ${quoted(name)} is ${samples.kind}`, { hint: 'choose another method for this column, or leave it to the preset' });
    }
    return method;
}
function refuseUnknownColumns(reference, current, options, names) {
    const compared = new Set(names);
    const unknown = names.find((name) => !reference.columns.has(name) && !current.columns.has(name)) ??
        Object.keys(options.methods ?? {}).find((name) => !compared.has(name)) ??
        Object.keys(options.thresholds ?? {}).find((name) => !compared.has(name));
    if (unknown === undefined)
        return;
    throw new errors/* UserError */.yo(`there is no column ${quoted(unknown)} to compare`, {
        hint: `the columns are ${[...(compared.has(unknown) ? reference.columns.keys() : names)].map(quoted).join(', ')}`,
    });
}
/** A column may be called `constructor`. */
function ownValue(record, key) {
    return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
function quoted(name) {
    return JSON.stringify(name);
}


/***/ }),

/***/ 34455:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ kindOf),
/* harmony export */   l: () => (/* binding */ samplesOf)
/* harmony export */ });
/* harmony import */ var _stats_two_samples_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18816);

/** The kind of a column of this type; undefined for times, which are not compared. */
function kindOf(column) {
    if (column.type === 'integer' || column.type === 'number')
        return 'numerical';
    return column.type === 'string' || column.type === 'boolean' ? 'categorical' : undefined;
}
/** Tabulates two columns of one kind. Missing values, NaN and infinities are left out. */
function samplesOf(reference, current, kind) {
    return kind === 'numerical' ? numericalSamples(reference, current) : categoricalSamples(reference, current);
}
function numericalSamples(reference, current) {
    const first = finiteNumbers(reference.values);
    const second = finiteNumbers(current.values);
    const numbers = (0,_stats_two_samples_js__WEBPACK_IMPORTED_MODULE_0__/* .tabulate */ .X)(first, second);
    return {
        kind: 'numerical',
        reference: numbers.x,
        current: numbers.y,
        referenceRows: numbers.nx,
        currentRows: numbers.ny,
        numbers,
        wholeReference: reference.type === 'integer' && first.length === reference.values.length,
        wholeCurrent: current.type === 'integer' && second.length === current.values.length,
    };
}
function finiteNumbers(values) {
    const numbers = new Float64Array(values.length);
    let count = 0;
    for (const value of values) {
        // Adding 0 makes one value of 0 and -0.
        if (typeof value === 'number' && Number.isFinite(value))
            numbers[count++] = value + 0;
    }
    return numbers.subarray(0, count);
}
function categoricalSamples(reference, current) {
    const first = countValues(reference.values);
    const second = countValues(current.values);
    const keys = [...new Set([...first.counts.keys(), ...second.counts.keys()])].sort();
    return {
        kind: 'categorical',
        reference: Float64Array.from(keys, (key) => first.counts.get(key) ?? 0),
        current: Float64Array.from(keys, (key) => second.counts.get(key) ?? 0),
        referenceRows: first.rows,
        currentRows: second.rows,
        wholeReference: false,
        wholeCurrent: false,
    };
}
function countValues(values) {
    const counts = new Map();
    let rows = 0;
    for (const value of values) {
        if (value === null)
            continue;
        const key = String(value);
        counts.set(key, (counts.get(key) ?? 0) + 1);
        rows++;
    }
    return { counts, rows };
}


/***/ }),

/***/ 24216:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OP: () => (/* binding */ betaI),
/* harmony export */   ev: () => (/* binding */ binomialTerm)
/* harmony export */ });
/* unused harmony export betaQuantile */
/* harmony import */ var _gamma_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19761);


/** The incomplete beta function and the beta distribution. */
const MAX_TERMS = 1_000_000;
const EPSILON = 2 ** -53;
const TINY = 1e-300;
/**
 * Γ(n+1) / (Γ(k+1) Γ(n-k+1)) p^k q^(n-k) for real 0 ≤ k ≤ n, q = 1 - p: the binomial probability
 * when they are whole numbers. Loader's saddle point form, see gamma.ts.
 */
function binomialTerm(k, n, p, q) {
    if (p === 0)
        return k === 0 ? 1 : 0;
    if (q === 0)
        return k === n ? 1 : 0;
    if (k === 0)
        return Math.exp(n * (p < q ? Math.log1p(-p) : Math.log(q)));
    if (k === n)
        return Math.exp(n * (q < p ? Math.log1p(-q) : Math.log(p)));
    const rest = n - k;
    const exponent = (0,_gamma_js__WEBPACK_IMPORTED_MODULE_0__/* .stirlingError */ .$R)(n) -
        (0,_gamma_js__WEBPACK_IMPORTED_MODULE_0__/* .stirlingError */ .$R)(k) -
        (0,_gamma_js__WEBPACK_IMPORTED_MODULE_0__/* .stirlingError */ .$R)(rest) -
        (0,_gamma_js__WEBPACK_IMPORTED_MODULE_0__/* .devianceTerm */ .md)(k, n * p) -
        (0,_gamma_js__WEBPACK_IMPORTED_MODULE_0__/* .devianceTerm */ .md)(rest, n * q);
    return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * k * rest));
}
/**
 * 1 / (β₀ + α₁ / (β₁ + α₂ / (β₂ + …))), the continued fraction of the incomplete beta function in the
 * form of Didonato and Morris (TOMS 708, 1992), by Lentz. It needs no 1 - x near 1, where digits would go.
 */
function fraction(a, b, x, y) {
    const beta = (m) => m +
        // At m = 0 this term is 0 also where a is 1, which 0 / 0 would not say.
        (m && (m * (b - m) * x) / (a + 2 * m - 1)) +
        ((a + m) * (a * y - b * x + 1 + m * (1 + y))) / (a + 2 * m + 1);
    let value = beta(0) || TINY;
    let c = value;
    let d = 0;
    for (let m = 1; m < MAX_TERMS; m++) {
        const root = x / (a + 2 * m - 1);
        const alpha = (a + m - 1) * (a + b + m - 1) * m * (b - m) * root * root;
        d = 1 / (beta(m) + alpha * d || TINY);
        c = beta(m) + alpha / c || TINY;
        const factor = c * d;
        value *= factor;
        if (Math.abs(factor - 1) < 2 * EPSILON)
            break;
    }
    return 1 / value;
}
/**
 * The regularised incomplete beta function I_x(a, b), a > 0, b > 0, 0 ≤ x ≤ 1. Where 1 - x is known
 * more exactly than it can be had from x, give it as `y`.
 */
function betaI(x, a, b, y = 1 - x) {
    if (!(a > 0) || !(b > 0) || !(x >= 0) || !(y >= 0))
        return Number.NaN;
    if (x === 0)
        return 0;
    if (y === 0)
        return 1;
    const leading = ((a * b) / (a + b)) * binomialTerm(a, a + b, x, y);
    // The fraction converges fast where x < (a + 1) / (a + b + 2); elsewhere the mirrored one does.
    const low = a * y - b * x + 1 - 2 * x > 0;
    return low ? leading * fraction(a, b, x, y) : 1 - leading * fraction(b, a, y, x);
}
/** The x with P(X ≤ x) = p for a beta(a, b) variable. */
function betaQuantile(p, a, b) {
    return invert((x) => betaI(x, a, b), p, 0, 1);
}


/***/ }),

/***/ 19761:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $R: () => (/* binding */ stirlingError),
/* harmony export */   BS: () => (/* binding */ gammaQ),
/* harmony export */   md: () => (/* binding */ devianceTerm)
/* harmony export */ });
/* unused harmony exports logGamma, gammaP */
/**
 * The gamma function and the incomplete gamma functions, for real arguments. Written here because
 * the packages on npm lose digits far out: their incomplete gamma is off by 1e-3 for 100,000
 * degrees of freedom. The leading factor is Loader's saddle point form (C. Loader, "Fast and
 * accurate computation of binomial probabilities", 2000), which keeps about 13 digits everywhere.
 */
const LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);
const MAX_TERMS = 1_000_000;
const EPSILON = 2 ** -53;
const TINY = 1e-300;
/** log Γ(n + 1) minus Stirling's formula (n + 1/2) log n - n + log √(2π), for n > 0. */
function stirlingError(n) {
    let correction = 0;
    let large = n;
    for (; large < 16; large++)
        correction += (large + 0.5) * Math.log1p(1 / large) - 1;
    const square = 1 / (large * large);
    return (correction +
        (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / large);
}
/** x log(x / mean) + mean - x, without cancellation when x is near the mean. `x` ≥ 0, `mean` > 0. */
function devianceTerm(x, mean) {
    if (x === 0)
        return mean;
    if (Math.abs(x - mean) >= 0.1 * (x + mean))
        return x * Math.log(x / mean) + mean - x;
    const v = (x - mean) / (x + mean);
    let sum = (x - mean) * v;
    let term = 2 * x * v;
    for (let j = 1;; j++) {
        term *= v * v;
        const next = sum + term / (2 * j + 1);
        if (next === sum)
            return sum;
        sum = next;
    }
}
/** log Γ(x) for x > 0. */
function logGamma(x) {
    if (!(x > 0))
        return Number.NaN;
    // Γ(x) = Γ(x + 1) / x, and log Γ(x + 1) is Stirling's formula and its error.
    return stirlingError(x) + LOG_SQRT_TWO_PI + (x - 0.5) * Math.log(x) - x;
}
/** x^a e^-x / Γ(a + 1), for a > 0 and x > 0. */
function leadingFactor(a, x) {
    return Math.exp(-stirlingError(a) - devianceTerm(a, x)) / Math.sqrt(2 * Math.PI * a);
}
/** The lower incomplete gamma function over Γ(a) by its power series: good for x < a + 1. */
function lowerBySeries(a, x) {
    let sum = 1;
    let term = 1;
    for (let n = 1; n < MAX_TERMS; n++) {
        term *= x / (a + n);
        sum += term;
        if (term < sum * EPSILON)
            break;
    }
    return leadingFactor(a, x) * sum;
}
/** The upper incomplete gamma function over Γ(a) by Lentz's continued fraction: good for x ≥ a + 1. */
function upperByFraction(a, x) {
    let b = x + 1 - a;
    let c = 1 / TINY;
    let d = 1 / b;
    let fraction = d;
    for (let i = 1; i < MAX_TERMS; i++) {
        const numerator = -i * (i - a);
        b += 2;
        d = 1 / (numerator * d + b || TINY);
        c = b + numerator / c || TINY;
        const factor = c * d;
        fraction *= factor;
        if (Math.abs(factor - 1) < 2 * EPSILON)
            break;
    }
    return leadingFactor(a, x) * a * fraction;
}
/** The regularised lower incomplete gamma function P(a, x), a > 0, x ≥ 0. */
function gammaP(a, x) {
    if (!(a > 0) || !(x >= 0))
        return Number.NaN;
    if (x === 0)
        return 0;
    if (x === Number.POSITIVE_INFINITY)
        return 1;
    return x < a + 1 ? lowerBySeries(a, x) : 1 - upperByFraction(a, x);
}
/** The regularised upper incomplete gamma function Q(a, x) = 1 - P(a, x), a > 0, x ≥ 0. */
function gammaQ(a, x) {
    if (!(a > 0) || !(x >= 0))
        return Number.NaN;
    if (x === 0)
        return 1;
    if (x === Number.POSITIVE_INFINITY)
        return 0;
    return x < a + 1 ? 1 - lowerBySeries(a, x) : upperByFraction(a, x);
}


/***/ }),

/***/ 8329:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   nG: () => (/* binding */ normalSf),
/* harmony export */   vr: () => (/* binding */ normalCdf)
/* harmony export */ });
/* unused harmony export normalQuantile */
/* harmony import */ var _gamma_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19761);


/** The standard normal distribution. */
/** P(Z > z), exact to 13 digits also far out. */
function normalSf(z) {
    // erfc(x) is Q(1/2, x²).
    const tail = 0.5 * (0,_gamma_js__WEBPACK_IMPORTED_MODULE_0__/* .gammaQ */ .BS)(0.5, (z * z) / 2);
    return z > 0 ? tail : 1 - tail;
}
/** P(Z ≤ z). */
function normalCdf(z) {
    return normalSf(-z);
}
/** The z with P(Z ≤ z) = p. */
function normalQuantile(p) {
    if (p === 0)
        return Number.NEGATIVE_INFINITY;
    if (p === 1)
        return Number.POSITIVE_INFINITY;
    // The tail below zero keeps its digits; the other half is its mirror.
    return p <= 0.5 ? invert(normalCdf, p, -40, 0) : -invert(normalCdf, 1 - p, -40, 0);
}


/***/ }),

/***/ 69775:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   di: () => (/* binding */ quantileBy),
/* harmony export */   mY: () => (/* binding */ quantileOfSorted)
/* harmony export */ });
/* unused harmony export quantile */
/**
 * The quantile `q` in [0, 1] of values in ascending order, interpolated between the two nearest
 * (type 7 of Hyndman and Fan: NumPy's and R's default). NaN when there are no values.
 */
function quantileOfSorted(sorted, q) {
    return quantileBy((index) => sorted[index] ?? Number.NaN, sorted.length, q);
}
/** The same of values in any order; they are left as they are. */
function quantile(values, q) {
    return quantileOfSorted(Float64Array.from(values).sort(), q);
}
/** The same where `valueAt(index)` gives the value of that rank (from 0) among `count`. */
function quantileBy(valueAt, count, q) {
    if (count === 0 || !(q >= 0 && q <= 1))
        return Number.NaN;
    const position = q * (count - 1);
    const index = Math.floor(position);
    const below = valueAt(index);
    const share = position - index;
    if (share === 0)
        return below;
    const above = valueAt(index + 1);
    const step = above - below;
    // NumPy's way round, so that the last bit agrees too.
    return share >= 0.5 ? above - step * (1 - share) : below + step * share;
}


/***/ }),

/***/ 18816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ tabulate),
/* harmony export */   Z: () => (/* binding */ momentsOf)
/* harmony export */ });
/**
 * Tabulates two samples of finite numbers, in any order; they are left as they are. O(n log n).
 * Throws RangeError for NaN and infinities.
 */
function tabulate(first, second) {
    const a = sortedFinite(first);
    const b = sortedFinite(second);
    const values = new Float64Array(a.length + b.length);
    const x = new Float64Array(values.length);
    const y = new Float64Array(values.length);
    let rows = 0;
    let i = 0;
    let j = 0;
    while (i < a.length || j < b.length) {
        const next = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
        const iStart = i;
        const jStart = j;
        while (a[i] === next)
            i++;
        while (b[j] === next)
            j++;
        values[rows] = next;
        x[rows] = i - iStart;
        y[rows] = j - jStart;
        rows++;
    }
    return {
        values: values.subarray(0, rows),
        x: x.subarray(0, rows),
        y: y.subarray(0, rows),
        nx: a.length,
        ny: b.length,
    };
}
function sortedFinite(sample) {
    const sorted = Float64Array.from(sample).sort();
    // NaN comes last, and so do the infinities to their side.
    const ends = [sorted[0] ?? 0, sorted[sorted.length - 1] ?? 0];
    if (!ends.every(Number.isFinite))
        throw new RangeError('a sample has a value that is not finite');
    return sorted;
}
/**
 * Mean and variance (divisor n) of ascending values with these counts. NaN when all counts are 0.
 * Values are taken relative to the first one, so that a large common offset costs no digits.
 */
function momentsOf(values, counts) {
    let origin = Number.NaN;
    let n = 0;
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
        const count = counts[i];
        if (count === 0)
            continue;
        if (n === 0)
            origin = values[i];
        n += count;
        sum += count * (values[i] - origin);
    }
    const shift = sum / n;
    let squares = 0;
    for (let i = 0; i < values.length; i++) {
        const count = counts[i];
        if (count !== 0)
            squares += count * (values[i] - origin - shift) ** 2;
    }
    return { mean: origin + shift, variance: squares / n };
}


/***/ })

};
