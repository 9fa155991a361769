"""Writes models as people leave them to the folder argv[1]: ONNX by the converters, and what is to be refused."""

import os
import pickle
import sys
import warnings

import joblib
import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import (
    AdaBoostClassifier,
    BaggingClassifier,
    ExtraTreesClassifier,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
    StackingClassifier,
)
from sklearn.linear_model import HuberRegressor, LinearRegression, LogisticRegression, Ridge
from sklearn.naive_bayes import BernoulliNB, GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.svm import SVC, SVR
from sklearn.tree import DecisionTreeClassifier
from skl2onnx import to_onnx

warnings.filterwarnings("ignore")
out = sys.argv[1]
generator = np.random.default_rng(0)
X = generator.normal(size=(300, 3)).astype(np.float32)
y = (X[:, 0] + X[:, 1] * X[:, 2] > 0).astype(int)

logistic = LogisticRegression()
classifiers = [
    logistic,
    RandomForestClassifier(5),
    ExtraTreesClassifier(5),
    GradientBoostingClassifier(n_estimators=5),
    SVC(probability=True),
    KNeighborsClassifier(),
    MLPClassifier((8,), max_iter=50),
    GaussianNB(),
    BernoulliNB(),
    DecisionTreeClassifier(),
    AdaBoostClassifier(n_estimators=5),
    BaggingClassifier(n_estimators=3),
    make_pipeline(StandardScaler(), PolynomialFeatures(2), LogisticRegression()),
    CalibratedClassifierCV(LogisticRegression()),
    StackingClassifier([("a", LogisticRegression()), ("b", GaussianNB())]),
]
regressors = [
    LinearRegression(),
    Ridge(),
    HuberRegressor(),
    RandomForestRegressor(5),
    GradientBoostingRegressor(n_estimators=5),
    SVR(),
    KNeighborsRegressor(),
]
for model in classifiers + regressors:
    model.fit(X, y)
    options = {"zipmap": False} if model in classifiers else None
    with open(os.path.join(out, f"{type(model).__name__}.onnx"), "wb") as file:
        file.write(to_onnx(model, X[:1], options=options).SerializeToString())

for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    for name, value in [("model", logistic), ("plain", {"a": [1, 2.5, None, True, "x"]}), ("array", X)]:
        with open(os.path.join(out, f"{name}-{protocol}.refused"), "wb") as file:
            pickle.dump(value, file, protocol=protocol)
for compression in ["zlib", "gzip", "bz2", "xz", "lzma"]:
    joblib.dump(logistic, os.path.join(out, f"joblib-{compression}.refused"), compress=(compression, 3))
joblib.dump(logistic, os.path.join(out, "joblib.refused"))
with open(os.path.join(out, "objects.refused"), "wb") as file:
    np.save(file, np.array([{}], dtype=object), allow_pickle=True)
with open(os.path.join(out, "archive.refused"), "wb") as file:
    np.savez(file, X=X)
