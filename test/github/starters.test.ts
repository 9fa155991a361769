import { describe, expect, it } from 'vitest';
import { readContext } from '../../src/github/context.ts';
import { startersIn } from '../../src/github/starters.ts';

function starters(
  event: string,
  env: Readonly<Record<string, string>> = {},
  payload: Readonly<Record<string, unknown>> = {},
): string[] {
  const context = readContext({
    ...{ GITHUB_REPOSITORY: 'acme/flights', GITHUB_SHA: 'a'.repeat(40), GITHUB_RUN_ID: '2' },
    ...{ GITHUB_EVENT_NAME: event, GITHUB_ACTOR: 'alice', GITHUB_TRIGGERING_ACTOR: 'alice', ...env },
  });
  return startersIn({ ...context, payload });
}

const BOT = { GITHUB_ACTOR: 'github-actions[bot]', GITHUB_TRIGGERING_ACTOR: 'github-actions[bot]' };
const sent = (by: unknown) => ({ client_payload: { mlops: { by } } });

describe('who started a run', () => {
  it('is the person, and the one who started it again', () => {
    for (const event of ['push', 'workflow_dispatch', 'issue_comment'])
      expect(starters(event), event).toEqual(['alice']);
    const again = { GITHUB_TRIGGERING_ACTOR: 'bob', GITHUB_RUN_ATTEMPT: '2' };
    expect(starters('workflow_dispatch', again)).toEqual(['alice', 'bob']);
  });

  it('is nobody with the schedule, until somebody starts it again', () => {
    expect(starters('schedule')).toEqual([]);
    const again = { GITHUB_TRIGGERING_ACTOR: 'bob', GITHUB_RUN_ATTEMPT: '2' };
    expect(starters('schedule', again)).toEqual(['bob']);
  });

  it('is who asked for it in another run, where that sent its event', () => {
    expect(starters('repository_dispatch', BOT, sent(['carol', 'octo_corp']))).toEqual([
      'carol',
      'octo_corp',
    ]);
    expect(starters('repository_dispatch', {}, sent(['carol']))).toEqual(['alice', 'carol']);
    expect(starters('push', {}, sent(['carol']))).toEqual(['alice']);
  });

  it('is nothing but a login, whatever the event says', () => {
    const names = [
      'a b',
      '@carol',
      '<img>',
      '-x',
      '',
      'x'.repeat(40),
      'bob\n',
      7,
      null,
      ['dave'],
      'renovate[bot]',
    ];
    expect(starters('repository_dispatch', BOT, sent([...names, 'erin']))).toEqual([]);
    expect(starters('repository_dispatch', BOT, sent(['a b', 'erin']))).toEqual(['erin']);
    for (const by of [undefined, null, 'erin', 7, { login: 'erin' }])
      expect(starters('repository_dispatch', BOT, sent(by))).toEqual([]);
    for (const payload of [
      {},
      { client_payload: null },
      { client_payload: { mlops: 'x' } },
      { client_payload: [] },
    ])
      expect(starters('repository_dispatch', BOT, payload)).toEqual([]);
  });
});
