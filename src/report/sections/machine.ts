import type { Machine } from '../../evidence/schema.ts';
import { bytes, count } from '../format.ts';

/** A machine in one line. */
export function machineText(machine: Machine): string {
  const { cpu, cores, memoryBytes, os, architecture } = machine;
  return `${cpu}, ${count(cores)} cores, ${bytes(memoryBytes)}, ${gpuText(machine) ?? 'no GPU'}, ${os} (${architecture})`;
}

/** The GPUs of a machine with their memory and driver, those alike together; null where there is none. */
export function gpuText({ gpu, gpus = [] }: Machine): string | null {
  const counts = new Map<string, number>();
  for (const { name, memoryBytes, driver } of gpus) {
    const facts = [
      ...(memoryBytes === null ? [] : [bytes(memoryBytes)]),
      ...(driver === null ? [] : [`driver ${driver}`]),
    ];
    const text = `${name}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  if (counts.size === 0) return gpu;
  return [...counts].map(([text, times]) => (times > 1 ? `${times} × ${text}` : text)).join(', ');
}
