"""Evidently's data drift preset, and its data summary where asked, on two CSV files."""
import json
import sys

import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset, DataSummaryPreset

reference_path, current_path, what = sys.argv[1:4]
reference, current = pd.read_csv(reference_path), pd.read_csv(current_path)
definition = DataDefinition(
    numerical_columns=[c for c in reference if reference[c].dtype.kind in "if"],
    categorical_columns=[c for c in reference if reference[c].dtype.kind not in "if"],
)
presets = [DataDriftPreset()] + ([DataSummaryPreset()] if what == "summary" else [])
snapshot = Report(presets).run(
    Dataset.from_pandas(current, definition), Dataset.from_pandas(reference, definition)
)
result = snapshot.dict()
counts = [m for m in result["metrics"] if m["metric_name"].startswith("DriftedColumnsCount")]
print(json.dumps({"drifted": counts[0]["value"]}))
