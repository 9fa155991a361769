import type { TableColumn } from '../../engine/table.ts';
import type { TextTally } from '../../profile/tally.ts';
import type { ManyTexts } from '../../profile/tally-texts.ts';
import { watchEncoding } from './encoding.ts';
import type { Finding } from './finding.ts';
import { watchMixedDates } from './mixed-dates.ts';
import { watchNumbersAsText } from './numbers-as-text.ts';
import { personalDataStep, watchPersonalData } from './personal-data.ts';
import type { CheckName } from './settings.ts';
import type { TextWatch } from './text-watch.ts';

/**
 * What the texts of a column say that has too many for memory, in one pass over them.
 * @param isSought whether personal data is looked for
 */
export async function findingsOfMany(
  column: TableColumn,
  texts: ManyTexts,
  isSought: boolean,
  isOn: (name: CheckName) => boolean,
): Promise<{ readonly personal: Finding | undefined; readonly others: readonly Finding[] }> {
  const { distinct } = texts;
  const personal = isSought
    ? watchPersonalData(column, texts, distinct, await texts.sample(personalDataStep(distinct)))
    : undefined;
  const watches: readonly (readonly [CheckName, TextWatch])[] = [
    ['encoding', watchEncoding(column, texts)],
    ['mixed-dates', watchMixedDates(column, texts)],
    ['numbers-as-text', watchNumbersAsText(column, texts)],
  ];
  const wanted = watches.filter(([name]) => isOn(name)).map(([, watch]) => watch);
  await texts.scan((values, counts) => {
    personal?.add(values, counts);
    for (const watch of wanted) watch.add(values, counts);
  });
  return {
    personal: personal?.findings()[0],
    others: wanted.flatMap((watch) => watch.findings()),
  };
}

/** A tally with the most frequent text alone. */
export async function mostFrequentOf(texts: ManyTexts): Promise<TextTally> {
  const { type, rows, missing } = texts;
  const ranked = await texts.frequent(1);
  return {
    type,
    rows,
    missing,
    values: ranked.map(({ value }) => value),
    counts: Float64Array.from(ranked, ({ count }) => count),
  };
}
