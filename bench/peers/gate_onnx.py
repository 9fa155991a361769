"""A LightGBM model as ONNX with rows for it, and what Python's ONNX Runtime takes for them on one thread.

    python gate_onnx.py make FOLDER ROWS        writes model.onnx and rows.bin
    python gate_onnx.py run FOLDER ROWS         writes python.bin, prints seconds
"""

import json
import os
import sys
import time

import numpy as np

command, folder, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])
WIDTH = 30


def make():
    import lightgbm
    import onnxmltools
    from onnxmltools.convert.common.data_types import FloatTensorType

    random = np.random.default_rng(3)
    x = random.normal(size=(rows, WIDTH)).astype(np.float32)
    x.tofile(os.path.join(folder, "rows.bin"))
    few = x[:50_000]
    logit = few[:, 0] + few[:, 1] * few[:, 2] - np.abs(few[:, 3]) + 0.5 * random.normal(size=len(few))
    model = lightgbm.LGBMClassifier(n_estimators=100, num_leaves=31, n_jobs=1, verbose=-1, random_state=1)
    model.fit(few, (logit > 0).astype(int))
    onnx = onnxmltools.convert_lightgbm(model, initial_types=[("input", FloatTensorType([None, WIDTH]))], zipmap=False)
    with open(os.path.join(folder, "model.onnx"), "wb") as file:
        file.write(onnx.SerializeToString())


def run():
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        os.path.join(folder, "model.onnx"), options, providers=["CPUExecutionProvider"]
    )
    x = np.fromfile(os.path.join(folder, "rows.bin"), np.float32).reshape(rows, WIDTH)
    best = None
    for _ in range(3):
        wall, cpu = time.perf_counter(), time.process_time()
        probabilities = session.run(["probabilities"], {"input": x})[0]
        taken = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
        best = taken if best is None or taken["cpu"] < best["cpu"] else best
    np.ascontiguousarray(probabilities[:, 1]).tofile(os.path.join(folder, "python.bin"))
    print(json.dumps(best))


{"make": make, "run": run}[command]()
