import type { Anomaly } from '../../../evidence/validate-data.ts';
import type { ColumnProfile, Profile } from '../../profile/profile-schema.ts';
import { quoted } from '../phrases.ts';
import { looksPersonal } from './personal-data.ts';

/** Stands for a value of a column with personal data. */
export const HIDDEN = '(hidden)';

const isShown = (value: unknown) => value !== null && String(value) !== '';

/** An anomaly without the values of columns that are hidden; what is about several columns shows none. */
export function withoutHidden(anomaly: Anomaly, hidden: ReadonlySet<string>): Anomaly {
  const { column, examples, sentence } = anomaly;
  if (hidden.size === 0 || (column !== null && !hidden.has(column))) return anomaly;
  const values = new Set(examples.flatMap(({ value }) => (isShown(value) ? [quoted(value)] : [])));
  return {
    ...anomaly,
    sentence: sentenceWithoutHidden(sentence, (text) => values.has(text)),
    examples: examples.map((example) => (isShown(example.value) ? { ...example, value: HIDDEN } : example)),
  };
}

/** A row that a query gave, at the end of a sentence. */
const ROW = /(; one is )`[^`]*`/;
/** Long numbers outside of backticks, with commas between thousands: the least card number, say. */
const LONG_NUMBER = /(?<![\d.,`])\d{1,3}(?:,?\d{3}){4,6}(?!\d)/g;

/** A sentence about a hidden column without what stands between backticks and is a value, or looks like one. */
export function sentenceWithoutHidden(sentence: string, isValue: (quoted: string) => boolean): string {
  return sentence
    .replace(ROW, (_, start: string) => `${start}${quoted(HIDDEN)}`)
    .replaceAll(/`([^`]*)`/g, (text, inner: string) =>
      isValue(text) || looksPersonal(inner) ? quoted(HIDDEN) : text,
    )
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith('`')
        ? part
        : part
            .replaceAll(LONG_NUMBER, HIDDEN)
            .replaceAll(WORD, (word) => (looksPersonal(word) ? HIDDEN : word)),
    )
    .join('');
}

/** What stands between blanks; its last sign may belong to the sentence. */
const WORD = /[^\s()]+?(?=[,;:.]?(?:[\s()]|$))/g;

/**
 * A profile that has of hidden columns only how many values there are. What joins it with others has no hashes
 * of them either, since those of numbers can be turned back. Slices by their values are left out.
 */
export function profileWithoutHidden(profile: Profile, hidden: ReadonlySet<string>): Profile {
  if (hidden.size === 0) return profile;
  const { label, slices, ...rest } = profile;
  const isLabelHidden = label !== undefined && hidden.has(label);
  const plain = (column: ColumnProfile): ColumnProfile => {
    if (hidden.has(column.name)) return withoutValues(column);
    return isLabelHidden ? withoutLabelValues(column) : column;
  };
  const shown = slices?.filter(({ column }) => !hidden.has(column));
  return {
    ...rest,
    columns: rest.columns.map(plain),
    ...(label === undefined ? {} : { label }),
    ...(shown && shown.length > 0
      ? { slices: shown.map((slice) => ({ ...slice, columns: slice.columns.map(plain) })) }
      : {}),
  };
}

function withoutValues({ name, type, present, missing, distinct, merge }: ColumnProfile): ColumnProfile {
  return { name, type, present, missing, distinct, hidden: true, ...(merge ? { merge: {} } : {}) };
}

/** What goes with a hidden label names its values. */
function withoutLabelValues({ label: _, merge, ...column }: ColumnProfile): ColumnProfile {
  if (!merge) return column;
  const { label: __, ...others } = merge;
  return { ...column, merge: others };
}
