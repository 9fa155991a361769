import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Gpu, listOf, readGpus, visibleGpus } from '../../src/system/gpu.ts';
import { describeMachine } from '../../src/system/machine.ts';
import { temporaryFolder } from '../data/engine.ts';
import { type Behaviour, nvidiaSmi, SAID } from './nvidia-smi.ts';

const root = temporaryFolder();
const ask = (behaviour?: Behaviour, deadlineMs = 10_000) =>
  readGpus({ env: { PATH: nvidiaSmi(root, behaviour) }, deadlineMs });
const gpusOf = (text: string): readonly Gpu[] => {
  const answer = listOf(text);
  if (answer.found !== 'gpus') throw new Error(answer.found);
  return answer.gpus;
};

describe('asking nvidia-smi', () => {
  it('reads name, memory, driver and use of each GPU', async () => {
    const answer = await ask({ says: SAID.twoA100 });
    expect(answer).toEqual({
      found: 'gpus',
      gpus: [
        {
          index: 0,
          uuid: 'GPU-aaaaaaaa-0000-4000-8000-000000000000',
          name: 'NVIDIA A100-SXM4-80GB',
          memoryBytes: 81920 * 2 ** 20,
          usedBytes: 71004 * 2 ** 20,
          driver: '550.54.15',
          utilization: 97,
        },
        expect.objectContaining({ index: 1, usedBytes: 4 * 2 ** 20, utilization: 0 }),
      ],
    });
  });

  it('takes what a GPU divided by MIG does not tell for unknown', async () => {
    expect(await ask({ says: SAID.mig })).toMatchObject({
      found: 'gpus',
      gpus: [{ memoryBytes: null, usedBytes: null, utilization: null, driver: '550.54.15' }],
    });
  });

  it.each<[string, Behaviour | undefined, object]>([
    ['no program', undefined, { found: 'no program' }],
    ['a driver without GPUs', { says: SAID.none, code: 6 }, { found: 'gpus', gpus: [] }],
    ['an empty list', { says: '' }, { found: 'gpus', gpus: [] }],
    [
      'a driver that does not answer',
      'fails',
      { found: 'failure', said: expect.stringContaining("couldn't communicate with the NVIDIA driver") },
    ],
    ['another program', { says: 'hello\n' }, { found: 'nonsense', said: 'hello' }],
    ['control characters', { says: 'a\u001b[31mb\u202ec\n' }, { found: 'nonsense', said: 'a [31mb c' }],
    ['output without end', 'floods', { found: 'nonsense', said: '0, 0, 0, 0, 0, 0, 0' }],
    ['bytes that are no text', { says: Buffer.from([0, 255, 254, 10, 200]) }, { found: 'nonsense' }],
    ['one GPU twice', { says: SAID.t4 + SAID.t4 }, { found: 'nonsense' }],
  ])('tells %s', async (_, behaviour, answer) => {
    expect(await ask(behaviour)).toMatchObject(answer);
  });

  it('takes a file that cannot be run for no program', async () => {
    const folder = nvidiaSmi(root);
    writeFileSync(join(folder, 'nvidia-smi'), 'x');
    chmodSync(join(folder, 'nvidia-smi'), 0o644);
    expect(await readGpus({ env: { PATH: folder } })).toEqual({ found: 'no program' });
  });

  it('does not wait longer than the deadline, and kills what hangs with its children', async () => {
    const folder = nvidiaSmi(root, 'hangs');
    const answer = await readGpus({ env: { PATH: folder }, deadlineMs: 1500 });
    expect(answer).toEqual({ found: 'no answer', seconds: 1.5 });
    expect(existsSync(join(folder, 'child'))).toBe(true);
    const child = Number(readFileSync(join(folder, 'child'), 'utf8'));
    await expect.poll(() => isAlive(child), { timeout: 10_000 }).toBe(false);
  });

  it('hands no secret to the program', async () => {
    const folder = nvidiaSmi(root, { says: '' });
    writeFileSync(join(folder, 'nvidia-smi'), `#!/bin/sh\n/usr/bin/env > ${folder}/seen\n`);
    await readGpus({ env: { PATH: folder, GITHUB_TOKEN: 'ghs_secret' } });
    expect(readFileSync(join(folder, 'seen'), 'utf8')).not.toContain('ghs_secret');
  });

  it('never throws, whatever is said', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('[N/A]', 'GPU-aaaaaaaa-0000', '0', '99999999999999999999', '-1', 'NaN', '1e9'),
    );
    const line = fc.array(cell, { maxLength: 9 }).map((cells) => cells.join(', '));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const answer = listOf(lines.join('\n'));
        expect(['gpus', 'nonsense']).toContain(answer.found);
        if (answer.found === 'nonsense') expect(answer.said).toMatch(/^[^\p{C}]{1,200}$/u);
        if (answer.found === 'gpus') {
          for (const { memoryBytes, usedBytes, name } of answer.gpus) {
            expect(name).toMatch(/^[^\p{C}]{1,100}$/u);
            for (const value of [memoryBytes, usedBytes]) {
              expect(value === null || Number.isSafeInteger(value)).toBe(true);
            }
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});

function isAlive(pid: number): boolean {
  try {
    // A process that nobody waited for is dead all the same.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('CUDA_VISIBLE_DEVICES', () => {
  const gpus = gpusOf(SAID.twoA100);

  it.each([
    [undefined, [0, 1]],
    ['', []],
    ['-1', []],
    ['NoDevFiles', []],
    ['1', [1]],
    ['1,0', [1, 0]],
    [' 1 , 0 ', [1, 0]],
    // The first name that fits nothing ends the list.
    ['0,7,1', [0]],
    ['0,0', [0]],
    ['GPU-bbbb', [1]],
    ['gpu-BBBB', [1]],
    ['GPU-', []],
  ])('%j shows %j', (visible, indices) => {
    expect(visibleGpus(gpus, visible).map(({ index }) => index)).toEqual(indices);
  });

  it('may name parts of a GPU, whose memory nobody tells', () => {
    expect(visibleGpus(gpus, 'MIG-8d1b2c3d-0000-4000-8000-00000000000a')).toEqual([
      expect.objectContaining({
        name: 'MIG instance',
        memoryBytes: null,
        usedBytes: null,
        driver: '550.54.15',
      }),
    ]);
  });
});

describe('describeMachine', () => {
  it('describes a machine without a GPU', async () => {
    const machine = await describeMachine({ PATH: nvidiaSmi(root) });
    expect(machine.architecture).toBe(process.arch);
    expect(machine.os).not.toBe('');
    expect(machine.cpu).not.toBe('');
    expect(machine.cores).toBeGreaterThanOrEqual(1);
    expect(machine.memoryBytes).toBeGreaterThan(1e8);
    expect(machine).toHaveProperty('gpu', null);
    expect(machine).not.toHaveProperty('gpus');
  });

  it('names the GPUs that programs see', async () => {
    const PATH = nvidiaSmi(root, { says: SAID.twoA100 });
    const name = 'NVIDIA A100-SXM4-80GB';
    const one = { name, memoryBytes: 81920 * 2 ** 20, driver: '550.54.15' };
    expect(await describeMachine({ PATH })).toMatchObject({ gpu: `2 × ${name}`, gpus: [one, one] });
    expect(await describeMachine({ PATH, CUDA_VISIBLE_DEVICES: '1' })).toMatchObject({
      gpu: name,
      gpus: [one],
    });
    const mixed = nvidiaSmi(root, { says: SAID.h200 + SAID.t4.replace(/^0/, '1') });
    expect(await describeMachine({ PATH: mixed })).toMatchObject({ gpu: 'NVIDIA H200, Tesla T4' });
  });
});
