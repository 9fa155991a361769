"""Is the model of this example any good, and are its figures right? scikit-learn says.

    python compare.py [--until 2013-05-16 …]

Trains and judges the example in a copy of its folder, computes every metric of the evidence again from the written
predictions, all rows and each slice (equal to 1e-9), and compares the ROC AUC on the held-out rows with that of

  - LogisticRegression on the same transformed features (at most 0.005 behind it), by way of logistic.py, and
  - HistGradientBoostingClassifier on the same raw columns (at most 0.03 behind it), joined here with pandas.

Exits with 1 where one of these does not hold. Needs what examples/python-onnx/requirements.txt names, and pandas.
"""

import argparse
import hashlib
import json
import math
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn import metrics as sk
from sklearn.ensemble import HistGradientBoostingClassifier

HERE = Path(__file__).resolve().parent
TOLERANCE = 1e-9
BEHIND_LINEAR, BEHIND_TREES = 0.005, 0.03
CATEGORIES = ["carrier", "origin", "dest"]
WEATHER = ["temp", "wind_speed", "precip", "visib", "pressure"]
NUMBERS = ["distance", "plane_seats", *WEATHER, "plane_year", "hour"]


def mlops(cli, folder, out, *args):
    """Trains and judges in `folder` and gives the evidence by stage, whatever the verdict."""
    command = ["node", cli, "run", "--stages", "train,evaluate-gate", "--json", "--quiet", "--out", out, *args]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"mlops ended with exit code {done.returncode}")
    return json.loads(done.stdout)["stages"]


def predictions_of(evidence, out):
    """The file that the evidence names, once its digest is what the evidence says."""
    named = evidence["outputs"]["predictions"]
    path = Path(out) / named["path"]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert named["sha256"] == f"sha256:{digest}", f"{path} is not the file of the evidence"
    return pd.read_parquet(path)


def calibration_gaps(y, p):
    """Share of rows and gap of each of 10 equally wide bins without its lower edge, 0 in the first: those of sklearn.calibration."""
    bins = np.searchsorted(np.linspace(0, 1, 11)[1:-1], p)
    filled = [bins == k for k in np.unique(bins)]
    return [(rows.mean(), abs(y[rows].mean() - p[rows].mean())) for rows in filled]


def metrics_of(y, p, threshold):
    said = p >= threshold
    gaps = calibration_gaps(y, p)
    return {
        "roc_auc_score": sk.roc_auc_score(y, p) if len(set(y)) == 2 else None,
        "average_precision_score": sk.average_precision_score(y, p) if y.any() else None,
        "log_loss": sk.log_loss(y, p, labels=[False, True]),
        "brier_score_loss": sk.brier_score_loss(y, p),
        "d2_log_loss_score": sk.d2_log_loss_score(y, p, labels=[False, True]) if len(set(y)) == 2 else None,
        "expected_calibration_error": sum(share * gap for share, gap in gaps),
        "maximum_calibration_error": max(gap for _, gap in gaps),
        "accuracy_score": sk.accuracy_score(y, said),
        "balanced_accuracy_score": sk.balanced_accuracy_score(y, said),
        "precision_score": sk.precision_score(y, said),
        "recall_score": sk.recall_score(y, said),
        "true_negative_rate": sk.recall_score(~y, ~said),
        "false_positive_rate": 1 - sk.recall_score(~y, ~said) if not y.all() else 0,
        "f1_score": sk.f1_score(y, said),
        "f2_score": sk.fbeta_score(y, said, beta=2),
        "jaccard_score": sk.jaccard_score(y, said),
        "matthews_corrcoef": sk.matthews_corrcoef(y, said),
        "cohen_kappa_score": sk.cohen_kappa_score(y, said),
        "positive_rate": said.mean(),
    }


def differences(where, told, computed):
    """What the evidence says otherwise than scikit-learn, as sentences."""
    wrong = [] if set(told) == set(computed) else [f"{where}: other metrics: {set(told) ^ set(computed)}"]
    for name in set(told) & set(computed):
        a, b = told[name], computed[name]
        if a is None or b is None:
            # scikit-learn gives 0 where there is nothing to divide by; the evidence says that there is no figure.
            same = a is None and (b is None or b == 0)
        else:
            same = math.isclose(a, b, rel_tol=0, abs_tol=TOLERANCE)
        if not same:
            wrong.append(f"{where}: {name} is {a} in the evidence and {b} by scikit-learn")
    return wrong


def check_figures(judged, rows):
    figures = judged["figures"]
    y, p = rows["late"].to_numpy(), rows["score"].to_numpy()
    computed = metrics_of(y, p, figures["threshold"])
    wrong = differences("all rows", figures["challenger"]["metrics"], computed)
    for part in figures["slices"]:
        chosen = (rows[part["column"]].astype(str) == part["value"]).to_numpy()
        if chosen.sum() != part["rows"]:
            wrong.append(f"{part['column']} = {part['value']}: {part['rows']} rows, not {chosen.sum()}")
        of_slice = metrics_of(y[chosen], p[chosen], figures["threshold"])
        wrong += differences(f"{part['column']} = {part['value']}", part["challenger"], of_slice)
    return computed, wrong, 1 + len(figures["slices"])


def view():
    """The feature view of mlops.yml, by pandas."""
    flights = pd.read_parquet(HERE / "data/flights.parquet").sort_values("time_hour", kind="stable")
    weather = pd.read_parquet(HERE / "data/weather.parquet").sort_values("time_hour", kind="stable")
    planes = pd.read_csv(HERE / "data/planes.csv", na_values=["NA"])[["tailnum", "year", "seats"]]
    rows = pd.merge_asof(
        flights,
        weather[["origin", "time_hour", *WEATHER]],
        on="time_hour",
        by="origin",
        tolerance=pd.Timedelta("3h"),
    )
    planes = planes.rename(columns={"year": "plane_year", "seats": "plane_seats"})
    rows = rows.merge(planes, on="tailnum", how="left", validate="many_to_one")
    rows = rows[rows["arr_delay"].notna()]
    return rows.assign(late=rows["arr_delay"] >= 30)


def trees(rows, period, test):
    """Scores of boosted trees that were trained on the rows of `period`."""
    time = rows["time_hour"].dt.tz_localize(None)
    start, end = (pd.Timestamp(period[name]).tz_localize(None) for name in ("from", "to"))
    known = rows[(time >= start) & (time < end)]
    assert len(known) == period["rows"], f"{len(known)} training rows by pandas, not {period['rows']}"

    def columns(frame):
        values = {name: sorted(known[name].unique()) for name in CATEGORIES}
        coded = {
            name: pd.Categorical(frame[name].where(frame[name].isin(seen)), seen) for name, seen in values.items()
        }
        return frame[[*CATEGORIES, *NUMBERS]].assign(**coded)

    model = HistGradientBoostingClassifier(categorical_features="from_dtype", random_state=7)
    model.fit(columns(known), known["late"])
    return model.predict_proba(columns(test))[:, 1]


def compare(until, cli, folder, rows):
    """Prints the comparison for one `until` and returns what does not hold."""
    out = folder / f"run-{until}"
    changed = ["--set", f"data.split.until={until}"]
    stages = mlops(cli, folder, out, *changed)
    judged = stages["evaluate-gate"]
    predictions = predictions_of(judged, out)
    ours, wrong, parts = check_figures(judged, predictions)

    program = json.dumps({"trainer": "command", "command": [sys.executable, "logistic.py"]})
    linear_out = folder / f"linear-{until}"
    linear = mlops(cli, folder, linear_out, *changed, "--set", f"train={program}")["evaluate-gate"]
    linear_rows = predictions_of(linear, linear_out)
    assert linear_rows["late"].equals(predictions["late"]), "both models must be judged on the same rows"
    threshold = judged["figures"]["threshold"]
    y = predictions["late"].to_numpy()
    others = {
        "LogisticRegression, same features": metrics_of(y, linear_rows["score"].to_numpy(), threshold),
        "HistGradientBoosting, same columns": metrics_of(
            y, trees(rows, stages["train"]["figures"]["splits"]["train"], predictions), threshold
        ),
    }
    period = judged["figures"]["period"]
    print(f"\n{len(y):,} flights from {period['from'][:10]} to before {period['to'][:10]}")
    print(f"  {'':36}ROC AUC  log loss")
    for name, figures in {"this example": ours, **others}.items():
        print(f"  {name:36}{figures['roc_auc_score']:.4f}   {figures['log_loss']:.4f}")
    told = "differ" if wrong else f"equal scikit-learn's to {TOLERANCE:g}"
    print(f"  {len(ours)} metrics on {parts} sets of rows {told}")
    for (name, figures), behind in zip(others.items(), (BEHIND_LINEAR, BEHIND_TREES), strict=True):
        if not ours["roc_auc_score"] >= figures["roc_auc_score"] - behind:
            wrong.append(f"the ROC AUC is more than {behind} behind {name}")
    return [f"until {until}: {sentence}" for sentence in wrong]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--until", nargs="+", default=["2013-05-16"], help="the day after the held-out rows")
    parser.add_argument("--cli", default=HERE / "../../dist/cli.mjs", type=Path, help="the mlops program")
    options = parser.parse_args()
    rows = view()
    wrong = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "flights"
        shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns(".mlops", "serving"))
        for until in options.until:
            wrong += compare(until, options.cli.resolve(), folder, rows)
    for sentence in wrong:
        print(f"wrong: {sentence}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
