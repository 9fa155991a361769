/** How figures read: one way for every outlet. */

/** A count with thousands separators. */
export function count(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** A metric: three decimals where that says enough, more for small ones; never rounded to a false zero. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return 'not defined';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1000) return value.toLocaleString('en-US', { maximumFractionDigits: 1 });
  if (size >= 0.001) return value.toFixed(size >= 100 ? 1 : size >= 10 ? 2 : size < 0.01 ? 4 : 3);
  return value.toExponential(1);
}

/** A difference, with its sign. */
export function signed(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '';
  if (value === 0) return '±0';
  return `${value > 0 ? '+' : '−'}${figure(Math.abs(value))}`;
}

/** A share as a percentage. */
export function percent(share: number | null | undefined): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return 'not defined';
  const value = share * 100;
  return `${value === 0 || value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : value.toPrecision(1)} %`;
}

/** A digest, short enough to read. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12);
}

/** A UTC day of an ISO time. */
export function day(iso: string): string {
  return iso.slice(0, 10);
}

/** A half-open period as the days it covers. */
export function days(from: string, to: string): string {
  const last = new Date(Date.parse(to) - 1).toISOString().slice(0, 10);
  return last === day(from) ? last : `${day(from)} to ${last}`;
}

/** Seconds as a person says them. */
export function seconds(value: number): string {
  if (value < 60) return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} s`;
  return `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
}

/** Bytes in the unit that fits. */
export function bytes(value: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let rest = value;
  while (rest >= 1000 && unit < units.length - 1) {
    rest /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? rest : rest.toFixed(1)} ${units[unit]}`;
}

/** `1 row`, `2 rows`. */
export function plural(value: number, singular: string, many = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : many}`;
}
