"""The gate's figures as one writes them with scikit-learn and SciPy: metrics, 50 slices, DeLong, paired bootstrap.

    python gate_sklearn.py FOLDER BOOTSTRAPPED SMALL REPLICATES_TIMED REPLICATES_SMALL
"""

import json
import os
import sys
import time

import numpy as np
import scipy.stats
from sklearn import metrics as sk

folder, bootstrapped, small, timed_replicates, small_replicates = sys.argv[1], *map(int, sys.argv[2:6])
y = np.fromfile(os.path.join(folder, "labels.bin"), np.uint8)
groups = np.fromfile(os.path.join(folder, "groups.bin"), np.uint8)
a = np.fromfile(os.path.join(folder, "challenger.bin"))
b = np.fromfile(os.path.join(folder, "champion.bin"))


def figures(y, p):
    said = (p >= 0.5).astype(np.uint8)
    (tn, fp), (fn, tp) = sk.confusion_matrix(y, said)
    bins = np.searchsorted(np.linspace(0, 1, 11)[1:-1], p)
    gaps = np.array([[(bins == k).mean(), abs(y[bins == k].mean() - p[bins == k].mean())] for k in np.unique(bins)])
    return {
        "roc_auc_score": sk.roc_auc_score(y, p),
        "average_precision_score": sk.average_precision_score(y, p),
        "log_loss": sk.log_loss(y, p),
        "brier_score_loss": sk.brier_score_loss(y, p),
        "d2_log_loss_score": sk.d2_log_loss_score(y, p),
        "expected_calibration_error": (gaps[:, 0] * gaps[:, 1]).sum(),
        "maximum_calibration_error": gaps[:, 1].max(),
        "accuracy_score": sk.accuracy_score(y, said),
        "balanced_accuracy_score": sk.balanced_accuracy_score(y, said),
        "precision_score": sk.precision_score(y, said),
        "recall_score": sk.recall_score(y, said),
        "true_negative_rate": tn / (tn + fp),
        "false_positive_rate": fp / (tn + fp),
        "f1_score": sk.f1_score(y, said),
        "f2_score": sk.fbeta_score(y, said, beta=2),
        "jaccard_score": sk.jaccard_score(y, said),
        "matthews_corrcoef": sk.matthews_corrcoef(y, said),
        "cohen_kappa_score": sk.cohen_kappa_score(y, said),
        "positive_rate": said.mean(),
    }


def delong():
    """Sun and Xu's way: midranks by SciPy."""
    pos, neg = y == 1, y == 0
    m, n = pos.sum(), neg.sum()
    v10, v01, areas = [], [], []
    for p in (a, b):
        ranks = scipy.stats.rankdata(p)
        v10.append((ranks[pos] - scipy.stats.rankdata(p[pos])) / n)
        v01.append(1 - (ranks[neg] - scipy.stats.rankdata(p[neg])) / m)
        areas.append(v10[-1].mean())
    s = np.cov(v10) / m + np.cov(v01) / n
    difference = areas[0] - areas[1]
    z = difference / np.sqrt(s[0, 0] + s[1, 1] - 2 * s[0, 1])
    return {"auc_a": areas[0], "auc_b": areas[1], "difference": difference, "z": z, "p": 2 * scipy.stats.norm.sf(abs(z))}


def bootstrap(rows, replicates):
    random = np.random.default_rng(5)
    drawn = []
    for _ in range(replicates):
        i = random.integers(0, rows, rows)
        drawn.append(
            (
                sk.roc_auc_score(y[i], a[i]) - sk.roc_auc_score(y[i], b[i]),
                sk.log_loss(y[i], b[i]) - sk.log_loss(y[i], a[i]),
            )
        )
    drawn = np.array(drawn)
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    return {
        name: {"standardError": drawn[:, k].std(ddof=1), "lower": low[k], "upper": high[k]}
        for k, name in enumerate(("roc_auc_score", "log_loss"))
    }


def timed(work):
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "result": result}


print(
    json.dumps(
        {
            "metrics": timed(lambda: figures(y, a)),
            "slices": timed(lambda: {f"group {k}": figures(y[groups == k], a[groups == k]) for k in np.unique(groups)}),
            "delong": timed(delong),
            "bootstrap": timed(lambda: bootstrap(bootstrapped, timed_replicates)),
            "small": timed(lambda: bootstrap(small, small_replicates)),
        },
        default=float,
    )
)
