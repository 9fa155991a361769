import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './folders.ts';

const FIXTURE = fileURLToPath(new URL('../fixtures/actions/', import.meta.url));
const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);

/** A user's repository: config, contract, deploy program and 3,000 rows over 100 days, committed. */
export function makeRepository(config: (text: string) => string = (text) => text): string {
  const folder = temporaryFolder('repository');
  cpSync(FIXTURE, folder, { recursive: true });
  edit(folder, 'mlops.yml', config);
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data', 'customers.csv'), customers({ rows: 3000 }));
  git(folder, 'init', '--quiet', '--initial-branch=main');
  commit(folder, 'Begin');
  return folder;
}

/** The same commit in another folder, as a job's checkout has it. */
export function checkOut(repository: string): string {
  const folder = temporaryFolder('workspace');
  git(folder, 'clone', '--quiet', repository, '.');
  return folder;
}

export function commit(folder: string, message: string): void {
  git(folder, 'add', '--all');
  git(
    folder,
    '-c',
    'user.name=A Person',
    '-c',
    'user.email=person@example.com',
    'commit',
    '-q',
    '-m',
    message,
  );
}

export function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
}

export function edit(folder: string, file: string, change: (text: string) => string): void {
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

/** Customers as CSV, the same ones each time; `older` makes them another people. */
export function customers({
  rows,
  older = 0,
  from = 0,
}: {
  rows: number;
  older?: number;
  from?: number;
}): string {
  const random = sequence(42 + older);
  const lines = ['id,time,age,income,plan,churned'];
  for (let id = 0; id < rows; id++) {
    const age = Math.min(99, 18 + older + Math.floor(random() * 60));
    const income = 20 + older + random() * 80;
    const plan = ['free', 'basic', 'pro'][Math.floor(random() * 3)];
    const bias = plan === 'free' ? 1.5 : plan === 'pro' ? -1 : 0;
    const churned = random() < 1 / (1 + Math.exp(1.2 - 0.05 * (age - 45) - bias + 0.01 * (income - 60)));
    const time = new Date(START + from * DAY + (id * 100 * DAY) / 3000).toISOString();
    lines.push([id, time, age, income.toFixed(1), plan, churned].join(','));
  }
  return `${lines.join('\n')}\n`;
}

function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
