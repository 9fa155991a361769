import { STAGES } from '../../evidence/schema.ts';
import { UserError } from '../../system/errors.ts';
import type { Log } from '../../system/log.ts';

/** What earlier jobs say that their artifacts are: SHA-256 by stage, or by `train/<variant>`. */
export type Digests = ReadonlyMap<string, string>;

const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** Says that a job made no artifact. */
const NONE = 'none';

/**
 * Reads the lines of the input `artifact-digests`, `stage=sha256:…` each. A line with nothing behind its `=` asks for
 * nothing.
 * @throws UserError for a line that says something else, and for `stage=none`: a job that runs after one that failed would
 * take what an earlier attempt of the run left under the same name
 */
export function digestsIn(lines: readonly string[], log: Log): Digests {
  const found = new Map<string, string>();
  for (const line of lines) {
    const at = line.indexOf('=');
    const [key, digest] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    const [stage = '', variant] = key.split(/\/(.*)/s);
    const isKnown =
      (STAGES as readonly string[]).includes(stage) && (variant === undefined || stage === 'train');
    if (at < 0 || !isKnown || variant === '')
      throw wrong(line, `name a stage before the \`=\`: ${STAGES.join(', ')}, or train/<variant>`);
    if (digest === '') {
      log.debug(`No digest of the artifact of ${key} was given: it is taken as it is.`);
      continue;
    }
    if (digest === NONE) throw nothingOf(key);
    if (!DIGEST.test(digest)) throw wrong(line, 'give the output `artifact-digest` of that stage’s step');
    if ((found.get(key) ?? digest) !== digest) throw wrong(line, `give one digest for ${key}`);
    found.set(key, digest);
  }
  return found;
}

function nothingOf(key: string): UserError {
  return new UserError(`Nothing to go on with: the job of ${key} left no artifact`, {
    hint: 'It failed or was skipped: its log says why, mend that first.',
  });
}

function wrong(line: string, cure: string): UserError {
  return new UserError(
    `\`artifact-digests\` has a line that is wrong: ${JSON.stringify(line.slice(0, 120))}`,
    {
      hint: `Write \`stage=digest\`: ${cure}.`,
    },
  );
}

/**
 * Throws `UserError` where there is a digest for what this step does not read: what nobody compares protects nobody.
 */
export function refuseUnread(digests: Digests, readable: readonly string[]): void {
  const unread = [...digests.keys()].filter((key) => !readable.includes(key));
  if (unread.length === 0) return;
  throw new UserError(
    `\`artifact-digests\` names ${unread.join(', ')}, whose artifact this step does not read`,
    {
      hint: readable.length > 0 ? `It reads those of ${readable.join(', ')}.` : 'Leave the input out.',
    },
  );
}
