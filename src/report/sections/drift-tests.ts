import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Inline, Phrase } from '../document.ts';
import { SIGNS } from '../document.ts';
import { count, figure, plural } from '../format.ts';
import { driftSign, mostDrifted } from './drift-columns.ts';

type Window = EvidenceOf<'monitor-drift'>['figures']['windows'][number];
type Test = NonNullable<Window['multivariate']>[number];
type Slice = NonNullable<Window['slices']>[number];

const FOUND_SHOWN = 3;

const TESTS: Readonly<Record<Test['method'], { readonly title: string; readonly measures: string }>> = {
  'domain-classifier': { title: 'domain classifier', measures: 'area under the ROC curve' },
  'pca-reconstruction': { title: 'PCA reconstruction', measures: 'mean reconstruction error' },
};

/** What the tests of all columns together found; nothing where none was asked for. */
export function multivariateTable({ multivariate = [] }: Window): Block[] {
  if (multivariate.length === 0) return [];
  const hasP = multivariate.some(({ pValue }) => pValue !== null);
  const notes = multivariate.some(({ note }) => note !== undefined);
  return [
    { kind: 'heading', text: 'All columns together' },
    {
      kind: 'table',
      columns: [
        { title: '', align: 'center' },
        { title: 'test' },
        { title: 'statistic', align: 'right' },
        { title: 'uncertainty', align: 'right' },
        { title: 'drift', align: 'right' },
        ...(hasP ? [{ title: 'p-value', align: 'right' as const }] : []),
        ...(notes ? [{ title: 'why not judged' }] : []),
      ],
      rows: multivariate.map((test) => [
        SIGNS[driftSign(test.verdict)],
        [TESTS[test.method].title, { muted: `, ${TESTS[test.method].measures}` }],
        test.statistic === null ? '' : figure(test.statistic),
        test.interval ? test.interval.map(figure).join(' … ') : '',
        boundsText(test),
        ...(hasP ? [test.pValue === null ? '' : figure(test.pValue)] : []),
        ...(notes ? [test.note ?? ''] : []),
      ]),
    },
  ];
}

function boundsText({ threshold, lower }: Test): string {
  if (threshold === null) return '';
  return lower === undefined
    ? `above ${figure(threshold)}`
    : `below ${figure(lower)} or above ${figure(threshold)}`;
}

const RANK = { fail: 0, inconclusive: 1, pass: 2 };

/** The slices of the window, what drifted the most first; nothing where none was asked for. */
export function sliceTable({ slices = [] }: Window): Block[] {
  if (slices.length === 0) return [];
  const shareOf = ({ drifted, columns }: Slice) => (columns === 0 ? 0 : drifted / columns);
  const sorted = slices.toSorted((a, b) => RANK[a.verdict] - RANK[b.verdict] || shareOf(b) - shareOf(a));
  return [
    { kind: 'heading', text: 'Slices' },
    {
      kind: 'table',
      brief: 5,
      columns: [
        { title: '', align: 'center' },
        { title: 'slice' },
        { title: 'rows', align: 'right' },
        { title: 'training rows', align: 'right' },
        { title: 'columns drifted', align: 'right' },
        { title: 'which, by effect' },
      ],
      rows: sorted.map((slice): Phrase[] => [
        SIGNS[driftSign(slice.verdict)],
        [{ code: slice.column }, ' = ', { code: slice.value }],
        count(slice.rows),
        count(slice.baselineRows),
        slice.columns === 0 ? '' : `${count(slice.drifted)} of ${count(slice.columns)}`,
        slice.columns === 0 ? { muted: 'too few rows to be judged' } : foundText(slice.found),
      ]),
    },
  ];
}

function foundText(found: Slice['found']): Inline[] {
  const more = found.length - FOUND_SHOWN;
  return [
    ...mostDrifted(found)
      .slice(0, FOUND_SHOWN)
      .flatMap(({ column, effect, statistic }, index): Inline[] => {
        const size = effect?.value ?? statistic;
        return [index > 0 ? ', ' : '', { code: column }, size === null ? '' : { muted: ` ${figure(size)}` }];
      }),
    ...(more > 0 ? [{ muted: ` and ${plural(more, 'column')} more` }] : []),
  ];
}
