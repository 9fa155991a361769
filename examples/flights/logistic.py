"""Trains scikit-learn's logistic regression on the features of mlops.yml: a plain model to compare with.

A program for `train.trainer: command`; examples/python-onnx says more about those.

    mlops run --set 'train={trainer: command, command: [python3, logistic.py]}' --stages train,evaluate-gate
"""

import os
from pathlib import Path

import numpy as np
import pyarrow.parquet as parquet
import skl2onnx
from sklearn.linear_model import LogisticRegression

table = parquet.read_table(os.environ["MLOPS_TRAIN_DATA"])
label = os.environ["MLOPS_LABEL"]
X = np.column_stack([column.to_numpy() for column in table.drop_columns([label]).columns])
model = LogisticRegression(max_iter=1000).fit(X.astype(np.float64), table[label].to_numpy())
# zipmap off: probabilities as a tensor, not as a list of dictionaries.
exported = skl2onnx.to_onnx(model, X[:1].astype(np.float32), options={"zipmap": False})
exported.graph.name = "late-flights"  # skl2onnx makes a random one; the same training is one version
(Path(os.environ["MLOPS_OUTPUT_DIR"]) / "model.onnx").write_bytes(exported.SerializeToString())
