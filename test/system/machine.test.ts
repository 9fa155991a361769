import { describe, expect, it } from 'vitest';
import { describeMachine, gpuText } from '../../src/system/machine.ts';

describe('describeMachine', () => {
  it('describes the machine of this test', async () => {
    const machine = await describeMachine();
    expect(machine.architecture).toBe(process.arch);
    expect(machine.os).not.toBe('');
    expect(machine.cpu).not.toBe('');
    expect(machine.cores).toBeGreaterThanOrEqual(1);
    expect(machine.memoryBytes).toBeGreaterThan(1e8);
    expect(machine.gpu === null || machine.gpu.length > 0).toBe(true);
  });
});

describe('gpuText', () => {
  it.each([
    ['', null],
    ['NVIDIA H200\n', 'NVIDIA H200'],
    ['NVIDIA A100\r\nNVIDIA A100\r\n', '2 × NVIDIA A100'],
    ['NVIDIA A100\nTesla T4\n', 'NVIDIA A100, Tesla T4'],
  ])('reads %j as %j', (list, text) => {
    expect(gpuText(list)).toBe(text);
  });
});
