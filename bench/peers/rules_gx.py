"""The rules of rules.json as Great Expectations' expectations on a CSV file."""
import json
import sys

import great_expectations as gx
import pandas as pd

path, rules_path = sys.argv[1:3]
frame = pd.read_csv(path)
context = gx.get_context(mode="ephemeral")
batch = (
    context.data_sources.add_pandas("bench")
    .add_dataframe_asset("data")
    .add_batch_definition_whole_dataframe("all")
)
make = {
    "missing": lambda r: gx.expectations.ExpectColumnValuesToNotBeNull(column=r["column"], mostly=1 - r["at-most"]),
    "range": lambda r: gx.expectations.ExpectColumnValuesToBeBetween(
        column=r["column"], min_value=r["at-least"], max_value=r["at-most"]
    ),
    "mean": lambda r: gx.expectations.ExpectColumnMeanToBeBetween(
        column=r["column"], min_value=r["at-least"], max_value=r["at-most"]
    ),
    "deviation": lambda r: gx.expectations.ExpectColumnStdevToBeBetween(
        column=r["column"], min_value=r["at-least"], max_value=r["at-most"]
    ),
    "domain": lambda r: gx.expectations.ExpectColumnValuesToBeInSet(column=r["column"], value_set=r["values"]),
    "pattern": lambda r: gx.expectations.ExpectColumnValuesToMatchRegex(column=r["column"], regex=f"^{r['pattern']}$"),
}
rules = json.load(open(rules_path))
suite = context.suites.add(gx.ExpectationSuite(name="rules", expectations=[make[r["rule"]](r) for r in rules]))
validation = context.validation_definitions.add(gx.ValidationDefinition(name="v", data=batch, suite=suite))
result = validation.run(batch_parameters={"dataframe": frame})
print(json.dumps({"failed": sum(not r.success for r in result.results), "rules": len(rules)}))
