import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EvidenceOf } from '../../src/evidence/schema.ts';
import {
  createRun,
  evidenceFile,
  latestRun,
  listRuns,
  newRunId,
  readEvidence,
  readRun,
  runDirectory,
  writeEvidence,
} from '../../src/evidence/store.ts';
import { fixedClock } from '../../src/system/clock.ts';
import { exitCodeOf, UserError } from '../../src/system/errors.ts';
import { digestOf } from '../../src/system/files.ts';

const DIGEST = digestOf('x');

function evidence(changes: Partial<EvidenceOf<'register'>> = {}): EvidenceOf<'register'> {
  return {
    schema: 'mlops-evidence/1',
    stage: 'register',
    model: 'late-flights',
    verdict: 'pass',
    reasons: [{ rule: 'gate', outcome: 'pass', measured: 0.7, bound: null, sentence: 'The gate passed.' }],
    warnings: [],
    inputs: { package: DIGEST },
    outputs: {},
    run: { id: 'r', attempt: 1, commit: null, dirty: false, config: DIGEST, overrides: [] },
    tools: { node: '24.0.0' },
    machine: { os: 'linux', architecture: 'x64', cpu: 'c', cores: 2, memoryBytes: 1, gpu: null },
    started: '2026-11-21T12:04:05.000Z',
    finished: '2026-11-21T12:04:06.000Z',
    figures: {
      registry: 'folder',
      version: '1.0.0',
      created: true,
      package: DIGEST,
      previous: null,
      location: '.mlops/registry',
    },
    ...changes,
  };
}

let workspace: string;
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'mlops-evidence-'));
});
afterEach(() => rm(workspace, { recursive: true }));

describe('runs', () => {
  it('have ids that sort by time', () => {
    const times = [
      '2026-11-21T12:04:05.000Z',
      '2026-11-21T12:04:05.001Z',
      '2026-11-21T12:04:05.999Z',
      '2026-11-21T12:04:06.000Z',
    ];
    const ids = times.map((time) => newRunId(fixedClock(time)));
    expect(ids[0]).toMatch(/^20261121T120405Z-[0-9a-f]{6}$/);
    expect([...ids].sort()).toEqual(ids);
  });

  it('have a folder each, though they begin at the same instant', async () => {
    const clock = fixedClock('2026-11-21T12:04:05.123Z');
    const runs = await Promise.all(Array.from({ length: 50 }, () => createRun(workspace, clock)));
    expect(new Set(runs.map(({ directory }) => directory)).size).toBe(50);
    expect(await listRuns(workspace)).toHaveLength(50);
  });

  it.each(['', '..', '../../etc', '20261121T120405Z-1A2B3C', 'latest'])('refuses the id %j', (id) => {
    expect(() => runDirectory(workspace, id)).toThrow(UserError);
  });

  it('are found by model and stage, the newest first', async () => {
    expect(await latestRun(workspace, 'late-flights')).toBeUndefined();
    const [first, second, third] = [
      await createRun(workspace, fixedClock('2026-01-01T00:00:00Z')),
      await createRun(workspace, fixedClock('2026-01-02T00:00:00Z')),
      await createRun(workspace, fixedClock('2026-01-03T00:00:00Z')),
    ];
    await mkdir(join(workspace, '.mlops/runs/notes'));
    await writeEvidence(first.directory, evidence());
    await writeEvidence(second.directory, evidence({ model: 'other' }));
    expect(await latestRun(workspace, 'late-flights')).toEqual(first);
    expect(await latestRun(workspace, 'late-flights', 'register')).toEqual(first);
    expect(await latestRun(workspace, 'late-flights', 'train')).toBeUndefined();
    expect(await latestRun(workspace, 'other')).toEqual(second);
    await writeFile(evidenceFile(third.directory, 'register'), '{}');
    await expect(latestRun(workspace, 'late-flights', 'register')).rejects.toThrow(UserError);
  });
});

describe('evidence', () => {
  it('comes back as it was written, by folder and by file', async () => {
    const file = await writeEvidence(workspace, evidence());
    expect(file).toBe(join(workspace, 'register.json'));
    expect(await readEvidence(workspace, 'register')).toEqual(evidence());
    expect(await readEvidence(file, 'register')).toEqual(evidence());
    expect(await readRun(workspace)).toEqual({ register: evidence() });
    expect(await readdir(workspace)).toEqual(['register.json']);
  });

  it('that breaks its schema is a bug and is not written', async () => {
    const broken = evidence({ verdict: 'maybe' as 'pass' });
    const error = await writeEvidence(workspace, broken).catch((thrown: unknown) => thrown);
    expect(exitCodeOf(error)).toBe(70);
    expect(String(error)).toContain('verdict: must be one of pass, fail, inconclusive, but is "maybe"');
    expect(await readdir(workspace)).toEqual([]);
  });

  it('never holds a number that is not finite', async () => {
    const number = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    await fc.assert(
      fc.asyncProperty(number, fc.boolean(), async (bad, asRule) => {
        const reason = { rule: 'r', outcome: 'fail', measured: bad, bound: null, sentence: 's' } as const;
        const broken = asRule
          ? evidence({ reasons: [reason] })
          : evidence({ figures: { ...evidence().figures, previous: [{ deep: bad }] as unknown as null } });
        await expect(writeEvidence(workspace, broken)).rejects.toThrow(/is not finite/);
        expect(await readdir(workspace)).toEqual([]);
      }),
    );
  });

  it.each<[string, string, string]>([
    ['text', 'hello', 'not JSON: '],
    ['nothing', '', 'not JSON: '],
    ['a list', '[]', 'it: must be a mapping, but is a list of 0 entries'],
    ['another stage', JSON.stringify(evidence({ stage: 'train' as 'register' })), 'it is of "train"'],
    [
      'another version',
      JSON.stringify({ ...evidence(), schema: 'mlops-evidence/2' }),
      'its schema is "mlops-evidence/2", and this version reads mlops-evidence/1',
    ],
    [
      'a changed verdict',
      JSON.stringify({ ...evidence(), verdict: 'PASS' }),
      'verdict: must be one of pass, fail, inconclusive, but is "PASS"; did you mean "pass"?',
    ],
    [
      'a stranger',
      JSON.stringify({ ...evidence(), extra: 1 }),
      'extra: unknown key. Allowed: schema, model, ',
    ],
    [
      'a prototype',
      JSON.stringify(evidence()).replace('"tools":{', '"tools":{"__proto__":"x",'),
      'the key "__proto__" is not allowed',
    ],
    ['an infinity', JSON.stringify(evidence()).replace('0.7', '1e999'), 'reasons[0].measured: must be '],
    ['a bomb of brackets', '['.repeat(200_000), 'not JSON: '],
  ])('from elsewhere is refused: %s', async (_, text, message) => {
    await writeFile(evidenceFile(workspace, 'register'), text);
    const error = (await readEvidence(workspace, 'register').catch((thrown: unknown) => thrown)) as UserError;
    expect(error).toBeInstanceOf(UserError);
    expect(error.message).toContain(`register.json is no evidence of register: ${message}`);
  });

  it('that is too large is not even read', async () => {
    const file = await writeEvidence(workspace, evidence());
    await truncate(file, 33 * 1024 * 1024);
    await expect(readEvidence(workspace, 'register')).rejects.toThrow(
      '34603008 bytes are too many for evidence',
    );
  });

  it('that is missing says what to run', async () => {
    await expect(readEvidence(workspace, 'train')).rejects.toMatchObject({
      message: `${workspace}: no evidence of train`,
      hint: 'run `mlops train` first, or name the run that has it',
    });
  });
});
