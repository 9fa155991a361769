import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EvidenceOf } from '../../../src/evidence/schema.ts';
import { BUDGETS } from '../../../src/runner/actions.ts';
import { temporaryFolder } from '../../actions/folders.ts';
import { checkOut, commit, edit, git, makeRepository } from '../../actions/project.ts';
import { runStep, type StepOptions, type StepResult } from '../../actions/step.ts';
import { type LocalGitHub, startGitHub } from '../../github/server.ts';

/**
 * Somebody wants a worse model in: a champion stands on the base, and each change here makes training all but useless and
 * tries another way around the rules. What the base says holds.
 */
let origin: string;
let github: LocalGitHub;
let champion: string;
let next = 200;

const STAGES = 'validate-data, train, evaluate-gate';
/** Trains next to nothing. */
const WORSE = (text: string) =>
  text.replace('learning-rate: 0.05, epochs: 10', 'learning-rate: 0.00001, epochs: 1');
const LAX_RULES = (text: string) =>
  text.replace('at-least: 0.7', 'at-least: 0.1').replace('may-worsen: 0.01', 'may-worsen: 10');

beforeAll(async () => {
  origin = makeRepository((text) => text.replace(/^monitor:\n( .*\n)+/m, ''));
  github = await startGitHub({ from: origin });
  champion = git(origin, 'rev-parse', 'HEAD');
  const made = await runStep('pipeline', { workspace: checkOut(origin), github, sha: champion });
  if (made.code !== 0) throw new Error(made.printed);
}, 120_000);
afterAll(() => github?.close());

interface Change {
  readonly config?: (text: string) => string;
  /** Files that are written beside the config. */
  readonly files?: Readonly<Record<string, string>>;
  /** The config on the base; the one that the champion was made with where left out. */
  readonly base?: ((text: string) => string) | null;
  readonly baseFiles?: Readonly<Record<string, string>>;
  readonly event?: (base: string, head: string) => { name: string; payload: unknown };
  readonly step?: Partial<StepOptions>;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Only the newest commit is checked out, as by a runner. */
  readonly shallow?: boolean;
  /** In a folder of the workspace, by a checkout that had no git and named it `path`. */
  readonly path?: string;
}

function pullRequest(base: string, head: string, ref = 'main') {
  const repo = { full_name: 'acme/flights' };
  const pull_request = { number: 7, head: { sha: head, repo }, base: { sha: base, ref } };
  return { name: 'pull_request', payload: { pull_request, repository: { default_branch: 'main' } } };
}

/** A pull request into a branch that somebody made for it. */
function into(branch: string) {
  return (base: string, head: string) => {
    github.state.git.refs.set(`refs/heads/${branch}`, base);
    return pullRequest(base, head, branch);
  };
}

/** Runs the gate on a change of the repository, as a pull request would. */
async function judge(change: Change): Promise<StepResult & { gate: EvidenceOf<'evaluate-gate'> | null }> {
  const repository = temporaryFolder('change');
  git(repository, 'clone', '--quiet', origin, '.');
  const write = (files: Readonly<Record<string, string>> = {}) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(repository, name, '..'), { recursive: true });
      writeFileSync(join(repository, name), text);
    }
  };
  const saved = (message: string) => {
    if (git(repository, 'status', '--porcelain') !== '') commit(repository, message);
    return git(repository, 'rev-parse', 'HEAD');
  };
  const original = readFileSync(join(repository, 'mlops.yml'), 'utf8');
  if (change.base === null) git(repository, 'rm', '--quiet', 'mlops.yml');
  else if (change.base) edit(repository, 'mlops.yml', change.base);
  write(change.baseFiles);
  const base = saved('The base');
  github.state.git.importCommit(repository, 'HEAD');
  writeFileSync(join(repository, 'mlops.yml'), (change.config ?? WORSE)(original));
  write(change.files);
  const head = saved('The change');
  let workspace = repository;
  if (change.shallow !== false) {
    workspace = temporaryFolder('shallow');
    git(workspace, 'clone', '--quiet', '--depth=1', `file://${repository}`, '.');
    git(workspace, 'remote', 'set-url', 'origin', 'https://127.0.0.1:9/nowhere.git');
  }
  if (change.path) {
    const outer = temporaryFolder('workspace');
    rmSync(join(workspace, '.git'), { recursive: true });
    renameSync(workspace, join(outer, change.path));
    workspace = outer;
    github.state.git.importCommit(repository, 'HEAD');
  }
  next += 1;
  github.state.pulls.set(7, { number: 7, head: { sha: head, repo: 'acme/flights' } });
  const result = await runStep('pipeline', {
    workspace,
    github,
    sha: head,
    run: next,
    event: (change.event ?? pullRequest)(base, head),
    inputs: { stage: STAGES, ...change.inputs },
    ...change.step,
  });
  const folder = result.outputs.evidence;
  let gate: EvidenceOf<'evaluate-gate'> | null = null;
  try {
    gate = JSON.parse(readFileSync(join(folder ?? '', 'evaluate-gate.json'), 'utf8'));
  } catch {
    // The gate did not come so far.
  }
  return { ...result, gate };
}

const LAX = (text: string) => LAX_RULES(WORSE(text));

describe('a worse model is refused', () => {
  test('as it is', async () => {
    const { code, gate, printed } = await judge({});
    expect(code, printed).toBe(1);
    expect(gate?.verdict).toBe('fail');
    expect(gate?.figures.policy).toMatchObject({
      from: expect.stringMatching(/^mlops\.yml at main \([0-9a-f]{12}\)$/),
      sameAsWorkingTree: true,
      base: { commit: champion, hasRules: true, judged: [] },
    });
  });

  test('where the change loosens its own rules, which are told and take no effect', async () => {
    const { code, gate, summary } = await judge({ config: LAX });
    expect(code).toBe(1);
    expect(gate?.figures.rules.map(({ rule }) => rule)).toContain('roc_auc_score at least 0.7');
    expect(gate?.figures.policy?.sameAsWorkingTree).toBe(false);
    expect(gate?.warnings.join('\n')).toMatch(
      /would change the gate’s rules: it loosens “roc_auc_score at least 0\.7” to “roc_auc_score at least 0\.1”/,
    );
    expect(summary).toContain('They take effect after the merge');
    expect(github.state.comments.at(-1)?.body).toContain('would change the gate’s rules');
  });

  test.each<[string, Change, RegExp?]>([
    [
      'where it renames the model',
      { config: (text) => LAX(text).replace('name: churn', 'name: churn-two') },
      /would change `model\.name` from churn to churn-two/,
    ],
    [
      'where it moves the registry',
      {
        config: (text) =>
          LAX(text).replace('registry: { kind: github }', 'registry: { kind: folder, path: empty }'),
      },
      /would change `registry` from \{"kind":"github"\} to \{"kind":"folder","path":"empty"\}/,
    ],
    [
      'where it reads its rules from a lax file of its own',
      {
        config: (text) => WORSE(text).replace(/gate:\n(?: {2}.*\n)+/, 'gate: { policy-from: lax.yml }\n'),
        files: { 'lax.yml': 'gate: { rules: [{ metric: roc_auc_score, at-least: 0.1 }] }\n' },
      },
      /removes “log_loss may worsen 0\.01”/,
    ],
    [
      'where it reads its rules from a branch of its own',
      { config: (text) => LAX(text).replace('gate:\n', 'gate:\n  policy-from: ref:HEAD\n') },
      /loosens/,
    ],
    [
      'where it compares with an environment that has nothing',
      {
        config: (text) =>
          LAX(text)
            .replace('baseline: production', 'baseline: staging')
            .replace('  production: {', '  staging: {'),
      },
      /changes `gate\.baseline` from "production" to "staging"/,
    ],
    [
      'where it lets pass what is not decided',
      { config: (text) => LAX(text).replace('gate:\n', 'gate:\n  inconclusive: pass\n') },
    ],
    [
      'by a `set` of the workflow',
      { inputs: { set: 'gate.rules[0].at-least=0.1\ngate.rules[1].may-worsen=10' } },
    ],
    ['by a `set` that names another policy', { config: LAX, inputs: { set: 'gate.policy-from=ref:HEAD' } }],
    [
      'in a merge queue',
      {
        config: LAX,
        event: (base, head) => ({
          name: 'merge_group',
          payload: { merge_group: { base_sha: base, base_ref: 'refs/heads/main', head_sha: head } },
        }),
      },
      /loosens/,
    ],
    [
      'with a full history and no token',
      { config: LAX, shallow: false, inputs: { token: '', comment: 'false' }, step: {} },
    ],
  ])('%s', async (_, change, warning) => {
    // Without a token there is no registry on GitHub, and so no champion: the rule about the figure alone holds.
    const { code, gate, printed } = await judge(change);
    expect(code, printed).not.toBe(0);
    if (gate) {
      expect(gate.verdict, printed).toBe('fail');
      expect(gate.figures.champion).not.toBeNull();
      if (warning) expect(gate.warnings.join('\n')).toMatch(warning);
    } else expect(printed).toContain('The registry is `github`');
  });
});

/** A row filter that only a clear case passes, so that any model looks good. */
const NARROW = (text: string) =>
  text.replace('    keys: [id]', '    keys: [id]\n    where: "churned = (age > 50) or id % 3 = 0"');

test('a change that also narrows the rows is not decided, says old and new, and can be answered for on the base', async () => {
  const { code, gate, summary } = await judge({ config: NARROW });
  expect(code).toBe(1);
  expect(gate?.verdict).toBe('inconclusive');
  expect(gate?.figures.policy?.base?.judged).toEqual([
    { key: 'data.view.where', before: 'nothing', after: 'churned = (age > 50) or id % 3 = 0' },
  ]);
  const sentence =
    'This change also changes what is judged: `data.view.where` from nothing to churned = (age > 50) or id % 3 = 0.';
  expect(gate?.reasons[0]?.sentence).toContain(sentence);
  expect(summary).toContain('take out of this change what also changes what is judged');
  const rule = gate?.figures.rules.find(({ metric }) => metric === 'policy: what is judged')?.id ?? '';
  const override = `  overrides: [{ rule: "${rule}", by: ada, reason: only these customers are asked, until: "2999-01-01" }]\n`;
  const withOverride = (text: string) => text.replace('  slices: [plan]\n', `  slices: [plan]\n${override}`);
  const own = await judge({ config: (text) => withOverride(NARROW(text)) });
  expect(own.code).toBe(1);
  const excused = await judge({ config: NARROW, base: withOverride });
  expect(excused.code, excused.printed).toBe(0);
  expect(excused.gate?.reasons[0]).toMatchObject({ outcome: 'overridden' });
}, 180_000);

test('what is not decided may pass on the base: then other rows refuse', async () => {
  const lenient = (text: string) => text.replace('gate:\n', 'gate:\n  inconclusive: pass\n');
  const { code, gate } = await judge({ config: NARROW, base: lenient });
  expect([code, gate?.verdict]).toEqual([1, 'fail']);
});

test('a better model that changes nothing else is accepted', async () => {
  const { code, gate, printed } = await judge({ config: (text) => text.replace('epochs: 10', 'epochs: 12') });
  expect(code, printed).toBe(0);
  expect(gate?.figures.champion).not.toBeNull();
});

test('a base without a config: the first rules are the change’s own, and every outlet says so', async () => {
  const { code, gate, printed, summary } = await judge({ base: null, config: (text) => text });
  expect(code, printed).toBe(0);
  expect(gate?.figures.policy?.base?.hasRules).toBe(false);
  expect(gate?.warnings[0]).toMatch(/^First rules: there is nothing to compare them with\./);
  expect(printed).toMatch(/::warning::First rules/);
  expect(summary).toContain('First rules');
});

describe('a base that is not the default branch', () => {
  const OF_MAIN = /^mlops\.yml at main \([0-9a-f]{12}\)$/;

  test.each<[string, Change]>([
    ['without a config', { base: null }],
    ['with lax rules', { base: LAX_RULES }],
  ])('%s, and that nothing protects: the rules are those of the default branch', async (_, base) => {
    const { code, gate, printed, summary } = await judge({ config: LAX, event: into('mine'), ...base });
    expect(code, printed).toBe(1);
    expect(gate?.verdict).toBe('fail');
    expect(gate?.figures.policy?.from).toMatch(OF_MAIN);
    expect(gate?.figures.champion).not.toBeNull();
    const why =
      'The base mine is neither the default branch nor protected, so the rules of the default branch main hold.';
    expect(gate?.warnings[0]).toContain(why);
    expect(summary).toContain('neither the default branch nor protected');
    expect(printed).toContain(`::warning::${why}`);
  });

  test('that is protected has rules of its own; without a config it has those of the default branch', async () => {
    github.state.protectedBranches.add('release/1');
    const lax = await judge({ config: LAX, event: into('release/1'), base: LAX_RULES });
    expect(lax.gate?.figures.policy?.from).toMatch(/^mlops\.yml at release\/1 \([0-9a-f]{12}\)$/);
    const none = await judge({ config: LAX, event: into('release/1'), base: null });
    expect(none.code).toBe(1);
    expect(none.gate?.figures.policy?.from).toMatch(OF_MAIN);
    expect(none.gate?.warnings[0]).toBe(
      'The base release/1 has no rules for this model, so those of the default branch main hold.',
    );
  });
});

test('the gate keeps its budget with a champion, a program and a base that is not checked out', async () => {
  let event: StepOptions['event'];
  const asked = (base: string, head: string) => {
    event = pullRequest(base, head);
    return event;
  };
  const config = (text: string) => `${WITH_PROGRAM(text)}# more\n`;
  const inputs = { stage: 'validate-data, train' };
  const given = { base: WITH_PROGRAM, baseFiles: PROGRAM, config, event: asked, inputs };
  const { outputs } = await judge(given);
  const workspace = join(outputs.evidence ?? '', '../../../..');
  const sha = git(workspace, 'rev-parse', 'HEAD');
  const gate = { workspace, github, sha, run: next, ...(event ? { event } : {}) };
  const { code, printed } = await runStep('evaluate-gate', gate);
  expect(code, printed).toBe(0);
  expect(printed).toContain('/git/trees/');
  const asks = printed.split('\n').filter((line) => line.includes('GitHub: '));
  const [, requests] = /GitHub: (\d+) requests/.exec(printed) ?? [];
  expect(Number(requests), asks.join('\n')).toBeLessThanOrEqual(BUDGETS['evaluate-gate'].requests);
}, 120_000);

/** A metric of a program that loads another file, where the model is as it was. */
const WITH_PROGRAM = (text: string) =>
  text.replace(
    'gate:\n',
    'gate:\n  metrics: [{ name: cost, direction: lower, command: [node, gate/cost.mjs] }]\n',
  );
const PROGRAM = {
  'gate/cost.mjs': "import { cost } from './rates.mjs';\nconsole.log(cost);\n",
  'gate/rates.mjs': 'export const cost = 2;\n',
};

test('a program of the gate counts with what it loads, and the rows of a change are told', async () => {
  const given = { base: WITH_PROGRAM, baseFiles: PROGRAM, config: WITH_PROGRAM };
  const same = await judge(given);
  expect(same.code, same.printed).toBe(0);
  expect(same.gate?.warnings).toEqual([]);
  const files = {
    'gate/rates.mjs': 'export const cost = 1;\n',
    'data/customers.csv': readFileSync(join(origin, 'data', 'customers.csv'), 'utf8').replace(
      '\n0,',
      '\n9999,',
    ),
  };
  for (const shallow of [true, false]) {
    const { code, gate, summary } = await judge({ ...given, files, shallow });
    expect([code, gate?.verdict]).toEqual([1, 'inconclusive']);
    expect(gate?.figures.policy?.base?.judged.map(({ key }) => key)).toEqual(['gate/rates.mjs']);
    expect(gate?.warnings).toEqual([
      'This change also changes the rows that it is judged by: `data/customers.csv`.',
      expect.stringContaining('The gate’s program `node gate/cost.mjs` may load `gate/rates.mjs`'),
    ]);
    expect(summary).toContain('also changes the rows that it is judged by');
  }
  const comments = github.state.comments.map(({ body }) => body).join('\n');
  expect(comments).toContain('also changes the rows that it is judged by');
}, 180_000);

test('where nobody can list the files of the base, a program of the gate stops it', async () => {
  github.state.listedFiles = 2;
  try {
    const { code, gate, printed } = await judge({
      base: WITH_PROGRAM,
      baseFiles: PROGRAM,
      config: (text: string) => `${WITH_PROGRAM(text)}# more\n`,
    });
    expect([code, gate]).toEqual([2, null]);
    expect(printed).toContain('check out with `fetch-depth: 0`');
    const plain = await judge({ config: (text) => `${text}# more\n` });
    expect(plain.code, plain.printed).toBe(0);
    expect(plain.gate?.warnings).toEqual([expect.stringContaining('GitHub does not list so many files')]);
  } finally {
    github.state.listedFiles = 100_000;
  }
});

test('a broken base: nothing passes, and the cure is told', async () => {
  const broken = (text: string) => text.replace('at-least: 0.7', 'at-leats: 0.7');
  const { code, gate, printed } = await judge({ base: broken, config: (text) => text });
  expect(code).toBe(2);
  expect(gate).toBeNull();
  expect(printed).toMatch(/There are no rules to judge by: mlops\.yml at main \([0-9a-f]{12}\) is broken/);
  expect(printed).toContain('somebody who may merge without this check has to merge it');
});

test('a base that nobody can read is no base without rules', async () => {
  const event = () => pullRequest('c'.repeat(40), 'a'.repeat(40));
  const { code, gate, printed } = await judge({ event, config: (text) => text });
  expect([code, gate]).toEqual([2, null]);
  expect(printed).toContain('the base cannot be read at cccccccccccc');
  expect(printed).toContain('contents: read');
});

test('a checkout without git in a folder of its own does not hide the rules of the base', async () => {
  const { code, gate, printed } = await judge({ path: 'site', inputs: { config: 'site/mlops.yml' } });
  expect([code, gate], printed).toEqual([2, null]);
  expect(printed).toContain('site/mlops.yml is not in the commit of this run');
});

test('a change without a gate stops', async () => {
  const { code, gate, printed } = await judge({
    config: (text) => WORSE(text).replace(/gate:\n(?: {2}.*\n)+/, ''),
  });
  expect([code, gate]).toEqual([2, null]);
  expect(printed).toMatch(/mlops\.yml:\d+:\d+ gate/);
});
