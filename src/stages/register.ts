import { isAbsolute, relative } from 'node:path';
import type { EvidenceOf } from '../evidence/schema.ts';
import { readEvidence } from '../evidence/store.ts';
import { judgeAdmission } from '../registry/admission.ts';
import { UserError } from '../system/errors.ts';
import { trainedPackage } from './earlier.ts';
import { evidenceOf, type Ports, type StageRequest } from './stage.ts';

/** Makes the package of this run a version, if the gate's evidence admits this very package. */
export async function register(request: StageRequest, ports: Ports): Promise<EvidenceOf<'register'>> {
  const started = ports.clock.now();
  const gate = await readEvidence(request.out, 'evaluate-gate');
  refusePredictions(gate);
  const { opened, training } = await trainedPackage(request);
  // Each of them may have had a run of its own.
  const by = [...new Set([training.run, gate.run, ports.run].flatMap((one) => one.by ?? []))];
  const run = {
    ...{ ...ports.run, config: request.configDigest, overrides: [...request.overrides] },
    ...(by.length > 0 ? { by } : {}),
  };
  const registry = await ports.openRegistry(request);
  const admission = judgeAdmission({ package: opened, gate, run });
  const registered = await registry.register({ package: opened, gate, run });
  const { record, created, previous, location } = registered;
  const sentence = created
    ? `Registered ${record.version} of ${record.model}${previous === null ? ', its first version' : `; the version before it is ${previous}`}.`
    : `The same content was registered before, as ${record.version} of ${record.model}.`;
  ports.log.info(sentence);
  return evidenceOf('register', request, ports, started, {
    verdict: 'pass',
    reasons: [
      { rule: 'register', outcome: 'pass', measured: record.version, bound: null, sentence },
      ...admission,
    ],
    inputs: { package: record.package },
    figures: {
      registry: registry.kind,
      version: record.version,
      created,
      package: record.package,
      previous,
      location: placeIn(request.directory, location),
    },
  });
}

/** A file of predictions can be judged, but not served: there is nothing that could become a version. */
function refusePredictions({ figures }: EvidenceOf<'evaluate-gate'>): void {
  const { file } = figures.challenger;
  if (file === undefined) return;
  throw new UserError(
    `the gate judged the file of predictions ${file}, and there is no package to register`,
    {
      hint: 'Take `gate.predictions` out of the config, run train and evaluate-gate, and register the package that passes.',
    },
  );
}

/** A folder as it is called in the workspace; an address stays what it is. */
function placeIn(workspace: string, location: string): string {
  if (!isAbsolute(location)) return location;
  const inside = relative(workspace, location).replaceAll('\\', '/');
  return inside.startsWith('../') ? location : inside;
}
