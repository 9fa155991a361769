import type { EvidenceOf } from '../../evidence/schema.ts';
import { type Block, type Phrase, SIGNS } from '../document.ts';
import { count, figure, figuresTogether, percent, plural, withSign } from '../format.ts';
import { arrow, championName, difference, metricName } from './metrics.ts';

type Figures = EvidenceOf<'evaluate-gate'>['figures'];
type Behaviour = NonNullable<Figures['behaviour']>[number];
type Robustness = NonNullable<Figures['robustness']>[number];

const TESTS: Readonly<Record<Behaviour['test'], string>> = {
  invariance: 'does not care',
  direction: 'moves the right way',
  minimum: 'gets it right',
  golden: 'has not changed',
};
const DAMAGES: Readonly<Record<Robustness['damage'], string>> = {
  missing: 'values missing',
  noise: 'noise',
  'out-of-range': 'values out of range',
};

/** What the tests of behaviour found, with the worst rows of each. */
export function behaviourDetails(figures: Figures): Block[] {
  const { behaviour = [] } = figures;
  if (behaviour.length === 0) return [];
  const failed = behaviour.filter((test) => !holds(test)).length;
  return [
    {
      kind: 'details',
      open: true,
      summary: `Behaviour: ${count(behaviour.length - failed)} of ${plural(behaviour.length, 'test')} hold`,
      blocks: [
        {
          kind: 'table',
          columns: [
            { title: '', align: 'center' },
            { title: 'test' },
            { title: 'the model' },
            { title: 'rows', align: 'right' },
            { title: 'broken', align: 'right' },
            { title: 'allowed', align: 'right' },
            ...(figures.champion
              ? [{ title: `broken by the ${championName(figures)}`, align: 'right' as const }]
              : []),
          ],
          rows: behaviour.map((test) => lineOf(test, figures)),
        },
        ...behaviour.flatMap(examples),
      ],
    },
  ];
}

/** A test that asked no row shows nothing. */
function holds({ rows, broken, allowed }: Behaviour): boolean {
  return rows > 0 && broken <= allowed * rows;
}

function lineOf(test: Behaviour, figures: Figures): Phrase[] {
  const { name, rows, broken, championBroken, allowed } = test;
  const share = (value: number) => (rows > 0 ? `${count(value)} (${percent(value / rows)})` : count(value));
  return [
    holds(test) ? SIGNS.pass : SIGNS.fail,
    name,
    TESTS[test.test],
    count(rows),
    share(broken),
    percent(allowed),
    ...(figures.champion ? [championBroken === null ? 'not asked' : share(championBroken)] : []),
  ];
}

function examples({ name, examples: found }: Behaviour): Block[] {
  if (found.length === 0) return [];
  return [
    {
      kind: 'details',
      summary: ['The worst rows of ', { strong: name }],
      inComment: false,
      blocks: [
        {
          kind: 'table',
          columns: [
            { title: 'row', align: 'right' },
            { title: 'before', align: 'right' },
            { title: 'after', align: 'right' },
            { title: 'expected' },
          ],
          rows: found.map(({ row, before, after, expected }) => [
            count(row),
            ...(before === null ? ['', figure(after)] : figuresTogether([before, after])),
            expected,
          ]),
        },
      ],
    },
  ];
}

/** How much is lost on damaged rows. */
export function robustnessDetails(figures: Figures): Block[] {
  const { robustness = [], champion } = figures;
  if (robustness.length === 0) return [];
  return [
    {
      kind: 'details',
      open: true,
      summary: 'Robustness: the same rows, damaged',
      blocks: [
        {
          kind: 'table',
          columns: [
            { title: 'damage' },
            { title: 'columns' },
            { title: 'metric' },
            { title: 'sound rows', align: 'right' },
            { title: 'damaged', align: 'right' },
            { title: 'difference', align: 'right' },
            ...(champion
              ? [{ title: `difference of the ${championName(figures)}`, align: 'right' as const }]
              : []),
          ],
          rows: robustness.map((one) => damageLine(one, figures)),
        },
      ],
    },
  ];
}

function damageLine(
  { damage, columns, metric, challenger, champion }: Robustness,
  figures: Figures,
): Phrase[] {
  const lossOf = (one: Robustness['champion']) =>
    one === null || one.sound === null || one.damaged === null ? null : one.damaged - one.sound;
  const [loss, championLoss] = [lossOf(challenger), lossOf(champion)];
  const [sound = '', damaged = '', change = '', before = ''] = figuresTogether([
    challenger.sound,
    challenger.damaged,
    loss,
    championLoss,
  ]);
  const shown = (value: number | null, text: string): Phrase =>
    value === null ? '' : difference(metric, value, withSign(text), figures);
  return [
    DAMAGES[damage],
    columns.length > 0
      ? columns.flatMap((name, index) => [index > 0 ? ', ' : '', { code: name }])
      : 'all features',
    [metricName(metric, figures), arrow(metric, figures)],
    sound,
    damaged,
    shown(loss, change),
    ...(figures.champion ? [shown(championLoss, before)] : []),
  ];
}
