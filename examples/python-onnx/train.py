"""Trains scikit-learn's boosted trees for mlops-actions and leaves them as ONNX.

mlops-actions starts this program with these variables in its environment:

    MLOPS_TRAIN_DATA, MLOPS_VALIDATION_DATA   Parquet: one column for each feature, and the label
    MLOPS_TEST_DATA                           the same without the label
    MLOPS_LABEL                               the name of the label column (0 or 1: the index of the class)
    MLOPS_PARAMS                              a JSON file with `train.parameters` of mlops.yml
    MLOPS_SEED                                a whole number
    MLOPS_OUTPUT_DIR                          where the model goes
"""

import json
import os
from pathlib import Path

import numpy as np
import onnx
import pyarrow
import pyarrow.parquet as parquet
import skl2onnx
import sklearn
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import log_loss


def read(path):
    """Features as float32 and labels of one Parquet file."""
    table = parquet.read_table(path)
    label = os.environ["MLOPS_LABEL"]
    features = table.drop_columns([label])
    return np.column_stack([column.to_numpy() for column in features.columns]), table[label].to_numpy()


def main():
    output = Path(os.environ["MLOPS_OUTPUT_DIR"])
    parameters = json.loads(Path(os.environ["MLOPS_PARAMS"]).read_text())
    trees, step = parameters.pop("n_estimators"), 10
    X, y = read(os.environ["MLOPS_TRAIN_DATA"])
    X_validation, y_validation = read(os.environ["MLOPS_VALIDATION_DATA"])

    model = GradientBoostingClassifier(
        warm_start=True, random_state=int(os.environ["MLOPS_SEED"]), **parameters
    )
    with open(output / "metrics.jsonl", "a") as metrics:
        for epoch, grown in enumerate(range(step, trees + 1, step), start=1):
            model.set_params(n_estimators=grown).fit(X, y)
            line = {
                "epoch": epoch,
                "epochs": trees // step,
                "loss": log_loss(y, model.predict_proba(X)),
                "validation_loss": log_loss(y_validation, model.predict_proba(X_validation)),
                "trees": grown,
            }
            print(json.dumps(line), file=metrics, flush=True)  # seen at once, as progress

    # zipmap off: probabilities as a tensor, not as a list of dictionaries.
    exported = skl2onnx.to_onnx(model, X[:1].astype(np.float32), options={"zipmap": False})
    exported.graph.name = "late-departures"  # skl2onnx makes a random one; the same training is one version
    (output / "model.onnx").write_bytes(exported.SerializeToString())

    modules = [np, onnx, pyarrow, skl2onnx, sklearn]
    (output / "tools.json").write_text(json.dumps({each.__name__: each.__version__ for each in modules}))


main()
