"""What Evidently's DataDriftPreset says of pairs of datasets: one pair a line on stdin, one answer a line.

A pair: [{"name", "type": "integer" | "number" | "string" | "boolean", "reference": [...], "current": [...]}, ...].
Missing values are null; NaN and infinities the strings "NaN", "Infinity" and "-Infinity".
An answer: {"columns": {name: [method, score, drifted], or null where a side has no value}, "drifted": count,
"share": share}. All of it is of the tests that the preset runs; on every tenth pair the public report, which takes
seconds to draw its pictures, must give the same scores and the same count.

Needs evidently==0.7.23 with "pandas<3" and scipy==1.17.1.
"""

import json
import math
import sys
import warnings

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")

from evidently import DataDefinition, Dataset, Report  # noqa: E402
from evidently.legacy.calculations.stattests import get_stattest  # noqa: E402
from evidently.legacy.core import ColumnType  # noqa: E402
from evidently.presets import DataDriftPreset  # noqa: E402


def series(values, kind):
    """The column as pandas reads it: integers with missing values are floats."""
    if kind in ("integer", "number"):
        numbers = [math.nan if value is None else float(value) for value in values]
        column = pd.Series(numbers, dtype="float64")
        return column.astype("int64") if kind == "integer" and None not in values else column
    if kind == "boolean" and None not in values:
        return pd.Series(values, dtype="bool")
    return pd.Series(values, dtype="object")


def clean(column):
    return column.replace([-np.inf, np.inf], np.nan).dropna()


def answer(pair, public):
    sides = [{c["name"]: series(c[side], c["type"]) for c in pair} for side in ("reference", "current")]
    kinds = {c["name"]: "number" if c["type"] in ("integer", "number") else "category" for c in pair}
    full = [name for name in kinds if all(len(clean(side[name])) > 0 for side in sides)]
    reference, current = (pd.DataFrame({name: side[name] for name in full}) for side in sides)
    found = {name: None for name in kinds}
    for name in full:
        kind = ColumnType.Numerical if kinds[name] == "number" else ColumnType.Categorical
        sample = clean(reference[name]), clean(current[name])
        test = get_stattest(*sample, kind, None)
        result = test(sample[0].copy(), sample[1].copy(), kind, None)
        score = float(result.drift_score)
        found[name] = [test.name, score if math.isfinite(score) else None, bool(result.drifted)]
    drifted = sum(one[2] for one in found.values() if one)
    total = {"drifted": drifted, "share": drifted / len(full) if full else 0}
    if public and full:
        check_report(reference, current, kinds, found, total)
    return {"columns": found, **total}


def check_report(reference, current, kinds, found, total):
    definition = DataDefinition(
        numerical_columns=[name for name in reference if kinds[name] == "number"],
        categorical_columns=[name for name in reference if kinds[name] == "category"],
    )
    data = [Dataset.from_pandas(frame, definition) for frame in (current, reference)]
    for metric in Report([DataDriftPreset()]).run(*data).dict()["metrics"]:
        name, value = metric["config"].get("column"), metric["value"]
        if name is None:
            assert value == {"count": total["drifted"], "share": total["share"]}, (value, total)
        else:
            score = float(value)
            assert (score if math.isfinite(score) else None) == found[name][1], (name, value, found[name])


for index, line in enumerate(sys.stdin):
    print(json.dumps(answer(json.loads(line), index % 10 == 0)), flush=True)
