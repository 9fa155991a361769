"""TFDV's statistics of CSV files, in one process each as it does by default."""
import sys

import tensorflow_data_validation as tfdv

for path in sys.argv[1:]:
    statistics = tfdv.generate_statistics_from_csv(path)
    print(path, statistics.datasets[0].num_examples)
