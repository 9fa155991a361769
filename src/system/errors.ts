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

/** The exit code of a bug in this program. */
export const INTERNAL_EXIT_CODE = 70;

/** The exit code that stands for `error`: 1, 2 or 3 for the expected kinds, 70 for a bug. */
export function exitCodeOf(error: unknown): number {
  return error instanceof ExpectedError ? error.exitCode : INTERNAL_EXIT_CODE;
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
export function describeError(error: unknown): string {
  if (error instanceof ExpectedError) {
    return error.hint ? `${error.message}\n  → ${error.hint}` : error.message;
  }
  const stack = error instanceof Error && error.stack ? error.stack : messageOf(error);
  return `This is a bug in mlops-actions, not a mistake of yours. Please report it with these lines:\n${stack}`;
}
