import type { VersionRecord } from '../../registry/record.ts';
import type { Block, Phrase, Report } from '../../report/document.ts';
import { figuresTogether } from '../../report/format.ts';
import { metricName, own } from '../../report/sections/metrics.ts';
import { handOf, type Origin, REVIEWED, untold } from './origin.ts';

const MOST_UNKNOWN = 5;

/** What a person needs to know who is asked to approve. */
export interface ApprovalRequest {
  readonly record: VersionRecord;
  readonly environment: string;
  /** What the environment has now; null where it has nothing. */
  readonly champion: VersionRecord | null;
  readonly approvers: readonly string[];
  /** Who cannot approve it; null where the token may not ask. The command asks again. */
  readonly origin: Origin | null;
  /** Whether there is such a version: whoever may edit an issue can write another into it. */
  readonly isKnown: (version: string) => Promise<boolean>;
  /** The line that approves. */
  readonly line: string;
  /** The repository's address, for links to commits and runs. */
  readonly address: string;
}

/** The request as a report: what waits, how it compares, and the exact line that approves it. */
export function approvalReport(request: ApprovalRequest): Report {
  const { record, environment, approvers, line } = request;
  const headline = `Its deployment to ${environment} waits for an approval.`;
  const blocks: Block[] = [
    { kind: 'paragraph', text: ['To approve it, comment here with this line: ', { code: line }] },
    {
      kind: 'paragraph',
      text: `Who made or merged a change that this version brings, started a run that made it, or asked for one, cannot approve it. The approvers of ${environment}:`,
    },
    { kind: 'list', ordered: false, items: approvers.map((login) => approverLine(login, request)) },
    ...untoldIn(request),
    facts(request),
    ...metrics(request),
    ...overrides(record),
  ];
  const section = { id: 'approval', title: 'Approval', outcome: 'info', summary: headline, blocks } as const;
  const title = record.model;
  return { title, outcome: 'info', verdict: record.version, headline, sections: [section], footer: [] };
}

function approverLine(login: string, { origin }: ApprovalRequest): Phrase {
  const hand = origin && handOf(login, origin);
  return hand ? [{ code: login }, ` cannot: ${hand}`] : { code: login };
}

/** What keeps all of them from it, and what nobody can tell or was not asked. */
function untoldIn({ origin, record, approvers, address }: ApprovalRequest): Block[] {
  if (!origin) {
    const text = 'Which of them cannot was not asked: the token may not read it.';
    return [{ kind: 'paragraph', text }];
  }
  const blocks: Block[] = [];
  const gap = untold(origin, record);
  const isLeft = approvers.some((login) => handOf(login, origin) === null);
  if (gap) {
    blocks.push({
      kind: 'paragraph',
      text: `${gap.message} Nobody can approve it by a comment. ${gap.hint}`,
    });
  } else if (!isLeft) {
    blocks.push({
      kind: 'paragraph',
      text: `None of them can. Name another one in the config, or deploy it in ${REVIEWED}.`,
    });
  }
  const { unknown } = origin.makers;
  if (unknown.length === 0) return blocks;
  const shown = unknown
    .slice(0, MOST_UNKNOWN)
    .flatMap((sha, index) => [
      ...(index > 0 ? [', '] : []),
      { link: sha.slice(0, 7), href: `${address}/commit/${sha}` },
    ]);
  const more = unknown.length > MOST_UNKNOWN ? ` and ${unknown.length - MOST_UNKNOWN} more` : '';
  const text: Phrase = [
    'GitHub knows no account of somebody who made ',
    ...shown,
    `${more}. Look who it was before you approve.`,
  ];
  return [...blocks, { kind: 'paragraph', text }];
}

function facts({ record, environment, champion, address }: ApprovalRequest): Block {
  const { version, package: digest, commit, run, registered } = record;
  const at = (path: string) => `${address}/${path}`;
  const isRun = /^[1-9]\d*$/.test(run.id);
  const rows: Phrase[][] = [
    ['version', { code: version }],
    ['digest', { code: digest }],
    ['commit', commit === null ? 'not known' : { link: commit.slice(0, 7), href: at(`commit/${commit}`) }],
    ['run', isRun ? { link: run.id, href: at(`actions/runs/${run.id}`) } : { code: run.id }],
    ['registered', registered],
    [`in ${environment} now`, champion ? { code: champion.version } : 'nothing'],
  ];
  return { kind: 'table', columns: [{ title: '' }, { title: '' }], rows };
}

function metrics({ record, champion, environment }: ApprovalRequest): Block[] {
  const rows = Object.keys(record.metrics).map((metric): Phrase[] => {
    const values = [own(record.metrics, metric), ...(champion ? [own(champion.metrics, metric)] : [])];
    return [metricName(metric), ...figuresTogether(values)];
  });
  if (rows.length === 0) return [];
  const columns = [
    { title: 'metric' },
    { title: record.version, align: 'right' },
    ...(champion ? [{ title: `${champion.version} (${environment})`, align: 'right' } as const] : []),
  ] as const;
  const note: Block = {
    kind: 'paragraph',
    text: `Each version was measured when it was registered, on other rows where the data have moved on since: there a worse figure need not be a worse model. How the gate compared it, on the same rows, stands in the model card of ${record.version}.`,
  };
  return [{ kind: 'table', columns, rows }, ...(champion ? [note] : [])];
}

/** Rules that somebody set aside are what an approver must know. */
function overrides({ overrides: all = [] }: VersionRecord): Block[] {
  if (all.length === 0) return [];
  const items = all.map(
    ({ rule, by, reason, found }): Phrase => [{ code: rule }, ` was set aside by ${by}: ${reason}. ${found}`],
  );
  return [
    { kind: 'heading', text: 'Rules that were set aside' },
    { kind: 'list', ordered: false, items },
  ];
}
