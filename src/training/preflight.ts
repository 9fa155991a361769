import type { TrainConfig } from '../config/schema/train.ts';
import { sizeOf } from '../config/size.ts';
import { bytes } from '../report/format.ts';
import { messageOf, UserError } from '../system/errors.ts';
import type { MachineState } from '../system/machine-state.ts';
import type { Check } from './preflight-check.ts';
import { checkGpus } from './preflight-gpu.ts';
import { loadTfjs } from './tfjs-backends.ts';

export interface Preflight {
  readonly ready: boolean;
  readonly checks: readonly Check[];
  /** What is met and may go wrong all the same. */
  readonly warnings: readonly string[];
}

/** Whether the config asks anything of the machine that trains. */
export function asksMachine(train: TrainConfig): boolean {
  return train.requires !== undefined || (train.trainer === 'tfjs' && train.backend !== 'wasm');
}

/**
 * Holds a machine against what `train` asks of it: `train.requires`, and a backend of TF.js that starts and uses the GPU
 * that was asked for. Code of the workspace is loaded only where `train.backend` names it.
 */
export async function preflight(
  train: TrainConfig,
  machine: MachineState,
  workspace: string,
): Promise<Preflight> {
  const { requires = {} } = train;
  const gpu = checkGpus(requires, machine);
  const checks = [
    ...gpu.checks,
    ...(await checkBackend(train, workspace)),
    checkMemory(requires.memory, machine),
    checkDisk(requires.disk, machine),
  ];
  return { ready: checks.every(({ met }) => met), checks, warnings: gpu.warnings };
}

/** @throws UserError that tells all that is not met, each with its cure */
export function refuseUnmet({ ready, checks }: Preflight): void {
  if (ready) return;
  const lines = checks
    .filter(({ met }) => !met)
    .flatMap(({ what, asked, measured, cure }) => [
      `  ${what}: asked for ${asked}; ${measured}`,
      ...(cure === null ? [] : [`    → ${cure}`]),
    ]);
  throw new UserError(
    `this machine has not what training asks for, and nothing was read:\n${lines.join('\n')}`,
    {
      hint: 'Or ask for less under `train.requires`. `mlops preflight` shows what a machine has; docs/gpu-runners.md has more.',
    },
  );
}

async function checkBackend(train: TrainConfig, workspace: string): Promise<Check[]> {
  if (train.trainer !== 'tfjs') return [];
  const { backend, requires = {} } = train;
  const asksGpu = ['gpu', 'gpu-memory', 'driver'].some((key) => Object.hasOwn(requires, key));
  if (asksGpu && backend !== 'tfjs-node-gpu') {
    return [
      {
        what: 'backend',
        asked: 'one that uses the GPU',
        measured: `\`train.backend\` is ${backend}, which computes on the CPU`,
        met: false,
        cure: 'Write `backend: tfjs-node-gpu` and install @tensorflow/tfjs-node-gpu beside the config, train with `trainer: command`, or ask for no GPU.',
      },
    ];
  }
  const check = { what: 'backend', asked: backend === 'wasm' ? null : backend } as const;
  if (backend === 'wasm') return [{ ...check, measured: 'wasm, built in', met: true, cure: null }];
  try {
    const { tools } = await loadTfjs(backend, workspace);
    const [[name = backend, version = ''] = []] = Object.entries(tools);
    return [{ ...check, measured: `${name} ${version} starts`, met: true, cure: null }];
  } catch (error) {
    const cure = error instanceof UserError ? (error.hint ?? null) : null;
    return [{ ...check, measured: messageOf(error), met: false, cure }];
  }
}

function checkMemory(asked: string | undefined, { memory }: MachineState): Check {
  const { freeBytes, totalBytes, limited } = memory;
  const met = asked === undefined || freeBytes >= sizeOf(asked);
  const whose = limited ? ', the limit of its container or service' : '';
  return {
    what: 'memory',
    asked: asked ?? null,
    measured: `${bytes(freeBytes)} are free of ${bytes(totalBytes)}${whose}`,
    met,
    cure: met
      ? null
      : limited
        ? 'Raise the limit: `resources.limits.memory` of the pod, `--memory` of the container, MemoryMax of the service.'
        : 'End other programs of the machine, or take a larger one: another label under `runs-on`.',
  };
}

function checkDisk(asked: string | undefined, { disks }: MachineState): Check {
  const least = asked === undefined ? 0 : sizeOf(asked);
  // Where the system does not tell, nobody can say that there is enough.
  const met = asked === undefined || disks.every(({ freeBytes }) => (freeBytes ?? -1) >= least);
  const text = disks.map(({ folder, freeBytes }) =>
    freeBytes === null ? `${folder} does not tell` : `${bytes(freeBytes)} in ${folder}`,
  );
  return {
    what: 'disk',
    asked: asked ?? null,
    measured: `free: ${text.join(', ')}`,
    met,
    cure: met
      ? null
      : 'Free some (`_work` of earlier jobs, images of containers, `.mlops/runs`), give the pod a larger work volume, or name a folder of another disk for temporary files in MLOPS_SPILL_DIR.',
  };
}
