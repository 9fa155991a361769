import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Section } from '../document.ts';
import { days, plural, setting } from '../format.ts';
import { behaviourDetails, robustnessDetails } from './behaviour.ts';
import { budgetDetails } from './budgets.ts';
import { certaintyDetails } from './certainty.ts';
import { confusionTable } from './confusion.ts';
import { curveCharts } from './curves.ts';
import { explanationBlocks } from './explanation.ts';
import { groupBlocks } from './groups.ts';
import { championName, metricDetails, titleOf } from './metrics.ts';
import { overrideBlocks, policyDetails } from './policy.ts';
import { outcomeOf } from './reasons.ts';
import { ruleTable } from './rules.ts';
import { selectionDetails, selectionLine } from './selection.ts';
import { sliceBlocks } from './slices.ts';
import { whyBlocks } from './why.ts';
import { worstRowsDetails } from './worst-rows.ts';

type Evidence = EvidenceOf<'evaluate-gate'>;
type Figures = Evidence['figures'];

const WORDS = { pass: 'accepted', fail: 'refused', inconclusive: 'not decided' } as const;

/** The verdict of the gate: what was judged, against what, and why; then where, how certain, and everything else. */
export function evaluateGateSection(evidence: Evidence): Section {
  const { figures } = evidence;
  return {
    id: 'evaluate-gate',
    title: 'Gate',
    outcome: outcomeOf(evidence),
    summary: summaryOf(evidence),
    blocks: [
      ...selectionLine(figures),
      ...ruleTable(evidence),
      ...whyBlocks(evidence),
      ...overrideBlocks(figures),
      ...selectionDetails(figures),
      ...sliceBlocks(evidence),
      ...certaintyDetails(figures),
      ...groupBlocks(figures),
      ...behaviourDetails(figures),
      ...robustnessDetails(figures),
      ...budgetDetails(figures),
      ...pictures(figures),
      ...explanationBlocks(evidence),
      ...worstRowsDetails(figures),
      metricDetails(figures),
      ...policyDetails(figures),
      ...noteList(figures),
    ],
  };
}

function summaryOf({ verdict, figures }: Evidence): string {
  const { rows, thresholdBestAt, threshold, champion } = figures;
  const { from, to } = figures.period;
  const period = from && to ? `, ${days(from, to)}` : '';
  const weighted = figures.weight === undefined ? '' : ` weighted by \`${figures.weight}\``;
  const against = champion ? `against the ${championName(figures)}` : 'without a champion to compare with';
  const at =
    thresholdBestAt === undefined
      ? ''
      : `, at threshold ${setting(threshold)}, where ${titleOf(thresholdBestAt, figures)} was best on the validation rows`;
  return `${WORDS[verdict]}, judged on ${plural(rows, 'row')}${weighted}${period}, ${against}${at}`;
}

function pictures(figures: Figures): Block[] {
  const charts = curveCharts(figures);
  return [
    ...(charts.length > 0
      ? [
          {
            kind: 'details' as const,
            open: true,
            summary: 'Pictures',
            blocks: [{ kind: 'row' as const, charts }],
          },
        ]
      : []),
    ...confusionTable(figures.challenger.curves, figures.threshold),
  ];
}

function noteList({ notes }: Figures): Block[] {
  if (notes.length === 0) return [];
  return [{ kind: 'details', summary: 'Notes', blocks: [{ kind: 'list', ordered: false, items: notes }] }];
}
