"""Seeded random cases of evaluation with the figures that scikit-learn, fairlearn and SciPy give for them.

    python metrics_peer.py --seed 1 --cases 400 > cases.json

Each case is what `computeMetrics` takes plus `expected`; NaN and what scikit-learn refuses are null.
Ties, row weights, one class, absent classes and tiny tables are all among them.
"""

import argparse
import json
import math
import sys
import warnings

import fairlearn
import fairlearn.metrics
import numpy as np
import scipy
import scipy.stats
import sklearn
from fairlearn.metrics import MetricFrame
from sklearn import metrics as sk

warnings.simplefilter("ignore")


def figure(compute):
    try:
        value = float(compute())
    except (ValueError, ZeroDivisionError):
        return None
    return value if math.isfinite(value) else None


def calibration_error(y, p, w):
    """Mean and maximum over 10 equal-width bins (b_k, b_k+1], 0 in the first: the edge rule of calibration_curve."""
    w = np.ones(len(y)) if w is None else w
    bins = np.searchsorted(np.linspace(0, 1, 11)[1:-1], p)
    total, worst = 0.0, 0.0
    for k in np.unique(bins):
        rows = bins == k
        if w[rows].sum() > 0:
            gap = np.average(y[rows], weights=w[rows]) - np.average(p[rows], weights=w[rows])
            total += w[rows].sum() / w.sum() * abs(gap)
            worst = max(worst, abs(gap))
    return total, worst


def explained_loss(y, p, labels, w):
    """scikit-learn divides by the rounding of log(1) where the labels are of one class."""
    return None if len(np.unique(y)) < 2 else figure(lambda: sk.d2_log_loss_score(y, p, labels=labels, sample_weight=w))


def binary(y, p, threshold, w):
    said = (p >= threshold).astype(int)
    kw = {"sample_weight": w}
    return {
        "roc_auc_score": figure(lambda: sk.roc_auc_score(y, p, **kw)),
        "average_precision_score": figure(lambda: sk.average_precision_score(y, p, **kw)),
        "log_loss": figure(lambda: sk.log_loss(y, p, labels=[0, 1], **kw)),
        "brier_score_loss": figure(lambda: sk.brier_score_loss(y, p, pos_label=1, **kw)),
        "d2_log_loss_score": explained_loss(y, p, [0, 1], w),
        "expected_calibration_error": calibration_error(y, p, w)[0],
        "maximum_calibration_error": calibration_error(y, p, w)[1],
        "accuracy_score": figure(lambda: sk.accuracy_score(y, said, **kw)),
        "balanced_accuracy_score": figure(lambda: sk.balanced_accuracy_score(y, said, **kw)),
        "precision_score": figure(lambda: sk.precision_score(y, said, **kw)),
        "recall_score": figure(lambda: sk.recall_score(y, said, **kw)),
        "true_negative_rate": figure(lambda: sk.recall_score(y, said, pos_label=0, **kw)),
        "false_positive_rate": figure(lambda: fairlearn.metrics.false_positive_rate(y, said, pos_label=1, **kw)),
        "f2_score": figure(lambda: sk.fbeta_score(y, said, beta=2, **kw)),
        "jaccard_score": figure(lambda: sk.jaccard_score(y, said, **kw)),
        "f1_score": figure(lambda: sk.f1_score(y, said, **kw)),
        "matthews_corrcoef": figure(lambda: sk.matthews_corrcoef(y, said, **kw)),
        "cohen_kappa_score": figure(lambda: sk.cohen_kappa_score(y, said, **kw)),
        "positive_rate": figure(lambda: np.average(said, weights=w)),
    }


def multiclass(y, p, w):
    said = p.argmax(axis=1)
    labels = list(range(p.shape[1]))
    kw = {"sample_weight": w}
    expected = {
        "accuracy_score": figure(lambda: sk.accuracy_score(y, said, **kw)),
        "balanced_accuracy_score": figure(lambda: sk.balanced_accuracy_score(y, said, **kw)),
        "log_loss": figure(lambda: sk.log_loss(y, p, labels=labels, **kw)),
        "top_k_accuracy_score": figure(lambda: sk.top_k_accuracy_score(y, p, labels=labels, **kw)),
        "brier_score_loss": figure(lambda: sk.brier_score_loss(y, p, labels=labels, **kw)),
        "d2_log_loss_score": explained_loss(y, p, labels, w),
        "expected_calibration_error": calibration_error(said == y, p.max(axis=1), w)[0],
        "maximum_calibration_error": calibration_error(said == y, p.max(axis=1), w)[1],
        "roc_auc_ovr": figure(lambda: sk.roc_auc_score(y, p, multi_class="ovr", labels=labels, **kw)),
        "roc_auc_ovo": figure(lambda: sk.roc_auc_score(y, p, multi_class="ovo", labels=labels, **kw)),
        "matthews_corrcoef": figure(lambda: sk.matthews_corrcoef(y, said, **kw)),
        "cohen_kappa_score": figure(lambda: sk.cohen_kappa_score(y, said, **kw)),
    }
    scores = {"precision": sk.precision_score, "recall": sk.recall_score, "f1": sk.f1_score}
    for name, score in scores.items():
        for average in ("macro", "micro", "weighted"):
            expected[f"{name}_{average}"] = figure(lambda: score(y, said, average=average, **kw))
    return expected


def regression(y, said, w):
    kw = {"sample_weight": w}
    # Both shares of variance stay the same when all is moved. Constants are moved to 0, since a weighted mean
    # of, say, 3.0 is not always 3.0 in doubles, and scikit-learn then gives figures such as -1e31.
    origin = y[0] if np.ptp(y) == 0 else 0
    bias = said[0] - y[0] if np.ptp(said - y) == 0 else 0
    return {
        "root_mean_squared_error": figure(lambda: sk.root_mean_squared_error(y, said, **kw)),
        "mean_absolute_error": figure(lambda: sk.mean_absolute_error(y, said, **kw)),
        "median_absolute_error": figure(lambda: sk.median_absolute_error(y, said, **kw)),
        "r2_score": figure(lambda: sk.r2_score(y - origin, said - origin, **kw)),
        "explained_variance_score": figure(lambda: sk.explained_variance_score(y - origin, said - origin - bias, **kw)),
        "mean_squared_error": figure(lambda: sk.mean_squared_error(y, said, **kw)),
        "mean_absolute_percentage_error": figure(lambda: sk.mean_absolute_percentage_error(y, said, **kw)),
        "max_error": figure(lambda: sk.max_error(y, said)),
        "mean_squared_log_error": figure(lambda: sk.mean_squared_log_error(y, said, **kw)),
        "root_mean_squared_log_error": figure(lambda: sk.root_mean_squared_log_error(y, said, **kw)),
        "d2_absolute_error_score": figure(lambda: sk.d2_absolute_error_score(y, said, **kw)),
    }


def listed(relevance, scores, w, lists):
    """Each metric of every list by scikit-learn's function (or, of ties, by counting their orders), then the mean."""
    k = lists["places"]
    of = np.array(lists["of"])
    w = np.ones(len(of)) if w is None else w
    found, weights = [], []
    for each in np.unique(of):
        y, s = relevance[of == each], scores[of == each]
        weights.append(w[of == each].mean())
        n, relevant = len(y), int((y > 0).sum())
        ndcg = sk.ndcg_score([y], [s], k=k) if n > 1 else float(relevant > 0)
        reciprocal, hits, above = 0.0, 0.0, 0
        for score in np.unique(s)[::-1]:
            tied = s == score
            size, good = int(tied.sum()), int((y[tied] > 0).sum())
            if good > 0 and reciprocal == 0:
                first = [math.comb(size - 1 - j, good - 1) / math.comb(size, good) / (above + j + 1) for j in range(size - good + 1)]
                reciprocal = sum(first)
            hits += good / size * max(0, min(size, k - above))
            above += size
        precision = sk.average_precision_score(y > 0, s)
        found.append([ndcg, precision, reciprocal, hits / k, hits / relevant if relevant else 0.0])
    names = ("ndcg_score", "mean_average_precision", "mean_reciprocal_rank", "precision_at_k", "recall_at_k")
    return dict(zip(names, np.average(found, axis=0, weights=weights).tolist()))


def forecast(y, said, w, scales):
    """Of one scale, or of several: the mean of errors that are divided by the scale of their series."""
    absolute, squared, quantile = np.array(scales["absolute"]), np.array(scales["squared"]), scales["quantile"]
    w = np.ones(len(y)) if w is None else w
    e = np.abs(y - said)
    size = np.abs(y) + np.abs(said)
    scaled = (absolute > 0).all()
    return {
        "mean_absolute_scaled_error": float(np.average(e / absolute, weights=w)) if scaled else None,
        "root_mean_squared_scaled_error": math.sqrt(np.average(e**2 / squared, weights=w)) if scaled else None,
        "symmetric_mean_absolute_percentage_error": float(np.average(np.where(size > 0, 2 * e / np.where(size > 0, size, 1), 0), weights=w)),
        "weighted_absolute_percentage_error": figure(lambda: np.dot(w, e) / np.dot(w, np.abs(y))),
        "mean_pinball_loss": figure(lambda: sk.mean_pinball_loss(y, said, alpha=quantile, sample_weight=w)),
    }


def valued(y, said, w, costs):
    matrix = sk.confusion_matrix(y, said, labels=[0, 1], sample_weight=w)
    worth = np.array([[costs["trueNegative"], costs["falsePositive"]], [costs["falseNegative"], costs["truePositive"]]])
    total = float((matrix * worth).sum())
    return {"expected_value": total / matrix.sum(), "total_value": total}


def fairness(y, said, w, groups):
    """fairlearn's measures; where one of the two ratios of equalized odds is NaN, Python's min hangs on their order."""
    kw = {"sensitive_features": groups, "sample_params": {"sample_weight": w}}
    rates = {"tpr": fairlearn.metrics.true_positive_rate, "fpr": fairlearn.metrics.false_positive_rate}
    odds = MetricFrame(metrics=rates, y_true=y, y_pred=said, **(kw | {"sample_params": {name: {"sample_weight": w} for name in rates}})).ratio()
    call = {"sensitive_features": groups, "sample_weight": w}
    expected = {
        "demographic_parity_difference": figure(lambda: fairlearn.metrics.demographic_parity_difference(y, said, **call)),
        "demographic_parity_ratio": figure(lambda: fairlearn.metrics.demographic_parity_ratio(y, said, **call)),
        "equalized_odds_difference": figure(lambda: fairlearn.metrics.equalized_odds_difference(y, said, **call)),
        "equalized_odds_difference_mean": figure(lambda: fairlearn.metrics.equalized_odds_difference(y, said, agg="mean", **call)),
        "equalized_odds_ratio": None,
        "equalized_odds_ratio_mean": None,
        "equal_opportunity_difference": figure(lambda: fairlearn.metrics.equal_opportunity_difference(y, said, **call)),
        "equal_opportunity_ratio": figure(lambda: fairlearn.metrics.equal_opportunity_ratio(y, said, **call)),
    }
    if not odds.isna().any():
        expected["equalized_odds_ratio"] = figure(lambda: fairlearn.metrics.equalized_odds_ratio(y, said, **call))
        expected["equalized_odds_ratio_mean"] = figure(lambda: fairlearn.metrics.equalized_odds_ratio(y, said, agg="mean", **call))
    frame = MetricFrame(metrics=sk.accuracy_score, y_true=y, y_pred=said, **kw)
    aggregates = {name: figure(getattr(frame, name)) for name in ("difference", "ratio", "group_min", "group_max")}
    return {"measures": expected, "accuracy_score": aggregates}


def paired(y, a, b, threshold):
    """McNemar's exact test by scipy's binomial test; DeLong by its definition, over all pairs."""
    right_a, right_b = (a >= threshold) == y, (b >= threshold) == y
    only_a, only_b = int((right_a & ~right_b).sum()), int((~right_a & right_b).sum())
    n = only_a + only_b
    mcnemar = {"statistic": min(only_a, only_b), "p": 1.0 if n == 0 else min(1.0, scipy.stats.binomtest(only_a, n).pvalue)}

    def placements(scores):
        x, z = scores[y == 1], scores[y == 0]
        psi = (x[:, None] > z[None, :]) + 0.5 * (x[:, None] == z[None, :])
        return psi.mean(axis=1), psi.mean(axis=0)

    pos, neg = int((y == 1).sum()), int((y == 0).sum())
    delong = None
    if pos > 1 and neg > 1:
        (va, wa), (vb, wb) = placements(a), placements(b)
        variance = np.var(va - vb, ddof=1) / pos + np.var(wa - wb, ddof=1) / neg
        difference = va.mean() - vb.mean()
        if variance > 1e-20:
            z = difference / math.sqrt(variance)
            delong = {"auc_a": va.mean(), "auc_b": vb.mean(), "difference": difference, "z": z, "p": 2 * scipy.stats.norm.sf(abs(z))}
    return {"mcnemar_exact": mcnemar, "delong": delong}


def random_case(kind, random):
    # fairlearn takes no table of one row.
    n = int(random.choice([1, 2, 3, 5, 8, 13, 21, 40, 77][1 if kind == "fairness" else 0 :]))
    # Few decimals make ties; none at all makes scores of exactly 0 and 1.
    decimals = int(random.integers(0, 5))
    # Positive ones only: a row of weight 0 is left out by us, and has its class counted by scikit-learn.
    weighted = random.random() < 0.4
    w = np.round(random.exponential(1, n) + 0.001, 3) if weighted else None
    case = {"weights": w.tolist()} if weighted else {}
    lists = {"of": random.integers(0, max(1, n // 6), n).tolist(), "places": int(random.integers(1, 8))}
    if kind == "fairness":
        y = (random.random(n) < random.choice([0, 0.3, 0.7])).astype(int)
        said = np.where(random.random(n) < 0.7, y, random.integers(0, 2, n))
        groups = random.integers(0, int(random.integers(1, 5)), n)
        given = {"task": kind, **case, "labels": y.tolist(), "predictions": said.tolist(), "groups": groups.tolist()}
        return {**given, "expected": fairness(y, said, np.ones(n) if w is None else w, groups)}
    if kind in ("binary-classification", "paired"):
        y = (random.random(n) < random.choice([0, 0.1, 0.5, 0.8, 1], p=[0.08, 0.3, 0.3, 0.24, 0.08])).astype(int)
        p = np.round(np.clip(random.normal(0.35 + 0.3 * y, 0.25), 0, 1), decimals)
        threshold = float(random.choice([0.5, 0.3, 0.0, 1.0]))
        if kind == "paired":
            q = np.round(np.clip(random.normal(0.4 + 0.2 * y, 0.25), 0, 1), decimals)
            given = {"task": kind, "labels": y.tolist(), "a": p.tolist(), "b": q.tolist(), "threshold": threshold}
            return {**given, "expected": paired(y, p, q, threshold)}
        case |= {"labels": y.tolist(), "scores": p.tolist(), "threshold": threshold}
        expected = binary(y, p, threshold, w)
        if random.random() < 0.5:
            worth = np.round(random.normal(0, 10, 4), 2).tolist()
            case["costs"] = dict(zip(("truePositive", "falsePositive", "trueNegative", "falseNegative"), worth))
            case["lists"] = lists
            expected |= valued(y, (p >= threshold).astype(int), w, case["costs"]) | listed(y, p, w, lists)
    elif kind == "multiclass-classification":
        k = int(random.integers(3, 6))
        y = random.integers(0, k if random.random() < 0.8 else k - 1, n)
        raw = random.random((n, k)) + 0.8 * np.eye(k)[y] * random.random((n, 1))
        parts = np.round(raw / raw.sum(axis=1, keepdims=True) * 64).astype(int)
        parts[:, 0] += 64 - parts.sum(axis=1)
        p = np.clip(parts, 0, None) / 64
        p[:, k - 1] += 1 - p.sum(axis=1)
        p = np.clip(p, 0, 1)
        p /= p.sum(axis=1, keepdims=True)
        case |= {"labels": y.tolist(), "classes": list(range(k)), "scores": p.T.tolist()}
        expected = multiclass(y, p, w)
    else:
        y = np.round(random.normal(3, 10, n), decimals)
        if random.random() < 0.1:
            y[:] = 3.0
        said = y.copy() if random.random() < 0.1 else np.round(y + random.normal(0.5, 4, n), decimals)
        if random.random() < 0.3:
            y, said = np.abs(y), np.abs(said)
        case |= {"labels": y.tolist(), "predictions": said.tolist()}
        expected = regression(y, said, w)
        if random.random() < 0.5:
            series = random.integers(0, 3, n)
            absolute = np.round(random.exponential(2, 3), int(random.integers(0, 3)))
            scales = {"absolute": absolute[series].tolist(), "squared": (1.5 * absolute[series] ** 2).tolist()}
            case["scales"] = scales | {"quantile": float(np.round(random.uniform(0.05, 0.95), 2))}
            expected |= forecast(y, said, w, case["scales"])
        if random.random() < 0.3 and (y >= 0).all():
            case["lists"] = lists
            expected |= listed(y, said, w, lists)
    return {"task": kind, **case, "expected": expected}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seed", type=int, required=True)
    arguments.add_argument("--cases", type=int, default=300)
    options = arguments.parse_args()
    random = np.random.default_rng(options.seed)
    kinds = ("binary-classification", "multiclass-classification", "regression", "paired", "fairness")
    versions = f"scikit-learn {sklearn.__version__}, fairlearn {fairlearn.__version__}, SciPy {scipy.__version__}, numpy {np.__version__}"
    cases = [random_case(kinds[i % len(kinds)], random) for i in range(options.cases)]
    json.dump({"tool": versions, "seed": options.seed, "cases": cases}, sys.stdout, allow_nan=False)


if __name__ == "__main__":
    main()
