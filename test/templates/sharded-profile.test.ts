import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseProfile } from '../../src/data/profile/profile-schema.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/sharded-profile/workflow.yml', import.meta.url));
const CLI = fileURLToPath(new URL('../terminal/mlops.ts', import.meta.url));

interface Workflow {
  readonly jobs: Record<
    string,
    { readonly steps: readonly { readonly run?: string }[]; readonly strategy?: unknown }
  >;
}

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'mlops-shards-'));
  await mkdir(join(cwd, 'data'));
  for (const part of [1, 2, 3]) {
    const rows = Array.from({ length: 100 }, (_, row) => `${row * part},${'abc'[row % part]}`);
    await writeFile(join(cwd, 'data', `${part}.csv`), `x,c\n${rows.join('\n')}\n`);
  }
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

test('the scripts of the example workflow join the parts to the whole', async () => {
  const { jobs } = parse(await readFile(EXAMPLE, 'utf8')) as Workflow;
  const script = (job: string) => jobs[job]?.steps.find(({ run }) => run)?.run ?? '';
  const run = (text: string, env: Record<string, string>) => {
    // The command of the sources stands in for the built one.
    const command = text.replace('.mlops-actions/dist/cli.mjs', JSON.stringify(CLI));
    const path = {
      ...process.env,
      NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
      DATA: 'data/*.csv',
    };
    return promisify(execFile)('bash', ['-eo', 'pipefail', '-c', command], { cwd, env: { ...path, ...env } });
  };
  const output = join(cwd, 'output');
  await run(script('plan'), { PARTS: '2', GITHUB_OUTPUT: output });
  const parts = JSON.parse((await readFile(output, 'utf8')).replace('parts=', '')) as number[];
  expect(parts).toEqual([1, 2]);
  expect(JSON.stringify(jobs.profile?.strategy)).toContain('fromJSON(needs.plan.outputs.parts)');
  for (const part of parts) await run(script('profile'), { PART: String(part), PARTS: '2' });
  await run(script('merge'), {});
  const profile = parseProfile(await readFile(join(cwd, 'profile.json'), 'utf8'), 'profile.json');
  const { stdout } = await run('node .mlops-actions/dist/cli.mjs profile $DATA --json', {});
  expect(profile).toEqual(parseProfile(stdout, 'standard output'));
  expect(profile.rows).toBe(300);
}, 60_000);
