import type { Config } from '../config/schema/config.ts';
import { type Contract, VIEW } from '../data/contract/contract.ts';
import type { RemotePorts } from '../data/sources/remote/remote.ts';
import { bringSources, openSources, openView } from '../stages/data.ts';
import type { Log } from '../system/log.ts';
import { type ContractUpdate, proposeForTable } from './contract-update-file.ts';
import type { EngineOpener } from './table-file.ts';

/** What the contract of a config must change so that all sources, and the view that they make, keep it. */
export async function proposeConfigUpdate(
  open: EngineOpener,
  place: { readonly config: Config; readonly directory: string },
  contract: Contract,
  { remote, log }: { readonly remote: RemotePorts; readonly log: Log },
): Promise<ContractUpdate> {
  const { local, directories } = await bringSources(place, remote);
  const engine = await open(directories);
  try {
    const sources = await openSources(engine, local, place.directory, contract, log);
    const updates: ContractUpdate[] = [];
    for (const name of sources.keys()) {
      if (Object.hasOwn(contract.datasets, name)) {
        updates.push(await proposeForTable(engine, name, contract, name));
      }
    }
    if (Object.hasOwn(contract.datasets, VIEW)) {
      const view = await openView(engine, place, { training: true }, log);
      updates.push(await proposeForTable(engine, view.table, contract, VIEW));
    }
    return {
      proposals: updates.flatMap(({ proposals }) => proposals),
      byHand: updates.flatMap(({ byHand }) => byHand),
      notes: [...new Set(updates.flatMap(({ notes }) => notes))],
    };
  } finally {
    await engine.close();
  }
}
