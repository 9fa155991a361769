import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lines as `nvidia-smi` printed them for the query of src/system/gpu.ts, with UUIDs made up. */
export const SAID = {
  h200: '0, GPU-5c1de2aa-31f0-4b7e-9d52-0a6f3c1b7e10, NVIDIA H200, 143771, 4, 570.86.15, 0\n',
  t4: '0, GPU-11111111-2222-3333-4444-555555555555, Tesla T4, 15360, 3, 535.183.01, 0\n',
  twoA100: [
    '0, GPU-aaaaaaaa-0000-4000-8000-000000000000, NVIDIA A100-SXM4-80GB, 81920, 71004, 550.54.15, 97',
    '1, GPU-bbbbbbbb-0000-4000-8000-000000000001, NVIDIA A100-SXM4-80GB, 81920, 4, 550.54.15, 0',
    '',
  ].join('\n'),
  /** In a container that was given a part of a GPU. */
  mig: '0, GPU-cccccccc-0000-4000-8000-000000000002, NVIDIA A100-SXM4-80GB, [Insufficient Permissions], [Insufficient Permissions], 550.54.15, [N/A]\n',
  old: '0, GPU-dddddddd-0000-4000-8000-000000000003, Tesla K80, 11441, 0, 390.157, 0\n',
  none: 'No devices were found\n',
} as const;

const BROKEN_DRIVER =
  "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.";

export type Behaviour =
  | { readonly says: string | Buffer; readonly code?: number }
  | 'hangs'
  | 'floods'
  | 'fails';

/** A folder with a real program called `nvidia-smi`, to be put on the PATH; without behaviour, an empty one. */
export function nvidiaSmi(root: string, behaviour?: Behaviour): string {
  const folder = mkdtempSync(join(root, 'bin-'));
  if (behaviour === undefined) return folder;
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'nvidia-smi');
  writeFileSync(program, `#!/bin/sh\n${scriptOf(behaviour, folder)}\n`);
  chmodSync(program, 0o755);
  return folder;
}

function scriptOf(behaviour: Behaviour, folder: string): string {
  if (behaviour === 'hangs') return `trap '' TERM; /bin/sleep 600 & echo $! > ${folder}/child; wait; wait`;
  if (behaviour === 'floods') return 'while :; do echo "0, 0, 0, 0, 0, 0, 0"; done';
  if (behaviour === 'fails') return `echo "${BROKEN_DRIVER}"; exit 9`;
  writeFileSync(join(folder, 'said'), behaviour.says);
  return `/bin/cat ${folder}/said; exit ${behaviour.code ?? 0}`;
}
