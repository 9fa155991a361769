import { Argument, type Command } from 'commander';
import type { Finish } from './add-command.ts';
import { type DataDiffOptions, type DataLockOptions, withConfigOptions, withToolOptions } from './options.ts';

/** What the commands under `mlops data` do; each resolves to the exit code. */
export interface DataCommands {
  lock(options: DataLockOptions): Promise<number>;
  status(options: DataLockOptions): Promise<number>;
  diff(files: readonly string[], options: DataDiffOptions): Promise<number>;
}

/** Adds `lock`, `status` and `diff` to the command `data`. */
export function addDataCommands(data: Command, commands: DataCommands, finish: Finish): void {
  const add = (name: string, summary: string, example: string) =>
    data
      .command(name)
      .description(summary)
      .addHelpText('after', `\nExample\n  ${example}`)
      .showHelpAfterError(`(mlops data ${name} --help tells more)`)
      .exitOverride();
  withConfigOptions(
    add('lock', 'write data.lock: the versions of all sources, to be committed', 'mlops data lock'),
  )
    .option('--json', 'print what changed as JSON', false)
    .action((options: DataLockOptions) => finish(commands.lock(options)));
  withConfigOptions(
    add('status', 'compare the data with data.lock; exit code 1 where they differ', 'mlops data status'),
  )
    .option('--json', 'print what differs as JSON', false)
    .action((options: DataLockOptions) => finish(commands.status(options)));
  withToolOptions(
    add(
      'diff',
      'what changed between two data files, or in data.lock since a commit',
      'mlops data diff may.csv june.csv --key order_id\n  mlops data diff --base origin/main',
    ),
  )
    .addArgument(new Argument('[files...]', 'two data files: before and after'))
    .option('-c, --config <file>', 'the config that data.lock stands beside', 'mlops.yml')
    .option('--base <commit>', 'the commit whose data.lock is the one before; default: HEAD')
    .option('--key <a,b>', 'columns that name a row', (text: string) => text.split(','))
    .action((files: string[], options: DataDiffOptions) => finish(commands.diff(files, options)));
}
