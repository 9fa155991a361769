import type { Config } from '../../config/schema/config.ts';
import type { Evidence } from '../../evidence/schema.ts';
import type { StoredArtifact } from '../../github/artifact.ts';
import type { GitHub } from '../../github/client.ts';
import { type ActionContext, defaultBranchOf } from '../../github/context.ts';
import type { Features } from '../../github/features.ts';
import { LONGEST_ISSUE } from '../../github/issue.ts';
import type { IncidentRecord, RunLine } from '../../github/issue-record.ts';
import { word } from '../../github/issue-record.ts';
import type { Incident, IncidentRun } from '../../report/incident/incident.ts';
import {
  endedReport,
  incidentReport,
  type NoteKind,
  noteReport,
} from '../../report/incident/incident-report.ts';
import { incidentTitle } from '../../report/incident/incident-title.ts';
import { markdownOf } from '../../report/markdown.ts';
import { exitCodeOf, INTERNAL_EXIT_CODE, messageOf } from '../../system/errors.ts';
import type { Log } from '../../system/log.ts';
import type { ActionName } from '../actions.ts';
import type { Stop } from '../outlets/outlets.ts';
import { type Found, foundIn } from './incident-finding.ts';
import { type IncidentNews, type IncidentResult, updateIncident } from './incident-issue.ts';
import type { Standing } from './incident-step.ts';

/** What a step found out, and where it stands. */
export interface IncidentSource {
  readonly action: ActionName;
  readonly context: ActionContext;
  readonly log: Log;
  readonly features: Features;
  readonly config: Config;
  /** The inputs of the step that its commands need. */
  readonly inputs: { readonly config: string; readonly model: string | null };
  /** What tells the jobs of one matrix apart; empty without one. */
  readonly matrix: string;
  readonly evidence: readonly Evidence[];
  readonly stop: Stop | null;
  readonly artifact: StoredArtifact | null;
}

/** Events that no pull request starts; inside a reusable workflow it is the caller's. */
const EVENTS = new Set(['schedule', 'repository_dispatch', 'workflow_dispatch', 'push']);

/**
 * Keeps one issue for each model and kind of incident: drift, data or a model that was refused, in a run that no pull
 * request started. Where the token may not, or GitHub fails, the report is in the summary and a warning says so: no
 * verdict depends on an issue.
 */
export async function reportIncidents(github: GitHub, source: IncidentSource): Promise<void> {
  if (!speaksForProduction(source.context)) return;
  for (const found of foundIn(source)) {
    try {
      const result = await updateIncident(github, newsOf(found, source));
      if (result.outcome !== 'none') tell(source, found, result);
    } catch (error) {
      if (exitCodeOf(error) === INTERNAL_EXIT_CODE) throw error;
      source.log.warn(`No issue about this incident (${found.kind}): ${messageOf(error)} ${ELSEWHERE}`);
    }
  }
}

const ELSEWHERE = 'The report is in the job summary.';
const FEATURE = 'issue about the incident';

/** What is tried on a branch is nobody's incident, and ends none. */
function speaksForProduction(context: ActionContext): boolean {
  const { event, pullRequest, ref } = context;
  if (!EVENTS.has(event) || pullRequest) return false;
  const branch = defaultBranchOf(context);
  return branch === null || ref === '' || ref === `refs/heads/${branch}`;
}

function tell(
  { log, features }: IncidentSource,
  { kind, line }: Found,
  result: Exclude<IncidentResult, { outcome: 'none' }>,
): void {
  if (result.outcome === 'refused') {
    log.debug(`No issue about this incident (${kind}): ${result.reason}`);
    // A run in which all is well has nothing to tell there.
    if (line.verdict === 'pass') return;
    if (result.isOff) features.miss(FEATURE, 'Issues are switched off in this repository.');
    else features.refuse(FEATURE, 'issues: write');
    return;
  }
  const said = {
    ...{ opened: 'opened', updated: 'updated', acknowledged: 'updated (closed by hand, and left so)' },
    ...{ reopened: 'opened again', changed: 'updated', worse: 'updated: it got worse', closed: 'closed' },
    ...{ over: 'updated: its cause is gone', superseded: 'left as it is: a later run wrote it' },
  }[result.outcome];
  log.info(`Incident (${kind}) ${said}: ${result.url}`);
}

function newsOf(found: Found, source: IncidentSource): IncidentNews {
  const { context, matrix, config } = source;
  const key = { model: config.model.name, kind: found.kind, matrix };
  const markdown = (report: Parameters<typeof markdownOf>[0]) =>
    markdownOf(report, { budget: LONGEST_ISSUE, brief: true, links: linksOf(source) });
  const by = word(`${context.runId}.${context.runAttempt}`);
  return {
    key,
    finding: (time) => {
      const made = madeAt(found, time);
      return { made, by, line: { ...found.line, at: made, run: word(context.runId) }, since: found.since };
    },
    text: ({ record }) => {
      const incident = incidentOf(found, record, source);
      const report = record.isOver ? endedReport(incident) : incidentReport(incident);
      return { title: incidentTitle(incident), body: markdown(report) };
    },
    note: ({ change, record }, before) => {
      if (!isTold(change)) return null;
      return markdown(
        noteReport(change, incidentOf(found, record, source), lineBefore(before, change, source)),
      );
    },
  };
}

const TOLD = ['reopened', 'changed', 'worse', 'closed'] as const satisfies readonly NoteKind[];

function isTold(change: string): change is NoteKind {
  return (TOLD as readonly string[]).includes(change);
}

/** When the finding was made, by GitHub's clock, which is `time` now. */
function madeAt({ finished }: Found, time: number): number {
  const made = finished === null ? time : Date.parse(finished) + (time - Date.now());
  return Math.floor(Number.isFinite(made) ? Math.min(made, time) : time);
}

function incidentOf(
  found: Found,
  record: IncidentRecord,
  { context, config, inputs, matrix }: IncidentSource,
): Incident {
  const { owner, repo, serverUrl } = context;
  const runs = record.runs.map((line) => runOf(line, context));
  return {
    kind: found.kind,
    model: config.model.name,
    matrix,
    evidence: found.evidence,
    stopped: found.stopped,
    since: record.since,
    runs: runs as [...IncidentRun[], IncidentRun],
    earlier:
      record.earlier > 0
        ? { name: `issue ${record.earlier}`, url: `${serverUrl}/${owner}/${repo}/issues/${record.earlier}` }
        : null,
    place: {
      repository: `${owner}/${repo}`,
      config: inputs.config,
      ofSeveral: inputs.model !== null,
      environment: config.gate.baseline,
    },
  };
}

function runOf({ run, ...line }: RunLine, { serverUrl, owner, repo }: ActionContext): IncidentRun {
  const isNumber = /^\d+$/.test(run);
  return { ...line, id: run, url: isNumber ? `${serverUrl}/${owner}/${repo}/actions/runs/${run}` : null };
}

/** What people were told last. */
function lineBefore({ record }: Standing, change: NoteKind, { context }: IncidentSource): IncidentRun | null {
  const last = record.runs.at(-1);
  if (!last) return null;
  return runOf(change === 'worse' ? { ...last, size: record.told } : last, context);
}

function linksOf({ context, artifact }: IncidentSource) {
  return [
    { title: 'run', href: context.runUrl },
    ...(artifact ? [{ title: 'full report', href: `${context.runUrl}/artifacts/${artifact.id}` }] : []),
  ];
}
