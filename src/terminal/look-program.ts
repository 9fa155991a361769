import { Option } from 'commander';
import type { AddCommand, Finish } from './add-command.ts';
import {
  type GoldenOptions,
  numberOf,
  type PreflightOptions,
  type ServeOptions,
  type StageOptions,
  type ViewOptions,
  withConfigOptions,
  withLogOptions,
} from './options.ts';

/** What the commands that look at a config, a run or a model do; each resolves to the exit code. */
export interface LookCommands {
  preflight(options: PreflightOptions): Promise<number>;
  report(options: StageOptions): Promise<number>;
  view(options: ViewOptions): Promise<number>;
  golden(options: GoldenOptions): Promise<number>;
  serve(directory: string, options: ServeOptions): Promise<number>;
}

/** Adds `preflight`, `report`, `view`, `golden` and `serve`. */
export function addLookCommands(add: AddCommand, commands: LookCommands, finish: Finish): void {
  withConfigOptions(
    add(
      'preflight',
      'show whether this machine has what training asks for',
      'mlops preflight --set train.requires.gpu=1 --set train.requires.gpu-memory=16GB',
    ),
  )
    .option('--json', 'print what was measured as JSON', false)
    .action((options: PreflightOptions) => finish(commands.preflight(options)));
  withConfigOptions(
    add('report', 'show a run again, and write its report.html and report.md', 'mlops report'),
  )
    .option('--out <folder>', 'the folder of the run; default: the newest')
    .option('--json', 'print the paths of the reports as JSON', false)
    .action((options: StageOptions) => finish(commands.report(options)));
  withConfigOptions(
    add(
      'view',
      'write rows of the feature view as JSON Lines, as requests to the server carry them',
      'mlops view --from 2025-06-01 --to 2025-07-01 --out requests.jsonl',
    ),
  )
    .option('--out <file>', 'the file to write; default: standard output')
    .option('--from <day>', 'first day, by the time of the view')
    .option('--to <day>', 'the day after the last one')
    .action((options: ViewOptions) => finish(commands.view(options)));
  withConfigOptions(
    add(
      'golden',
      'write rows with the scores that a model gives them now, which the gate then holds the next one to',
      'mlops golden --rows cases.jsonl --out golden.jsonl',
    ),
  )
    .requiredOption('--rows <file>', 'CSV, Parquet or JSON Lines with the columns that the model reads')
    .requiredOption('--out <file>', 'the file to write, as JSON Lines')
    .option('--package <folder>', 'the model; default: the version that the gate compares with')
    .action((options: GoldenOptions) => finish(commands.golden(options)));
  withLogOptions(
    add(
      'serve',
      'answer requests with a model package',
      'mlops serve .mlops/runs/20250601T060000Z-1a2b3c/package --port 8080',
    ),
  )
    .argument('<package>', 'folder of the package')
    .option('--port <number>', '0 takes a free one', numberOf(0, 65535, true), 8080)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--version <version>', 'the version to tell clients; default: from the package')
    .option('--log <folder>', 'keep a serving log there; default: none')
    .option('--name <name>', 'how the files of the log begin; default: the model')
    .addOption(new Option('--instance <id>', 'names this process').hideHelp())
    .option('--threshold <score>', 'from which a row counts as positive', numberOf(0, 1), 0.5)
    .action((directory: string, options: ServeOptions) => finish(commands.serve(directory, options)));
}
