import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { DRIFT_PRESETS, MULTIVARIATE_METHODS } from '../drift/names.ts';
import { CORRECTIONS } from '../stats/multiple-tests.ts';
import type { Finish } from './add-command.ts';
import { collect, type DriftOptions, numberOf, withToolOptions } from './options.ts';

/** What the command does; each resolves to the exit code. */
export interface DriftCommands {
  drift(reference: string, current: string, options: DriftOptions): Promise<number>;
  driftMethods(options: DriftOptions): Promise<number>;
}

const names = (text: string) => text.split(',').map((name) => name.trim());

function multivariateMethods(text: string): string[] {
  const unknown = names(text).find((name) => !(MULTIVARIATE_METHODS as readonly string[]).includes(name));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(
      `There is no ${JSON.stringify(unknown)}; use ${MULTIVARIATE_METHODS.join(', ')}.`,
    );
  }
  return names(text);
}

/** `mlops drift`. */
export function addDriftCommand(drift: Command, commands: DriftCommands, finish: Finish): void {
  withToolOptions(drift)
    .addArgument(new Argument('[reference]', 'then, such as the training data'))
    .addArgument(new Argument('[current]', 'now'))
    .addOption(
      new Option('--preset <name>', 'whose methods and thresholds')
        .choices([...DRIFT_PRESETS])
        .default('evidently'),
    )
    .option('--time <column>', 'calibrated: the time of each row; without it rows count as independent')
    .option(
      '--rate <share>',
      'calibrated: how often data without drift may alarm; default: 0.05',
      numberOf(0.0001, 0.5),
    )
    .option(
      '--method <column=method>',
      'another method for a column, such as age=evidently.psi; may be repeated',
      collect,
      [],
    )
    .option(
      '--threshold <column=number>',
      'another threshold for a column, or with *=number for every other; may be repeated',
      collect,
      [],
    )
    .addOption(
      new Option('--correction <name>', 'of the p-values, for testing many columns at once')
        .choices([...CORRECTIONS])
        .default('none'),
    )
    .option(
      '--multivariate <a,b>',
      `tests of all columns together: ${MULTIVARIATE_METHODS.join(', ')}`,
      multivariateMethods,
    )
    .option('--slice <column>', 'each of its values by itself too; may be repeated', collect, [])
    .option('--text <column>', 'a column of free text; may be repeated', collect, [])
    .option(
      '--embedding <name=a,b>',
      'columns of numbers that are one embedding; may be repeated',
      collect,
      [],
    )
    .option('--explain <column>', 'only this column, with the bins, shares and terms of its number')
    .option('--profile', 'with the full profile of both files', false)
    .option('--methods', 'list every method with its formula; needs no files', false)
    .option('--columns <a,b>', 'only these columns', names)
    .option(
      '--drift-share <share>',
      'share of drifted columns that makes the dataset drifted; default: 0.5, for calibrated any column',
      numberOf(0, 1),
    )
    .addOption(
      new Option('--fail-on <what>', 'what makes the exit code 1')
        .choices(['never', 'drift'])
        .default('never'),
    )
    .action(
      (
        reference: string | undefined,
        current: string | undefined,
        options: DriftOptions,
        command: Command,
      ) => {
        if (options.methods) return finish(commands.driftMethods(options));
        if (reference === undefined || current === undefined) {
          return command.error(
            `error: missing required argument '${reference === undefined ? 'reference' : 'current'}'`,
          );
        }
        return finish(commands.drift(reference, current, options));
      },
    );
}
