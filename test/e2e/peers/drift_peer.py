"""What Evidently says of columns: reads cases as JSON lines on stdin, writes one answer a line.

A case: {"type": "integer" | "number" | "string" | "boolean", "reference": [...], "current": [...],
"methods": [...]}. Missing values are null, infinities the strings "Infinity" and "-Infinity".
An answer: {"default": name, "scores": {method: [score, drifted], or null where Evidently fails or says NaN}}.

Needs evidently==0.7.23 with "pandas<3" and scipy==1.17.1.
"""

import json
import math
import sys
import warnings

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")

from evidently.legacy.calculations.stattests import get_stattest  # noqa: E402
from evidently.legacy.core import ColumnType  # noqa: E402

CATEGORICAL_ONLY = {"chisquare", "z", "g_test", "fisher_exact", "TVD"}


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
    """As evidently.legacy.calculations.data_drift.get_one_column_drift does it."""
    return column.replace([-np.inf, np.inf], np.nan).dropna()


def judge(reference, current, feature_type, method):
    test = get_stattest(reference, current, feature_type, method)
    return test(reference.copy(), current.copy(), feature_type, None)


def answer(case):
    reference, current = (clean(series(case[side], case["type"])) for side in ("reference", "current"))
    own = ColumnType.Numerical if case["type"] in ("integer", "number") else ColumnType.Categorical
    scores = {}
    for method in case["methods"]:
        feature_type = ColumnType.Categorical if method in CATEGORICAL_ONLY else own
        try:
            found = judge(reference, current, feature_type, method)
            score = float(found.drift_score)
            scores[method] = [score, bool(found.drifted)] if math.isfinite(score) else None
        except (ValueError, TypeError):
            scores[method] = None
    return {"default": get_stattest(reference, current, own, None).name, "scores": scores}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
