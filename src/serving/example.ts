import { type ColumnContract, columnContract, type DatasetContract } from '../data/contract/contract.ts';
import type { ColumnType } from '../data/engine/frame.ts';
import type { Signature } from '../models/package.ts';

/** A row for people to try: for each column of the signature a value that its contract allows, where one is evident. */
export function exampleRow(signature: Signature, contract: DatasetContract): Record<string, unknown> {
  return Object.fromEntries(
    [...signature.inputs, ...signature.extras].map(({ name, type }) => [
      name,
      exampleValue(type, columnContract(contract, name)),
    ]),
  );
}

function exampleValue(type: ColumnType, contract: ColumnContract | undefined): unknown {
  const [first] = contract?.domain ?? [];
  if (first !== undefined) return first;
  const low = contract?.range?.['at-least'];
  const high = contract?.range?.['at-most'];
  switch (type) {
    case 'integer':
    case 'number': {
      const value =
        typeof low === 'number' && typeof high === 'number' ? (low + high) / 2 : Number(low ?? high ?? 1);
      return type === 'integer' ? Math.ceil(value) : value;
    }
    case 'boolean':
      return true;
    case 'timestamp':
      return new Date(low ?? high ?? '2026-01-01T09:00:00Z').toISOString();
    case 'date':
      return new Date(low ?? high ?? '2026-01-01').toISOString().slice(0, 10);
    case 'string':
      return 'a'.repeat(Math.max(1, contract?.length?.['at-least'] ?? 1));
  }
}
