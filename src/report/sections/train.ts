import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Section } from '../document.ts';
import { bytes, count, days, figure, plural, seconds, shortDigest } from '../format.ts';

type Evidence = EvidenceOf<'train'>;
type Figures = Evidence['figures'];

/** How the model was made. */
export function trainSection(evidence: Evidence): Section {
  const { figures } = evidence;
  const { trainer, history, splits, features } = figures;
  const spent = history.at(-1)?.seconds ?? 0;
  const flagged = figures.leakage.filter(({ action }) => action === 'warned' || action === 'stopped');
  return {
    id: 'train',
    title: 'Training',
    outcome: evidence.verdict === 'pass' && flagged.length > 0 ? 'warn' : evidence.verdict,
    summary: `${trainer} on ${plural(splits.train.rows, 'row')} and ${plural(features.columns, 'column')}, ${
      history.length > 0 ? `${plural(history.length, 'epoch')} in ${seconds(spent)}` : 'no epochs reported'
    }`,
    blocks: [splitTable(splits), ...lossChart(history), ...leakageTable(figures), ...packageLine(figures)],
  };
}

function splitTable(splits: Figures['splits']): Block {
  return {
    kind: 'table',
    columns: [{ title: 'split' }, { title: 'rows', align: 'right' }, { title: 'days' }],
    rows: (['train', 'validation', 'test'] as const).map((name) => {
      const { rows, from, to } = splits[name];
      return [name, count(rows), from && to ? days(from, to) : 'all'];
    }),
  };
}

function lossChart(history: Figures['history']): Block[] {
  const points = (key: 'loss' | 'validationLoss') =>
    history.flatMap((epoch) => (epoch[key] === null ? [] : [{ x: epoch.epoch, y: epoch[key] }]));
  const [training, validation] = [points('loss'), points('validationLoss')];
  if (training.length < 2) return [];
  const last = validation.at(-1) ?? training.at(-1);
  return [
    {
      kind: 'chart',
      mark: 'line',
      title: 'Loss by epoch',
      x: { title: 'epoch' },
      y: { title: 'loss' },
      series: [
        { name: 'training', points: training },
        ...(validation.length > 0 ? [{ name: 'validation', points: validation }] : []),
      ],
      description: `Loss over ${history.length} epochs, at the end ${figure(last?.y)}.`,
    },
  ];
}

function leakageTable({ leakage }: Figures): Block[] {
  if (leakage.length === 0) return [];
  const actions = { none: '', warned: 'suspicious', allowed: 'allowed by name', stopped: 'stopped the run' };
  return [
    {
      kind: 'details',
      summary: 'How well single columns predict the label',
      blocks: [
        {
          kind: 'table',
          columns: [{ title: 'column' }, { title: 'AUC alone', align: 'right' }, { title: '' }],
          rows: leakage.map(({ column, auc, action }) => [{ code: column }, figure(auc), actions[action]]),
        },
      ],
    },
  ];
}

function packageLine({ package: made, seed, features }: Figures): Block[] {
  if (made === null) return [];
  return [
    {
      kind: 'paragraph',
      text: [
        'Package ',
        { code: shortDigest(made.digest) },
        ` of ${bytes(made.bytes)}, ${plural(features.width, 'model input')}, seed ${seed}.`,
      ],
    },
  ];
}
