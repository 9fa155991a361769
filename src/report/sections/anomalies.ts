import type { EvidenceOf } from '../../evidence/schema.ts';
import { type Block, type Inline, made, type Phrase, SIGNS } from '../document.ts';
import { sentence as asSentence, count } from '../format.ts';

export type Anomaly = EvidenceOf<'validate-data'>['figures']['anomalies'][number];

const EXAMPLES_SHOWN = 3;
const RANK = { error: 0, warn: 1, info: 2 };

/** The broken rules, the gravest first, each with what would mend it and its first rows. */
export function anomalyTable(anomalies: readonly Anomaly[]): Block[] {
  if (anomalies.length === 0) return [];
  const sorted = [...anomalies].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  const hasRows = sorted.some(({ examples }) => examples.length > 0);
  return [
    {
      kind: 'table',
      brief: 10,
      columns: [
        { title: '', align: 'center' },
        { title: 'column' },
        { title: 'rule' },
        { title: 'what' },
        ...(hasRows ? [{ title: 'first rows' }] : []),
      ],
      rows: made(sorted, (anomaly) => [
        signOf(anomaly),
        placeOf(anomaly),
        anomaly.rule,
        [asSentence(withoutPlace(anomaly)), ...cureOf(anomaly)],
        ...(hasRows ? [exampleText(anomaly)] : []),
      ]),
      sentences: made(
        sorted,
        (anomaly): Phrase => [
          `${signOf(anomaly)} `,
          placeOf(anomaly),
          ` (${anomaly.rule}): ${withoutPlace(anomaly)}`,
          ...(anomaly.examples.length > 0 ? [' (', ...exampleText(anomaly), ')'] : []),
          ...cureOf(anomaly),
        ],
      ),
    },
  ];
}

/** The anomalies of each column, in their order; those of no column are not among them. */
export function byColumn(anomalies: readonly Anomaly[]): Map<string, Anomaly[]> {
  const found = new Map<string, Anomaly[]>();
  for (const anomaly of anomalies) {
    if (anomaly.column === null) continue;
    const list = found.get(anomaly.column);
    if (list) list.push(anomaly);
    else found.set(anomaly.column, [anomaly]);
  }
  return found;
}

/** The sign of the gravest of these; nothing where there is none. */
export function gravestSign(anomalies: readonly Anomaly[]): string {
  const [gravest] = [...anomalies].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  return gravest ? signOf(gravest) : '';
}

function signOf({ severity }: Anomaly): string {
  return SIGNS[severity === 'error' ? 'fail' : severity];
}

function placeOf({ dataset, column }: Anomaly): Inline {
  return { code: column === null ? dataset : `${dataset}.${column}` };
}

/** The sentence without the name that it begins with and the row that it ends with: both stand beside it. */
function withoutPlace({ dataset, column, sentence, examples }: Anomaly): string {
  const name = `\`${column ?? dataset}\`: `;
  const first = examples.length > 0 ? sentence.lastIndexOf(', first ') : -1;
  const end = first > 0 && /in row [\d,]+( of .*)?$/.test(sentence.slice(first)) ? first : sentence.length;
  return sentence.slice(sentence.startsWith(name) ? name.length : 0, end);
}

function cureOf({ cure }: Anomaly): Inline[] {
  return cure === undefined ? [] : [{ muted: ' → ' }, asSentence(cure)];
}

/** Rows by their values: `rows 8, 58 and 108: …`; a value that is missing, or that is not shown, leaves the rows alone. */
function exampleText({ examples }: Anomaly): Inline[] {
  const groups = new Map<string, Anomaly['examples']>();
  for (const example of examples.slice(0, EXAMPLES_SHOWN)) {
    const key = JSON.stringify([example.value, example.file]);
    groups.set(key, [...(groups.get(key) ?? []), example]);
  }
  return [...groups.values()].flatMap((group, index): Inline[] => {
    const [first] = group;
    if (!first) return [];
    const rows = `${group.length > 1 ? 'rows' : 'row'} ${group.map(({ row }) => count(row)).join(', ')}`;
    const place = first.file === undefined ? rows : `${rows} of ${first.file}`;
    const lead = index > 0 ? `; ${place}` : place;
    return first.value === null
      ? [lead]
      : [`${lead}: `, { code: first.value === '' ? '(empty text)' : String(first.value) }];
  });
}
