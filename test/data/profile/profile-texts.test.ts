import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DataEngine } from '../../../src/data/engine/engine.ts';
import { describeTable } from '../../../src/data/engine/table.ts';
import { profileTable } from '../../../src/data/profile/profile.ts';
import { boundedTalliesOf, isManyTexts } from '../../../src/data/profile/tally-table.ts';
import type { ManyTexts } from '../../../src/data/profile/tally-texts.ts';
import { temporaryFolder, testEngine } from '../engine.ts';

const folder = temporaryFolder();
const BOUND = 4096;

/** A table of texts with `distinct` values, of which some repeat, and the first ones are those given. */
async function textTable(engine: DataEngine, distinct: number, given: readonly string[]): Promise<void> {
  const values = [...new Set(given)];
  for (let i = 0; values.length < distinct; i++) values.push(`v${(i * 7919) % 1_000_003}`);
  await engine.insert('parts', {
    rows: values.length,
    columns: new Map([['s', { name: 's', type: 'string', values }]]),
  });
  await engine.run(
    `CREATE OR REPLACE TABLE texts AS SELECT s, range AS x FROM (SELECT s, row_number() OVER () AS r FROM parts),
       range(1 + CASE WHEN r < 40 THEN r % 7 WHEN r % 911 = 0 THEN 1 ELSE 0 END) UNION ALL SELECT NULL, 3`,
  );
}

describe('columns of many texts', () => {
  const texts = fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 60 });

  it('have the profile that all of their texts give, on both sides of the bound', async () => {
    const engine = await testEngine(folder);
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: BOUND - 1, max: BOUND + 3 }), async (given, distinct) => {
        await textTable(engine, distinct, [...given, '', 'é', '\u{1f600}', '\uff5e', 'x'.repeat(300)]);
        for (const mergeable of [false, true]) {
          const bounded = await profileTable(engine, 'texts', { mergeable, mostTexts: BOUND });
          expect(bounded).toEqual(await profileTable(engine, 'texts', { mergeable }));
        }
      }),
      { numRuns: 12 },
    );
  });

  it('stay in the engine as long as the tally is looked at, and leave nothing there', async () => {
    const engine = await testEngine(folder);
    await textTable(engine, BOUND + 10, []);
    const columns = await describeTable(engine, 'texts');
    const rows = 50_000;
    for await (const { tally } of boundedTalliesOf(engine, 'texts', columns, rows, {
      mostTexts: () => 100,
    })) {
      if (!isManyTexts(tally)) continue;
      expect((await all(tally)).size).toBe(BOUND + 10);
      expect(tally.squares).toBe([...(await all(tally)).values()].reduce((sum, n) => sum + n * n, 0));
      expect(await tally.sample(1)).toHaveLength(BOUND + 10);
      break;
    }
    const left = await engine.rows(
      "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'tally texts%'",
    );
    expect(left).toEqual([]);
  });
});

async function all(texts: ManyTexts): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  await texts.scan((values, counts) => {
    for (const [index, value] of values.entries()) found.set(value, counts[index] ?? 0);
  });
  return found;
}
