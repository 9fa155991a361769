import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { messageOf, ServiceError, UserError } from '../../../system/errors.ts';
import type { Log, Progress } from '../../../system/log.ts';
import { writeErrorOf } from '../../../system/write-errors.ts';

/** What one transfer may take. */
export interface Limits {
  readonly bytes: number;
  readonly milliseconds: number;
}

export interface TransferOptions {
  /** What it is, for messages. */
  readonly shown: string;
  readonly limits: Limits;
  readonly log: Log;
  /** How many bytes are expected, where that is told. */
  readonly expected?: number;
  readonly signal?: AbortSignal;
}

/** A file that was written, with what its bytes say. */
export interface Written {
  readonly bytes: number;
  /** `sha256:<hex>` */
  readonly digest: string;
  readonly md5: string;
}

/**
 * Streams `from` into the file `path`, digesting it on the way.
 * @throws UserError where it is larger than it may be, or the disk is full
 * @throws Interrupted where it breaks off or is not as long as expected
 */
export async function saveStream(
  from: Readable,
  path: string,
  { shown, limits, log, expected, signal }: TransferOptions,
): Promise<Written> {
  // What comes after we have stopped listening is no error of ours.
  from.on('error', () => {});
  if (expected !== undefined && expected > limits.bytes) {
    from.destroy();
    throw tooLarge(shown, limits.bytes);
  }
  const sha256 = createHash('sha256');
  const md5 = createHash('md5');
  let bytes = 0;
  const progress: Progress = log.progress(shown, expected);
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limits.bytes) return done(tooLarge(shown, limits.bytes));
      sha256.update(chunk);
      md5.update(chunk);
      progress.update(bytes, `${(bytes / 1e6).toFixed(1)} MB`);
      done(null, chunk);
    },
  });
  const file = createWriteStream(path);
  let broken: unknown;
  const source = async function* () {
    try {
      yield* from;
    } catch (error) {
      // Of the two ends of the pipe, this one is theirs.
      broken = error;
      throw error;
    }
  };
  try {
    await pipeline(source(), count, file, ...(signal ? [{ signal }] : []));
  } catch (error) {
    signal?.throwIfAborted();
    if (broken !== undefined && error === broken) throw interruptionOf(broken, shown);
    throw error instanceof UserError ? error : writeErrorOf(error, path);
  } finally {
    progress.end();
  }
  if (expected !== undefined && bytes !== expected) {
    throw new Interrupted(`${shown} ended after ${bytes} of ${expected} bytes`);
  }
  return { bytes, digest: `sha256:${sha256.digest('hex')}`, md5: md5.digest('hex') };
}

function tooLarge(shown: string, limit: number): UserError {
  return new UserError(`${shown} is larger than ${limit / 1e6} MB`, {
    hint: 'Raise `size-limit` of the source, or read less.',
  });
}

/** A failure that may be gone when the same is asked again. */
export class Interrupted extends Error {
  /** How long to wait before that, where the other side says so. */
  readonly afterMs: number | undefined;

  constructor(message: string, { cause, afterMs }: { cause?: unknown; afterMs?: number | undefined } = {}) {
    super(message, { cause });
    this.afterMs = afterMs;
  }
}

/** What broke off a transfer: an error of ours stays, all else may be tried again. */
export function interruptionOf(error: unknown, shown: string): Error {
  if (error instanceof UserError || error instanceof ServiceError || error instanceof Interrupted)
    return error;
  return new Interrupted(`${shown}: ${messageOf(error)}`, { cause: error });
}

const ATTEMPTS = 4;
const LONGEST_WAIT = 60_000;

/**
 * Tries what only reads, up to four times, waiting 1, 2 and 4 seconds (or as long as the other side says) in between.
 * @throws ServiceError where it was interrupted each time; other errors at once
 */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  { log, wait, signal }: { log: Log; wait: (ms: number) => Promise<void>; signal?: AbortSignal | undefined },
): Promise<T> {
  for (let number = 1; ; number++) {
    try {
      return await attempt();
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof Interrupted)) throw error;
      const pause = error.afterMs ?? 1000 * 2 ** (number - 1);
      if (number === ATTEMPTS || pause > LONGEST_WAIT) {
        throw new ServiceError(`${error.message} (tried ${number === 1 ? 'once' : `${number} times`})`, {
          hint: 'Try again later; look at the service itself where it stays so.',
          cause: error,
        });
      }
      log.warn(`${error.message}; trying again in ${Math.ceil(pause / 1000)} s`);
      await wait(pause);
    }
  }
}
