// A hundred rules on the bench's 30 columns, in our words and as the peers take them.
const NORMAL = Array.from({ length: 10 }, (_, n) => ({ column: `normal_${n}`, scale: n + 1 }));
const LOGNORMAL = Array.from({ length: 5 }, (_, n) => `lognormal_${n + 10}`);
const INTEGER = Array.from({ length: 5 }, (_, n) => ({ column: `integer_${n + 15}`, below: 10 ** (n + 1) }));
const CATEGORY = Array.from({ length: 10 }, (_, n) => ({ column: `category_${n + 20}`, values: 4 + n * 20 }));

/** Each rule with `breaks`: whether the data break it. */
export function benchRules() {
  const columns = [...NORMAL, ...LOGNORMAL.map((column) => ({ column })), ...INTEGER, ...CATEGORY];
  return [
    ...columns.map(({ column }) => ({ rule: 'missing', column, 'at-most': 0.05, breaks: false })),
    // Every second one is too narrow for the tails of a million rows.
    ...NORMAL.map(({ column, scale }, n) => {
      const end = scale * (n % 2 === 0 ? 4 : 10);
      return { rule: 'range', column, 'at-least': -end, 'at-most': end, breaks: n % 2 === 0 };
    }),
    ...LOGNORMAL.map((column) => ({ rule: 'range', column, 'at-least': 0, 'at-most': 1000, breaks: false })),
    ...INTEGER.map(({ column, below }) => ({
      rule: 'range',
      column,
      'at-least': 0,
      'at-most': below - 1,
      breaks: false,
    })),
    ...NORMAL.map(({ column, scale }) => ({
      rule: 'mean',
      column,
      'at-least': -0.1 * scale,
      'at-most': 0.1 * scale,
      breaks: false,
    })),
    ...LOGNORMAL.map((column) => ({ rule: 'mean', column, 'at-least': 1.5, 'at-most': 1.8, breaks: false })),
    ...INTEGER.map(({ column, below }) => ({
      rule: 'mean',
      column,
      'at-least': below * 0.4,
      'at-most': below * 0.6,
      breaks: false,
    })),
    ...NORMAL.map(({ column, scale }) => ({
      rule: 'deviation',
      column,
      'at-least': 0.9 * scale,
      'at-most': 1.1 * scale,
      breaks: false,
    })),
    ...LOGNORMAL.map((column) => ({
      rule: 'deviation',
      column,
      'at-least': 1,
      'at-most': 4,
      breaks: false,
    })),
    ...INTEGER.map(({ column, below }) => ({
      rule: 'deviation',
      column,
      'at-least': below * 0.2,
      'at-most': below * 0.4,
      breaks: false,
    })),
    ...CATEGORY.map(({ column, values }, n) => ({
      rule: 'domain',
      column,
      // Every second domain lacks its last three values.
      values: Array.from({ length: n % 2 === 0 ? values : values - 3 }, (_, value) => `value_${value}`),
      breaks: n % 2 === 1,
    })),
  ];
}

/** The rules without what only the bench knows. */
export function peerRulesOf(rules) {
  return rules.map(({ breaks: _, ...rule }) => rule);
}

/** A contract of ours for each of `datasets`; JSON is YAML. */
export function contractOf(datasets, rules) {
  const columns = {};
  const quality = [];
  const typeOf = (column) =>
    column.startsWith('category') ? 'string' : column.startsWith('integer') ? 'integer' : 'number';
  const every = [...NORMAL, ...LOGNORMAL.map((column) => ({ column })), ...INTEGER, ...CATEGORY];
  for (const { column } of every) columns[column] = { type: typeOf(column) };
  for (const { rule, column, ...bounds } of rules) {
    const entry = columns[column];
    const range = { 'at-least': bounds['at-least'], 'at-most': bounds['at-most'] };
    if (rule === 'missing') entry.missing = { 'at-most': bounds['at-most'] };
    else if (rule === 'range') entry.range = range;
    else if (rule === 'domain') entry.domain = bounds.values;
    else {
      const metric = { mean: 'mean', deviation: 'standardDeviation' }[rule];
      quality.push({
        metric,
        column,
        mustBeGreaterOrEqualTo: bounds['at-least'],
        mustBeLessOrEqualTo: bounds['at-most'],
      });
    }
  }
  const dataset = { columns, ...(rules.length > 0 ? { quality } : {}) };
  return JSON.stringify({
    version: 1,
    datasets: Object.fromEntries(datasets.map((name) => [name, dataset])),
  });
}
