import type { Evidence } from '../../evidence/schema.ts';
import type { Block, Inline, Phrase, Section } from '../document.ts';
import { SIGNS } from '../document.ts';
import { moment, seconds, shortDigest } from '../format.ts';
import { machineText } from './machine.ts';

/** Where everything comes from: what went into each stage and came out, by which code and tools, where and when. */
export function lineageSection(evidence: readonly Evidence[]): Section {
  return {
    id: 'lineage',
    title: 'Lineage',
    outcome: 'info',
    summary: pathOf(evidence),
    inComment: false,
    blocks: [stageTable(evidence), factTable(evidence), digestDetails(evidence)],
  };
}

/** From data to deployment in one line. */
function pathOf(evidence: readonly Evidence[]): Phrase {
  const steps: Inline[][] = [];
  for (const one of evidence) {
    if (one.stage === 'validate-data') {
      steps.push([
        'data ',
        // A view of one source as it is has its digest.
        ...[...new Set(one.figures.datasets.map(({ digest }) => shortDigest(digest)))].flatMap((code) => [
          { code },
          ' ',
        ]),
      ]);
    } else if (one.stage === 'train' && one.figures.package) {
      steps.push(['package ', { code: shortDigest(one.figures.package.digest) }]);
    } else if (one.stage === 'register') {
      steps.push([{ strong: one.figures.version }]);
    } else if (one.stage === 'deploy' && one.verdict === 'pass') {
      steps.push([one.figures.environment]);
    }
  }
  const path = steps.flatMap((step, index) => [...(index > 0 ? [' → '] : []), ...step]);
  return path.length > 0 ? path : 'what went in, by which code and tools';
}

function stageTable(evidence: readonly Evidence[]): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'stage' },
      { title: 'verdict' },
      { title: 'began' },
      { title: 'took', align: 'right' },
      { title: 'run' },
    ],
    rows: evidence.map(({ stage, verdict, started, finished, run }) => [
      stage,
      // Drift is news, not a failure of somebody's work.
      stage === 'monitor-drift' && verdict === 'fail'
        ? `${SIGNS.warn} drift`
        : `${SIGNS[verdict]} ${verdict}`,
      moment(started),
      seconds(spent(started, finished)),
      [{ code: run.id }, run.attempt > 1 ? `, attempt ${run.attempt}` : ''],
    ]),
  };
}

/** Seconds between two times; none where a clock was set back. */
export function spent(started: string, finished: string): number {
  const value = (Date.parse(finished) - Date.parse(started)) / 1000;
  return Number.isFinite(value) ? Math.max(value, 0) : 0;
}

function factTable(evidence: readonly Evidence[]): Block {
  const { run, machine, tools } = evidence.at(-1) as Evidence;
  const trained = evidence.find(({ stage }) => stage === 'train');
  const commit: Phrase = run.commit
    ? [{ code: run.commit }, run.dirty ? ', with changes that are not in it' : '']
    : 'not a git checkout';
  return {
    kind: 'table',
    columns: [{ title: 'what' }, { title: '' }],
    rows: [
      ['commit', commit],
      ['config', { code: run.config }],
      ['set for this run', run.overrides.length > 0 ? codes(run.overrides) : 'nothing'],
      ['machine', machineText(machine)],
      ...(trained && machineText(trained.machine) !== machineText(machine)
        ? [['trained on', machineText(trained.machine)]]
        : []),
      [
        'tools',
        Object.entries(tools)
          .map(([name, version]) => `${name} ${version}`)
          .join(', '),
      ],
    ],
  };
}

function codes(texts: readonly string[]): Inline[] {
  return texts.flatMap((text, index) => [index > 0 ? ', ' : '', { code: text }]);
}

function digestDetails(evidence: readonly Evidence[]): Block {
  const known = new Set<string>();
  const rows: Phrase[][] = [];
  const add = (direction: string, stage: string, role: string, digest: string) => {
    const key = JSON.stringify([direction, role, digest]);
    if (known.has(key)) return;
    known.add(key);
    rows.push([stage, direction, role, { code: digest }]);
  };
  for (const { stage, inputs, outputs } of evidence) {
    for (const [role, digest] of Object.entries(inputs)) add('in', stage, role, digest);
    for (const [role, { sha256 }] of Object.entries(outputs)) add('out', stage, role, sha256);
  }
  return {
    kind: 'details',
    summary: 'Digests of what went in and came out',
    blocks: [
      {
        kind: 'table',
        columns: [{ title: 'stage' }, { title: '' }, { title: 'what' }, { title: 'digest' }],
        rows,
      },
    ],
  };
}
