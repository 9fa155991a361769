/** What a model costs where it runs, as metrics that rules can name. Less is better, and none depends on which rows were drawn. */
export const BUDGETS = {
  predict_row_p50_ms: { title: 'median time for one row in ms', unit: 'ms' },
  predict_row_p99_ms: { title: '99th percentile of the time for one row in ms', unit: 'ms' },
  predict_batch_p50_ms: { title: 'median time for a batch in ms', unit: 'ms' },
  predict_batch_p99_ms: { title: '99th percentile of the time for a batch in ms', unit: 'ms' },
  package_bytes: { title: 'package size in bytes', unit: 'bytes' },
  model_bytes: { title: 'model size in bytes', unit: 'bytes' },
  predict_memory_bytes: { title: 'memory of a process that answers a batch in bytes', unit: 'bytes' },
} as const satisfies Record<string, { title: string; unit: 'ms' | 'bytes' }>;

export type BudgetName = keyof typeof BUDGETS;

export const BUDGET_NAMES: ReadonlySet<string> = new Set(Object.keys(BUDGETS));

/** The budgets that rules name, in the order above. */
export function budgetsOf(rules: readonly { readonly metric: string }[]): BudgetName[] {
  const named = new Set(rules.map(({ metric }) => metric));
  return (Object.keys(BUDGETS) as BudgetName[]).filter((name) => named.has(name));
}
