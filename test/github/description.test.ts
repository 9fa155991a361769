import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DESCRIBED, type Exchange, violations } from './description.ts';
import { answerQuery } from './graphql.ts';
import { openClient, Servers } from './open.ts';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));
const comment: Exchange = {
  method: 'POST',
  path: '/repos/acme/flights/issues/7/comments',
  query: new URLSearchParams(),
  body: { body: 'text' },
  status: 404,
  reply: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' },
};

describe("GitHub's description of its API", () => {
  it('has every route that the sources name', () => {
    const named = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [
        ...readFileSync(join(SRC, name), 'utf8').matchAll(
          /'((?:GET|POST|PUT|PATCH|DELETE) \/repos\/[^']+)'/g,
        ),
      ])
      .map(([, route]) => route);
    expect(new Set(named).size).toBeGreaterThan(20);
    expect(named.filter((route) => !DESCRIBED.includes(route ?? ''))).toEqual([]);
  });

  it.each<[string, Partial<Exchange>, string | null]>([
    ['nothing wrong', {}, null],
    ['another method', { method: 'PUT' }, "is not in GitHub's description"],
    ['another path', { path: '/repos/acme/flights/issue/7/comments' }, "is not in GitHub's description"],
    ['a key too many', { body: { body: 'text', pinned: true } }, 'additional properties (pinned)'],
    ['a key too few', { body: {} }, "required property 'body'"],
    ['another type', { body: { body: 1 } }, 'body/body must be string'],
    ['a number that is none', { path: '/repos/acme/flights/issues/x/comments' }, '{issue_number}'],
    ['a parameter that nobody knows', { query: new URLSearchParams('a=1') }, 'no parameter a'],
    ['another status', { status: 200, reply: {} }, 'never answers 200'],
    ['another answer', { status: 201, reply: { id: 1 } }, "required property 'html_url'"],
  ])('with %s', (_name, change, expected) => {
    const found = violations({ ...comment, ...change }).join('\n');
    if (expected === null) expect(found).toBe('');
    else expect(found).toContain(expected);
  });

  it.each<[string, string, string]>([
    ['a field', 'query{viewer{login shoeSize}}', 'Cannot query field "shoeSize"'],
    ['a type', 'query($ids:[ID!]!){nodes(ids:$ids){...on Comit{oid}}}', 'Unknown type "Comit"'],
    ['an argument', 'query{repository(owner:"acme"){id}}', 'argument "name" of type "String!" is required'],
    ['a variable', 'query($ids:[String]!){nodes(ids:$ids){id}}', 'used in position expecting type "[ID!]!"'],
  ])('refuses a query with %s that GitHub’s schema does not have', (_, query, expected) => {
    const refused: string[] = [];
    const answer = answerQuery(query, { ids: [] }, {}, (why) => refused.push(why));
    expect(refused.join('\n')).toContain(expected);
    expect(answer.data).toBeUndefined();
  });

  it('fails the test that sends something else', async () => {
    const servers = new Servers();
    const server = await servers.start();
    const { github } = await openClient(server);
    const need = { doing: 'try', permission: 'contents: write' };
    const wrong = {
      ref: 'refs/tags/a',
      sha: server.state.git.refs.get('refs/heads/main') ?? '',
      force: true,
    };
    await github.write('POST /repos/{owner}/{repo}/git/refs', wrong as never, need, 'stop');
    await github.find('GET /repos/{owner}/{repo}/git/refs/{ref}' as never, { ref: 'x' } as never, need);
    await expect(servers.close()).rejects.toThrow(
      /additional properties \(force\)[\s\S]*git\/refs\/x is not/,
    );
  });
});
