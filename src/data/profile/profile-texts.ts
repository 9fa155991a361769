import { hashOfText, LeastHashes } from '../../stats/distinct-sketch.ts';
import { topOfTexts } from './profile-column.ts';
import { FREQUENT_VALUES, mostFrequent } from './profile-merge-part.ts';
import type { ColumnProfile, MergePart } from './profile-schema.ts';
import type { ManyTexts } from './tally-texts.ts';

/** The profile of a column whose texts stay in the engine: figure by figure what their tally would give. */
export async function manyTextsProfile(
  name: string,
  texts: ManyTexts,
  { mergeable = false }: { readonly mergeable?: boolean } = {},
): Promise<ColumnProfile> {
  const { type, rows, missing, distinct, lengths, characters } = texts;
  const listed = await texts.frequent(FREQUENT_VALUES + 1);
  const repeated = listed.filter(({ count }) => count > 1);
  const profile: ColumnProfile = {
    name,
    type,
    present: rows - missing,
    missing,
    distinct,
    top: topOfTexts(repeated, false),
    lengths: { ...lengths, mean: characters / (rows - missing) },
  };
  return mergeable ? { ...profile, merge: await mergePart(texts, listed) } : profile;
}

async function mergePart(texts: ManyTexts, listed: { value: string; count: number }[]): Promise<MergePart> {
  const hashes = new LeastHashes();
  await texts.scan((values) => {
    for (const value of values) hashes.add(hashOfText(value));
  });
  return { hashes: hashes.hashes(), frequent: mostFrequent(listed, 0), characters: texts.characters };
}
