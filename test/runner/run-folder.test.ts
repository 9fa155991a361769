import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { claimRunFolder } from '../../src/runner/handover/run-folder.ts';
import { MemoryLog } from '../../src/system/log.ts';

const made: string[] = [];
afterAll(() => {
  for (const one of made) rmSync(one, { recursive: true, force: true });
});
const fresh = () => {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-claim-'));
  made.push(folder);
  return folder;
};

let workspace: string;
let temp: string;
let log: MemoryLog;
const FORGED = '.mlops/github/7-1/churn/evaluate-gate.json';
const git = (...args: string[]) => execFileSync('git', args, { cwd: workspace, stdio: 'pipe' });
const write = (path: string) => {
  mkdirSync(dirname(join(workspace, path)), { recursive: true });
  writeFileSync(join(workspace, path), '{}');
};
const claim = () => claimRunFolder(workspace, '7-1', { temp, log });

beforeEach(() => {
  workspace = fresh();
  temp = fresh();
  log = new MemoryLog();
});

describe('the run folder', () => {
  test('that no step of this job made came with the checkout: its files are gone, and the log says so', async () => {
    write(FORGED);
    const folder = await claim();
    expect(folder).toBe(join(workspace, '.mlops/github/7-1'));
    expect(existsSync(join(workspace, FORGED))).toBe(false);
    expect(log.lines.map(({ message }) => message).join('\n')).toContain(
      '.mlops/github/7-1 was there before the first step of this job',
    );
  });

  test('of the steps before is kept', async () => {
    await claim();
    write(FORGED);
    await claim();
    expect(existsSync(join(workspace, FORGED))).toBe(true);
    // Another job, with a fresh machine: the same files came from elsewhere.
    temp = fresh();
    await claim();
    expect(existsSync(join(workspace, FORGED))).toBe(false);
  });

  test('that is a link is taken away, and what it names stays', async () => {
    write('elsewhere/churn/train.json');
    mkdirSync(join(workspace, '.mlops/github'), { recursive: true });
    symlinkSync('../../elsewhere', join(workspace, '.mlops/github/7-1'));
    await claim();
    expect(existsSync(join(workspace, '.mlops/github/7-1/churn'))).toBe(false);
    expect(existsSync(join(workspace, 'elsewhere/churn/train.json'))).toBe(true);
  });

  test.each([
    ['the evidence of a run', FORGED],
    ['what is deployed', '.mlops/deployments/production.json'],
    ['what a file system without case takes for it', '.MLOPS/Deployments/production.json'],
    ['runs at a terminal', '.mlops/runs/29990101T000000Z-000000/evaluate-gate.json'],
  ])('git must not keep %s', async (_, path) => {
    git('init', '--quiet');
    write(path);
    git('add', '--force', path);
    await claim().then(
      () => expect.fail('it was taken'),
      (error) => {
        expect(error).toMatchObject({ exitCode: 2, hint: expect.stringContaining('git rm -r --cached') });
        expect(error.message).toContain(path);
      },
    );
  });

  test('nor a link in its place', async () => {
    git('init', '--quiet');
    write('kept/github/7-1/churn/train.json');
    symlinkSync('kept', join(workspace, '.mlops'));
    git('add', '.');
    await expect(claim()).rejects.toThrow('.mlops is tracked by git');
  });

  test('a registry that git keeps is nothing of a run', async () => {
    git('init', '--quiet');
    write('.mlops/registry/churn/v1/record.json');
    git('add', '--force', '.');
    await expect(claim()).resolves.toBeTruthy();
  });
});
