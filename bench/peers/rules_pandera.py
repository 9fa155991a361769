"""The rules of rules.json as pandera's checks on a CSV file."""
import json
import sys

import pandas as pd
import pandera.pandas as pa

path, rules_path = sys.argv[1:3]
rules = json.load(open(rules_path))
make = {
    "missing": lambda r: pa.Check(lambda s, most=r["at-most"]: s.isna().mean() <= most, ignore_na=False),
    "range": lambda r: pa.Check.in_range(r["at-least"], r["at-most"]),
    "mean": lambda r: pa.Check(lambda s, low=r["at-least"], high=r["at-most"]: low <= s.mean() <= high),
    "deviation": lambda r: pa.Check(lambda s, low=r["at-least"], high=r["at-most"]: low <= s.std() <= high),
    "domain": lambda r: pa.Check.isin(r["values"]),
    "pattern": lambda r: pa.Check.str_matches(f"{r['pattern']}$"),
}
checks = {}
for rule in rules:
    checks.setdefault(rule["column"], []).append(make[rule["rule"]](rule))
schema = pa.DataFrameSchema({column: pa.Column(nullable=True, checks=each) for column, each in checks.items()})
failed = 0
try:
    schema.validate(pd.read_csv(path), lazy=True)
except pa.errors.SchemaErrors as errors:
    failed = len({(e.schema.name, str(e.check)) for e in errors.schema_errors})
print(json.dumps({"failed": failed, "rules": len(rules)}))
