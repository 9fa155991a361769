import type { GitHub } from './client.ts';
import { outcomeUnknown, statusOf } from './failure.ts';

/** A label, and those of which it takes the place. */
export interface LabelRequest {
  /** The number of the pull request or issue. */
  readonly issue: number;
  readonly label: Label;
  readonly instead: readonly string[];
}

export interface Label {
  readonly name: string;
  /** Six hex digits. */
  readonly color: string;
  readonly description: string;
}

const PERMISSION = 'pull-requests: write';

/**
 * Gives a pull request a label in place of others; one that the repository does not have is made, with its colour.
 * Other labels stay. Throws `UserError` where the token may not.
 */
export async function setLabel(github: GitHub, { issue, label, instead }: LabelRequest): Promise<void> {
  const { name } = label;
  const need = { doing: `label #${issue}`, permission: PERMISSION };
  const known = await github.find('GET /repos/{owner}/{repo}/labels/{name}', { name }, need);
  if (known === null) await makeLabel(github, label);
  // Adding what is there changes nothing, so it may happen twice.
  const now = await github.write(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
    { issue_number: issue, labels: [name] },
    need,
    'repeat',
  );
  const lower = instead.map((one) => one.toLowerCase());
  for (const { name: other } of now) {
    if (!lower.includes(other.toLowerCase())) continue;
    await github.remove(
      'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}',
      { issue_number: issue, name: other },
      need,
    );
  }
}

/** Makes a label of the repository; another run may do so at the same time. */
async function makeLabel(github: GitHub, { name, color, description }: Label): Promise<void> {
  const need = { doing: `make the label ${name}`, permission: PERMISSION };
  try {
    await github.write('POST /repos/{owner}/{repo}/labels', { name, color, description }, need, 'stop');
  } catch (error) {
    // Where it was not made, adding it to the pull request makes it, without the colour.
    if (statusOf(error) !== 422 && !outcomeUnknown(error)) throw error;
  }
}
