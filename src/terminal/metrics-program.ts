import type { Command } from 'commander';
import type { AddCommand, Finish } from './add-command.ts';
import {
  type CompareOptions,
  type MetricsOptions,
  numberOf,
  taskOption,
  withToolOptions,
} from './options.ts';

/** What the commands about files of predictions do; each resolves to the exit code. */
export interface MetricsCommands {
  metrics(file: string, options: MetricsOptions): Promise<number>;
  compare(a: string, b: string, options: CompareOptions): Promise<number>;
}

/** Adds `metrics` and `compare`. */
export function addMetricsCommands(add: AddCommand, commands: MetricsCommands, finish: Finish): void {
  const predictions = (command: Command) =>
    withToolOptions(command)
      .requiredOption('--label <column>', 'the truth')
      .requiredOption(
        '--score <column>',
        "the score, or the prediction of a regression; 'p_*' for several classes",
      )
      .addOption(taskOption())
      .option('--positive <value>', 'the label that counts as positive; default: true or 1')
      .option('--threshold <score>', 'from which a row counts as positive', numberOf(0, 1), 0.5);
  predictions(
    add(
      'metrics',
      'the metrics of a file of predictions',
      'mlops metrics predictions.parquet --label late --score score --positive yes',
    ),
  )
    .argument('<predictions>', 'CSV, Parquet or JSON Lines')
    .action((file: string, options: MetricsOptions) => finish(commands.metrics(file, options)));
  predictions(
    add(
      'compare',
      'compare two files of predictions for the same rows',
      'mlops compare champion.parquet challenger.parquet --label late --score score',
    ),
  )
    .argument('<predictions-a>', 'such as the champion’s')
    .argument('<predictions-b>', 'such as the challenger’s, row by row the same')
    .option('--metric <name>', 'of the bootstrap; default: the main one of the task')
    .option('--replicates <number>', 'of the bootstrap', numberOf(100, 1_000_000, true), 2000)
    .option('--level <share>', 'of the interval', numberOf(0.5, 0.9999), 0.95)
    .option('--seed <number>', 'of the bootstrap', numberOf(0, 2 ** 32 - 1, true), 1)
    .action((a: string, b: string, options: CompareOptions) => finish(commands.compare(a, b, options)));
}
