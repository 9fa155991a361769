import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { afterAll } from 'vitest';
import { judgedByBase } from '../../src/config/base/base.ts';
import { loadConfig } from '../../src/config/load.ts';
import { gateMetrics } from '../../src/evaluation/metrics/metrics.ts';
import { blobId } from '../../src/system/blob-id.ts';
import { checkoutFiles } from '../../src/system/checkout-files.ts';
import { git } from '../actions/project.ts';

/** The config of a base. */
export const SAMPLE = readFileSync(new URL('../fixtures/config/flights.yml', import.meta.url), 'utf8');
const root = mkdtempSync(join(tmpdir(), 'mlops-base-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

export type Files = Readonly<Record<string, string | Buffer>>;

/** What a change is, and what its base. */
export interface Case {
  readonly own?: string;
  readonly base?: Files;
  /** Files at other refs, as `ref:path`. */
  readonly at?: Readonly<Record<string, string>>;
  /** Files of the change; those of the base beside the config where left out. */
  readonly files?: Files;
  /** What each link of the change names. */
  readonly links?: Readonly<Record<string, string>>;
  /** The folder of the config in the repository, where paths of files begin. */
  readonly home?: string;
  /** Not a checkout of git, but a folder that was downloaded. */
  readonly plain?: boolean;
  readonly set?: readonly string[];
  readonly model?: string;
}

/** What the base makes of a change. */
export async function judged({
  own = SAMPLE,
  base = { 'mlops.yml': SAMPLE },
  at = {},
  files = {},
  links = {},
  home = '.',
  plain = false,
  set = [],
  model,
}: Case) {
  const top = mkdtempSync(join(root, 'change-'));
  const folder = join(top, home);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'mlops.yml');
  writeFileSync(file, own);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(folder, name));
  if (!plain) {
    git(top, 'init', '--quiet');
    git(top, 'add', '--all');
  }
  const options = { overrides: set, metrics: gateMetrics, ...(model === undefined ? {} : { model }) };
  const warnings: string[] = [];
  const loaded = await loadConfig(file, options);
  const listed = Object.entries(base).map(([path, content]) => {
    return [posix.join(home, path), { mode: '100644', id: blobId(content, 'sha1') }] as const;
  });
  const there = {
    commit: 'c'.repeat(40),
    name: 'main (cccccccccccc)',
    read: async (path: string) => base[path]?.toString() ?? null,
    readAt: async (ref: string, path: string) => at[`${ref}:${path}`] ?? null,
    list: async () => new Map(listed),
    checkout: () => checkoutFiles(folder, top),
  };
  const result = await judgedByBase(loaded, there, options, (message) => warnings.push(message));
  return { ...result, loaded, warnings };
}

/** The config with one thing changed. */
export const changed = (from: string | RegExp, to: string, text = SAMPLE) => {
  const now = text.replace(from, to);
  if (now === text) throw new Error(`${from} is not there`);
  return now;
};
