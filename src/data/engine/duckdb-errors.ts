import { DataError, messageOf, UserError } from '../../system/errors.ts';

/** What DuckDB calls a kind of error, and its text without that word and without the echo of our SQL. */
export interface DuckDBProblem {
  readonly kind: string;
  readonly message: string;
}

/** Splits DuckDB's `Binder Error: text … LINE 1: … ^` into kind and text. */
export function problemOf(error: unknown): DuckDBProblem {
  const whole = messageOf(error).replace(/^Failed to [a-z ]+: (?=[A-Z])/, '');
  const [, kind = '', rest = whole] = /^([A-Z][A-Za-z ]*?) Error: ([\s\S]*)$/.exec(whole) ?? [];
  return { kind, message: rest.replace(/\n\nLINE \d+:[\s\S]*$/, '').trim() || whole };
}

/** Kinds that speak of the values that were read, not of the SQL. */
const ABOUT_DATA = new Set([
  'Conversion',
  'Constraint',
  'Out of Range',
  'Invalid Input',
  'Invalid',
  'Mismatch Type',
]);

/** Kinds that mean a mistake of this program. */
const OURS = new Set(['INTERNAL', 'Internal', 'FATAL', 'Fatal']);

const FULL_DISK =
  /no space left|disk (is )?full|disk quota|file too large|enospc|efbig|max_temp_directory_size/i;

/**
 * DuckDB's error as one of ours: the data are wrong (`DataError`), or the user must mend something
 * (`UserError`: SQL of the config, a path, a permission, memory, a full disk). The original is the cause.
 * What DuckDB itself calls internal is returned as it is: a bug.
 */
export function translateError(error: unknown): Error {
  if (error instanceof DataError || error instanceof UserError) return error;
  const { kind, message } = problemOf(error);
  if (FULL_DISK.test(message)) {
    return new UserError(`the disk is full: ${message}`, {
      hint: 'Free some space, or point the temporary and output folders at a larger disk.',
      cause: error,
    });
  }
  if (kind === 'Out of Memory') {
    return new UserError(`the data engine ran out of memory: ${message}`, {
      hint: 'Give the machine more memory, or select fewer columns or rows.',
      cause: error,
    });
  }
  if (kind === 'Permission') {
    return new UserError(`the data engine refused it: ${message}`, {
      hint: 'The data engine reads only the folders of the configured sources and cannot change its own settings.',
      cause: error,
    });
  }
  if (ABOUT_DATA.has(kind)) return new DataError(message, { cause: error });
  if (typeof (error as NodeJS.ErrnoException).code === 'string')
    return new UserError(message, { cause: error });
  if (kind === '' || OURS.has(kind)) return error instanceof Error ? error : new Error(messageOf(error));
  return new UserError(message, { cause: error });
}
