import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly name?: string;
  readonly if?: string;
  readonly environment?: unknown;
  readonly concurrency?: unknown;
  readonly uses?: string;
  readonly needs?: string | readonly string[];
  readonly outputs?: Readonly<Record<string, string>>;
  readonly secrets?: unknown;
  readonly 'runs-on'?: unknown;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

export interface Workflow {
  readonly name?: string;
  readonly on?: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: unknown;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs?: Readonly<Record<string, Job>>;
}

/** Workflow text that somebody may copy: a file, or a snippet of a page. */
export interface WorkflowText {
  /** Where it stands, relative to the root. */
  readonly path: string;
  readonly text: string;
  readonly workflow: Workflow;
}

/** The templates, by file name. */
export const templates: readonly WorkflowText[] = filesIn('workflows-templates');
/** Those of this repository, among them the templates as others call them. */
export const ownWorkflows: readonly WorkflowText[] = filesIn('.github/workflows');
/** What the pages show: whole workflows, and parts of some. */
export const snippets: readonly WorkflowText[] = pages().flatMap(snippetsIn);

function filesIn(folder: string): WorkflowText[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => `${folder}/${name}`)
    .map((path) => workflowText(path, readFileSync(join(ROOT, path), 'utf8')));
}

function pages(): string[] {
  const below = (folder: string) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name));
  const nested = ['actions', 'examples'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((name) => join(folder, name, 'README.md')),
  );
  return [...below('.'), ...below('docs'), ...nested].filter((path) => existsSync(join(ROOT, path)));
}

function snippetsIn(path: string): WorkflowText[] {
  const page = readFileSync(join(ROOT, path), 'utf8');
  return [...page.matchAll(/^( *)```ya?ml\n([\s\S]*?)\n\1```/gm)]
    .map(([, indent = '', text = '']) => text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''))
    .filter((text) => /\buses: /.test(text))
    .map((text, index) => workflowText(`${path} (snippet ${index + 1})`, text));
}

/** A list of steps or a job stands for a workflow that has nothing else. */
function workflowText(path: string, text: string): WorkflowText {
  const value = parse(text) as Workflow | readonly Step[] | Job;
  const job = (steps: readonly Step[]): Workflow => ({ jobs: { snippet: { steps } } });
  const workflow = Array.isArray(value)
    ? job(value as readonly Step[])
    : 'steps' in value
      ? job((value as Job).steps ?? [])
      : (value as Workflow);
  return { path, text, workflow };
}

/** All steps with the name of their job. */
export function stepsOf({ workflow }: WorkflowText): { job: string; step: Step }[] {
  return Object.entries(workflow.jobs ?? {}).flatMap(([job, { steps = [] }]) =>
    steps.map((step) => ({ job, step })),
  );
}

/** The folder of one of our own actions that a step uses, from any place, or null. */
export function ownAction(uses: string | undefined): string | null {
  return /^(?:[\w.-]+\/[\w.-]+|\.)\/actions\/([\w-]+)/.exec(uses ?? '')?.[1] ?? null;
}
