import { counted, listed, percentage, quoted } from '../checks/phrases.ts';
import type { ColumnProfile, Profile } from '../profile/profile-schema.ts';
import type { DatasetContract } from './contract.ts';

/** Names beyond these are not listed. */
const LISTED = 6;

/** What an inferred contract took for granted, as sentences for the person who is to read it. */
export function reviewOf(contract: DatasetContract, profile: Profile): string[] {
  const columns = profile.columns.flatMap((seen) => {
    const rules = Object.hasOwn(contract.columns, seen.name) ? contract.columns[seen.name] : undefined;
    return rules ? [{ name: seen.name, seen, rules }] : [];
  });
  const named = (wanted: (column: (typeof columns)[number]) => boolean) =>
    columns.filter(wanted).map(({ name }) => name);
  const tell = (names: readonly string[], sentence: (list: string) => string) =>
    names.length === 0 ? [] : [sentence(listed(names, LISTED))];

  const closed = columns.filter(({ rules }) => rules.domain);
  const tolerated = columns.filter(({ rules }) => (rules.missing?.['at-most'] ?? 0) > 0);
  const unbounded = columns.filter(
    ({ rules, seen }) => isNumber(seen) && !rules.range && !rules.domain && !rules.classes,
  );
  return [
    ...tell(
      named(({ seen }) => seen.present === 0),
      (list) => `${list}: no value at all, so the type is a guess`,
    ),
    ...tell(
      named(({ seen }) => isKey(seen, profile.rows)),
      (list) => `${list}: different in every row; name it under \`keys\` if it must be`,
    ),
    ...tell(
      named(({ rules }) => rules.missing?.['at-most'] === 0),
      (list) => `${list}: never missing here, so a missing value is an error`,
    ),
    ...tolerated
      .slice(0, LISTED)
      .map(
        ({ name, rules, seen }) =>
          `${quoted(name)}: ${percentage(seen.missing / profile.rows)} missing here, up to ${percentage(rules.missing?.['at-most'] ?? 0)} may be`,
      ),
    ...closed
      .slice(0, LISTED)
      .map(
        ({ name, rules }) =>
          `${quoted(name)}: only ${counted(rules.domain?.length ?? 0, 'value')} (${listed(rules.domain ?? [], 4)}); add those that are still to come`,
      ),
    ...tell(
      unbounded.map(({ name }) => name),
      (list) =>
        `${list}: no bounds, since one sample does not show them; write \`range\` where you know them`,
    ),
    ...tell(
      named(({ rules }) => rules.finite === false),
      (list) => `${list}: NaN and infinities are allowed, since there are some`,
    ),
  ];
}

function isNumber({ type }: ColumnProfile): boolean {
  return type === 'integer' || type === 'number';
}

function isKey({ type, distinct, present }: ColumnProfile, rows: number): boolean {
  return (type === 'integer' || type === 'string') && rows > 1 && present === rows && distinct === rows;
}
