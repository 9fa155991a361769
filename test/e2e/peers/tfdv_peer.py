"""What TFDV measures between two columns: one pair of datasets a line on stdin, one answer a line.

A pair: [{"name", "type": "integer" | "number" | "string" | "boolean", "reference": [...], "current": [...]}, ...].
Missing values are null; NaN and infinities the strings "NaN", "Infinity" and "-Infinity". Truth values are texts,
as in TFDV's reading of CSV.
An answer: {name: {measure: value}}, without the columns that TFDV does not measure.

Needs tensorflow-data-validation==1.16.1 (Python 3.10).
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import pyarrow as pa  # noqa: E402
import tensorflow_data_validation as tfdv  # noqa: E402
from tensorflow_data_validation.statistics import stats_impl, stats_options  # noqa: E402


def array(values, kind):
    if kind == "integer":
        cells = [None if v is None else [int(v)] for v in values]
        return pa.array(cells, type=pa.list_(pa.int64()))
    if kind == "number":
        cells = [None if v is None else [float(v)] for v in values]
        return pa.array(cells, type=pa.list_(pa.float64()))
    cells = [None if v is None else [str(v).lower() if kind == "boolean" else v] for v in values]
    return pa.array(cells, type=pa.list_(pa.string()))


def statistics(pair, side):
    batch = pa.RecordBatch.from_arrays([array(c[side], c["type"]) for c in pair], [c["name"] for c in pair])
    return stats_impl.generate_statistics_in_memory(batch, stats_options.StatsOptions())


def answer(pair):
    reference, current = statistics(pair, "reference"), statistics(pair, "current")
    schema = tfdv.infer_schema(reference)
    for feature in schema.feature:
        comparator = feature.drift_comparator
        column = next(c for c in pair if c["name"] == feature.name)
        comparator.jensen_shannon_divergence.threshold = 0.01
        if column["type"] in ("string", "boolean"):
            comparator.infinity_norm.threshold = 0.01
            comparator.normalized_abs_difference.threshold = 0.01
    anomalies = tfdv.validate_statistics(current, schema, previous_statistics=reference)
    found = {}
    for info in anomalies.drift_skew_info:
        kind = type(info.drift_measurements[0]) if info.drift_measurements else None
        for measurement in info.drift_measurements:
            name = kind.Type.Name(measurement.type)
            found.setdefault(info.path.step[0], {})[name] = measurement.value
    return found


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
