import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { editContract } from '../../src/data/contract/contract-edit.ts';
import { parseContract } from '../../src/data/contract/contract-file.ts';
import { parseAnyContract } from '../../src/data/contract/exchange/read-contract.ts';
import { checkFile } from '../../src/tools/contract-check-file.ts';
import { proposeUpdate } from '../../src/tools/contract-update-file.ts';
import { temporaryFolder, testEngine } from '../data/engine.ts';
import { borrowed } from './borrowed.ts';

const folder = temporaryFolder();

const CONTRACT = `version: 1
datasets:
  data:
    rows: { at-least: 100 }
    keys: [id]
    additional-columns: error
    columns:
      id: { type: integer, unique: true, range: { at-least: 5 } }
      # what it costs
      price: { type: number, range: { at-least: 0, at-most: 1 }, severity: warn }
      day: { type: date, range: { at-most: "2020-01-02" } }
      colour: { type: string, domain: [red], pattern: "[a-z]+", length: { at-most: 3 } }
      count: { type: integer, missing: { at-most: 0 } }
      rate: { type: number }
      gone: { type: string }
      kind: { type: string, classes: { values: [a, b] } }
      text: { type: string, schema: { maxLength: 1 } }
`;

test('every change that the data ask for, and after them the data keep the contract', async () => {
  const engine = await testEngine(folder);
  const open = async () => borrowed(engine);
  const file = join(folder, 'data.csv');
  const lines = [
    'id,price,day,colour,count,rate,kind,text,new',
    '1,-2.5,2020-01-05,red,1.5,1,a,xx,1',
    '1,3,2020-01-01,BLUE,2,inf,c,x,2',
    '9,0.5,2020-01-01,,,2,a,x,3',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const contract = parseContract(CONTRACT, 'contract.yml').value;
  const { proposals, byHand } = await proposeUpdate(open, file, contract, { missing: [] });
  expect(new Set(proposals.map(({ dataset }) => dataset))).toEqual(new Set(['data']));
  expect(proposals.map(({ column, rule, effect }) => `${column ?? ''} ${rule} ${effect}`)).toEqual([
    ' rows loosening',
    'id range loosening',
    'id unique loosening',
    'price range loosening',
    'price range loosening',
    'day range loosening',
    'colour domain loosening',
    'colour pattern loosening',
    'colour length loosening',
    'count type loosening',
    'count missing loosening',
    'rate finite loosening',
    'gone required loosening',
    'id keys loosening',
    'new additional-columns breaking',
  ]);
  expect(proposals[3]?.sentence).toBe('`data`, `price`: the lowest value was `0`, now `-2.5`');
  expect(proposals[3]?.reason).toMatch(/first `-2\.5` in row 1/);
  expect(byHand).toHaveLength(3);

  const edits = proposals.map(({ edit }) => edit);
  const edited = editContract(CONTRACT, 'contract.yml', edits);
  expect(edited).toContain('# what it costs');
  expect(edited).toContain('price: { type: number, range: { at-least: -2.5, at-most: 3 }, severity: warn }');
  const { anomalies } = await checkFile(open, file, parseAnyContract(edited, 'contract.yml'), {
    missing: [],
  });
  // What is left is what only a person can decide.
  expect([...new Set(anomalies.map(({ code }) => code))]).toEqual(['classes', 'schema']);
  expect(anomalies).toHaveLength(byHand.length);
});
