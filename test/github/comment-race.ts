import { upsertComment } from '../../src/github/comment.ts';
import { openClient } from './open.ts';
import type { LocalGitHub } from './server.ts';

/**
 * Lets `runs` runs write the comment of #7 at once, `rounds` times, each beginning with the comment of the last.
 * Returns the rounds after which there was not one comment with the newest content.
 */
export async function race(server: LocalGitHub, runs: number, rounds: number): Promise<string[]> {
  const { comments } = server.state;
  const writers = await Promise.all(Array.from({ length: runs }, () => openClient(server)));
  const key = { workflow: 'ci.yml', model: 'late-flights', matrix: '' };
  const wrong: string[] = [];
  for (let round = 0; round < rounds; round++) {
    // Every fifth round begins without a comment, and every seventh with several.
    if (round % 5 === 0) comments.splice(0);
    if (round % 7 === 6) {
      const [first] = comments;
      if (first) for (let copy = 0; copy < 3; copy++) comments.push({ ...first, id: server.state.nextId() });
    }
    const results = await Promise.all(
      writers.map(({ github }, index) => {
        // Their order is another one in each round.
        const made = (round + 1) * runs + ((index * 7 + round) % runs);
        return upsertComment(github, { issue: 7, key, body: `made ${made}`, made, headSha: null });
      }),
    );
    const newest = `made ${(round + 2) * runs - 1}\n`;
    const bodies = comments.map(({ body }) => body);
    const isRight = bodies.length === 1 && bodies[0]?.startsWith(newest);
    const isTold = results.some(({ outcome }) => outcome === 'created' || outcome === 'updated');
    if (!isRight || !isTold) wrong.push(`round ${round}: ${JSON.stringify(bodies)}, not ${newest}`);
  }
  return wrong;
}
