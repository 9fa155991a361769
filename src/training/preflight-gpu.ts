import type { Requires } from '../config/schema/requires.ts';
import { sizeOf } from '../config/size.ts';
import { bytes, plural } from '../report/format.ts';
import { type Gpu, type GpuAnswer, visibleGpus } from '../system/gpu.ts';
import type { MachineState } from '../system/machine-state.ts';
import type { Check } from './preflight-check.ts';

/** A desktop or the driver itself takes a little; a GPU of which more is used is held by another process. */
const IDLE_BYTES = 2 ** 30;

/** The checks of GPUs, their memory and their driver; who asks for memory or a driver asks for one GPU. */
export function checkGpus(
  requires: Requires,
  { gpus: answer, visible }: MachineState,
): { readonly checks: Check[]; readonly warnings: string[] } {
  const { driver, 'gpu-memory': memory } = requires;
  const asked = requires.gpu ?? (driver === undefined && memory === undefined ? null : 1);
  const all = answer.found === 'gpus' ? answer.gpus : [];
  const seen = visibleGpus(all, visible);
  const free = seen.filter((gpu) => !isHeld(gpu));
  const held = seen.filter(isHeld);
  const [measured, cure] = gpuTexts(answer, seen, visible, asked ?? 1);
  const met = asked === null || free.length >= asked;
  const checks: Check[] = [
    {
      what: 'gpu',
      asked: asked === null ? null : String(asked),
      measured,
      met,
      cure: met ? null : cure,
    },
    ...memoryCheck(memory, asked ?? 1, free.length >= (asked ?? 1) ? free : seen),
    ...driverCheck(driver, seen),
  ];
  const warnings =
    asked !== null && met && held.length > 0
      ? [
          `${heldText(held)}: set CUDA_VISIBLE_DEVICES to the free ones (${free.map(({ index }) => index).join(',')}), or training may take it.`,
        ]
      : [];
  return { checks, warnings };
}

function isHeld({ usedBytes }: Gpu): boolean {
  return usedBytes !== null && usedBytes > IDLE_BYTES;
}

const ELSEWHERE = (count: number) =>
  `Run the job where ${count === 1 ? 'a GPU is' : `${count} GPUs are`}: another label under \`runs-on\`, or pods with \`nvidia.com/gpu: ${count}\` under \`resources.limits\`.`;

/** What there is, and what to do where it is not enough. */
function gpuTexts(
  answer: GpuAnswer,
  seen: readonly Gpu[],
  visible: string | undefined,
  asked: number,
): readonly [measured: string, cure: string] {
  switch (answer.found) {
    case 'no program':
      return [
        'there is none that can be asked: no nvidia-smi is on the PATH',
        `${ELSEWHERE(asked)} Where a GPU is, install the NVIDIA driver; a container needs NVIDIA_DRIVER_CAPABILITIES=compute,utility.`,
      ];
    case 'no answer':
      return [
        `nvidia-smi gave no answer in ${answer.seconds} s`,
        'The driver begins slowly (turn on its persistence mode: `nvidia-smi -pm 1`) or hangs (take this runner out of service and restart its machine).',
      ];
    case 'failure':
      return [
        `nvidia-smi failed: ${answer.said}`,
        'Mend the driver: restart the machine where the driver was just updated, else install it again.',
      ];
    case 'nonsense':
      return [
        `nvidia-smi did not list GPUs but said: ${answer.said}`,
        'Look which program `nvidia-smi` on the PATH is.',
      ];
    case 'gpus':
      break;
  }
  const { gpus } = answer;
  if (gpus.length === 0) return ['the driver finds none', ELSEWHERE(asked)];
  if (seen.length === 0 || (seen.length < asked && gpus.length >= asked)) {
    return [
      `CUDA_VISIBLE_DEVICES=${(visible ?? '').slice(0, 100)} shows ${seen.length} of ${plural(gpus.length, 'GPU')}`,
      'Let CUDA_VISIBLE_DEVICES of the runner name GPUs that are there, or take it away.',
    ];
  }
  const held = seen.filter(isHeld);
  if (held.length > 0 && seen.length >= asked) {
    return [
      `${seen.length - held.length} of ${seen.length} free: ${heldText(held)}`,
      'End what holds it (`nvidia-smi` names the processes), or give each runner of the machine a GPU of its own by CUDA_VISIBLE_DEVICES.',
    ];
  }
  return [seen.map(gpuText).join(', '), ELSEWHERE(asked)];
}

function gpuText({ index, name, memoryBytes }: Gpu): string {
  return `GPU ${index} (${name}${memoryBytes === null ? '' : `, ${bytes(memoryBytes)}`})`;
}

function heldText(held: readonly Gpu[]): string {
  return held
    .map(({ index, name, usedBytes, memoryBytes, utilization }) => {
      const of = memoryBytes === null ? '' : ` of ${bytes(memoryBytes)}`;
      const busy = utilization === null ? '' : `, ${utilization} % busy`;
      return `GPU ${index} (${name}) is held by another process (${bytes(usedBytes ?? 0)}${of} used${busy})`;
    })
    .join(', ');
}

function memoryCheck(asked: string | undefined, count: number, gpus: readonly Gpu[]): Check[] {
  if (asked === undefined) return [];
  const enough = gpus.filter(({ memoryBytes }) => (memoryBytes ?? 0) >= sizeOf(asked));
  const untold = gpus.filter(({ memoryBytes }) => memoryBytes === null);
  const met = enough.length >= count;
  const about = { what: 'gpu-memory', asked, met } as const;
  if (gpus.length === 0) return [{ ...about, measured: 'there is no GPU to measure', cure: null }];
  const measured = gpus.map(({ index, name, memoryBytes }) =>
    memoryBytes === null
      ? `GPU ${index} (${name}) does not tell, as with MIG`
      : `GPU ${index} (${name}) has ${bytes(memoryBytes)}`,
  );
  const cure =
    enough.length + untold.length >= count
      ? 'Take `gpu-memory` out, and ask for the size by a label or by the pod, such as `nvidia.com/mig-1g.10gb: 1`.'
      : 'Run the job where larger GPUs are: another label under `runs-on`, or pods that select such nodes.';
  return [{ ...about, measured: measured.join(', '), cure: met ? null : cure }];
}

function driverCheck(asked: string | undefined, gpus: readonly Gpu[]): Check[] {
  const drivers = [...new Set(gpus.map(({ driver }) => driver ?? 'unknown'))];
  if (asked === undefined) return [];
  const met = drivers.length > 0 && drivers.every((driver) => isAtLeast(driver, asked.slice(2)));
  const measured = drivers.length === 0 ? 'there is no driver to ask' : `it is ${drivers.join(', ')}`;
  const cure =
    met || drivers.length === 0
      ? null
      : 'Update the NVIDIA driver of the machine (or node: a container has the driver of its node), or take another label under `runs-on`.';
  return [{ what: 'driver', asked, measured, met, cure }];
}

/** Whether a version such as 550.54.15 is not below another; an unknown one is. */
function isAtLeast(version: string, least: string): boolean {
  const [has, wants] = [version, least].map((text) => text.split('.').map(Number)) as [number[], number[]];
  for (const [place, wanted] of wants.entries()) {
    const number = has[place] ?? 0;
    if (!(number === wanted)) return number > wanted;
  }
  return true;
}
