import { describe, expect, it } from 'vitest';
import type { Makers } from '../../src/github/authorship.ts';
import { markdownOf } from '../../src/report/markdown.ts';
import { approvalReport } from '../../src/runner/approval/approval-report.ts';
import { type Origin, untold } from '../../src/runner/approval/origin.ts';
import { approvalOf } from '../github/approvals.ts';

const { record } = approvalOf('v1.1.0');
const SHA = 'c'.repeat(40);
const origin = (makers: Partial<Makers>, starters: string[] = []): Origin => {
  return { makers: { people: [], unknown: [], gap: null, ...makers }, starters };
};

describe('a version', () => {
  it.each<[string, Origin, string | null]>([
    ['that bots alone made, in a run of the schedule', origin({}), null],
    ['that a person made', origin({ people: ['bob'] }), null],
    ['of which one maker has no account', origin({ people: ['bob'], unknown: [SHA] }), null],
    ['that a person started', origin({ unknown: [SHA] }, ['bob']), null],
    ['of which nobody has an account', origin({ unknown: [SHA] }), 'GitHub cannot say who made v1.1.0'],
    ['with a gap', origin({ gap: 'too many' }), 'Not all who made v1.1.0 can be told: too many.'],
  ])('%s can be approved, or not', (_which, found, because) => {
    if (because === null) expect(untold(found, record)).toBeNull();
    else
      expect(untold(found, record)).toMatchObject({ exitCode: 2, message: expect.stringContaining(because) });
  });

  it('without a commit can be approved where its run was somebody’s', () => {
    const bare = { ...record, commit: null };
    expect(untold(origin({}), bare)?.message).toContain('GitHub cannot say');
    expect(untold(origin({}, ['bob']), bare)).toBeNull();
  });
});

describe('the request', () => {
  const text = (found: Origin | null) =>
    markdownOf(approvalReport({ ...approvalOf('v1.1.0'), origin: found }), { budget: 50_000, brief: false });

  it('says who cannot approve it, that nobody can, or that it was not asked', () => {
    expect(text(origin({ people: ['Alice'] }))).toContain('`alice` cannot: made or merged a change in it');
    expect(text(origin({ people: ['Alice'] }))).toContain('None of them can.');
    expect(text(origin({ gap: 'too many' }))).toMatch(
      /can be told: too many\. Nobody can approve it by a comment\. Deploy/,
    );
    expect(text(origin({ people: ['bob'] }))).not.toContain('not asked');
    expect(text(null)).toContain('Which of them cannot was not asked: the token may not read it.');
  });
});
