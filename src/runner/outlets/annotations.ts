import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Evidence } from '../../evidence/schema.ts';
import type { Annotation } from '../../github/annotations.ts';

/** What GitHub shows beside the run: why it did not pass, and what was suspicious. */
export function annotationsOf(evidence: Evidence, exitCode: number): Annotation[] {
  const title = `${evidence.model}: ${evidence.stage}`;
  return evidence.reasons.flatMap(({ outcome, sentence }): Annotation[] => {
    if (outcome === 'pass' || outcome === 'skipped') return [];
    const kind = outcome === 'warn' ? 'warning' : exitCode === 0 ? 'notice' : 'error';
    return [{ kind, title, message: sentence }];
  });
}

const PLACE = /^(?<file>[^\s:][^:\n]*):(?<line>\d+):(?<column>\d+):? (?<rest>.+)$/gm;

/** The lines of a message that name a place in a file of the workspace, as annotations there. */
export function annotationsIn(message: string, workspace: string): Annotation[] {
  const from = resolve(workspace);
  return [...message.matchAll(PLACE)].flatMap(({ groups = {} }) => {
    const file = relative(from, resolve(groups.file ?? ''));
    if (isAbsolute(file) || file.startsWith(`..${sep}`)) return [];
    const at = { line: Number(groups.line), column: Number(groups.column) };
    return [{ kind: 'error' as const, file, ...at, message: groups.rest ?? '' }];
  });
}
