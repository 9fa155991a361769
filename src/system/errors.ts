/**
 * Errors by who must act. Everything that is none of these is a bug of ours.
 * Exit codes are the same at a terminal and in an action.
 */

/** What a person needs to act on an error: what to do about it, and the errors beneath it. */
export interface ErrorDetails {
  /** What to do, as a sentence in the imperative. */
  readonly hint?: string;
  readonly cause?: unknown;
}

abstract class ExpectedError extends Error {
  abstract readonly exitCode: number;
  readonly hint: string | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = new.target.name;
    this.hint = details.hint;
  }
}

/** The data are not what they must be (unreadable, ragged, of one class): a negative verdict, exit code 1. */
export class DataError extends ExpectedError {
  readonly exitCode = 1;
}

/** The user must mend something (config, usage, missing file, missing permission): exit code 2. */
export class UserError extends ExpectedError {
  readonly exitCode = 2;
}

/** An outside service failed (GitHub, npm, a user's program that is a service to us): exit code 3. */
export class ServiceError extends ExpectedError {
  readonly exitCode = 3;
}

/** What keeps a system from reading or writing a place, by the code that Node gives it, and what to do. */
export const PLACE_PROBLEMS: Readonly<Record<string, readonly [what: string, cure: string]>> = {
  ENOSPC: ['the disk is full', 'Free some space'],
  EDQUOT: ['the disk quota is used up', 'Free some space'],
  EFBIG: ['a file would be larger than is allowed', 'Raise the limit on file sizes'],
  EACCES: ['this user may not do that there', 'Allow it'],
  EPERM: ['this user may not do that there', 'Allow it'],
  EROFS: ['the file system is read-only', 'Name a folder that can be written'],
  EEXIST: ['a file stands where a folder is needed', 'Remove it or name another folder'],
  ENOTDIR: ['a file stands where a folder is needed', 'Remove it or name another folder'],
  EISDIR: ['a folder stands where a file is needed', 'Remove it or name another file'],
};

/** The exit code of a bug in this program. */
export const INTERNAL_EXIT_CODE = 70;
/** The exit code of a step that was cancelled, as shells count SIGINT. */
export const CANCELLED = 130;

/** The exit code that stands for `error`: 1, 2 or 3 for the expected kinds, 70 for a bug. */
export function exitCodeOf(error: unknown): number {
  const told = withPlace(error);
  return told instanceof ExpectedError ? told.exitCode : INTERNAL_EXIT_CODE;
}

/** The message of any thrown value, never empty. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message || error.name;
  return String(error) || 'unknown error';
}

/**
 * The text that a person sees for `error`. An expected error has its message and what to do;
 * a bug says that it is ours and shows the stack.
 */
export function describeError(thrown: unknown): string {
  const error = withPlace(thrown);
  if (error instanceof ExpectedError) {
    return error.hint ? `${error.message}\n  → ${error.hint}` : error.message;
  }
  const stack = error instanceof Error && error.stack ? error.stack : messageOf(error);
  return `This is a bug in mlops-actions, not a mistake of yours. Please report it with these lines:\n${stack}`;
}

/** The same error with its texts as `change` has them. A bug stays as it is: nobody is told its message. */
export function retold(thrown: unknown, change: (text: string) => string): unknown {
  const error = withPlace(thrown);
  if (!(error instanceof ExpectedError)) return error;
  const Kind = error.constructor as new (message: string, details: ErrorDetails) => ExpectedError;
  const hint = error.hint === undefined ? {} : { hint: change(error.hint) };
  return new Kind(change(error.message), { ...hint, cause: error.cause });
}

/**
 * What the system refused at a place which it names is the user's to mend, wherever it was met; any other
 * error comes back as it is.
 */
function withPlace(error: unknown): unknown {
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException;
  const known = code !== undefined && Object.hasOwn(PLACE_PROBLEMS, code) && PLACE_PROBLEMS[code];
  if (error instanceof ExpectedError || !known || typeof path !== 'string') return error;
  return new UserError(`${path} cannot be used: ${known[0]}`, {
    hint: `${known[1]} and run this again.`,
    cause: error,
  });
}
