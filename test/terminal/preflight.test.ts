import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../data/engine.ts';
import { copyOf, initWorkspace, type Workspace } from '../stages/workspace.ts';
import { type Behaviour, nvidiaSmi, SAID } from '../system/nvidia-smi.ts';
import { mlops } from './command.ts';

const root = temporaryFolder();
let sound: Workspace;
beforeAll(async () => {
  sound = await initWorkspace();
});

/** Runs the command where this `nvidia-smi` and nothing else is on the PATH. */
function on(behaviour: Behaviour | undefined, shop: Workspace, ...args: string[]) {
  return mlops(args, {
    cwd: shop.directory,
    env: { PATH: nvidiaSmi(root, behaviour), CUDA_VISIBLE_DEVICES: '0' },
  });
}
const GPU = ['--set', 'train.requires.gpu=1'];
const BACKEND = ['--set', 'train.backend=tfjs-node-gpu'];

describe('a machine without what training asks for', () => {
  test.each([
    ['train', ['train']],
    ['the whole loop', ['run']],
    ['the stages up to train', ['run', '--stages', 'validate-data,train']],
  ])('is refused by %s with exit code 2, and nothing is written', async (_, args) => {
    const shop = await copyOf(sound);
    // Data that cannot be read would be found out first, were they read.
    await shop.write('orders.csv', '\u0000');
    const before = await shop.files();
    const { code, stdout, stderr } = await on(undefined, shop, ...args, ...GPU, ...BACKEND);
    expect(code, stderr).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('this machine has not what training asks for, and nothing was read');
    expect(stderr).toMatch(/gpu: asked for 1; there is none .*\n\s+→ Run the job where a GPU is/);
    expect(stderr).toMatch(/backend: asked for tfjs-node-gpu; .*not installed.*\n\s+→ Run `npm install/);
    expect(await shop.files()).toEqual(before);
    expect(stderr).not.toContain('orders.csv');
  });

  test('does all else as before', async () => {
    const shop = await copyOf(sound);
    const validated = await on(undefined, shop, 'validate-data', ...GPU, '--quiet');
    expect(validated.code, validated.stderr).toBe(0);
    const trained = await on(undefined, shop, 'train', '--quiet');
    expect(trained.code, trained.stderr).toBe(0);
  });
});

describe('mlops preflight', () => {
  test('shows what there is, and what is asked for', async () => {
    const nothing = await on({ says: SAID.h200 }, sound, 'preflight');
    expect(nothing.code, nothing.stderr).toBe(0);
    expect(nothing.stdout).toContain('training asks nothing of its machine');
    expect(nothing.stdout).toContain('GPU 0 (NVIDIA H200, 150.8 GB)');
    const lacking = await on(
      { says: SAID.t4 },
      sound,
      'preflight',
      ...GPU,
      '--set',
      'train.requires.gpu-memory=24GB',
    );
    expect(lacking.code).toBe(2);
    expect(lacking.stdout).toContain('❌ Preflight: this machine lacks gpu-memory, backend');
    expect(lacking.stdout).toMatch(/gpu-memory +24GB +GPU 0 \(Tesla T4\) has 16\.1 GB/);
    expect(lacking.stdout).toContain('What to do');
  });

  test('prints JSON for programs, with what a hostile nvidia-smi said made harmless', async () => {
    const { code, stdout } = await on(
      { says: '::error::x\u001b[2J\n' },
      sound,
      'preflight',
      '--json',
      ...GPU,
    );
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      ready: false,
      checks: expect.arrayContaining([
        { what: 'gpu', asked: '1', met: false, measured: expect.any(String), cure: expect.any(String) },
      ]),
      machine: {
        gpus: { found: 'nonsense', said: '::error::x [2J' },
        memory: { freeBytes: expect.any(Number) },
      },
    });
  });
});

test('evidence, report and model card name the GPU', async () => {
  const shop = await copyOf(sound);
  const { code, stdout, stderr } = await on({ says: SAID.h200 }, shop, 'train', '--out', 'run');
  expect(code, stderr).toBe(0);
  const gpu = { name: 'NVIDIA H200', memoryBytes: 143_771 * 2 ** 20, driver: '570.86.15' };
  const { machine } = await shop.json<{ machine: object }>('run/train.json');
  expect(machine).toMatchObject({ gpu: 'NVIDIA H200', gpus: [gpu] });
  expect(await shop.json('run/package/lineage.json')).toMatchObject({ machine: { gpus: [gpu] } });
  // What it was trained with is not said of a backend that computes on the CPU.
  const told = 'NVIDIA H200 (150.8 GB, driver 570.86.15), which this training did not use.';
  for (const file of ['run/report.md', 'run/report.html', 'run/package/README.md']) {
    expect(await shop.read(file), file).toContain(told);
    expect(await shop.read(file), file).not.toContain('stopped before training');
  }
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(told);
});
