/** How figures read: one way for every outlet. */

const NOT_DEFINED = 'not defined';

/** Making one takes long. */
const formats = new Map<number, Intl.NumberFormat>();

function formatWith(decimals: number): Intl.NumberFormat {
  const known = formats.get(decimals);
  if (known) return known;
  const format = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  formats.set(decimals, format);
  return format;
}

/** A count with thousands separators. */
export function count(value: number): string {
  if (value >= 0 && value < 1000 && Number.isInteger(value)) return String(value);
  return formatWith(0).format(value);
}

/** A metric: three decimals where that says enough, more for small ones; never rounded to a false zero. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NOT_DEFINED;
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e15 || size < 1e-5) return `${value < 0 ? '−' : ''}${size.toExponential(1)}`;
  const decimals = size >= 1000 ? 1 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.01 ? 3 : 0;
  return fixed(value, decimals || 1 - Math.floor(Math.log10(size)));
}

/** A number that a person set, such as a bound, as it was set. */
export function setting(value: number): string {
  return String(Number(value.toPrecision(12)));
}

/**
 * Figures that stand beside each other, with the same decimals: as many as each needs to be told from
 * the others, and from zero, but never more than five.
 */
export function figuresTogether(values: readonly (number | null)[]): string[] {
  const finite = values.filter((value): value is number => value !== null && Number.isFinite(value));
  const greatest = Math.max(0, ...finite.map(Math.abs));
  if (greatest >= 1e15 || (greatest > 0 && greatest < 1e-4)) return values.map(figure);
  let decimals = greatest >= 1000 ? 1 : greatest >= 10 ? 2 : 3;
  const texts = () => finite.map((value) => fixed(value, decimals));
  const told = new Set(finite).size;
  while (decimals < 5 && (new Set(texts()).size < told || hidesSome(finite, texts()))) decimals += 1;
  return values.map((value) =>
    value === null || !Number.isFinite(value) ? NOT_DEFINED : fixed(value, decimals),
  );
}

function hidesSome(values: readonly number[], texts: readonly string[]): boolean {
  return values.some((value, index) => value !== 0 && !/[1-9]/.test(texts[index] ?? ''));
}

function fixed(value: number, decimals: number): string {
  const text = formatWith(decimals).format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** The text of a figure as a difference: with its sign, zero without one. */
export function withSign(text: string): string {
  return text.startsWith('−') || !/[1-9]/.test(text) ? text : `+${text}`;
}

/** A share as a percentage. */
export function percent(share: number | null | undefined): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return NOT_DEFINED;
  const value = share * 100;
  if (value === 0) return '0 %';
  const text = value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : value.toPrecision(1);
  return `${Number(text)} %`;
}

/** A digest, short enough to read. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12);
}

/** A UTC day of an ISO time. */
export function day(iso: string): string {
  return iso.slice(0, 10);
}

/** An ISO time as people write it. */
export function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

/** A half-open period as the days it covers. */
export function days(from: string, to: string): string {
  const end = Date.parse(to) - 1;
  const last = Number.isFinite(end) ? new Date(end).toISOString().slice(0, 10) : day(to);
  return last === day(from) ? last : `${day(from)} to ${last}`;
}

/** Seconds as a person says them. */
export function seconds(value: number): string {
  if (value < 10) return `${value.toFixed(1)} s`;
  const whole = Math.round(value);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
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

/** A sentence with the capital and the full stop that it may lack; a name at its beginning stays as it is: v1.0.0. */
export function sentence(text: string): string {
  const isName = /^[^\s,;:]*[\d._/-][^\s,;:]/.test(text);
  const first = isName ? text : text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!…]$/.test(first) ? first : `${first}.`;
}
