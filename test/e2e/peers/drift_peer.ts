import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type DriftCase, peerLine } from '../../drift/cases.ts';
import { type DatasetPair, pairLine } from '../../drift/datasets.ts';
import type { EvidentlyAnswer } from '../../drift/evidently-answers.ts';

/** A Python that has evidently==0.7.23, "pandas<3" and scipy==1.17.1. */
const peerPython = process.env.MLOPS_PEER_PYTHON ?? 'python3';

export function hasEvidently(): boolean {
  return (
    spawnSync(peerPython, ['-c', 'import evidently, pandas; assert int(pandas.__version__[0]) < 3'])
      .status === 0
  );
}

/** What the real Evidently answers for these cases. */
export function askEvidently(cases: readonly DriftCase[]): EvidentlyAnswer[] {
  return answersOf('drift_peer.py', cases.map(peerLine)) as EvidentlyAnswer[];
}

/** What its preset says of a pair: method, score and decision by column, null where a side has no value. */
export interface PresetAnswer {
  readonly columns: Readonly<
    Record<string, readonly [method: string, score: number | null, drifted: boolean] | null>
  >;
  readonly drifted: number;
  readonly share: number;
}

/** What the real Evidently's preset answers for these pairs of datasets. */
export function askEvidentlyPreset(pairs: readonly DatasetPair[]): PresetAnswer[] {
  return answersOf('evidently_datasets.py', pairs.map(pairLine)) as PresetAnswer[];
}

/** What a Python peer answers, a line of JSON for each line of its input. */
export function answersOf(script: string, lines: readonly string[]): unknown[] {
  const path = fileURLToPath(new URL(`./${script}`, import.meta.url));
  const { stdout, stderr, status } = spawnSync(peerPython, [path], {
    input: `${lines.join('\n')}\n`,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`the peer failed: ${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}
