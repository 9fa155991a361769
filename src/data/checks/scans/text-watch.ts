import type { TextTally } from '../../profile/tally.ts';
import type { Finding } from './finding.ts';

/** The size of a column of texts. */
export type Texts = Pick<TextTally, 'rows' | 'missing'>;

/** What looks at distinct texts in portions, in any order, since not all of them need fit in memory. */
export interface TextWatch {
  add(values: readonly string[], counts: ArrayLike<number>): void;
  /** After the last portion. */
  findings(): Finding[];
}
