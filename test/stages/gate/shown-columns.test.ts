import { describe, expect, it } from 'vitest';
import type { Contract } from '../../../src/data/contract/contract.ts';
import { type Column, frameOf } from '../../../src/data/engine/frame.ts';
import { shownColumns } from '../../../src/stages/gate/shown-columns.ts';
import { temporaryFolder, testEngine } from '../../data/engine.ts';

const text = (name: string, values: Column['values']): Column => ({ name, type: 'string', values });
const column = { type: 'string', required: true, severity: 'error' } as const;
const dataset = (names: readonly string[], more: object = {}) => ({
  columns: Object.fromEntries(names.map((name) => [name, column])),
  ...more,
});
const contractOf = (datasets: object) => ({ version: 1, datasets }) as unknown as Contract;

const ROWS = frameOf([
  text('plan', ['free', 'paid', 'paid']),
  text('contact', ['ann@example.org', 'bob@example.org', null]),
  text('secret', ['x', 'y', 'z']),
  text('site_city', ['Bern', 'Genf', 'Chur']),
]);
const VIEW = { from: 'orders', join: [{ source: 'sites', prefix: 'site_' }] } as never;

describe('the columns that a report may show', async () => {
  const engine = await testEngine(temporaryFolder());
  const shown = (contract: Contract) => shownColumns(engine, ROWS, contract, VIEW);

  it('are those that a contract declares and that hold no personal data', async () => {
    expect(await shown(contractOf({ view: dataset(['plan', 'contact', 'site_city']) }))).toEqual([
      'plan',
      'site_city',
    ]);
  });

  it('are found in the contracts of the sources too, under the prefix of a join', async () => {
    const contract = contractOf({ orders: dataset(['plan', 'contact']), sites: dataset(['city']) });
    expect(await shown(contract)).toEqual(['plan', 'site_city']);
  });

  it('are none where nothing is declared', async () => {
    expect(await shown(contractOf({}))).toEqual([]);
    expect(await shown(contractOf({ view: dataset(['constructor', '__proto__x']) }))).toEqual([]);
  });

  it('hold personal data only where the contract says that they are no matter', async () => {
    const free = { checks: { 'personal-data': 'off' } };
    expect(await shown(contractOf({ view: dataset(['contact'], free) }))).toEqual(['contact']);
    // The view's contract comes first, whatever a source's says.
    const contract = contractOf({ view: dataset(['contact']), orders: dataset(['contact'], free) });
    expect(await shown(contract)).toEqual([]);
  });

  it('leave no table behind', async () => {
    await shown(contractOf({ view: dataset(['plan']) }));
    const left = await engine.rows<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'main'",
    );
    expect(left).toEqual([]);
  });
});
