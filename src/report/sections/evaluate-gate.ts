import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Section } from '../document.ts';
import { days, plural } from '../format.ts';
import { confusionTable, curveCharts } from './curves.ts';
import { championName, metricDetails, ruleTable } from './metrics.ts';
import { outcomeOf, reasonBlocks } from './reasons.ts';
import { loudestSlice, sliceBlocks } from './slices.ts';

type Evidence = EvidenceOf<'evaluate-gate'>;
type Figures = Evidence['figures'];

const WORDS = { pass: 'accepted', fail: 'refused', inconclusive: 'not decided' } as const;

/** The verdict of the gate: what was judged, against what, and why. */
export function evaluateGateSection(evidence: Evidence): Section {
  const { figures } = evidence;
  const { from, to } = figures.period;
  const period = from && to ? `, ${days(from, to)}` : '';
  const against = figures.champion
    ? `against the ${championName(figures)}`
    : 'without a champion to compare with';
  return {
    id: 'evaluate-gate',
    title: 'Gate',
    outcome: outcomeOf(evidence),
    summary: `${WORDS[evidence.verdict]}, judged on ${plural(figures.rows, 'row')}${period}, ${against}`,
    blocks: [
      ...ruleTable(evidence),
      ...whyBlocks(evidence),
      ...sliceBlocks(figures),
      ...pictures(figures),
      metricDetails(figures),
      ...noteList(figures),
    ],
  };
}

/** The reasons, and after that of a metric that got worse the slice where most of it sits. */
function whyBlocks(evidence: Evidence): Block[] {
  const where = loudestSlice(evidence.figures);
  return reasonBlocks(evidence).map((block) =>
    block.kind === 'list' && where ? { ...block, items: [...block.items, where] } : block,
  );
}

function pictures(figures: Figures): Block[] {
  const charts = curveCharts(figures);
  return [
    ...(charts.length > 0 ? [{ kind: 'row' as const, charts }] : []),
    ...confusionTable(figures.challenger.curves, figures.threshold),
  ];
}

function noteList({ notes }: Figures): Block[] {
  if (notes.length === 0) return [];
  return [{ kind: 'details', summary: 'Notes', blocks: [{ kind: 'list', ordered: false, items: notes }] }];
}
