import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Phrase } from '../document.ts';
import { bytes } from '../format.ts';
import { championName, metricName } from './metrics.ts';

type Figures = EvidenceOf<'evaluate-gate'>['figures'];
type Budget = NonNullable<Figures['budgets']>[number];

/** What the models cost where they run. */
export function budgetDetails(figures: Figures): Block[] {
  const { budgets = [], champion } = figures;
  if (budgets.length === 0) return [];
  return [
    {
      kind: 'details',
      open: true,
      summary: 'What it costs to run, measured in this run',
      blocks: [
        {
          kind: 'table',
          columns: [
            { title: 'what' },
            { title: 'challenger', align: 'right' },
            ...(champion
              ? [
                  { title: championName(figures), align: 'right' as const },
                  { title: 'ratio', align: 'right' as const },
                ]
              : []),
            { title: 'name in rules' },
          ],
          rows: budgets.map((budget) => lineOf(budget, figures)),
        },
      ],
    },
  ];
}

function lineOf({ metric, unit, challenger, champion }: Budget, figures: Figures): Phrase[] {
  const text = (value: number | null): string => (value === null ? 'not measured' : amount(value, unit));
  const ratio = challenger === null || !champion ? '' : `${Number((challenger / champion).toPrecision(3))}×`;
  return [
    metricName(metric, figures),
    text(challenger),
    ...(figures.champion ? [text(champion), ratio] : []),
    { code: metric },
  ];
}

/** An amount in the unit that fits. */
export function amount(value: number, unit: Budget['unit']): string {
  return unit === 'bytes' ? bytes(Math.round(value)) : `${Number(value.toPrecision(3))} ms`;
}
