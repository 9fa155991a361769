import { NETWORK_ADDRESS, type SourceConfig } from '../schema/sources.ts';

type Key = keyof SourceConfig;

const KINDS = ['path', 'postgres', 'command'] as const satisfies readonly Key[];

/** What is wrong with a source that no schema can say: keys that exclude one another, or would do nothing. */
export function checkSource(
  source: SourceConfig,
): { readonly path: readonly string[]; readonly message: string }[] {
  const problems: { path: readonly string[]; message: string }[] = [];
  const report = (key: Key | undefined, message: string) =>
    problems.push({ path: key === undefined ? [] : [key], message });
  const [kind, ...others] = KINDS.filter((key) => source[key] !== undefined);
  if (kind === undefined) report(undefined, `needs one of ${KINDS.join(', ')}`);
  for (const other of others)
    report(other, `cannot stand beside \`${kind}\`: a source is read from one place`);
  const paths = ([] as string[]).concat(source.path ?? []);
  const remote = paths.filter((path) => NETWORK_ADDRESS.test(path));
  const doesNothing = (keys: readonly Key[], why: string) => {
    for (const key of keys) if (source[key] !== undefined) report(key, `does nothing ${why}`);
  };
  if (kind === 'path') {
    if (!paths.some((path) => /^s3:/i.test(path))) doesNothing(['s3'], 'without an `s3://` path');
    if (remote.length === 0) doesNothing(['time-limit', 'size-limit'], 'for files of this machine');
    if (source.sha256 !== undefined && (paths.length > 1 || paths.some(isPattern))) {
      report('sha256', 'is the digest of one file, and `path` names several');
    }
  } else {
    doesNothing(['sha256', 's3', 'hive'], 'without `path`');
  }
  if (kind === 'postgres') {
    doesNothing(['format', 'missing', 'delimiter', 'types'], 'for Postgres, which tells its own types');
  }
  return problems;
}

/** Whether a path names files by a pattern; what follows a question mark in an https address is a query. */
export function isPattern(path: string): boolean {
  return !/^https?:/i.test(path) && /[*?[]/.test(path);
}
