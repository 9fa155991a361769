import { digestOf } from '../system/files.ts';

const LONGEST = 40;

/**
 * What tells the jobs of one matrix apart, from the matrix as JSON: its values, as they can stand in the name of an
 * artifact and in the key of a comment. Empty without a matrix. It holds letters, digits, `.` and `_` only.
 */
export function matrixKey(matrix: string | null | undefined): string {
  let values: unknown;
  try {
    values = JSON.parse(matrix ?? 'null');
  } catch {
    values = matrix;
  }
  if (values === null || values === '') return '';
  // In the order of the keys, which is not always the same.
  const parts =
    typeof values === 'object'
      ? Object.entries(values)
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([, part]) => part)
      : [values];
  if (parts.length === 0) return '';
  const text = parts
    .map((part) => (typeof part === 'object' ? JSON.stringify(part) : String(part)))
    .join('_');
  const plain = text.replace(/[^A-Za-z0-9._]/g, '_');
  // What was made plain or cut could be another job's too.
  if (plain === text && text.length <= LONGEST && text !== '') return text;
  return `${plain.slice(0, LONGEST)}_${digestOf(text).slice(-8)}`;
}
