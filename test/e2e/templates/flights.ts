import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { temporaryFolder } from '../../actions/folders.ts';
import { commit, git } from '../../actions/project.ts';
import { testEngine } from '../../data/engine.ts';

const EXAMPLE = fileURLToPath(new URL('../../../examples/flights/', import.meta.url));
const CLI = fileURLToPath(new URL('../../../dist/cli.mjs', import.meta.url));

/** The example's config with the keys that its page says to write on GitHub. */
function configOnGitHub(): string {
  const page = readFileSync(join(EXAMPLE, 'README.md'), 'utf8');
  const [, block = ''] = /## On GitHub[\s\S]*?```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const config = parseDocument(readFileSync(join(EXAMPLE, 'mlops.yml'), 'utf8'));
  const instead = parseDocument(block);
  for (const key of ['registry', 'deploy', 'monitor']) config.set(key, instead.get(key, true));
  return config.toString({ lineWidth: 0 });
}

/** The example as a repository of somebody, with the flights before a day (`YYYY-MM-DD`), committed. */
export async function flightsUntil(
  day: string,
  config: (text: string) => string = (text) => text,
): Promise<string> {
  const folder = temporaryFolder('flights');
  for (const file of ['contract.yml', 'logistic.py', 'data'])
    cpSync(join(EXAMPLE, file), join(folder, file), { recursive: true });
  writeFileSync(join(folder, 'mlops.yml'), config(configOnGitHub()));
  const engine = await testEngine(folder);
  for (const name of ['flights', 'weather']) {
    const file = join(folder, 'data', `${name}.parquet`);
    await engine.run(`CREATE TABLE ${name} AS SELECT * FROM read_parquet('${file}')`);
    await engine.writeParquet(`SELECT * FROM ${name} WHERE time_hour < TIMESTAMPTZ '${day} 00:00:00Z'`, file);
  }
  git(folder, 'init', '--quiet', '--initial-branch=main');
  commit(folder, 'Begin');
  return folder;
}

/** The flights and the weather up to the end of July, as the example has them, come into the repository. */
export function julyArrives(repository: string): void {
  cpSync(join(EXAMPLE, 'data'), join(repository, 'data'), { recursive: true });
}

/** The flights of some days as requests, as a server's log has them. */
export function serveFlights(repository: string, file: string, from: string, to: string): void {
  const folder = temporaryFolder('view');
  for (const each of ['mlops.yml', 'contract.yml', 'data'])
    cpSync(join(EXAMPLE, each), join(folder, each), { recursive: true });
  const args = ['view', '--from', from, '--to', to, '--out', 'rows.jsonl', '--quiet'];
  execFileSync(process.execPath, [CLI, ...args], { cwd: folder });
  mkdirSync(join(repository, 'requests'), { recursive: true });
  cpSync(join(folder, 'rows.jsonl'), join(repository, 'requests', file));
}
