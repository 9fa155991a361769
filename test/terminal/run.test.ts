import type { ChildProcess } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Evidence, Stage } from '../../src/evidence/schema.ts';
import { STAGES } from '../../src/evidence/schema.ts';
import { readRun } from '../../src/evidence/store.ts';
import { csv, orders } from '../stages/orders.ts';
import { copyOf, initWorkspace, type Workspace } from '../stages/workspace.ts';
import { mlops, mlopsHere } from './command.ts';

let sound: Workspace;
beforeAll(async () => {
  sound = await initWorkspace();
});

const here = (shop: Workspace, ...args: string[]) => mlopsHere(args, { cwd: shop.directory });
const UP_TO_REGISTER = ['--stages', 'validate-data,train,evaluate-gate,register'];

interface RunJson {
  readonly run: string;
  readonly stages: Partial<Record<Stage, Evidence>>;
}

describe('mlops run', () => {
  test('prints the evidence of its stages as JSON, and nothing else on standard output', async () => {
    const shop = await copyOf(sound);
    const { code, stdout, stderr } = await here(
      ...([shop, 'run', '--json', ...UP_TO_REGISTER, '--set', 'train.seed=3'] as const),
    );
    expect(code).toBe(0);
    const { run, stages, ...others } = JSON.parse(stdout) as RunJson;
    expect(others).toEqual({});
    expect(run).toMatch(/^\d{8}T\d{6}Z-[0-9a-f]{6}$/);
    expect(Object.keys(stages)).toEqual(['validate-data', 'train', 'evaluate-gate', 'register']);
    expect(stages).toEqual(await readRun(shop.path(`.mlops/runs/${run}`)));
    expect(stages.train?.run).toMatchObject({ id: run, overrides: ['train.seed=3'] });
    expect(stages.train?.figures).toMatchObject({ seed: 3 });
    expect(stderr).toContain('2,400 rows from orders.csv');
  });

  test('keeps everything where --out says, and ends with the path of the report', async () => {
    const shop = await copyOf(sound);
    const { code, stdout } = await here(shop, 'run', ...UP_TO_REGISTER, '--out', 'kept', '--quiet');
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(`Report: ${shop.path('kept/report.html')}`);
    expect(await shop.files('kept')).toEqual(
      expect.arrayContaining(['kept/register.json', 'kept/report.html', 'kept/report.md']),
    );
    expect(await shop.files('.mlops/runs')).toEqual([]);
    expect(await shop.read('kept/report.html')).toContain('late-orders');
  });

  test('goes on in the same run, stage by stage', async () => {
    const shop = await copyOf(sound);
    for (const stage of ['validate-data', 'train', 'evaluate-gate', 'register']) {
      const { code, stderr } = await here(shop, stage, '--quiet');
      expect(code, stderr).toBe(0);
    }
    const runs = new Set((await shop.files('.mlops/runs')).map((name) => name.split('/')[2]));
    expect(runs.size).toBe(1);
    expect((await here(shop, 'train', '--quiet')).code).toBe(0);
    expect(new Set((await shop.files('.mlops/runs')).map((name) => name.split('/')[2])).size).toBe(2);

    const report = await here(shop, 'report', '--json');
    expect(JSON.parse(report.stdout)).toEqual({
      html: expect.stringMatching(/report\.html$/),
      markdown: expect.stringMatching(/report\.md$/),
    });
    const [first] = [...runs];
    const shown = await here(shop, 'report', '--out', `.mlops/runs/${first}`);
    expect(shown.stdout).toContain('v1.0.0');
  });

  test('takes one of several models', async () => {
    const shop = await copyOf(sound);
    await shop.change('mlops.yml', (text) =>
      text.replace(/model: \{ name: late-orders,/, 'models: { late-orders: {}, other-orders: {} }\nmodel: {'),
    );
    const none = await here(shop, 'train');
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('--model')]);
    const one = await here(shop, 'train', '--model', 'other-orders', '--json', '--quiet');
    expect(JSON.parse(one.stdout)).toMatchObject({ stage: 'train', model: 'other-orders' });
  });

  test.each([
    ['an unknown stage', ['run', '--stages', 'train,fly'], /"fly".*validate-data, train/s],
    [
      'a stage that the config has nothing for',
      ['run', '--stages', 'deploy', '--set', 'deploy={}'],
      /no `deploy`/,
    ],
    ['an unknown command', ['fly'], /unknown command 'fly'/],
    ['an unknown option', ['run', '--fast'], /unknown option '--fast'/],
    ['options that exclude each other', ['deploy', '--rollback', '--stop'], /cannot be used with/],
  ])('refuses %s with exit code 2', async (_, args, message) => {
    const { code, stderr } = await here(sound, ...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe('mlops view', () => {
  test('writes the rows as the server takes them', async () => {
    const shop = await copyOf(sound);
    const { code } = await here(
      ...([
        shop,
        'view',
        '--from',
        '2025-01-02',
        '--to',
        '2025-01-04',
        '--out',
        'asked.jsonl',
        '--quiet',
      ] as const),
    );
    expect(code).toBe(0);
    const lines = (await shop.read('asked.jsonl')).trimEnd().split('\n');
    expect(lines).toHaveLength(80);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      ordered_at: '2025-01-02T00:00:00Z',
      ...Object.fromEntries(
        Object.entries(orders()[40] ?? {}).filter(([name]) => !['ordered_at', 'late'].includes(name)),
      ),
    });
    const printed = await here(shop, 'view', '--from', '2025-01-02', '--to', '2025-01-04', '--quiet');
    expect(printed.stdout).toBe(await shop.read('asked.jsonl'));
    const wrong = await here(shop, 'view', '--from', 'yesterday');
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--from "yesterday" is no day')]);
  });
});

describe('help', () => {
  const commands = [
    ...[
      'init',
      'run',
      ...STAGES,
      'report',
      'view',
      'golden',
      'serve',
      'profile',
      'drift',
      'metrics',
      'compare',
    ],
  ];
  test('lists every command and the exit codes', async () => {
    const { code, stdout } = await here(sound, '--help');
    expect(code).toBe(0);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(stdout).toContain('70  a bug in this program');
    expect((await here(sound, '--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test.each(commands)('of %s has an example', async (command) => {
    const { code, stdout } = await here(sound, command, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: mlops ${command}`);
    expect(stdout).toMatch(new RegExp(`\\nExample\\n  mlops ${command}`));
    expect(stdout).not.toMatch(/default: (\[\]|false)/);
    expect((await here(sound, 'help', command)).stdout).toBe(stdout);
  });
});

/** Calls `then` once the process has printed `text` on standard error. */
const whenPrinted = (text: string, then: (child: ChildProcess) => void) => (child: ChildProcess) => {
  let seen = '';
  const look = (part: Buffer | string) => {
    seen += String(part);
    if (!seen.includes(text)) return;
    child.stderr?.off('data', look);
    then(child);
  };
  child.stderr?.on('data', look);
};

describe.skipIf(process.platform === 'win32')('an interruption', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s ends a training at once, and nothing is half-written', async (signal, code) => {
    const shop = await copyOf(sound);
    await shop.write('orders.csv', csv(orders(60, 400)));
    let sent = 0;
    const started = whenPrinted('Train (tfjs)', (child) => {
      sent = Date.now();
      child.kill(signal);
    });
    const args = ['train', '--set', 'train.epochs=100000', '--set', 'train.patience=100000'];
    const finished = await mlops(args, { cwd: shop.directory, started });
    expect(finished.code).toBe(code);
    expect(Date.now() - sent).toBeLessThan(5000);
    expect(finished.stderr).toMatch(/interrupted\n$/);
    expect(finished.stderr).not.toMatch(/bug|\n\s+at /);
    expect(await shop.files('.mlops/runs')).toEqual([]);
  });

  test('of a training program reaches the program', async () => {
    const shop = await copyOf(sound);
    await shop.write(
      'train.mjs',
      `process.on('SIGINT', () => { console.log('saved'); process.exit(0); });
       console.log('working'); setTimeout(() => {}, 60_000);`,
    );
    const command = JSON.stringify([process.execPath, 'train.mjs']);
    const started = whenPrinted('working', (child) => child.kill('SIGINT'));
    const args = ['train', '--set', `train={ trainer: command, command: ${command} }`];
    const finished = await mlops(args, { cwd: shop.directory, started });
    expect(finished.code).toBe(130);
    expect(finished.stderr).toContain('saved');
    expect(await shop.files('.mlops/runs')).toEqual([]);
  });

  test('of a server lets it end in peace', async () => {
    const shop = await copyOf(sound);
    await shop.run('train');
    let answer: Promise<unknown> = Promise.resolve();
    const started = (child: ChildProcess) => {
      child.stdout?.once('data', (url) => {
        answer = fetch(`${String(url).trim()}/readyz`).then(async (response) => {
          const text = await response.text();
          child.kill('SIGINT');
          return [response.status, text];
        });
      });
    };
    const finished = await mlops(['serve', 'run/package', '--port', '0', '--quiet'], {
      cwd: shop.directory,
      started,
    });
    expect([finished.code, finished.stderr]).toEqual([0, '']);
    expect(await answer).toEqual([200, expect.anything()]);
  });

  test('a reader that has seen enough is no error', async () => {
    const started = (child: ChildProcess) => {
      child.stdout?.once('data', () => child.stdout?.destroy());
    };
    const finished = await mlops(['view', '--quiet'], { cwd: sound.directory, started });
    expect([finished.code, finished.stderr]).toEqual([0, '']);
  });
});
