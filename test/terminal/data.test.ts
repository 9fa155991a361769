import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { emptyWorkspace, type Workspace } from '../stages/workspace.ts';
import { mlopsHere as mlops } from './command.ts';

function orders(from: number, to: number, price: number): string {
  const rows = Array.from({ length: to - from }, (_, index) => {
    const id = from + index;
    return `${id},${price + (id % 7)},${['Oslo', 'Rome', 'Bern'][id % 3]},${id % 2}`;
  });
  return `id,amount,city,late\n${rows.join('\n')}\n`;
}

async function shop(): Promise<Workspace> {
  const made = await emptyWorkspace();
  await made.write('orders.csv', orders(0, 200, 20));
  await mlops(['init', 'orders.csv', '--label', 'late', '--quiet'], { cwd: made.directory });
  return made;
}

function git(at: Workspace, ...args: string[]): void {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...who, ...args], { cwd: at.directory, stdio: 'ignore' });
}

describe('mlops data', () => {
  test('lock, status and diff tell which data a commit is about', async () => {
    const made = await shop();
    const cwd = made.directory;
    const none = await mlops(['data', 'status'], { cwd });
    expect(none.code).toBe(2);
    expect(none.stderr).toMatch(/data\.lock does not exist[\s\S]*mlops data lock/);

    expect((await mlops(['data', 'lock'], { cwd })).code).toBe(0);
    expect(await mlops(['data', 'diff'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/there is no git repository/),
    });
    git(made, 'init', '-q');
    expect(await mlops(['data', 'diff'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/has no commit yet/),
    });
    git(made, 'add', 'data.lock');
    git(made, 'commit', '-q', '-m', 'data');
    expect(await mlops(['data', 'status', '--quiet'], { cwd })).toMatchObject({
      code: 0,
      stdout: 'The data are those of data.lock.\n',
    });

    await made.write('orders.csv', orders(20, 230, 40));
    const moved = await mlops(['data', 'status', '--quiet'], { cwd });
    expect(moved.code).toBe(1);
    expect(moved.stdout).toMatch(/data: changed, .* \(200 rows\) → .* \(210 rows\)\n {2}amount mean/);

    await mlops(['data', 'lock', '--quiet'], { cwd });
    const since = await mlops(['data', 'diff', '--quiet', '--json'], { cwd });
    expect(JSON.parse(since.stdout)).toMatchObject({
      base: 'HEAD',
      changes: [{ dataset: 'data', change: 'changed' }],
    });
    await made.write('data.lock', '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n');
    const torn = await mlops(['data', 'status', '--quiet'], { cwd });
    expect(torn).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/marks of a merge[\s\S]*mlops data lock/),
    });
    expect((await mlops(['data', 'lock', '--quiet'], { cwd })).code).toBe(0);
    expect((await mlops(['data', 'status', '--quiet'], { cwd })).code).toBe(0);
    const unknown = await mlops(['data', 'diff', '--base', 'nowhere'], { cwd });
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringMatching(/git knows no such commit/) });
  });

  test('diff of two files tells rows by key and distributions', async () => {
    const made = await shop();
    await made.write('later.csv', orders(50, 260, 40));
    const args = ['data', 'diff', 'orders.csv', 'later.csv', '--key', 'id', '--quiet'];
    const { code, stdout } = await mlops(args, { cwd: made.directory });
    expect(code).toBe(0);
    expect(stdout).toMatch(/200 rows → 210 rows: 60 added, 50 removed, 150 changed \(amount in 150\)/);
    expect(stdout).toMatch(/amount +evidently\.ks/);
    const one = await mlops(['data', 'diff', 'orders.csv'], { cwd: made.directory });
    expect(one).toMatchObject({ code: 2, stderr: expect.stringMatching(/two files/) });
  });

  test('a file that differs from what DVC states is not locked', async () => {
    const made = await shop();
    const { mkdir } = await import('node:fs/promises');
    await mkdir(made.path('.dvc'));
    await made.write(
      'orders.csv.dvc',
      'outs:\n- md5: 34ff2335cbe2045ddc3b78993d1e971d\n  path: orders.csv\n',
    );
    const { code, stderr } = await mlops(['data', 'lock', '--quiet'], { cwd: made.directory });
    expect(code).toBe(1);
    expect(stderr).toMatch(/orders\.csv is not what orders\.csv\.dvc says[\s\S]*dvc checkout/);
  });
});
