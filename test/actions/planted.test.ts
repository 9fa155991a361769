import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalGitHub, startGitHub } from '../github/server.ts';
import type { StoredArtifact } from '../github/state.ts';
import { checkOut, customers, edit, git, makeRepository } from './project.ts';
import { runStep, type StepResult } from './step.ts';

/**
 * Any step of a run may upload artifacts under any name: here somebody puts the artifacts of another run, all of them
 * well made and of the same commit and config, in the place of this run's.
 */
let repository: string;
let github: LocalGitHub;
const HONEST = 100;
const EVIL = 101;
const given = new Map<string, string>();

function job(
  action: string,
  run: number,
  inputs: Record<string, string> = {},
  prepare: (workspace: string) => void = () => {},
): Promise<StepResult> {
  const workspace = checkOut(repository);
  prepare(workspace);
  const sha = git(repository, 'rev-parse', 'HEAD');
  return runStep(action, { workspace, github, run, inputs, sha });
}

const named = (run: number, stage: string) =>
  github.state.artifacts.find(
    (one) => one.run === run && one.name === `mlops-churn-${stage}-1`,
  ) as StoredArtifact;

/** While `work` is done, the artifacts of these stages are those of the other run. */
async function planted(stages: readonly string[], work: () => Promise<void>): Promise<void> {
  const kept = stages.map((stage) => [named(HONEST, stage), named(HONEST, stage).bytes] as const);
  for (const stage of stages) named(HONEST, stage).bytes = named(EVIL, stage).bytes;
  await work().finally(() => {
    for (const [artifact, bytes] of kept) artifact.bytes = bytes;
  });
}

/** What the templates hand on. */
const digests = (...stages: string[]) => ({
  'artifact-digests': stages.map((stage) => `${stage}=${given.get(stage) ?? ''}`).join('\n'),
});
const versions = () => github.state.releases.map(({ tag_name }) => tag_name);

beforeAll(async () => {
  repository = makeRepository();
  github = await startGitHub({ from: repository });
  const drifted = (workspace: string) => {
    mkdirSync(join(workspace, 'requests'));
    writeFileSync(join(workspace, 'requests', 'june.csv'), customers({ rows: 900, older: 20, from: 150 }));
  };
  const poisoned = (workspace: string) =>
    edit(workspace, 'data/customers.csv', (text) => text.split('\n').toSpliced(100, 200).join('\n'));
  for (const [action, honest, evil] of [
    ['validate-data', undefined, poisoned],
    ['train', undefined, poisoned],
    ['evaluate-gate', undefined, poisoned],
    ['monitor-drift', undefined, drifted],
  ] as const) {
    for (const [run, prepare] of [
      [HONEST, honest],
      [EVIL, evil],
    ] as const) {
      const inputs: Record<string, string> = action === 'monitor-drift' ? { dispatch: 'false' } : {};
      const { code, printed, outputs } = await job(action, run, inputs, prepare);
      if (code !== 0) throw new Error(`${action} ended with ${code}:\n${printed}`);
      if (run === HONEST) given.set(action, outputs['artifact-digest'] ?? '');
    }
  }
}, 300_000);
afterAll(() => github?.close());

test('a planted artifact of the gate is refused by register, and nothing is registered', async () => {
  await planted(['train', 'evaluate-gate'], async () => {
    const { code, printed, commands } = await job('register', HONEST, digests('evaluate-gate'));
    expect(code, printed).toBe(1);
    expect(commands.join('\n')).toMatch(
      /::error.*mlops-churn-evaluate-gate-1 of this run is not the one that was uploaded/,
    );
    expect(versions()).toEqual([]);
  });
});

test('without the digest it is believed, which is why the templates hand it on', async () => {
  await planted(['train', 'evaluate-gate'], async () => {
    const fresh = await startGitHub({ from: repository });
    fresh.state.artifacts.push(...github.state.artifacts);
    const { code, printed } = await runStep('register', {
      workspace: checkOut(repository),
      github: fresh,
      run: HONEST,
      inputs: digests(),
      sha: git(repository, 'rev-parse', 'HEAD'),
    });
    await fresh.close();
    expect(code, printed).toBe(0);
  });
});

test.each([
  ['validate-data', 'train'],
  ['validate-data', 'evaluate-gate'],
  ['train', 'evaluate-gate'],
])('a planted artifact of %s is refused by %s', async (stage, reader) => {
  await planted([stage], async () => {
    const { code, printed } = await job(reader, HONEST, digests(stage));
    expect(code, printed).toBe(1);
    expect(printed).toContain(`mlops-churn-${stage}-1 of this run is not the one that was uploaded`);
  });
});

test('a planted word of drift sends no event', async () => {
  await planted(['monitor-drift'], async () => {
    const { code, printed, outputs } = await job('request-retraining', HONEST, digests('monitor-drift'));
    expect(code, printed).toBe(1);
    expect(outputs.requested).toBeUndefined();
    expect(github.state.dispatches).toEqual([]);
  });
});

test('an artifact that was taken away is missed', async () => {
  const gate = named(HONEST, 'evaluate-gate');
  gate.finished = false;
  const { code, printed } = await job('register', HONEST, digests('evaluate-gate'));
  gate.finished = true;
  expect(code, printed).toBe(1);
  expect(printed).toContain('The artifact of evaluate-gate that an earlier job made is not in this run.');
  expect(versions()).toEqual([]);
});

test.each([
  ['validate-data', 'evaluate-gate'],
  ['train', 'evaluate-gate'],
])(
  'where the job of %s left nothing, an artifact of an earlier attempt is not taken by %s',
  async (stage, reader) => {
    const { code, printed } = await job(reader, HONEST, { 'artifact-digests': `${stage}=none` });
    expect(code, printed).toBe(2);
    expect(printed).toContain(`Nothing to go on with: the job of ${stage} left no artifact`);
  },
);

test('a digest that cannot be compared is refused', async () => {
  const sha256 = given.get('train') ?? '';
  for (const [line, message] of [
    [`deploy=${sha256}`, 'names deploy, whose artifact this step does not read'],
    [`train/wide=${sha256}`, 'names train/wide, whose artifact this step does not read'],
    [`trian=${sha256}`, 'name a stage before the `=`'],
    [sha256, 'name a stage before the `=`'],
    ['train=sha256:12', 'give the output `artifact-digest`'],
  ] as const) {
    const { code, printed } = await job('register', HONEST, { 'artifact-digests': line });
    expect(code, printed).toBe(2);
    expect(printed).toContain(message);
  }
  const { code, printed } = await runStep('register', {
    workspace: checkOut(repository),
    github,
    artifacts: false,
    inputs: digests('train'),
  });
  expect(code, printed).toBe(2);
  expect(printed).toContain('there is no artifact service');
});

test('what lies in the run folder is not believed where there is a digest', async () => {
  const { code, printed } = await job('register', HONEST, digests('evaluate-gate'), (workspace) => {
    const folder = join(workspace, '.mlops', 'github', `${HONEST}-1`, 'churn');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'evaluate-gate.json'), '{"verdict": "pass"}');
  });
  expect(code, printed).toBe(0);
  expect(versions()).toEqual(['churn@v1.0.0']);
});

/** The step of this stage may upload once more. */
function forget(stage: string): void {
  github.state.artifacts.splice(github.state.artifacts.indexOf(named(HONEST, stage)), 1);
}

test('register takes all from the artifact of the gate, so another one of train changes nothing', async () => {
  forget('register');
  await planted(['train', 'validate-data'], async () => {
    const { code, printed, outputs } = await job('register', HONEST, digests('evaluate-gate'));
    expect(code, printed).toBe(0);
    expect(printed).toContain('Took mlops-churn-evaluate-gate-1 from this run.');
    expect(printed).not.toContain('Took mlops-churn-train-1');
    expect(outputs.version).toBe('v1.0.0');
  });
  expect(versions()).toEqual(['churn@v1.0.0']);
});

test('the artifacts that jobs really made are taken', async () => {
  forget('evaluate-gate');
  const gate = await job('evaluate-gate', HONEST, digests('validate-data', 'train'));
  expect(gate.code, gate.printed).toBe(0);
  expect(gate.printed).toContain('Took mlops-churn-train-1 from this run.');
  expect(gate.printed).toContain('Took mlops-churn-validate-data-1 from this run.');
  const asked = await job('request-retraining', HONEST, digests('monitor-drift'));
  expect(asked.code, asked.printed).toBe(0);
  expect(asked.outputs.requested).toBe('false');
});
