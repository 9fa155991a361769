import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';

/** What reads workflows; installed by `npm run e2e`. */
export const actionlint = process.env.MLOPS_ACTIONLINT ?? 'actionlint';
export const zizmor = process.env.MLOPS_PEER_PYTHON
  ? join(dirname(process.env.MLOPS_PEER_PYTHON), 'zizmor')
  : 'zizmor';

export function has(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}
