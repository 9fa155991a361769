import { join } from 'node:path';
import { type Evidence, STAGES } from './evidence/schema.ts';
import { readRun } from './evidence/store.ts';
import { htmlOf } from './report/html.ts';
import { markdownOf } from './report/markdown.ts';
import { reportOf } from './report/report.ts';
import { writeAtomically } from './system/files.ts';

/** GitHub refuses comments of more than 65,536 characters; 60,000 with the marker are ours. */
export const COMMENT_BUDGET = 59_500;
/** GitHub drops a step's summary of more than 1 MiB. */
export const SUMMARY_BUDGET = 900 * 1024;

/** The reports of a run, beside its evidence. */
export interface Published {
  readonly html: string;
  readonly markdown: string;
}

/** Renders everything that the run folder holds as `report.html` and `report.md`. */
export async function publishFiles(out: string): Promise<Published> {
  const report = reportOf(await evidenceOfRun(out));
  const files = { html: join(out, 'report.html'), markdown: join(out, 'report.md') };
  await writeAtomically(files.html, await htmlOf(report));
  await writeAtomically(files.markdown, markdownOf(report, { budget: SUMMARY_BUDGET, brief: false }));
  return files;
}

/** All evidence of a run, in the order of the stages. */
export async function evidenceOfRun(out: string): Promise<Evidence[]> {
  const run = await readRun(out);
  return STAGES.flatMap((stage) => {
    const evidence = run[stage];
    return evidence ? [evidence] : [];
  });
}
