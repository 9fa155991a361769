import { Command, Help, type Option } from 'commander';
import type { AddCommand, Finish } from './add-command.ts';
import { addContractCommands, type ContractCommands } from './contract-program.ts';
import { addDataCommands, type DataCommands } from './data-program.ts';
import { addDriftCommand, type DriftCommands } from './drift-program.ts';
import { addLookCommands, type LookCommands } from './look-program.ts';
import { addMetricsCommands, type MetricsCommands } from './metrics-program.ts';
import { type InitOptions, type LogOptions, taskOption, withLogOptions, withToolOptions } from './options.ts';
import { addProfileCommands, type ProfileCommands } from './profile-program.ts';
import { addRunCommand, addStageCommands, type StageCommands } from './stage-program.ts';

/** What the commands do; each resolves to the exit code. */
export interface Commands
  extends StageCommands,
    LookCommands,
    MetricsCommands,
    DriftCommands,
    ProfileCommands {
  footprint(directory: string, rows: string, options: LogOptions): Promise<number>;
  init(file: string, options: InitOptions): Promise<number>;
  readonly data: DataCommands;
  readonly contract: ContractCommands;
}

const EXIT_CODES = `
Exit codes
  0   pass
  1   a negative verdict: bad data, a refused model, drift where the config says so
  2   something for you to mend: config, usage, a missing file or permission
  3   an outside service failed
  70  a bug in this program

Start with a table of your own:  mlops init data.csv --label target && mlops run`;

/** As Commander has it, without the defaults that go without saying. */
function optionDescription(option: Option): string {
  const { defaultValue } = option;
  const plain = defaultValue === false || (Array.isArray(defaultValue) && defaultValue.length === 0);
  const shown: Option = plain ? Object.create(option, { defaultValue: { value: undefined } }) : option;
  return new Help().optionDescription(shown);
}

/** The `mlops` command with all that it can be asked. `done` hears the exit code of what ran. */
export function buildProgram(version: string, commands: Commands, done: (code: number) => void): Command {
  const program = new Command('mlops')
    .description('The full ML loop: validate data, train, gate, register, deploy, monitor drift, retrain.')
    .version(version, '-V, --version')
    .helpCommand('help [command]', 'show the help of a command')
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('(mlops --help tells more)')
    // Else a command's own --version would be taken for the program's.
    .enablePositionalOptions()
    .exitOverride()
    .configureHelp({ optionDescription });

  const finish: Finish = (work) => work.then(done);
  const add: AddCommand = (name, summary, example) =>
    program
      .command(name)
      .description(summary)
      .addHelpText('after', `\nExample\n  ${example}`)
      .showHelpAfterError(`(mlops ${name} --help tells more)`)
      .exitOverride();

  program.commandsGroup('Start:');
  withToolOptions(
    add(
      'init',
      'write mlops.yml and contract.yml from a data file',
      'mlops init orders.csv --label late --time ordered_at',
    ),
  )
    .argument('<file>', 'CSV, Parquet or JSON Lines')
    .option('--label <column>', 'what to predict; default: the last column')
    .option('--name <model>', 'name of the model; default: from the file')
    .addOption(taskOption())
    .option('--time <column>', 'time of a row, to split by; default: found where there is one')
    .option('--force', 'replace files that are there', false)
    .action((file: string, options: InitOptions) => finish(commands.init(file, options)));
  addRunCommand(add, commands, finish);

  program.commandsGroup('Stages:');
  addStageCommands(add, commands, finish);

  program.commandsGroup('Look and serve:');
  addLookCommands(add, commands, finish);
  withLogOptions(program.command('footprint', { hidden: true }))
    .argument('<package>')
    .argument('<rows>')
    .action((directory: string, rows: string, options: LogOptions) =>
      finish(commands.footprint(directory, rows, options)),
    );

  const data = add('data', 'the versions of the data: lock, status, diff', 'mlops data lock').helpCommand(
    false,
  );
  addDataCommands(data, commands.data, finish);

  program.commandsGroup('Tools that need no config:');
  const contract = add(
    'contract',
    'contracts of data files: infer, check, update, diff, import, export',
    'mlops contract infer orders.csv --out contract.yml\n  mlops contract check june.csv --contract contract.yml',
  ).helpCommand(false);
  addContractCommands(contract, commands.contract, finish);
  addProfileCommands(
    add(
      'profile',
      'statistics of data files, whole or in parts',
      'mlops profile orders.csv --missing NA --label late\n  mlops profile data/*.parquet --shard 1/4 --json > part-1.json\n  mlops profile merge part-*.json',
    ),
    commands,
    finish,
  );
  addDriftCommand(
    add(
      'drift',
      'compare two data files column by column',
      'mlops drift train.parquet june.parquet --preset calibrated --time ordered_at\n  mlops drift train.parquet june.parquet --method weight=evidently.psi --json',
    ),
    commands,
    finish,
  );
  addMetricsCommands(add, commands, finish);
  return program;
}
