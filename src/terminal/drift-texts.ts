import type { Explanation, SideSummary } from '../drift/explain.ts';
import { METHODS } from '../drift/methods/catalogue.ts';
import type { Step, Term } from '../drift/methods/workings.ts';
import type { MultivariateDrift } from '../drift/multivariate.ts';
import type { DatasetDrift, DriftResult } from '../drift/result.ts';
import type { SliceDrift } from '../drift/slices.ts';
import { type Phrase, SIGNS } from '../report/document.ts';
import { count, figure, percent, plural } from '../report/format.ts';
import { tableText } from '../report/terminal.ts';
import { right } from './tool-session.ts';

const VERDICTS = { pass: 'no drift', fail: 'drift', inconclusive: 'not decided' };

/** The columns and the verdict over them. */
export function driftText({ columns: found, dataset }: DriftResult): string {
  const rows = found.map(({ column, type, method, statistic, threshold, verdict, ...drift }): Phrase[] => {
    const pValue = drift.adjustedPValue ?? drift.pValue;
    return [
      column,
      type,
      method,
      statistic === null ? '' : figure(statistic),
      pValue === null ? '' : figure(pValue),
      threshold === null ? '' : figure(threshold),
      VERDICTS[verdict],
    ];
  });
  const columns = [
    { title: 'column' },
    { title: 'type' },
    { title: 'method' },
    right('statistic'),
    right('p-value'),
    right('threshold'),
    { title: '' },
  ];
  const undecided = found.filter(({ verdict }) => verdict === 'inconclusive').length;
  const sign = SIGNS[dataset.verdict === 'fail' ? 'warn' : dataset.verdict];
  return `${tableText({ columns, rows })}\n\n${sign} ${datasetText(dataset, undecided)}\n`;
}

/** The verdict over the columns with what it rests on. */
function datasetText({ drifted, columns, share, verdict }: DatasetDrift, undecided: number): string {
  const words = { pass: 'no drift', fail: 'the dataset drifted', inconclusive: 'not decided' };
  if (columns === 0) return `${words[verdict]}: no column was compared`;
  const of = `of ${plural(columns, 'column')}`;
  if (undecided === columns) return `${words[verdict]}: ${count(undecided)} ${of} could not be decided`;
  const verb = verdict === 'inconclusive' ? ' drifted' : '';
  const known = `${words[verdict]}: ${count(drifted)} ${of}${verb} (${percent(share)})`;
  return undecided === 0 ? known : `${known}, ${count(undecided)} could not be decided`;
}

/** The tests of all columns together. */
export function multivariateText(tests: readonly MultivariateDrift[]): string {
  const rows = tests.map(({ method, statistic, pValue, threshold, lower, verdict }): Phrase[] => [
    method,
    statistic === null ? '' : figure(statistic),
    pValue === null ? '' : figure(pValue),
    threshold === null ? '' : `${lower === undefined ? '' : `${figure(lower)} to `}${figure(threshold)}`,
    VERDICTS[verdict],
  ]);
  const columns = [
    { title: 'all columns together' },
    right('statistic'),
    right('p-value'),
    right('threshold'),
    { title: '' },
  ];
  return `${tableText({ columns, rows })}\n`;
}

/** The slices, each with the columns that drifted. */
export function slicesText(slices: readonly SliceDrift[]): string {
  const rows = slices.map((slice): Phrase[] => [
    `${slice.column} = ${slice.value}`,
    count(slice.baselineRows),
    count(slice.rows),
    slice.columns === 0 ? '' : `${slice.drifted} of ${slice.columns}`,
    slice.found.map(({ column }) => column).join(', '),
    VERDICTS[slice.verdict],
  ]);
  const columns = [
    { title: 'slice' },
    right('rows then'),
    right('rows now'),
    right('drifted'),
    { title: 'columns' },
    { title: '' },
  ];
  return `${tableText({ columns, rows })}\n`;
}

/** More cells than these are told together; the JSON has all. */
const MOST_TERMS = 40;
/** Enough digits to add up by hand and get the number; the JSON has all. */
const DIGITS = 10;

function exact(value: number | null): string {
  if (value === null) return 'none';
  return String(Number(value.toPrecision(DIGITS)));
}

/** A column's number with all that it is made of. */
export function explanationText(explanation: Explanation): string {
  const { column, type, method, title, formula, source, sides, quantity, terms, steps } = explanation;
  const { statistic, pValue, adjustedPValue, threshold, effect, result, comparison, verdict } = explanation;
  const lines = [
    `${column}: ${type}, ${method}: ${title}`,
    `formula: ${formula}`,
    `source: ${source}`,
    '',
    `reference: ${sideText(sides.reference)}`,
    `current:   ${sideText(sides.current)}`,
  ];
  if (terms.length > 0) {
    const rows = shownTerms(terms, steps).map(({ cell, reference, current, term }): Phrase[] => [
      cell,
      exact(reference),
      exact(current),
      exact(term),
    ]);
    const columns = [{ title: quantity }, right('reference'), right('current'), right('term')];
    lines.push('', tableText({ columns, rows }));
  }
  if (steps.length > 0) lines.push('', ...steps.map(({ name, value }) => `${name}: ${exact(value)}`));
  lines.push('');
  if (effect) lines.push(`effect: ${effect.name} = ${exact(effect.value)}`);
  if (adjustedPValue !== undefined) lines.push(`p-value, corrected: ${exact(adjustedPValue)}`);
  const { chunkStatistics } = explanation;
  if (chunkStatistics) {
    lines.push(
      `threshold: mean + 3 standard deviations (divisor n) over the chunks of the reference, ${chunkStatistics.map(exact).join(', ')}`,
    );
  }
  const score = result === 'p-value' ? (adjustedPValue ?? pValue) : statistic;
  const word = VERDICTS[verdict];
  const rule = threshold === null ? 'there is no threshold' : `drift if ${comparison} ${exact(threshold)}`;
  lines.push(`${result} ${exact(score)}, ${rule}: ${word}`);
  return `${lines.join('\n')}\n`;
}

/** The same of a column whose values are hidden: cells have numbers for names, and the sides no figures. */
export function explanationWithoutValues(explanation: Explanation): Explanation {
  const { terms, steps, sides } = explanation;
  const name = (index: number) => `(hidden ${index + 1})`;
  // A step may be about one cell, which it has at its end.
  const plain = (text: string) => {
    const index = terms.findIndex(({ cell }) => cell !== '' && text.endsWith(`of ${cell}`));
    return index < 0 ? text : `${text.slice(0, -(terms[index]?.cell.length ?? 0))}${name(index)}`;
  };
  return {
    ...explanation,
    terms: terms.map((term, index) => ({ ...term, cell: name(index) })),
    // Of numbers they are sums and means, which tell the values of few rows.
    steps: sides.reference.numbers ? [] : steps.map((step) => ({ ...step, name: plain(step.name) })),
    sides: {
      reference: { ...sides.reference, numbers: null },
      current: { ...sides.current, numbers: null },
    },
  };
}

/** The cells with the largest terms in their order, and what all others are together. */
function shownTerms(terms: readonly Term[], steps: readonly Step[]): Term[] {
  if (terms.length <= MOST_TERMS) return [...terms];
  const size = ({ term }: Term) => Math.abs(term);
  const ranked = Array.from(terms.keys()).sort((a, b) => size(terms[b] as Term) - size(terms[a] as Term));
  const shown = new Set(ranked.slice(0, MOST_TERMS));
  const others = terms.filter((_, index) => !shown.has(index));
  const sum = (of: (term: Term) => number) => others.reduce((total, term) => total + of(term), 0);
  const isSum = steps.some(({ name }) => name.startsWith('sum'));
  return [
    ...terms.filter((_, index) => shown.has(index)),
    {
      cell: `(${count(others.length)} others, together)`,
      reference: sum(({ reference }) => reference),
      current: sum(({ current }) => current),
      // Of a method that takes the largest term, the largest of the others: the first in rank after those shown.
      term: isSum ? sum(({ term }) => term) : (terms[ranked[MOST_TERMS] as number]?.term ?? 0),
    },
  ];
}

function sideText({ rows, compared, numbers }: SideSummary): string {
  const text = `${plural(rows, 'row')}, ${count(compared)} of them compared`;
  if (!numbers) return text;
  const { minimum, quartile1, median, quartile3, maximum, mean, deviation, skewness, excessKurtosis } =
    numbers;
  return `${text}; mean ${exact(mean)}, standard deviation ${exact(deviation)} (divisor n), skewness ${exact(skewness)}, excess kurtosis ${exact(excessKurtosis)}; minimum, quartiles, maximum ${[minimum, quartile1, median, quartile3, maximum].map(exact).join(', ')}`;
}

/** Every drift method with its formula. */
export function methodsText(): string {
  return [...METHODS.values()]
    .map(
      ({
        name,
        aliases,
        title,
        formula,
        source,
        kinds,
        result,
        threshold,
        comparison,
        chunkThresholdLimit,
      }) => {
        const rule =
          threshold !== null
            ? `${comparison} ${threshold}`
            : chunkThresholdLimit !== undefined
              ? `${comparison} mean + 3 standard deviations over ten chunks of the reference`
              : `${comparison} a threshold that you give`;
        const also = aliases.length > 0 ? ` (also ${aliases.join(', ')})` : '';
        return `${name}${also}\n  ${title}; ${kinds.join(' and ')}\n  ${formula}\n  drift: ${result} ${rule}\n  ${source}\n`;
      },
    )
    .join('\n');
}

/** The same for a program. */
export function methodList() {
  return [...METHODS.values()].map(
    ({ name, aliases, title, formula, source, kinds, result, threshold, comparison }) => ({
      name,
      aliases,
      title,
      formula,
      source,
      kinds,
      result,
      threshold,
      comparison,
    }),
  );
}
