import type { Evidence } from '../../evidence/schema.ts';
import { type Block, type Outcome, SIGNS } from '../document.ts';
import { count, sentence } from '../format.ts';

/** More sentences than this are not read; tables have the rest. */
const MOST = 20;

/**
 * Why a stage did not pass, the most important reason first, then its warnings; or what should be known of one that
 * passed. Nothing where all is well.
 */
export function reasonBlocks({ verdict, reasons, warnings }: Evidence): Block[] {
  const telling = reasons.filter(({ outcome }) => outcome !== 'pass');
  const warned = warnings.map((warning) => signed('warn', warning));
  if (verdict !== 'pass') {
    const why = telling.map(({ outcome, sentence: text }) =>
      outcome === 'fail' ? sentence(text) : signed(outcome, text),
    );
    return [...listed('Why', true, why), ...listed('Warnings', false, warned)];
  }
  const known = telling.map(({ outcome, sentence: text }) => signed(outcome, text));
  return listed('Worth knowing', false, [...known, ...warned]);
}

function signed(outcome: Outcome, text: string): string {
  return `${SIGNS[outcome]} ${sentence(text)}`;
}

function listed(title: string, ordered: boolean, sentences: readonly string[]): Block[] {
  if (sentences.length === 0) return [];
  const items = sentences.slice(0, MOST);
  if (sentences.length > MOST) items.push(`And ${count(sentences.length - MOST)} more.`);
  return [
    { kind: 'heading', text: title },
    { kind: 'list', ordered, items },
  ];
}

/** The sign of a section: a pass with something to know is a warning. */
export function outcomeOf({ verdict, warnings, reasons }: Evidence): Outcome {
  const noted = warnings.length > 0 || reasons.some(({ outcome }) => outcome === 'warn');
  return verdict === 'pass' && noted ? 'warn' : verdict;
}
