import type { ViewConfig } from '../../config/schema/view.ts';
import { hiddenColumns } from '../../data/checks/scans/personal-watch.ts';
import { severityOf } from '../../data/checks/scans/settings.ts';
import {
  type Contract,
  columnContract,
  type DatasetContract,
  datasetContract,
  VIEW,
} from '../../data/contract/contract.ts';
import type { DataEngine } from '../../data/engine/engine.ts';
import { type Column, type Frame, frameOf } from '../../data/engine/frame.ts';
import { dropRelation } from '../../data/engine/relations.ts';

const TABLE = 'rows_to_show';

/**
 * The columns of `rows` whose values a report may show, in their order: those that the contract declares (the view's, or
 * that of the source they come from) and that do not look like personal data. What nobody declared is not shown. Values
 * that look personal are shown only where the contract that declares them says `checks: { personal-data: off }`.
 */
export async function shownColumns(
  engine: DataEngine,
  rows: Frame,
  contract: Contract,
  view: Pick<ViewConfig, 'from' | 'join'>,
): Promise<string[]> {
  const declared = [...rows.columns.values()].flatMap((column) => {
    const by = declaredBy(column.name, contract, view);
    return by ? [{ column, isFree: severityOf(by.checks, 'personal-data') === 'off' }] : [];
  });
  const watched = declared.filter(({ isFree }) => !isFree).map(({ column }) => column);
  const hidden = await personalAmong(engine, watched);
  return declared.map(({ column }) => column.name).filter((name) => !hidden.has(name));
}

async function personalAmong(engine: DataEngine, columns: readonly Column[]): Promise<ReadonlySet<string>> {
  if (columns.length === 0 || columns[0]?.values.length === 0) return new Set();
  await engine.insert(TABLE, frameOf(columns));
  try {
    return await hiddenColumns(engine, TABLE);
  } finally {
    await dropRelation(engine, TABLE);
  }
}

/** The contract that knows the column: that of the view, else that of the source it is taken from. */
function declaredBy(
  column: string,
  contract: Contract,
  { from, join }: Pick<ViewConfig, 'from' | 'join'>,
): DatasetContract | undefined {
  const places = [
    { dataset: VIEW, name: column },
    { dataset: from, name: column },
    ...join.flatMap(({ source, prefix = '' }) =>
      column.startsWith(prefix) ? [{ dataset: source, name: column.slice(prefix.length) }] : [],
    ),
  ];
  for (const { dataset, name } of places) {
    const known = datasetContract(contract, dataset);
    if (known && columnContract(known, name)) return known;
  }
  return undefined;
}
