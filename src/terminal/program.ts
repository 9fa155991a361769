import { Command, Help, Option } from 'commander';
import { STAGES, type Stage } from '../evidence/schema.ts';
import { addContractCommands, type ContractCommands } from './contract-program.ts';
import { addDataCommands, type DataCommands } from './data-program.ts';
import { addDriftCommand, type DriftCommands } from './drift-program.ts';
import {
  type CompareOptions,
  collect,
  type DeployOptions,
  type GoldenOptions,
  type InitOptions,
  type LogOptions,
  type MetricsOptions,
  numberOf,
  type PreflightOptions,
  type ProfileOptions,
  type RunOptions,
  type ServeOptions,
  type StageOptions,
  stagesOfText,
  type ToolOptions,
  taskOption,
  type ViewOptions,
  withConfigOptions,
  withLogOptions,
  withStageOptions,
  withToolOptions,
} from './options.ts';
import { addProfileCommands } from './profile-program.ts';

/** What the commands do; each resolves to the exit code. */
export interface Commands extends DriftCommands {
  stage(stage: Stage, options: StageOptions): Promise<number>;
  deploy(options: DeployOptions): Promise<number>;
  run(options: RunOptions): Promise<number>;
  preflight(options: PreflightOptions): Promise<number>;
  report(options: StageOptions): Promise<number>;
  view(options: ViewOptions): Promise<number>;
  golden(options: GoldenOptions): Promise<number>;
  footprint(directory: string, rows: string, options: LogOptions): Promise<number>;
  serve(directory: string, options: ServeOptions): Promise<number>;
  init(file: string, options: InitOptions): Promise<number>;
  profile(files: readonly string[], options: ProfileOptions): Promise<number>;
  profileMerge(files: readonly string[], options: ToolOptions): Promise<number>;
  metrics(file: string, options: MetricsOptions): Promise<number>;
  compare(a: string, b: string, options: CompareOptions): Promise<number>;
  readonly data: DataCommands;
  readonly contract: ContractCommands;
}

/** What each stage does, and how it is called. */
const STAGE_HELP: Readonly<Record<Stage, readonly [summary: string, example: string]>> = {
  'validate-data': ['hold the data against their contract', 'mlops validate-data'],
  train: ['train a model and write its package', 'mlops train --set train.epochs=20 --set train.seed=3'],
  'evaluate-gate': [
    'compare the model with the one in production and give a verdict',
    'mlops evaluate-gate --json\n  mlops evaluate-gate --set gate.predictions.challenger=scores.csv',
  ],
  register: ['make the accepted model a version', 'mlops register'],
  deploy: [
    'put a version into an environment, or take it back',
    'mlops deploy --environment production --version v1.2.0\n  mlops deploy --rollback',
  ],
  'monitor-drift': [
    'compare what is served with the training data',
    'mlops monitor-drift --set monitor.until=2025-07-01',
  ],
};

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

  const finish = (work: Promise<number>) => work.then(done);
  const add = (name: string, summary: string, example: string) =>
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
  withStageOptions(
    add(
      'run',
      'run the stages in order, up to the first that does not pass',
      'mlops run\n  mlops run --stages validate-data,train --set data.split.until=2025-06-01',
    ),
  )
    .option('--stages <a,b>', 'only these stages', stagesOfText)
    .option('--environment <name>', 'where to deploy; default: the first in the config')
    .action((options: RunOptions) => finish(commands.run(options)));

  program.commandsGroup('Stages:');
  for (const stage of STAGES) {
    const command = withStageOptions(add(stage, ...STAGE_HELP[stage]));
    if (stage === 'deploy') {
      command
        .option('--environment <name>', 'default: the first in the config')
        .option('--version <version>', 'default: the newest registered')
        .addOption(
          new Option('--rollback', 'go back to the version before')
            .default(false)
            .conflicts(['stop', 'version']),
        )
        .addOption(new Option('--stop', 'take the deployment down').default(false).conflicts(['version']))
        .action((options: DeployOptions) => finish(commands.deploy(options)));
    } else {
      if (stage === 'validate-data') {
        command.option(
          '--base <commit>',
          'the commit or branch whose contract is the one before; default: origin/HEAD',
        );
      }
      if (stage === 'train') {
        command.option(
          '--variant <name>',
          'one of `train.variants`; default: the config as it is (`mlops run` trains all)',
        );
      }
      if (stage === 'evaluate-gate') {
        command.option(
          '--candidate <folder>',
          'a run that trained a model, or the package in it; repeated, the gate chooses one of them',
          collect,
          [],
        );
      }
      command.action((options: StageOptions) => finish(commands.stage(stage, options)));
    }
  }

  program.commandsGroup('Look and serve:');
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
  withLogOptions(program.command('footprint', { hidden: true }))
    .argument('<package>')
    .argument('<rows>')
    .action((directory: string, rows: string, options: LogOptions) =>
      finish(commands.footprint(directory, rows, options)),
    );
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
  return program;
}
