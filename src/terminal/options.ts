import { type Command, InvalidArgumentError, Option } from 'commander';
import { TASKS } from '../config/schema/model.ts';
import { STAGES, type Stage } from '../evidence/schema.ts';
import type { Correction } from '../stats/multiple-tests.ts';

/** Options of every command. */
export interface LogOptions {
  readonly quiet: boolean;
  readonly debug: boolean;
}

/** Options of every command that reads the config. */
export interface ConfigOptions extends LogOptions {
  readonly config: string;
  readonly model?: string;
  readonly set: readonly string[];
}

/** Options that every stage has. */
export interface StageOptions extends ConfigOptions {
  /** The run folder. */
  readonly out?: string;
  readonly json: boolean;
  /** The commit that the contract is compared with. */
  readonly base?: string;
  /** Folders of trainings of which the gate chooses. */
  readonly candidate?: readonly string[];
  /** Of `train.variants`: which one is trained. */
  readonly variant?: string;
}

export interface PreflightOptions extends ConfigOptions {
  readonly json: boolean;
}

export interface DeployOptions extends StageOptions {
  readonly environment?: string;
  readonly version?: string;
  readonly rollback: boolean;
  readonly stop: boolean;
}

export interface RunOptions extends StageOptions {
  readonly stages?: readonly Stage[];
  readonly environment?: string;
}

/** Options that every small tool has. */
export interface ToolOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
  readonly missing: readonly string[];
}

/** A part of a dataset, from 1 to `of`. */
export interface ShardOption {
  readonly part: number;
  readonly of: number;
}

export interface ProfileOptions extends ToolOptions {
  readonly label?: string;
  readonly weight?: string;
  readonly slice: readonly string[];
  /** The file of a profile whose bins are taken. */
  readonly edges?: string;
  readonly shard?: ShardOption;
}

export interface DriftOptions extends ToolOptions {
  readonly preset: string;
  readonly method: readonly string[];
  readonly threshold: readonly string[];
  readonly correction: Correction;
  /** Only this column, with all that its number is made of. */
  readonly explain?: string;
  /** With the profiles of both files. */
  readonly profile: boolean;
  readonly methods: boolean;
  readonly columns?: readonly string[];
  readonly driftShare?: number;
  readonly time?: string;
  readonly rate?: number;
  readonly multivariate?: readonly string[];
  readonly slice: readonly string[];
  readonly text: readonly string[];
  readonly embedding: readonly string[];
  readonly failOn: 'never' | 'drift';
}

export interface MetricsOptions extends ToolOptions {
  readonly label: string;
  readonly score: string;
  readonly task?: string;
  readonly positive?: string;
  readonly threshold: number;
}

export interface CompareOptions extends MetricsOptions {
  readonly metric?: string;
  readonly replicates: number;
  readonly level: number;
  readonly seed: number;
}

export interface InitOptions extends ToolOptions {
  readonly label?: string;
  readonly name?: string;
  readonly task?: string;
  readonly time?: string;
  readonly force: boolean;
}

export interface ViewOptions extends ConfigOptions {
  /** The file to write; standard output where left out. */
  readonly out?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface GoldenOptions extends ConfigOptions {
  /** The file with the rows, and the file to write. */
  readonly rows: string;
  readonly out: string;
  /** The folder of a model package; the champion where left out. */
  readonly package?: string;
}

export interface DataLockOptions extends ConfigOptions {
  readonly json: boolean;
}

export interface DataDiffOptions extends ToolOptions {
  readonly config: string;
  readonly base?: string;
  readonly key?: readonly string[];
}

export interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly version?: string;
  readonly log?: string;
  readonly name?: string;
  readonly instance?: string;
  readonly threshold: number;
  readonly quiet: boolean;
  readonly debug: boolean;
}

/** Gathers an option that may be repeated. */
export const collect = (value: string, before: readonly string[]) => [...before, value];

/** Reads a number within bounds. */
export function numberOf(low: number, high: number, whole = false) {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= low && value <= high) || (whole && !Number.isInteger(value))) {
      throw new InvalidArgumentError(`It must be a${whole ? ' whole' : ''} number from ${low} to ${high}.`);
    }
    return value;
  };
}

/** Reads `2/4`. */
export function shardOfText(text: string): ShardOption {
  const found = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text);
  const [part, of] = [Number(found?.[1]), Number(found?.[2])];
  if (!(part <= of)) throw new InvalidArgumentError('It must be a part of how many, such as 2/4.');
  return { part, of };
}

/** Reads names of stages, divided by commas. */
export function stagesOfText(text: string): Stage[] {
  const names = text.split(',').map((name) => name.trim());
  for (const name of names) {
    if (!(STAGES as readonly string[]).includes(name)) {
      throw new InvalidArgumentError(
        `There is no stage ${JSON.stringify(name)}; the stages are ${STAGES.join(', ')}.`,
      );
    }
  }
  return names as Stage[];
}

export function withLogOptions(command: Command): Command {
  return command
    .option('--quiet', 'show warnings and errors only', false)
    .option('--debug', 'show what helps to find a fault', false);
}

export function withConfigOptions(command: Command): Command {
  return withLogOptions(
    command
      .option('-c, --config <file>', 'the config', 'mlops.yml')
      .option('-m, --model <name>', 'which model, where the config has several')
      .option(
        '--set <path=value>',
        'override a key of the config for this run; may be repeated',
        collect,
        [],
      ),
  );
}

export function withStageOptions(command: Command): Command {
  return withConfigOptions(command)
    .option('--out <folder>', 'keep the evidence there; default: a folder under .mlops/runs')
    .option('--json', 'print the evidence as JSON; the log goes to standard error', false);
}

export function withToolOptions(command: Command): Command {
  return withLogOptions(
    command
      .option(
        '--missing <text>',
        'a text that means “missing” in CSV, such as NA; may be repeated',
        collect,
        [],
      )
      .option('--json', 'print the result as JSON', false),
  );
}

export function taskOption(): Option {
  return new Option('--task <task>', 'default: from the label').choices([...TASKS]);
}
