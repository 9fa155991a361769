import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';
import { endsLoop, exitCodeOfEvidence } from '../../../src/pipeline.ts';
import { initWorkspace, type Workspace } from '../workspace.ts';

const git = (workspace: Workspace, ...args: string[]) =>
  promisify(execFile)(
    'git',
    ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false', ...args],
    { cwd: workspace.directory },
  );

describe('the gate of a first model', () => {
  let shop: Workspace;
  beforeAll(async () => {
    shop = await initWorkspace();
    await shop.run('validate-data');
    await shop.run('train');
  });
  const gate = (...set: string[]) => shop.run('evaluate-gate', { set });
  const LOW = 'gate.rules=[{ metric: roc_auc_score, at-least: 0.999 }]';

  test('rules by groups are judged, and their figures are kept', async () => {
    const { figures, verdict } = await gate(
      'gate.rules=[{ metric: demographic_parity_difference, by: express, at-most: 0.9 }, { metric: accuracy_score, by: express, aggregate: group_min, at-least: 0.1 }]',
    );
    expect(verdict).toBe('pass');
    expect(figures.rules.map(({ metric, slice }) => [metric, slice])).toEqual([
      ['demographic_parity_difference', 'by express'],
      ['accuracy_score_group_min', 'by express'],
    ]);
    const [parity, accuracy] = figures.groups ?? [];
    expect(parity).toMatchObject({ by: 'express', of: 'selection_rate', champion: null });
    const rates = parity?.groups.map(({ challenger }) => challenger ?? Number.NaN) ?? [];
    expect(parity?.challenger).toBeCloseTo(Math.max(...rates) - Math.min(...rates), 12);
    expect(accuracy?.challenger).toBe(
      Math.min(...(accuracy?.groups.map(({ challenger }) => challenger ?? Number.NaN) ?? [])),
    );
    expect(accuracy?.groups.reduce((sum, { rows }) => sum + rows, 0)).toBe(figures.rows);
  });

  test('crossed slices are judged, each or one', async () => {
    const crossed = 'gate.slices=[[express, carrier]]';
    const on = (slice: string) =>
      gate(
        crossed,
        `gate.rules=[{ metric: accuracy_score, at-least: 0, slice: ${slice} }]`,
        'gate.minimum-slice-rows=20',
      );
    const each = await on('{ column: [express, carrier] }');
    const names = each.figures.rules.map(({ slice }) => slice ?? '');
    expect(names.length).toBeGreaterThan(2);
    const values = (names[0] ?? '').replace('express × carrier = ', '').split(' × ');
    const one = await on(`{ column: [express, carrier], value: [${values.join(', ')}] }`);
    expect(one.figures.rules.map(({ slice, outcome }) => [slice, outcome])).toEqual([[names[0], 'pass']]);
    const none = await on('{ column: [express, carrier], value: [true, nowhere] }');
    expect(none.verdict).toBe('fail');
    expect(none.reasons[0]?.sentence).toBe(
      'No row is of the slice express × carrier = true × nowhere, so the rule cannot hold.',
    );
  });

  test('an override excuses its rule for a while, goes with the version, and is told ever after', async () => {
    const refused = await gate(LOW);
    expect(refused.verdict).toBe('fail');
    const id = refused.figures.rules[0]?.id;
    const override = (rule: string | undefined, until: string) =>
      `gate.overrides=[{ rule: "${rule}", by: ada, reason: the old labels are gone, until: ${until} }]`;

    const over = await gate(LOW, override(id, '2020-02-29'));
    expect(over.verdict).toBe('fail');
    expect(over.warnings[0]).toContain('ended on 2020-02-29: the rule refuses again');
    const unknown = await gate(LOW, override('00000000', '2999-01-01'));
    expect(unknown.verdict).toBe('fail');
    expect(unknown.warnings[0]).toContain('no rule has this id');
    expect(unknown.figures.overrides).toMatchObject([{ active: false }]);

    const set = [LOW, override(id, '2999-01-01')];
    const { verdict, figures, reasons } = await shop.run('evaluate-gate', { set });
    expect(verdict).toBe('pass');
    expect(figures.rules[0]).toMatchObject({
      id,
      outcome: 'overridden',
      override: { by: 'ada', active: true },
    });
    expect(reasons[0]?.sentence).toMatch(
      /It was refused, and ada overrides the rule until 2999-01-01: “the old labels are gone”$/,
    );
    const registered = await shop.run('register', { set });
    expect(registered.reasons.map(({ sentence }) => sentence)).toContain(
      'The gate passed this model by override of “roc_auc_score at least 0.999” (ada).',
    );
    const folder = `.mlops/registry/late-orders/versions/${registered.figures.version}`;
    expect(await shop.json(`${folder}/record.json`)).toMatchObject({
      record: {
        policy: figures.policy?.digest,
        overrides: [{ rule: 'roc_auc_score at least 0.999', by: 'ada', until: '2999-01-01' }],
      },
    });
    expect(await shop.read(`${folder}/package/README.md`)).toContain(
      'ada overrides the rule until 2999-01-01',
    );

    await shop.run('deploy', { set, deploy: { environment: 'production' } });
    const next = await gate('gate.rules=[{ metric: roc_auc_score, may-worsen: 0.01 }]');
    expect(next.warnings[0]).toMatch(
      /^v1\.0\.0, which this is compared with, was admitted by an override of “roc_auc_score at least 0\.999”: ada/,
    );
    expect(next.figures.policy).toMatchObject({ champions: figures.policy?.digest });
    expect(next.figures.policy?.digest).not.toBe(figures.policy?.digest);

    // Of the same model it is certain that it is no better, and that it is no worse.
    const better = await gate(
      'gate.rules=[{ metric: log_loss, may-worsen: 0 }, { metric: log_loss, must-improve: 0.001 }]',
      'gate.certainty=0.95',
    );
    expect(better.figures.rules.map(({ outcome }) => outcome)).toEqual(['pass', 'fail']);
  });
});

describe('a policy from elsewhere', () => {
  let shop: Workspace;
  const STRICT = '{ metric: roc_auc_score, at-least: 0.999 }';
  const withRules = (text: string, rules: string, more = '') =>
    text.replace(/^gate:\n(?: .*\n)+/m, `gate:\n  baseline: production\n  rules: ${rules}\n${more}`);
  beforeAll(async () => {
    shop = await initWorkspace();
    await shop.change('mlops.yml', (text) => withRules(text, `[${STRICT}]`, '  inconclusive: fail\n'));
    await git(shop, 'init', '--quiet', '--initial-branch=main');
    await git(shop, 'add', 'mlops.yml');
    await git(shop, 'commit', '--quiet', '-m', 'Strict rules');
    await shop.run('validate-data');
    await shop.run('train');
    await shop.change('mlops.yml', (text) =>
      withRules(text, '[{ metric: roc_auc_score, at-least: 0.1 }]', '  inconclusive: pass\n'),
    );
  });

  test('a change of the rules takes effect after the merge', async () => {
    expect((await shop.run('evaluate-gate')).verdict).toBe('pass');
    const set = ['gate.policy-from=ref:main'];
    const evidence = await shop.run('evaluate-gate', { set });
    expect(evidence.verdict).toBe('fail');
    expect(evidence.figures.policy).toMatchObject({
      from: expect.stringMatching(/^mlops\.yml at main \([0-9a-f]{12}\)$/),
      sameAsWorkingTree: false,
    });
    expect(evidence.warnings[0]).toMatch(
      /^This change would change the gate’s rules: it loosens “roc_auc_score at least 0\.999” to “roc_auc_score at least 0\.1”; changes `gate\.inconclusive` from "fail" to "pass"\. They take effect after the merge; this run is judged by mlops\.yml at main \(/,
    );
    const { config } = await loadConfig(shop.path('mlops.yml'), { overrides: set });
    expect(exitCodeOfEvidence({ ...evidence, verdict: 'inconclusive' }, config)).toBe(1);
  });

  test('what is not decided is not registered, whatever its exit code', async () => {
    const { config } = await loadConfig(shop.path('mlops.yml'));
    const evidence = await shop.run('evaluate-gate');
    const open = { ...evidence, verdict: 'inconclusive' as const };
    expect(exitCodeOfEvidence(open, config)).toBe(0);
    expect(endsLoop(open, config)).toBe(true);
    expect(endsLoop(evidence, config)).toBe(false);
  });

  test('another file may hold the rules', async () => {
    await shop.write('policy.yml', `gate:\n  rules: [${STRICT}]\n`);
    await shop.change('mlops.yml', (text) =>
      text.replace(/^gate:\n(?: .*\n)+/m, 'gate: { policy-from: policy.yml }\n'),
    );
    const evidence = await shop.run('evaluate-gate');
    expect(evidence.verdict).toBe('fail');
    expect(evidence.figures.policy).toMatchObject({ from: 'policy.yml', sameAsWorkingTree: null });
  });
});
