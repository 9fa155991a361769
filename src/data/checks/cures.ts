/** What would mend a broken rule: the data, or the contract where the data are right. */

const UPDATE = '`mlops contract update`';

/** By the rule of an anomaly of a column or of the dataset. */
export const CURES = {
  rows: `Deliver the whole dataset; if so many rows are right, change \`rows\` with ${UPDATE}.`,
  required: `Deliver the column again; if it is gone for good, take it out of the contract with ${UPDATE}.`,
  'additional-columns': `Take the column into the contract with ${UPDATE}, or leave it out of the data.`,
  type: `Mend the values, or name the text under \`missing\` of the source if it means that there is none; if the new type is right, take it over with ${UPDATE}.`,
  missing: `Fill the values where the data come from; if so many may be missing, raise \`missing.at-most\` with ${UPDATE}.`,
  present: 'Fill the values where the data come from, or lower `present.at-least` in the contract.',
  finite: 'Mend the calculation that makes the values, or write `finite: false` in the contract.',
  domain: `Mend the values; if they are right, add them to \`domain\` with ${UPDATE}.`,
  classes: `Mend the labels; if the classes have changed, take them over with ${UPDATE} and train again.`,
  range: 'Mend the values; if they are right, widen `range` in the contract.',
  pattern: 'Mend the values; if they are right, change `pattern` in the contract.',
  length: 'Mend the values; if they are right, widen `length` in the contract.',
  schema: 'Mend the values; if they are right, change `schema` in the contract.',
  'row-schema': 'Mend the rows; if they are right, change `row-schema` in the contract.',
  unique: 'Remove the rows that came twice; if values may repeat, take `unique` out of the contract.',
  keys: 'Remove the rows that came twice, or add the column to `keys` that tells them apart.',
  lifecycle: 'Stop delivering the column, or make it `active` again in the contract.',
  drift: 'Find out what changed since the previous version; if it is meant, train again and raise the bound.',
  skew: 'Make training and serving take the values from one place; if the difference is meant, raise the bound.',
  label: 'Mend the label where the data come from, or change `model.label` or `model.task` in the config.',
} as const;
