import type { Verdict } from '../../evidence/schema.ts';
import { setLabel } from '../../github/labels.ts';
import { tolerantly } from '../tolerantly.ts';
import type { Outlet } from './told.ts';

const COLORS: Readonly<Record<Verdict, string>> = { pass: '1a7f37', fail: 'cf222e', inconclusive: '9a6700' };
const FEATURE = { feature: 'label on the pull request', permission: 'pull-requests: write' };

/** Labels the pull request with the verdict of its newest commit, in place of the other two verdicts. */
export async function labelWith(outlet: Outlet, verdict: Verdict): Promise<void> {
  const { context, github } = outlet;
  const { pullRequest } = context;
  if (!pullRequest) return;
  const instead = Object.keys(COLORS).filter((one) => one !== verdict);
  const label = {
    name: nameOf(verdict),
    color: COLORS[verdict],
    description: `What mlops-actions said last: ${verdict}.`,
  };
  await tolerantly(outlet, FEATURE, () =>
    setLabel(github, { issue: pullRequest.number, label, instead: instead.map(nameOf) }),
  );
}

function nameOf(verdict: string): string {
  return `mlops: ${verdict}`;
}
