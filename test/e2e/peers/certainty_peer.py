"""Seeded random cases of paired tests, with what statsmodels and SciPy give for them.

    python certainty_peer.py --seed 1 --cases 500 > cases.json

DeLong by its definition over all pairs, Diebold and Mariano with the correction of Harvey, Leybourne and Newbold by its
formula, in numpy; ties, one class, equal forecasts and few steps are all among them. What is not defined is null.
"""

import argparse
import json
import math
import sys

import numpy as np
import scipy
import scipy.stats
import statsmodels
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests


def mcnemar_case(random):
    most = int(random.choice([1, 5, 50, 3000]))
    only_a, only_b = (int(x) for x in random.integers(0, most + 1, 2))
    result = mcnemar([[7, only_a], [only_b, 9]], exact=True)
    return {"onlyA": only_a, "onlyB": only_b, "expected": {"statistic": float(result.statistic), "p": float(result.pvalue)}}


def delong_case(random):
    n = int(random.choice([2, 5, 12, 60, 300]))
    decimals = int(random.integers(1, 6))
    y = (random.random(n) < random.choice([0.1, 0.5, 0.9])).astype(int)
    scores = [np.round(np.clip(random.normal(0.35 + 0.3 * y, 0.25), 0, 1), decimals) for _ in range(2)]
    case = {"truth": y.tolist(), "a": scores[0].tolist(), "b": scores[1].tolist(), "expected": None}
    pos, neg = int(y.sum()), int(n - y.sum())
    if pos < 2 or neg < 2:
        return case
    v = []
    for s in scores:
        x, z = s[y == 1], s[y == 0]
        psi = (x[:, None] > z[None, :]) + 0.5 * (x[:, None] == z[None, :])
        v.append((psi.mean(axis=1), psi.mean(axis=0)))
    s10, s01 = np.cov(v[0][0], v[1][0], ddof=1), np.cov(v[0][1], v[1][1], ddof=1)
    covariance = s10 / pos + s01 / neg
    variance = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
    difference = v[0][0].mean() - v[1][0].mean()
    # What is 0 but for rounding is left to the tests of that edge.
    if variance < 1e-7:
        return case
    z = difference / math.sqrt(variance)
    case["expected"] = {
        "difference": difference,
        "standard_error": math.sqrt(variance),
        "z": z,
        "p": 2 * scipy.stats.norm.sf(abs(z)),
        # One-sided, worse than a margin of 0.01: and the end of the interval that goes with it.
        "worse": scipy.stats.norm.cdf((difference + 0.01) / math.sqrt(variance)),
        "upper": difference + scipy.stats.norm.ppf(0.95) * math.sqrt(variance),
    }
    return case


def diebold_mariano_case(random):
    n = int(random.choice([2, 3, 8, 30, 200]))
    h = int(random.choice([1, 1, 2, 3, 7]))
    e1, e2 = (random.normal(0, 1, n).cumsum() * 0.3 + random.normal(0, 1, n) for _ in range(2))
    loss = str(random.choice(["squared", "absolute"]))
    d = e1**2 - e2**2 if loss == "squared" else np.abs(e1) - np.abs(e2)
    case = {"errors": [e1.tolist(), e2.tolist()], "loss": loss, "horizon": h, "expected": None}
    if n <= h:
        return case

    def variance(h):
        c = d - d.mean()
        gamma = [np.dot(c[k:], c[: n - k]) / n for k in range(h)]
        return (gamma[0] + 2 * sum(gamma[1:])) / n

    used = h if variance(h) > 0 else 1
    dm = d.mean() / math.sqrt(variance(used))
    hln = dm * math.sqrt((n + 1 - 2 * used + used * (used - 1) / n) / n)
    case["expected"] = {"dm": dm, "hln": hln, "p": 2 * scipy.stats.t.sf(abs(hln), n - 1)}
    return case


def paired_t_case(random):
    n = int(random.choice([2, 3, 9, 40, 400]))
    x = random.exponential(1, n)
    y = x + random.normal(0.05, 0.5, n)
    result = scipy.stats.ttest_rel(x, y)
    return {"x": x.tolist(), "y": y.tolist(), "expected": {"t": float(result.statistic), "p": float(result.pvalue)}}


def correction_case(random):
    n = int(random.choice([1, 2, 7, 50]))
    p = np.round(random.random(n) ** random.choice([1, 3]), int(random.choice([2, 12])))
    method = str(random.choice(["bonferroni", "holm", "fdr_bh"]))
    return {"p": p.tolist(), "correction": method, "expected": multipletests(p, method=method)[1].tolist()}


KINDS = {
    "mcnemar": mcnemar_case,
    "delong": delong_case,
    "diebold-mariano": diebold_mariano_case,
    "paired-t": paired_t_case,
    "correction": correction_case,
}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seed", type=int, required=True)
    arguments.add_argument("--cases", type=int, default=500)
    options = arguments.parse_args()
    random = np.random.default_rng(options.seed)
    names = list(KINDS)
    cases = []
    for i in range(options.cases):
        kind = names[i % len(names)]
        cases.append({"kind": kind, **KINDS[kind](random)})
    versions = f"statsmodels {statsmodels.__version__}, SciPy {scipy.__version__}, numpy {np.__version__}"
    json.dump({"tool": versions, "seed": options.seed, "cases": cases}, sys.stdout, allow_nan=False)


if __name__ == "__main__":
    main()
