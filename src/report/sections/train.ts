import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Chart, Phrase, Section } from '../document.ts';
import { bytes, count, days, figure, plural, seconds, shortDigest } from '../format.ts';
import { gpuText } from './machine.ts';
import { outcomeOf, reasonBlocks } from './reasons.ts';

type Evidence = EvidenceOf<'train'>;
type Figures = Evidence['figures'];

/** How the model was made. */
export function trainSection(evidence: Evidence): Section {
  const { figures } = evidence;
  return {
    id: 'train',
    title: 'Training',
    outcome: outcomeOf(evidence),
    summary: summaryOf(evidence),
    blocks: [
      ...reasonBlocks(evidence),
      splitTable(figures.splits),
      ...lossChart(figures.history),
      ...packageLine(figures),
      ...gpuLine(evidence),
      ...leakageTable(figures),
      ...parameterTable(figures),
    ],
  };
}

function summaryOf({ verdict, figures }: Evidence): string {
  const { trainer, variant, history, splits, features } = figures;
  const what = `${plural(splits.train.rows, 'row')} and ${plural(features.columns, 'column')}`;
  // The model card is a part of the package, so its evidence has none yet.
  if (verdict !== 'pass') return `stopped before training on ${what}`;
  const spent = history.at(-1)?.seconds ?? 0;
  const epochs = history.length > 0 ? `, ${plural(history.length, 'epoch')} in ${seconds(spent)}` : '';
  const name = variant === undefined ? trainer : `${trainer}, variant ${variant},`;
  return `${name} on ${what}${epochs}`;
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
  const chart: Chart = {
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
  };
  return [{ kind: 'row', charts: [chart] }];
}

function packageLine({ package: made, seed, features }: Figures): Block[] {
  if (made === null) return [];
  const text: Phrase = [
    'Package ',
    { code: shortDigest(made.digest) },
    ` of ${bytes(made.bytes)}, ${plural(features.width, 'model input')}, seed ${seed}.`,
  ];
  return [{ kind: 'paragraph', text }];
}

/** The GPUs of the machine that trained, and whether they had a part in it as far as that is known. */
function gpuLine({ verdict, figures, machine }: Evidence): Block[] {
  const gpus = gpuText(machine);
  if (gpus === null || verdict !== 'pass') return [];
  const { trainer, parameters } = figures;
  const used = trainer === 'tfjs' && parameters.backend === 'tfjs-node-gpu';
  // What a program did with them, nobody tells.
  const idle = trainer === 'tfjs' ? ', which this training did not use' : '';
  return [{ kind: 'paragraph', text: used ? `Trained with ${gpus}.` : `The machine has ${gpus}${idle}.` }];
}

function leakageTable({ leakage }: Figures): Block[] {
  if (leakage.length === 0) return [];
  const actions = {
    none: '',
    warned: '⚠️ suspicious',
    allowed: 'allowed by name',
    stopped: '❌ stopped the run',
  };
  return [
    {
      kind: 'details',
      summary: 'How well single columns predict the label',
      blocks: [
        {
          kind: 'table',
          brief: 10,
          columns: [{ title: 'column' }, { title: 'AUC alone', align: 'right' }, { title: '' }],
          rows: leakage.map(({ column, auc, action }) => [{ code: column }, figure(auc), actions[action]]),
        },
      ],
    },
  ];
}

function parameterTable({ parameters }: Figures): Block[] {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return [];
  return [
    {
      kind: 'details',
      summary: 'Parameters',
      inComment: false,
      blocks: [
        {
          kind: 'table',
          columns: [{ title: 'parameter' }, { title: 'value' }],
          rows: entries.map(([name, value]) => [{ code: name }, { code: JSON.stringify(value) ?? '' }]),
        },
      ],
    },
  ];
}
