import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseContract } from '../../src/data/contract/contract-file.ts';
import { parseAnyContract } from '../../src/data/contract/exchange/read-contract.ts';
import { tfdvSchemaJson } from '../../src/data/contract/exchange/tfdv-infer.ts';
import { checkFile } from '../../src/tools/contract-check-file.ts';
import { inferFile } from '../../src/tools/contract-infer-file.ts';
import { sorted, tfdvCases } from '../data/contract/tfdv-cases.ts';
import { temporaryFolder, testEngine } from '../data/engine.ts';
import { borrowed } from './borrowed.ts';

const folder = temporaryFolder();

describe('what TFDV infers and finds, in contracts of ours', async () => {
  const engine = await testEngine(folder);
  // One engine for all: opening it takes longer than a case.
  const open = async () => borrowed(engine);
  const cases = tfdvCases().slice(0, 20);

  test.each(cases.map((one) => [one.name, one] as const))(
    '%s',
    async (name, { reference, current, expected }) => {
      mkdirSync(join(folder, name));
      const [before, now] = [join(folder, name, 'reference.csv'), join(folder, name, 'current.csv')];
      writeFileSync(before, reference);
      writeFileSync(now, current);
      const inferred = await inferFile(open, before, {
        rules: 'tfdv',
        dataset: 'data',
        missing: [],
        describe: false,
      });
      expect(inferred.notes).toEqual([]);
      expect(sorted(inferred.tfdv && tfdvSchemaJson(inferred.tfdv))).toEqual(
        sorted(expected.inferred_schema),
      );

      const text = JSON.stringify(inferred.contract);
      expect(parseContract(text, 'contract.yml').value).toEqual(inferred.contract);
      const read = parseAnyContract(text, 'contract.yml');
      const kept = await checkFile(open, before, read, { missing: [] });
      expect(kept.anomalies).toEqual([]);
      const { anomalies } = await checkFile(open, now, read, { missing: [] });
      const found = new Map<string, Set<string | null>>();
      for (const { column, tfdv } of anomalies)
        found.set(column ?? '', (found.get(column ?? '') ?? new Set()).add(tfdv));
      const theirs = Object.entries(expected.anomalies).flatMap(
        ([column, { reasons }]): [string, Set<string>][] => {
          // What was set beside the schema is not in the contract; a shape says the same as a missing value.
          const types = reasons
            .map(({ type }) => type)
            .filter((type) => !/^COMPARATOR|^INVALID_FEATURE_SHAPE/.test(type));
          return types.length > 0 ? [[column, new Set(types)]] : [];
        },
      );
      expect(found).toEqual(new Map(theirs));
    },
  );
});
