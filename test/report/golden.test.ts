import { describe, expect, it } from 'vitest';
import { EVIDENCE_SCHEMAS } from '../../src/evidence/schema.ts';
import { cardOf } from '../../src/report/card.ts';
import { htmlOf } from '../../src/report/html.ts';
import { markdownOf } from '../../src/report/markdown.ts';
import { reportOf } from '../../src/report/report.ts';
import { terminalTextOf } from '../../src/report/terminal.ts';
import { checkSchema } from '../../src/system/schema-check.ts';
import { LINKS, STORIES, story } from './stories.ts';

const golden = (name: string) => `../golden/${name}`;

/** Pages with one picture of each kind between them; all of them would be a megabyte. */
const PAGES = [
  'broken-data',
  'calibrated-drift',
  'checked-data',
  'drifted',
  'multiclass',
  'refused',
  'regression',
  'undecided',
];

describe.each(STORIES)('the report of %s', (name) => {
  it('is of evidence that keeps its schema', () => {
    for (const evidence of story(name)) {
      expect(checkSchema(EVIDENCE_SCHEMAS[evidence.stage], evidence)).toEqual([]);
    }
  });

  it('as a comment', async () => {
    const markdown = markdownOf(reportOf(story(name)), { budget: 60_000, brief: true, links: LINKS });
    await expect(markdown).toMatchFileSnapshot(golden(`${name}.md`));
  });

  it('at a terminal', async () => {
    await expect(terminalTextOf(reportOf(story(name)))).toMatchFileSnapshot(golden(`${name}.txt`));
  });
});

it.each(PAGES)('the page of %s', async (name) => {
  await expect(await htmlOf(reportOf(story(name)))).toMatchFileSnapshot(golden(`${name}.html`));
});

it('a model card', async () => {
  const evidence = story('accepted');
  const training = evidence.find((one) => one.stage === 'train');
  const gate = evidence.find((one) => one.stage === 'evaluate-gate');
  if (!training) throw new Error('the story has no training');
  await expect(cardOf(training, gate)).toMatchFileSnapshot(golden('card.md'));
});

it('a job summary, which has room for everything', async () => {
  const markdown = markdownOf(reportOf(story('refused')), { budget: 900 * 1024, brief: false });
  await expect(markdown).toMatchFileSnapshot(golden('refused.summary.md'));
});
