import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/load.ts';
import type { Requires } from '../../src/config/schema/requires.ts';
import type { TrainConfig } from '../../src/config/schema/train.ts';
import { describeError, UserError } from '../../src/system/errors.ts';
import { listOf } from '../../src/system/gpu.ts';
import { type MachineState, measureMachine } from '../../src/system/machine-state.ts';
import { asksMachine, preflight, refuseUnmet } from '../../src/training/preflight.ts';
import { temporaryFolder } from '../data/engine.ts';
import { type Behaviour, nvidiaSmi, SAID } from '../system/nvidia-smi.ts';

const root = temporaryFolder();
const GB = 1e9;
const command = (requires?: Requires): TrainConfig => ({
  trainer: 'command',
  command: ['train'],
  parameters: {},
  seed: 1,
  'allow-leakage': [],
  ...(requires ? { requires } : {}),
});
const machine = (state: Partial<MachineState> = {}): MachineState => ({
  gpus: listOf(SAID.h200),
  visible: undefined,
  memory: { freeBytes: 60 * GB, totalBytes: 64 * GB, limited: false },
  disks: [{ folder: '/work', freeBytes: 100 * GB }],
  ...state,
});
const measured = async (behaviour?: Behaviour, env: Record<string, string> = {}, deadlineMs = 10_000) => {
  const PATH = nvidiaSmi(root, behaviour);
  return machine(await measureMachine({ env: { PATH, ...env }, folders: [root], deadlineMs }));
};

/** The message that a person sees; undefined where the machine is taken. */
async function refusal(requires: Requires, state: MachineState): Promise<string | undefined> {
  try {
    refuseUnmet(await preflight(command(requires), state, root));
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ exitCode: 2 });
    return describeError(error);
  }
}

describe('the preflight of a GPU', () => {
  it('takes a machine that has all', async () => {
    const requires = { gpu: 1, 'gpu-memory': '140GB', driver: '>=535', memory: '32GB', disk: '50GB' };
    expect(await refusal(requires, machine())).toBeUndefined();
  });

  it.each<[string, Requires, Behaviour | undefined, Record<string, string>, RegExp[]]>([
    [
      'no GPU',
      { gpu: 1 },
      undefined,
      {},
      [/no nvidia-smi is on the PATH/, /`runs-on`.*`nvidia.com\/gpu: 1`/],
    ],
    ['a driver without GPUs', { gpu: 2 }, { says: SAID.none }, {}, [/asked for 2; the driver finds none/]],
    [
      'a broken driver',
      { gpu: 1 },
      'fails',
      {},
      [/nvidia-smi failed: NVIDIA-SMI has failed/, /Mend the driver/],
    ],
    [
      'another program',
      { gpu: 1 },
      { says: 'hi' },
      {},
      [/did not list GPUs but said: hi/, /Look which program/],
    ],
    [
      'too few',
      { gpu: 4 },
      { says: SAID.h200 },
      {},
      [/gpu: asked for 4; GPU 0 \(NVIDIA H200, 150\.8 GB\)/, /where 4 GPUs are/],
    ],
    [
      'one that is held',
      { gpu: 2 },
      { says: SAID.twoA100 },
      {},
      [
        /1 of 2 free: GPU 0 .* is held by another process \(74\.5 GB of 85\.9 GB used, 97 % busy\)/,
        /End what holds/,
      ],
    ],
    [
      'too little memory',
      { 'gpu-memory': '24GB' },
      { says: SAID.t4 },
      {},
      [/GPU 0 \(Tesla T4\) has 16\.1 GB/, /larger/],
    ],
    [
      'memory that nobody tells',
      { 'gpu-memory': '8GB' },
      { says: SAID.mig },
      {},
      [/does not tell, as with MIG/, /nvidia\.com\/mig-1g\.10gb/],
    ],
    [
      'an old driver',
      { driver: '>=535' },
      { says: SAID.old },
      {},
      [/driver: asked for >=535; it is 390\.157/, /Update/],
    ],
    ['a driver a little too old', { driver: '>=535.183.2' }, { says: SAID.t4 }, {}, [/it is 535\.183\.01/]],
    [
      'GPUs that are hidden',
      { gpu: 1 },
      { says: SAID.twoA100 },
      { CUDA_VISIBLE_DEVICES: '' },
      [/CUDA_VISIBLE_DEVICES= shows 0 of 2 GPUs/, /take it away/],
    ],
    [
      'the free one hidden',
      { gpu: 1 },
      { says: SAID.twoA100 },
      { CUDA_VISIBLE_DEVICES: '0' },
      [/0 of 1 free/],
    ],
  ])('refuses %s, with the cure', async (_, requires, behaviour, env, expected) => {
    const told = await refusal(requires, await measured(behaviour, env));
    for (const each of expected) expect(told).toMatch(each);
  });

  it('refuses a driver that hangs when the deadline is over', async () => {
    const told = await refusal({ gpu: 1 }, await measured('hangs', {}, 500));
    expect(told).toMatch(/nvidia-smi gave no answer in 0\.5 s\n.*restart its machine/);
  });

  it.each<[Requires, string]>([
    [{ gpu: 1 }, SAID.mig],
    [{ driver: '>=535.183' }, SAID.t4],
    [{ driver: '>=535.183.01' }, SAID.t4],
    [{ 'gpu-memory': '16GB' }, SAID.t4],
    [{ gpu: 1, 'gpu-memory': '80GB' }, SAID.twoA100],
  ])('takes %j where there is enough', async (requires, says) => {
    expect(await refusal(requires, machine({ gpus: listOf(says) }))).toBeUndefined();
  });

  it('measures the memory of the GPUs that are free', async () => {
    const small = SAID.t4.replace(/^0/, '1');
    const gpus = listOf(`${SAID.twoA100.split('\n')[0]}\n${small}`);
    expect(await refusal({ gpu: 1, 'gpu-memory': '40GB' }, machine({ gpus }))).toMatch(
      /gpu-memory: asked for 40GB; GPU 1 \(Tesla T4\) has 16\.1 GB/,
    );
  });

  it('warns of one that is held where others are free', async () => {
    const { ready, warnings } = await preflight(
      command({ gpu: 1 }),
      machine({ gpus: listOf(SAID.twoA100) }),
      root,
    );
    expect(ready).toBe(true);
    expect(warnings).toEqual([expect.stringContaining('set CUDA_VISIBLE_DEVICES to the free ones (1)')]);
  });

  it('refuses or takes, and does nothing else, whatever nvidia-smi says', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.nat().map(String),
      fc.constantFrom('[N/A]', 'GPU-aaaaaaaa-0000', '550.54.15', 'NVIDIA H200'),
    );
    const line = fc.array(cell, { minLength: 5, maxLength: 8 }).map((cells) => cells.join(', '));
    const visible = fc.option(fc.oneof(fc.string(), fc.constantFrom('0', '0,1', 'GPU-a')), {
      nil: undefined,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 4 }), visible, async (lines, cuda) => {
        const state = machine({ gpus: listOf(lines.join('\n')), visible: cuda });
        await refusal({ gpu: 1, 'gpu-memory': '16GB', driver: '>=535' }, state);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the preflight of memory and disks', () => {
  it('names every shortfall at once, measured beside asked', async () => {
    const state = machine({
      gpus: { found: 'no program' },
      memory: { freeBytes: 3 * GB, totalBytes: 8 * GB, limited: true },
      disks: [
        { folder: '/work', freeBytes: 100 * GB },
        { folder: '/tmp', freeBytes: 2 * GB },
      ],
    });
    const requires = { gpu: 1, 'gpu-memory': '16GB', driver: '>=535', memory: '32GB', disk: '50GB' };
    expect(await refusal(requires, state)).toMatchInlineSnapshot(`
      "this machine has not what training asks for, and nothing was read:
        gpu: asked for 1; there is none that can be asked: no nvidia-smi is on the PATH
          → Run the job where a GPU is: another label under \`runs-on\`, or pods with \`nvidia.com/gpu: 1\` under \`resources.limits\`. Where a GPU is, install the NVIDIA driver; a container needs NVIDIA_DRIVER_CAPABILITIES=compute,utility.
        gpu-memory: asked for 16GB; there is no GPU to measure
        driver: asked for >=535; there is no driver to ask
        memory: asked for 32GB; 3.0 GB are free of 8.0 GB, the limit of its container or service
          → Raise the limit: \`resources.limits.memory\` of the pod, \`--memory\` of the container, MemoryMax of the service.
        disk: asked for 50GB; free: 100.0 GB in /work, 2.0 GB in /tmp
          → Free some (\`_work\` of earlier jobs, images of containers, \`.mlops/runs\`), give the pod a larger work volume, or name a folder of another disk for temporary files in MLOPS_SPILL_DIR.
        → Or ask for less under \`train.requires\`. \`mlops preflight\` shows what a machine has; docs/gpu-runners.md has more."
    `);
  });

  it('takes what nobody can measure for too little', async () => {
    const disks = [{ folder: '/net', freeBytes: null }];
    expect(await refusal({ disk: '1MB' }, machine({ disks }))).toMatch(/\/net does not tell/);
    expect(await refusal({}, machine({ disks }))).toBeUndefined();
  });

  it('measures this machine, in a folder that is not made yet too', async () => {
    const folders = [root, join(root, 'not', 'there')];
    const { disks, memory } = await measureMachine({ env: {}, folders });
    expect(disks).toEqual(folders.map((folder) => ({ folder, freeBytes: expect.any(Number) })));
    expect(disks[0]?.freeBytes).toBeGreaterThan(0);
    expect(memory.freeBytes).toBeGreaterThan(0);
  });
});

describe('the preflight of the backend', () => {
  const tfjs = (more: object): TrainConfig =>
    ({ ...command(), trainer: 'tfjs', backend: 'wasm', ...more }) as unknown as TrainConfig;
  const backendOf = async (train: TrainConfig, workspace = root) =>
    (await preflight(train, machine(), workspace)).checks.find(({ what }) => what === 'backend');

  it('refuses to hold a GPU that the trainer would not use', async () => {
    for (const backend of ['wasm', 'tfjs-node']) {
      expect(await backendOf(tfjs({ backend, requires: { gpu: 1 } }))).toMatchObject({
        met: false,
        measured: `\`train.backend\` is ${backend}, which computes on the CPU`,
        cure: expect.stringContaining('tfjs-node-gpu'),
      });
    }
    expect(await backendOf(tfjs({ requires: { memory: '1GB' } }))).toMatchObject({ met: true });
  });

  it('refuses a backend that is not installed, does not start, or finds no GPU', async () => {
    const train = tfjs({ backend: 'tfjs-node-gpu' });
    expect(asksMachine(train)).toBe(true);
    expect(await backendOf(train)).toMatchObject({
      met: false,
      measured: expect.stringContaining('@tensorflow/tfjs-node-gpu is not installed in'),
      cure: expect.stringContaining('npm install @tensorflow/tfjs-node-gpu'),
    });
    const install = (name: string, code: string) => {
      const folder = join(root, name, 'node_modules/@tensorflow/tfjs-node-gpu');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'index.js'), code);
      return join(root, name);
    };
    const broken = install('broken', "throw new Error('libcudart.so.11.0: cannot open shared object file');");
    expect(await backendOf(train, broken)).toMatchObject({
      met: false,
      measured: expect.stringContaining('libcudart.so.11.0'),
      cure: expect.stringContaining('CUDA libraries'),
    });
    const backend = (gpu: boolean) =>
      `module.exports = { ready: async () => {}, backend: () => ({ isUsingGpuDevice: ${gpu} }), version: { 'tfjs-core': '4.22.0' } };`;
    expect(await backendOf(train, install('cpu', backend(false)))).toMatchObject({
      met: false,
      measured: '@tensorflow/tfjs-node-gpu found no GPU that it can use',
    });
    expect(await backendOf(train, install('gpu', backend(true)))).toMatchObject({
      met: true,
      measured: '@tensorflow/tfjs-node-gpu 4.22.0 starts',
    });
  });

  it('asks nothing where the config does not', () => {
    expect([command(), tfjs({})].map(asksMachine)).toEqual([false, false]);
  });
});

describe('train.requires in the config', () => {
  const text = (requires: string) => `
version: 1
model: { name: m-1, task: regression, label: y }
data: { sources: { a: { path: a.csv } }, view: { from: a }, split: { by: random } }
features: [{ columns: [x], transform: numeric }]
train: { trainer: command, command: [train], requires: ${requires} }
gate: { rules: [{ metric: r2_score, at-least: 0.1 }] }
registry: { kind: folder }
`;
  it('takes what does something, and nothing else', () => {
    const all = '{ gpu: 8, gpu-memory: 16GB, driver: ">=535.54", memory: 500MB, disk: 2TB }';
    expect(readConfig(text(all), 'mlops.yml').config.train.requires).toMatchObject({ gpu: 8, disk: '2TB' });
    for (const wrong of [
      '{ gpu: 0 }',
      '{ gpu: yes }',
      '{ gpu-memory: 16 }',
      '{ gpu-memory: 16GiB }',
      '{ driver: 535 }',
      '{ driver: ">535" }',
      '{ memory: lots }',
      '{ cuda: 12 }',
    ]) {
      expect(() => readConfig(text(wrong), 'mlops.yml'), wrong).toThrow(UserError);
    }
  });
});
