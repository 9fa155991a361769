import { describe, expect, it } from 'vitest';
import { Scans } from '../../../../src/data/checks/scans/scans.ts';
import { describeTable } from '../../../../src/data/engine/table.ts';
import { profileTable } from '../../../../src/data/profile/profile.ts';
import { temporaryFolder, testEngine } from '../../engine.ts';
import { tableOf } from './scanned.ts';

const folder = temporaryFolder();
const ROWS = 6000;

describe('columns of many texts', () => {
  it('are told the same of as where all of them are in memory', async () => {
    const engine = await testEngine(folder);
    const texts = (of: (row: number) => string | null) =>
      ['string', Array.from({ length: ROWS }, (_, row) => of(row))] as const;
    const day = (row: number) => new Date(Date.UTC(1990, 0, row)).toISOString().slice(0, 10);
    await tableOf(engine, 'many', {
      plain: texts((row) => `order ${row}`),
      dates: texts((row) =>
        row % 50 === 0 ? `${day(row).slice(8)}.${day(row).slice(5, 7)}.${1000 + row}` : day(row),
      ),
      prices: texts((row) => `${1 + (row % 9)},${String(row).padStart(3, '0').slice(-3)}.${10 + (row % 90)}`),
      mojibake: texts((row) => (row % 70 === 0 ? `FÃ¼r ${row}` : `Für ${row}`)),
      mail: texts((row) => (row % 1000 === 5 ? `anna.${row}@example.com` : `call ${row}`)),
      phone: texts((row) => `+49 170 ${1_000_000 + row}`),
      address: texts((row) => (row % 3 === 0 ? null : `10.0.${row >> 8}.${row & 255}`)),
    });
    const columns = await describeTable(engine, 'many');
    const found = [100, 1e6].map(async (mostTexts) => {
      const scans = new Scans({ table: 'many', dataset: 'many', rows: ROWS, columns });
      const profile = await profileTable(engine, 'many', { mostTexts }, scans);
      return { profile, anomalies: await scans.finish(engine), hidden: scans.hidden, is: scans.collisions };
    });
    const [streamed, whole] = await Promise.all(found);
    expect(streamed).toEqual(whole);
    expect([...(whole?.hidden ?? [])]).toEqual(['mail', 'phone', 'address']);
    expect(whole?.anomalies.map(({ column, rule }) => [column, rule])).toEqual(
      expect.arrayContaining([
        ['dates', 'mixed-dates'],
        ['prices', 'numbers-as-text'],
        ['mojibake', 'encoding'],
      ]),
    );
  });
});
