const BYTES = { MB: 1e6, GB: 1e9, TB: 1e12 } as const;

/** What a size looks like, for schemas: a whole number of at most six digits and a unit. */
export const SIZE_PATTERN = '^[1-9][0-9]{0,5}(MB|GB|TB)$';

/** The bytes of a size such as `16GB`, as makers of disks count: 16,000,000,000. */
export function sizeOf(text: string): number {
  return Number(text.slice(0, -2)) * BYTES[text.slice(-2) as keyof typeof BYTES];
}
