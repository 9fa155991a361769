import { UserError } from '../system/errors.ts';
import { trackedFiles } from '../system/git.ts';

/**
 * Refuses folders that runs write to and git keeps: a later stage believes what it finds there, and who proposes a change
 * could have put it there. `paths` are relative to `workspace`, such as `.mlops/github`; nothing is refused outside a
 * checkout.
 * @throws UserError that names a file
 */
export async function refuseTracked(workspace: string, paths: readonly string[]): Promise<void> {
  const [first = ''] = paths;
  const above = first.split('/')[0] ?? '';
  const tracked = (await trackedFiles(workspace, [...paths, above])) ?? [];
  // A link in place of a folder is one file to git, whatever is behind it; and some file systems know no case.
  const isAbove = (one: string, other: string) =>
    `${other}/`.toLowerCase().startsWith(`${one}/`.toLowerCase());
  const found = tracked.find((file) => paths.some((path) => isAbove(path, file) || isAbove(file, path)));
  if (found === undefined) return;
  throw new UserError(`${found} is tracked by git, and only runs may write there`, {
    hint: `Take it out of the repository: \`git rm -r --cached ${found}\`, and keep \`.mlops/\` in .gitignore.`,
  });
}
