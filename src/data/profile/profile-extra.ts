import type { ColumnProfile, MergePart } from './profile-schema.ts';

/** Figures of a column that its tally does not tell, and what joining them asks for. */
export interface Extra {
  readonly figures: Partial<ColumnProfile>;
  readonly merge?: Partial<MergePart>;
}

/** `profile` with extras; where it can be joined, with what joining them asks for. */
export function withExtras(profile: ColumnProfile, extras: readonly Extra[]): ColumnProfile {
  const figures = Object.assign({}, ...extras.map((extra) => extra.figures)) as Partial<ColumnProfile>;
  if (!profile.merge) return { ...profile, ...figures };
  const merge = Object.assign({}, ...extras.map((extra) => extra.merge)) as Partial<MergePart>;
  return { ...profile, ...figures, merge: { ...profile.merge, ...merge } };
}
