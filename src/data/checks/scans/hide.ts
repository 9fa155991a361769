import type { Anomaly } from '../../../evidence/schema.ts';
import type { Profile } from '../../profile/profile-schema.ts';
import { quoted } from '../phrases.ts';

/** Stands for a value of a column with personal data. */
export const HIDDEN = '(hidden)';

const isShown = (value: unknown) => value !== null && String(value) !== '';

/** An anomaly without the values of columns that are hidden; what is about several columns shows none. */
export function withoutHidden(anomaly: Anomaly, hidden: ReadonlySet<string>): Anomaly {
  const { column, examples, sentence } = anomaly;
  if (hidden.size === 0 || (column !== null && !hidden.has(column))) return anomaly;
  let plain = sentence;
  for (const { value } of examples) {
    if (isShown(value)) plain = plain.replaceAll(quoted(value), quoted(HIDDEN));
  }
  return {
    ...anomaly,
    sentence: plain,
    examples: examples.map((example) => (isShown(example.value) ? { ...example, value: HIDDEN } : example)),
  };
}

/** A profile that has of hidden columns only how many values there are. */
export function profileWithoutHidden(profile: Profile, hidden: ReadonlySet<string>): Profile {
  if (hidden.size === 0) return profile;
  const columns = profile.columns.map((column) => {
    if (!hidden.has(column.name)) return column;
    const { name, type, present, missing, distinct } = column;
    return { name, type, present, missing, distinct };
  });
  return { ...profile, columns };
}
