import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type DriftCase, peerLine } from '../../drift/cases.ts';
import type { EvidentlyAnswer } from '../../drift/evidently-answers.ts';

/** A Python that has evidently==0.7.23, "pandas<3" and scipy==1.17.1. */
export const peerPython = process.env.MLOPS_PEER_PYTHON ?? 'python3';

export function hasEvidently(): boolean {
  return (
    spawnSync(peerPython, ['-c', 'import evidently, pandas; assert int(pandas.__version__[0]) < 3'])
      .status === 0
  );
}

/** What the real Evidently answers for these cases. */
export function askEvidently(cases: readonly DriftCase[]): EvidentlyAnswer[] {
  const script = fileURLToPath(new URL('./drift_peer.py', import.meta.url));
  const input = `${cases.map(peerLine).join('\n')}\n`;
  const { stdout, stderr, status } = spawnSync(peerPython, [script], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`the peer failed: ${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as EvidentlyAnswer);
}
