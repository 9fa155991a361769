import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readGpus } from '../../src/system/gpu.ts';
import { describeMachine } from '../../src/system/machine.ts';
import { measureMachine } from '../../src/system/machine-state.ts';
import { preflight } from '../../src/training/preflight.ts';

const answer = spawnSync('nvidia-smi', ['-L'], { encoding: 'utf8', timeout: 10_000 });
const listed = answer.status === 0 ? answer.stdout.split('\n').filter((line) => /^GPU \d+:/.test(line)) : [];
const { CUDA_VISIBLE_DEVICES: _, ...env } = process.env;

/** What the preflight says of this machine where so many GPUs are asked for. */
async function ask(gpu: number, visible: Record<string, string> = {}) {
  const machine = await measureMachine({ env: { ...env, ...visible }, folders: ['.'] });
  const { checks } = await preflight(
    {
      trainer: 'command',
      command: ['train'],
      parameters: {},
      seed: 1,
      'allow-leakage': [],
      requires: { gpu, driver: '>=100' },
    },
    machine,
    '.',
  );
  return Object.fromEntries(checks.map(({ what, met }) => [what, met]));
}

// Machines with a GPU are rare: elsewhere there is nothing to test of them, and nothing that was left out.
if (listed.length > 0) {
  test('the GPUs of this machine are read as nvidia-smi lists them', async () => {
    const read = await readGpus({ env });
    if (read.found !== 'gpus') throw new Error(JSON.stringify(read));
    expect(read.gpus).toHaveLength(listed.length);
    for (const { index, name, uuid, driver, memoryBytes } of read.gpus) {
      expect(listed[index]).toContain(name);
      expect(listed[index]).toContain(uuid);
      expect(driver).toMatch(/^\d+\./);
      expect(memoryBytes === null || memoryBytes > 1e9).toBe(true);
    }
    expect((await describeMachine(env)).gpus).toHaveLength(listed.length);
  });

  test('the preflight counts the GPUs of this machine', async () => {
    expect(await ask(listed.length + 1)).toMatchObject({ gpu: false, driver: true });
    expect(await ask(1, { CUDA_VISIBLE_DEVICES: '-1' })).toMatchObject({ gpu: false });
  });
} else {
  test('a machine without a GPU is refused where one is asked for', async () => {
    expect((await describeMachine(env)).gpu).toBeNull();
    expect(await ask(1)).toMatchObject({ gpu: false, driver: false, memory: true, disk: true });
  });
}
