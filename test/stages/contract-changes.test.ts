import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Config } from '../../src/config/schema/config.ts';
import { parseContract } from '../../src/data/contract/contract-file.ts';
import { contractChangesTable } from '../../src/report/sections/contract-changes.ts';
import { contractChangesSince } from '../../src/stages/contract-changes.ts';
import type { Log } from '../../src/system/log.ts';
import { temporaryFolder } from '../data/engine.ts';

const directory = temporaryFolder();
const lines: string[] = [];
const note = (line: string) => {
  lines.push(line);
};
const log = { debug: note, info: note, warn: note, error: note } as unknown as Log;
const config = { data: { contract: 'contract.yml' } } as Config;

function git(...args: string[]): string {
  const name = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...name, ...args], { cwd: directory, encoding: 'utf8' }).trim();
}

function contractOf(version: string, carriers: string) {
  const text = `version: 1
contract-version: ${version}
datasets:
  view:
    columns:
      carrier: { type: string, domain: [${carriers}] }
      distance: { type: number }
`;
  writeFileSync(join(directory, 'contract.yml'), text);
  return parseContract(text, 'contract.yml').value;
}

test('compares the contract with the one at a commit, and with nothing where git knows none', async () => {
  const first = contractOf('1.0.0', 'AA, UA');
  const since = (base?: string) =>
    contractChangesSince({ config, directory, ...(base === undefined ? {} : { base }) }, first, log);
  expect(await since()).toEqual({ warnings: [] });
  expect(await since('main')).toEqual({ warnings: [] });
  expect(lines.join('\n')).toContain('git does not know main here');

  git('init', '-q', '-b', 'main');
  git('add', 'contract.yml');
  git('commit', '-q', '-m', 'A contract');
  const commit = git('rev-parse', 'HEAD');
  expect(await since('main')).toEqual({ since: { base: commit, changes: [] }, warnings: [] });
  expect(await since()).toEqual({ warnings: [] });
  // A name that git would take for an option names no commit.
  expect(await since('--upload-pack=x')).toEqual({ warnings: [] });

  const narrowed = contractOf('1.1.0', 'AA, ZZ');
  const { since: changed, warnings } = await contractChangesSince(
    { config, directory, base: 'main' },
    narrowed,
    log,
  );
  expect(changed?.changes.map(({ column, rule, effect }) => [column, rule, effect])).toEqual([
    ['carrier', 'domain', 'breaking'],
    ['carrier', 'domain', 'loosening'],
  ]);
  expect(warnings).toEqual([
    'Breaking change of the contract: `view`, `carrier`: the domain was reduced by `UA`',
    'A breaking change asks for a new major version of the contract, but it went from 1.0.0 to 1.1.0.',
  ]);
  expect(contractChangesTable(changed && { ...changed, changes: [...changed.changes] })).toMatchObject([
    { kind: 'heading', text: `What changed in the contract since ${commit.slice(0, 7)}` },
    {
      kind: 'table',
      rows: [
        [{ strong: 'breaking' }, { code: 'domain' }, expect.any(String)],
        ['loosening', { code: 'domain' }, expect.any(String)],
      ],
    },
  ]);
  expect(contractChangesTable({ base: commit, changes: [] })).toEqual([]);
  const raised = await contractChangesSince(
    { config, directory, base: 'main' },
    contractOf('2.0.0', 'AA'),
    log,
  );
  expect(raised.warnings).toHaveLength(1);
});

test('a checkout without history fetches the base alone', async () => {
  const contract = contractOf('3.0.0', 'AA');
  git('commit', '-q', '-am', 'Narrower');
  const base = git('rev-parse', 'HEAD~1');
  const parent = temporaryFolder();
  const clone = join(parent, 'clone');
  execFileSync('git', ['clone', '-q', '--depth=1', `file://${directory}`, clone]);
  execFileSync('git', ['-C', directory, 'config', 'uploadpack.allowAnySHA1InWant', 'true']);
  const { since } = await contractChangesSince({ config, directory: clone, base }, contract, log);
  expect(since?.base).toBe(base);
  expect(since?.changes.map(({ effect }) => effect)).toContain('breaking');
  const unknown = await contractChangesSince(
    { config, directory: clone, base: 'f'.repeat(40) },
    contract,
    log,
  );
  expect(unknown).toEqual({ warnings: [] });
});
