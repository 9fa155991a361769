"""What NannyML says of chunks: one column a line on stdin, one answer a line.

A column: {"type": "integer" | "number" | "string" | "boolean", "reference": [...], "chunks": [[...], ...]}.
An answer: {method: {"threshold": upper threshold or null, "chunks": [[value, alert], ...]}}; an alert of null is a
value that NannyML cannot compute. Thresholds are those of the default chunks of the reference.

Needs nannyml==0.13.1 (Python 3.10).
"""

import json
import math
import sys
import warnings

import pandas as pd

warnings.filterwarnings("ignore")

from nannyml.chunk import DefaultChunker  # noqa: E402
from nannyml.drift.univariate.calculator import DEFAULT_THRESHOLDS  # noqa: E402
from nannyml.drift.univariate.methods import FeatureType, MethodFactory  # noqa: E402

METHODS = {
    FeatureType.CONTINUOUS: ["jensen_shannon", "hellinger", "kolmogorov_smirnov", "wasserstein"],
    FeatureType.CATEGORICAL: ["jensen_shannon", "hellinger", "l_infinity", "chi2"],
}


def series(values, kind):
    numeric = kind in ("integer", "number")
    column = pd.Series(values, dtype="float64" if numeric else "object", name="x")
    return column.astype("int64") if kind == "integer" and None not in values else column


def answer(case):
    numeric = case["type"] in ("integer", "number")
    kind = FeatureType.CONTINUOUS if numeric else FeatureType.CATEGORICAL
    reference = series(case["reference"], case["type"])
    answers = {}
    for key in METHODS[kind]:
        method = MethodFactory.create(
            key=key, feature_type=kind, chunker=DefaultChunker(), threshold=DEFAULT_THRESHOLDS[key]
        ).fit(reference)
        chunks = []
        for values in case["chunks"]:
            value = float(method.calculate(series(values, case["type"])))
            chunks.append([value, bool(method.alert(value))] if math.isfinite(value) else [None, None])
        threshold = method.upper_threshold_value
        answers[key] = {"threshold": None if threshold is None else float(threshold), "chunks": chunks}
    return answers


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
