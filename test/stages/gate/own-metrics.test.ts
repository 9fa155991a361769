import { beforeAll, describe, expect, test } from 'vitest';
import type { EvidenceOf } from '../../../src/evidence/schema.ts';
import { initWorkspace, type Workspace } from '../workspace.ts';

let workspace: Workspace;

/** The gate with these own metrics and rules, on a model that was trained once. */
async function gate(metrics: readonly object[], rules: readonly object[] = [], more: readonly string[] = []) {
  const given = rules.length > 0 ? rules : [{ metric: 'roc_auc_score', 'at-least': 0.5 }];
  const set = [
    `gate.metrics=${JSON.stringify(metrics)}`,
    `gate.rules=${JSON.stringify(given)}`,
    'gate.explain=0',
    ...more,
  ];
  return (await workspace.run('evaluate-gate', { set })) as EvidenceOf<'evaluate-gate'>;
}

const node = (script: string) => [process.execPath, '-e', script];

beforeAll(async () => {
  workspace = await initWorkspace();
  await workspace.run('train');
}, 120_000);

describe('metrics in SQL', () => {
  const dear = {
    name: 'dear_misses',
    title: 'weight of missed late orders',
    direction: 'lower',
    sql: "sum(weight) FILTER (WHERE late = 'yes' AND predicted = 'no') / count(*)",
  };

  test('are taken of rows, label, score and decision, on all rows and on each slice, and rules name them', async () => {
    const { figures, verdict } = await gate(
      [dear, { name: 'mean_score', direction: 'higher', sql: 'avg(score)' }],
      [
        { metric: 'dear_misses', 'at-most': 100 },
        { metric: 'mean_score', 'at-least': 0.9 },
        { metric: 'mean_score', 'at-most': 1, slice: { column: 'carrier' } },
        { metric: 'mean_score', by: 'carrier', aggregate: 'difference', 'at-most': 1 },
      ],
      ['gate.slices=[carrier]', 'gate.minimum-slice-rows=10'],
    );
    expect(verdict).toBe('fail');
    const { metrics } = figures.challenger;
    expect(metrics.dear_misses).toBeGreaterThan(0);
    expect(figures.titles).toEqual({ dear_misses: dear.title, mean_score: 'mean_score' });
    expect(figures.directions).toMatchObject({ dear_misses: 'lower', mean_score: 'higher' });
    const [cheap, high, ...slices] = figures.rules;
    expect(cheap).toMatchObject({ outcome: 'pass', measured: metrics.dear_misses });
    expect(high).toMatchObject({ outcome: 'fail', measured: metrics.mean_score });
    const byCarrier = figures.slices.filter(({ column }) => column === 'carrier');
    expect(byCarrier.length).toBe(4);
    const rows = byCarrier.reduce((sum, slice) => sum + slice.rows, 0);
    const mean = byCarrier.reduce(
      (sum, slice) => sum + slice.rows * (slice.challenger.mean_score ?? Number.NaN),
      0,
    );
    expect(mean / rows).toBeCloseTo(metrics.mean_score ?? Number.NaN, 9);
    expect(slices.map(({ outcome }) => outcome)).toEqual(['pass', 'pass', 'pass', 'pass', 'pass']);
  });

  test('one that is the same as a metric of ours gives the same figure', async () => {
    const accuracy = { name: 'accuracy_in_sql', direction: 'higher', sql: 'avg((late = predicted)::INT)' };
    const { figures } = await gate([accuracy]);
    const { metrics } = figures.challenger;
    expect(metrics.accuracy_in_sql).toBeCloseTo(metrics.accuracy_score ?? Number.NaN, 12);
  });

  test('what has no finite value is not defined, and no rule about it passes', async () => {
    const none = { name: 'nothing', direction: 'higher', sql: "avg(score) FILTER (WHERE carrier = 'none')" };
    const { figures } = await gate([none], [{ metric: 'nothing', 'at-least': -1e9 }]);
    expect(figures.challenger.metrics.nothing).toBeNull();
    expect(figures.rules[0]?.outcome).toBe('fail');
    expect(figures.notes.join('\n')).toContain('nothing: is not defined');
  });

  test.each([
    ['no aggregate', 'score', 'it gives'],
    ['several statements', 'avg(score); DROP TABLE x', 'gate.metrics bad'],
    ['a column that is not there', 'avg(nowhere)', 'nowhere'],
    ['a number beyond all numbers', 'avg(score) + 1e400', 'a number that is too large'],
    ['chance', 'avg(random())', 'random() differs from run to run'],
    ['another file', "(SELECT count(*) FROM read_csv('/etc/passwd'))", 'gate.metrics bad'],
    ['text', "max('late')", 'gate.metrics bad'],
  ])('%s is refused with its name', async (_, sql, message) => {
    await expect(gate([{ name: 'bad', direction: 'higher', sql }])).rejects.toThrow(message);
  });
});

describe('metrics by a program', () => {
  test('it gets the predictions and prints one number', async () => {
    const script = `
      const { statSync } = require('node:fs');
      console.error('reading', process.env.MLOPS_LABEL, process.env.MLOPS_TASK, process.env.MLOPS_ROLE);
      console.log(statSync(process.env.MLOPS_PREDICTIONS).size > 0 ? 0.25 : 'none');`;
    const { figures } = await gate(
      [{ name: 'by_program', direction: 'higher', command: node(script) }],
      [{ metric: 'by_program', 'at-least': 0.25 }],
    );
    expect(figures.challenger.metrics.by_program).toBe(0.25);
    expect(figures.rules[0]?.outcome).toBe('pass');
    const lines = workspace.log.lines.map(({ message }) => message);
    expect(lines).toContain('│ reading late binary-classification challenger');
  });

  test('it sees no secret', async () => {
    process.env.A_TOKEN = 'secret';
    const script = 'console.log(process.env.A_TOKEN === undefined ? 1 : 0)';
    const { figures } = await gate([{ name: 'blind', direction: 'higher', command: node(script) }]);
    delete process.env.A_TOKEN;
    expect(figures.challenger.metrics.blind).toBe(1);
  });

  test.each([
    ['nothing', '0', 'printed nothing'],
    ['text', "console.log('0.3 or so')", '"0.3 or so"'],
    ['two numbers', 'console.log(1); console.log(2)', 'printed "1", "2"'],
    ['NaN', 'console.log(NaN)', '"NaN"'],
    ['infinity', 'console.log(1e999)', 'not one finite number'],
    ['a failure', 'console.log(1); process.exit(3)', 'ended with exit code 3'],
  ])('%s is an error that names the metric', async (_, script, message) => {
    const failing = gate([{ name: 'broken', direction: 'higher', command: node(script) }]);
    await expect(failing).rejects.toThrow(message);
    await expect(failing).rejects.toThrow('gate.metrics broken');
  });

  test('it is stopped when its time is over', async () => {
    const script = 'setInterval(() => {}, 1000)';
    const slow = { name: 'slow', direction: 'higher', command: node(script), 'time-limit': '1s' };
    await expect(gate([slow])).rejects.toThrow('ran longer than 1s and was stopped');
  });

  test('names of ours and rules on slices are refused in the config', async () => {
    const one = { name: 'by_program', direction: 'higher', command: ['true'] };
    const sliced = [{ metric: 'by_program', 'at-least': 0, slice: { column: 'carrier' } }];
    await expect(gate([one], sliced, ['gate.slices=[carrier]'])).rejects.toThrow('by_program');
    await expect(gate([{ ...one, name: 'log_loss' }])).rejects.toThrow('built in');
  });
});
