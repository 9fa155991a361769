import type { EvidenceOf } from '../../evidence/schema.ts';
import { type Block, type Inline, type Phrase, SIGNS } from '../document.ts';
import { sentence as asSentence, count } from '../format.ts';

export type Anomaly = EvidenceOf<'validate-data'>['figures']['anomalies'][number];

const EXAMPLES_SHOWN = 3;
const RANK = { error: 0, warn: 1, info: 2 };

/** The broken rules, the gravest first, each with its first rows and what would mend it. */
export function anomalyTable(anomalies: readonly Anomaly[]): Block[] {
  if (anomalies.length === 0) return [];
  const sorted = [...anomalies].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  return [
    {
      kind: 'table',
      brief: 10,
      columns: [
        { title: '', align: 'center' },
        { title: 'column' },
        { title: 'rule' },
        { title: 'what' },
        { title: 'rows', align: 'right' },
        { title: 'first of them' },
      ],
      rows: sorted.map((anomaly) => [
        signOf(anomaly),
        placeOf(anomaly),
        anomaly.rule,
        [anomaly.sentence, ...cureOf(anomaly)],
        count(anomaly.count),
        exampleText(anomaly.examples),
      ]),
      sentences: sorted.map(
        (anomaly): Phrase => [
          `${signOf(anomaly)} `,
          placeOf(anomaly),
          ` (${anomaly.rule}): ${anomaly.sentence}`,
          ...(anomaly.examples.length > 0 ? [' (', ...exampleText(anomaly.examples), ')'] : []),
          ...cureOf(anomaly),
        ],
      ),
    },
  ];
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

function cureOf({ cure }: Anomaly): Inline[] {
  return cure === undefined ? [] : [{ muted: ` → ${asSentence(cure)}` }];
}

function exampleText(examples: Anomaly['examples']): Inline[] {
  return examples
    .slice(0, EXAMPLES_SHOWN)
    .flatMap(({ row, value, file }, index) => [
      `${index > 0 ? ', ' : ''}row ${count(row)}${file === undefined ? '' : ` of ${file}`}: `,
      value === null ? 'missing' : { code: value === '' ? '(empty text)' : String(value) },
    ]);
}
