import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Outcome, Phrase, TableColumn } from '../document.ts';
import { made, SIGNS } from '../document.ts';
import { figure, plural, setting } from '../format.ts';

type Figures = EvidenceOf<'monitor-drift'>['figures'];
type Window = Figures['windows'][number];
export type DriftColumn = Window['columns'][number];

/** Columns in the table of columns by windows, those that drifted the most often; all of them are in the evidence. */
const COLUMNS_SHOWN = 500;
/** Windows in the table of columns by windows: the latest. */
const WINDOWS_SHOWN = 12;

/** Drift is news, not a failure of somebody's work. */
export function driftSign(verdict: Window['verdict']): Outcome {
  return verdict === 'fail' ? 'warn' : verdict;
}

/** One column of the table: left out where no method gives such a figure. */
interface Shown extends TableColumn {
  readonly cell: (column: DriftColumn) => Phrase;
}

/** The columns of the last window; a figure that no method gives has no column, nor has a picture that none has. */
export function driftColumnTable({ columns }: Window, histograms: Figures['histograms']): Block {
  const shown = shownFor(columns, histograms);
  return {
    kind: 'table',
    brief: 10,
    columns: shown.map(({ title, align = 'left' }) => ({ title, align })),
    rows: made(mostDrifted(columns), (column) => shown.map(({ cell }) => cell(column))),
  };
}

function shownFor(columns: readonly DriftColumn[], histograms: Figures['histograms']): Shown[] {
  const bins = new Map(histograms.map((histogram) => [histogram.column, histogram.bins]));
  const drawn = (column: string, of: 'baseline' | 'current'): Phrase => {
    const found = bins.get(column);
    return found ? { bars: found.map((bin) => bin[of]) } : '';
  };
  const number = (title: Phrase, cell: Shown['cell']): Shown => ({ title, align: 'right', cell });
  const some = (has: (column: DriftColumn) => boolean, ...figures: Shown[]) =>
    columns.some(has) ? figures : [];
  return [
    { title: '', align: 'center', cell: ({ verdict }) => SIGNS[driftSign(verdict)] },
    { title: 'column', cell: ({ column }) => ({ code: column }) },
    ...effectOf(columns, number),
    ...some(
      ({ pValue }) => pValue !== null,
      number('p-value', ({ pValue }) => known(pValue)),
    ),
    ...some(
      isAdjusted,
      number('p-value, corrected', ({ adjustedPValue }) => known(adjustedPValue)),
    ),
    number('threshold', ({ threshold }) => (threshold === null ? '' : setting(threshold))),
    ...(bins.size > 0
      ? [
          { title: 'training data', cell: ({ column }: DriftColumn) => drawn(column, 'baseline') },
          { title: 'last window', cell: ({ column }: DriftColumn) => drawn(column, 'current') },
        ]
      : []),
    { title: 'method', cell: ({ method }) => ({ muted: method }) },
  ];
}

/** The statistic, and beside it the effect where that says something else. */
function effectOf(
  columns: readonly DriftColumn[],
  number: (title: Phrase, cell: Shown['cell']) => Shown,
): Shown[] {
  const names = new Set(columns.flatMap(({ effect }) => (effect ? [effect.name] : [])));
  const [only] = names;
  const statistic = number('statistic', ({ statistic: value }) => known(value));
  if (only === undefined) return [statistic];
  const isSame = columns.every(({ effect, statistic: value }) => (effect?.value ?? null) === value);
  const title: Phrase = names.size === 1 ? words(only) : 'effect';
  const effect = number(title, ({ effect: found }) =>
    found ? [figure(found.value), ...(names.size > 1 ? [{ muted: ` ${words(found.name)}` }] : [])] : '',
  );
  return isSame ? [effect] : [statistic, effect];
}

/** Whether the p-value that was judged is another one than the column's own. */
function isAdjusted({ pValue, adjustedPValue }: DriftColumn): boolean {
  return adjustedPValue !== undefined && adjustedPValue !== pValue;
}

function known(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : figure(value);
}

/** The names of effects as people write them. */
function words(name: string): string {
  const written: Readonly<Record<string, string>> = {
    cramers_v: 'Cramér’s V',
    cohens_d: 'Cohen’s d',
    cohens_h: 'Cohen’s h',
    ks_statistic: 'largest gap (KS)',
    roc_auc: 'ROC AUC',
  };
  return Object.hasOwn(written, name) ? (written[name] as string) : name.replaceAll('_', ' ');
}

const RANK = { fail: 0, inconclusive: 1, pass: 2 };

/** Drifted ones first, then those that could not be judged; within, how far they are beyond their threshold. */
export function mostDrifted(columns: readonly DriftColumn[]): DriftColumn[] {
  return [...columns].sort((a, b) => RANK[a.verdict] - RANK[b.verdict] || distance(b) - distance(a));
}

/** What was judged in units of its threshold: a p-value by its logarithm, anything else by its ratio. */
function distance({ method, statistic, pValue, threshold }: DriftColumn): number {
  if (statistic === null || threshold === null || threshold <= 0) return 0;
  const isShift = pValue === null || method.startsWith('calibrated.');
  if (isShift || threshold >= 1) return statistic / threshold;
  return Math.log(Math.max(pValue, Number.MIN_VALUE)) / Math.log(threshold);
}

/** Which column drifted when; worth a look from two windows on. */
export function columnsByWindow(windows: readonly Window[]): Block[] {
  const shown = windows.slice(-WINDOWS_SHOWN);
  const names = [...new Set(shown.flatMap(({ columns }) => columns.map(({ column }) => column)))];
  if (shown.length < 2 || names.length === 0) return [];
  const verdicts = shown.map(
    ({ columns }) => new Map(columns.map(({ column, verdict }) => [column, verdict])),
  );
  const times = new Map(
    names.map((name) => [name, verdicts.filter((window) => window.get(name) === 'fail').length]),
  );
  const more = names.length - COLUMNS_SHOWN;
  const sorted = names.toSorted((a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0));
  return [
    {
      kind: 'details',
      summary: 'Columns by window',
      inComment: false,
      blocks: [
        {
          kind: 'table',
          columns: [
            { title: 'column' },
            ...shown.map(({ from }) => ({ title: `from ${from.slice(0, 10)}`, align: 'center' as const })),
          ],
          rows: sorted.slice(0, COLUMNS_SHOWN).map((name) => [
            { code: name },
            ...verdicts.map((window) => {
              const verdict = window.get(name);
              return verdict === undefined ? '' : verdict === 'pass' ? '·' : SIGNS[driftSign(verdict)];
            }),
          ]),
        },
        ...(more > 0
          ? [{ kind: 'paragraph' as const, text: `And ${plural(more, 'column')} more, in the evidence.` }]
          : []),
      ],
    },
  ];
}
