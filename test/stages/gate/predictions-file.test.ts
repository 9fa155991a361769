import { rm } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { EvidenceOf } from '../../../src/evidence/schema.ts';
import { DataError, UserError } from '../../../src/system/errors.ts';
import { digestOfFile } from '../../../src/system/files.ts';
import { mlopsHere } from '../../terminal/command.ts';
import { initWorkspace, type Workspace } from '../workspace.ts';

const RULES =
  'gate.rules=[{"metric":"roc_auc_score","at-least":0.6},{"metric":"log_loss","may-worsen":0.01}]';
let shop: Workspace;
let label: string;

/** 400 rows of which the score knows something; `knowledge` says how much. */
function predictions(
  knowledge: number,
  change: (line: string, row: number) => string = (line) => line,
): string {
  const lines = [`id,channel,${label},score`];
  for (let row = 0; row < 400; row++) {
    const truth = (row * 7) % 3 === 0;
    const noise = ((row * 37) % 101) / 101;
    const score = knowledge * (truth ? 0.9 : 0.1) + (1 - knowledge) * noise;
    lines.push(change(`${row},${row % 2 ? 'web' : 'shop'},${truth ? 'yes' : 'no'},${score.toFixed(6)}`, row));
  }
  return `${lines.join('\n')}\n`;
}

async function judge(set: readonly string[], out = 'run'): Promise<EvidenceOf<'evaluate-gate'>> {
  return shop.run('evaluate-gate', { out, set: [RULES, 'gate.slices=[]', ...set] });
}

const CHALLENGER = 'gate.predictions.challenger=new.csv';
const CHAMPION = 'gate.predictions.champion=old.csv';

describe('files of predictions before the gate', () => {
  beforeAll(async () => {
    shop = await initWorkspace();
    // Neither data nor a model are needed.
    for (const file of await shop.files()) if (!file.endsWith('mlops.yml')) await rm(shop.path(file));
    label = /label: (\w+)/.exec(await shop.read('mlops.yml'))?.[1] ?? '';
    expect(label).not.toBe('');
    await shop.write('new.csv', predictions(0.7));
    await shop.write('old.csv', predictions(0.4));
  });

  test('are judged without a model, by the digest of the file', async () => {
    const evidence = await judge([CHALLENGER, CHAMPION]);
    expect(evidence.verdict).toBe('pass');
    const { challenger, champion, rows, notes } = evidence.figures;
    expect([rows, challenger.file, champion?.file]).toEqual([400, 'new.csv', 'old.csv']);
    expect(challenger.package).toBe(await digestOfFile(shop.path('new.csv')));
    expect(challenger.metrics.log_loss).toBeLessThan(champion?.metrics.log_loss as number);
    expect(evidence.outputs.predictions).toEqual({ path: 'predictions.csv', sha256: challenger.package });
    expect(await digestOfFile(shop.path('run/predictions.csv'))).toBe(challenger.package);
    expect(notes[0]).toContain('no model was loaded: new.csv against old.csv');
    await expect(shop.run('register')).rejects.toThrow(/judged the file of predictions new.csv/);
  });

  test('a worse one is refused, with the figures of both', async () => {
    const evidence = await judge([
      'gate.predictions.challenger=old.csv',
      'gate.predictions.champion=new.csv',
    ]);
    expect(evidence.verdict).toBe('fail');
    expect(evidence.reasons[0]?.sentence).toMatch(/log.loss/i);
  });

  test('slices and crossed slices are columns of the file', async () => {
    const evidence = await judge([CHALLENGER, CHAMPION, 'gate.slices=["channel"]']);
    expect(evidence.figures.slices.map(({ value, rows }) => [value, rows])).toEqual([
      ['shop', 200],
      ['web', 200],
    ]);
    await expect(judge([CHALLENGER, 'gate.slices=["region"]'])).rejects.toThrow(
      /new.csv has no column "region", which the gate needs/,
    );
  });

  test('the same in JSON Lines gives the same figures', async () => {
    const [header = '', ...lines] = predictions(0.7).trimEnd().split('\n');
    const names = header.split(',');
    const objects = lines.map((line) => {
      const [id, channel, truth, score] = line.split(',');
      const values = [Number(id), channel, truth, Number(score)];
      return JSON.stringify(Object.fromEntries(names.map((name, place) => [name, values[place]])));
    });
    await shop.write('new.jsonl', `${objects.join('\n')}\n`);
    const text = await judge([CHALLENGER, CHAMPION]);
    const json = await judge(['gate.predictions.challenger=new.jsonl', CHAMPION]);
    expect(json.figures.challenger.metrics).toEqual(text.figures.challenger.metrics);
  });

  test('decisions without scores have the metrics that decisions have', async () => {
    const decided = predictions(0.7, (line) =>
      line.replace(/[\d.]+$/, (score) => (Number(score) > 0.5 ? 'yes' : 'no')),
    );
    await shop.write('decided.csv', decided.replace('score', 'prediction'));
    const evidence = await judge(['gate.predictions.challenger=decided.csv']);
    expect(evidence.figures.challenger.metrics.accuracy_score).toBeGreaterThan(0.8);
    expect(evidence.figures.challenger.metrics.log_loss ?? null).toBeNull();
    // The rules are about scores, and what cannot be told never passes.
    expect(evidence.verdict).not.toBe('pass');
  });

  test.each([
    [
      'other labels',
      (line: string, row: number) =>
        row === 17 ? line.replace(/yes|no/, (was) => (was === 'yes' ? 'no' : 'yes')) : line,
      /row 18 has ("yes" and "no"|"no" and "yes") in/,
    ],
    [
      'other rows',
      (line: string, row: number) => (row >= 9 ? line.replace(/^\d+/, (id) => String(Number(id) + 1)) : line),
      /row 10 has 10 and 9 in "id"|row 10 has 9 and 10 in "id"/,
    ],
    [
      'an impossible score',
      (line: string, row: number) => (row === 3 ? line.replace(/[\d.]+$/, '1.5') : line),
      /has 1.5 as score in row 4, which is no probability/,
    ],
    [
      'text for a score',
      (line: string, row: number) => (row === 3 ? line.replace(/[\d.]+$/, 'high') : line),
      /has score as string/,
    ],
  ])('%s are refused with their row', async (_, change, message) => {
    await shop.write('other.csv', predictions(0.5, change));
    const attempt = judge([CHALLENGER, 'gate.predictions.champion=other.csv']);
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toBeInstanceOf(DataError);
  });

  test('a missing score is never a pass', async () => {
    await shop.write(
      'holes.csv',
      predictions(0.9, (line, row) => (row === 5 ? line.replace(/[\d.]+$/, '') : line)),
    );
    const evidence = await judge(['gate.predictions.challenger=holes.csv']);
    expect(evidence.verdict).not.toBe('pass');
  });

  test('a file that is not there, and rows too few', async () => {
    await expect(judge(['gate.predictions.challenger=none.csv'])).rejects.toBeInstanceOf(UserError);
    await shop.write('short.csv', predictions(0.5).split('\n').slice(0, 300).join('\n'));
    await expect(judge([CHALLENGER, 'gate.predictions.champion=short.csv'])).rejects.toThrow(
      /400 and 299 rows/,
    );
  });

  test('a file that cannot be read is told by the name that the config has for it', async () => {
    await shop.write('void.csv', '');
    await expect(judge([CHALLENGER, 'gate.predictions.champion=void.csv'])).rejects.toThrow(
      /^void\.csv is empty/,
    );
    await shop.write('scores.pkl', 'x');
    await expect(judge(['gate.predictions.challenger=scores.pkl'])).rejects.toThrow(
      /^the name of scores\.pkl does not tell its format/,
    );
  });

  test('a champion that does not say the labels could be about any rows', async () => {
    const withoutLabel = (line: string) => line.split(',').toSpliced(2, 1).join(',');
    await shop.write('any.csv', predictions(0.4).split('\n').map(withoutLabel).join('\n'));
    await expect(judge([CHALLENGER, 'gate.predictions.champion=any.csv'])).rejects.toThrow(
      `any.csv has no column "${label}", which the gate needs`,
    );
  });

  test('what was predicted is neither the label nor a column of the rows', async () => {
    const wrong = /has in "score" what was predicted, and the gate takes it for/;
    await shop.write('sure.csv', 'score\n1\n0\n1\n0\n');
    await expect(judge(['gate.predictions.challenger=sure.csv', 'model.label=score'])).rejects.toThrow(wrong);
    for (const key of ['gate.slices=[score]', 'gate.cluster=score', 'gate.weight=score']) {
      await expect(judge([CHALLENGER, CHAMPION, key])).rejects.toThrow(wrong);
    }
  });

  test('what needs a model is refused, and nothing passes unmeasured', async () => {
    await expect(judge([CHALLENGER, 'gate.threshold={"best":"f1_score"}'])).rejects.toThrow(
      /chosen on validation rows/,
    );
    await expect(
      judge([CHALLENGER, 'gate.rules=[{"metric":"package_bytes","at-most":1000}]']),
    ).rejects.toThrow(/no model that could be asked/);
  });

  test('need no data, features and trainer in the config', async () => {
    const lines = [
      'version: 1',
      `model: { name: elsewhere, task: binary-classification, label: ${label}, positive: yes }`,
      'gate:',
      '  predictions: { challenger: new.csv, champion: old.csv }',
      '  rules: [{ metric: log_loss, may-worsen: 0.01 }]',
    ];
    await shop.write('small.yml', `${lines.join('\n')}\n`);
    const evidence = await shop.run('evaluate-gate', { config: 'small.yml', out: 'small' });
    expect(evidence).toMatchObject({ model: 'elsewhere', verdict: 'pass' });
    const train = shop.run('train', { config: 'small.yml', out: 'small' });
    await expect(train).rejects.toThrow(
      'train needs a model, and this config only judges files of predictions',
    );
    const all = await mlopsHere(['run', '--config', 'small.yml', '--json'], { cwd: shop.directory });
    expect(Object.keys(JSON.parse(all.stdout).stages)).toEqual(['evaluate-gate']);
    // A part of them is a mistake.
    await shop.write('part.yml', `${lines.join('\n')}\ntrain: { trainer: tfjs }\n`);
    await expect(shop.run('evaluate-gate', { config: 'part.yml' })).rejects.toThrow(/data/);
  });

  test('from the terminal, in a run of its own', async () => {
    const { code, stdout } = await mlopsHere(
      [
        'evaluate-gate',
        '--json',
        ...[CHALLENGER, CHAMPION, RULES, 'gate.slices=[]'].flatMap((set) => ['--set', set]),
      ],
      { cwd: shop.directory },
    );
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'pass',
      figures: { challenger: { file: 'new.csv' } },
    });
    expect(code).toBe(0);
  });
});
