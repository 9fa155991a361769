import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { STAGES, type Stage } from '../evidence/schema.ts';

/** Options that every stage has. */
export interface StageOptions {
  readonly config: string;
  readonly model?: string;
  readonly set: readonly string[];
  readonly out?: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
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

export interface DriftOptions extends ToolOptions {
  readonly preset: string;
  readonly method: readonly string[];
  readonly threshold: readonly string[];
  readonly columns?: readonly string[];
  readonly driftShare: number;
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

export interface ViewOptions extends StageOptions {
  readonly from?: string;
  readonly to?: string;
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

/** What the commands do; each resolves to the exit code. */
export interface Commands {
  stage(stage: Stage, options: StageOptions): Promise<number>;
  deploy(options: DeployOptions): Promise<number>;
  run(options: RunOptions): Promise<number>;
  report(options: StageOptions): Promise<number>;
  view(options: ViewOptions): Promise<number>;
  serve(directory: string, options: ServeOptions): Promise<number>;
  init(file: string, options: InitOptions): Promise<number>;
  profile(file: string, options: ToolOptions): Promise<number>;
  drift(reference: string, current: string, options: DriftOptions): Promise<number>;
  metrics(file: string, options: MetricsOptions): Promise<number>;
  compare(a: string, b: string, options: CompareOptions): Promise<number>;
}

const collect = (value: string, before: readonly string[]) => [...before, value];

function numberOf(low: number, high: number, whole = false) {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= low && value <= high) || (whole && !Number.isInteger(value))) {
      throw new InvalidArgumentError(`It must be a${whole ? ' whole' : ''} number from ${low} to ${high}.`);
    }
    return value;
  };
}

function stagesOfText(text: string): Stage[] {
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

function withLogOptions(command: Command): Command {
  return command
    .option('--quiet', 'show warnings and errors only', false)
    .option('--debug', 'show what helps to find a fault', false);
}

function withStageOptions(command: Command): Command {
  return withLogOptions(
    command
      .option('-c, --config <file>', 'the config', 'mlops.yml')
      .option('-m, --model <name>', 'which model, where the config has several')
      .option('--set <path=value>', 'override a key of the config for this run; may be repeated', collect, [])
      .option('--out <folder>', 'keep the evidence there; default: a new folder under .mlops/runs')
      .option('--json', 'print the evidence as JSON; the log goes to standard error', false),
  );
}

function withToolOptions(command: Command): Command {
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

const SUMMARIES: Readonly<Record<Stage, string>> = {
  'validate-data': 'hold the data against their contract',
  train: 'train a model and write its package',
  'evaluate-gate': 'compare the model with the one in production and give a verdict',
  register: 'make the accepted model a version',
  deploy: 'put a version into an environment, or take it back',
  'monitor-drift': 'compare what is served with the training data',
};

const EXIT_CODES = `
Exit codes
  0   pass
  1   a negative verdict: bad data, a refused model, drift where the config says so
  2   something for you to mend: config, usage, a missing file or permission
  3   an outside service failed
  70  a bug in this program

Start with a table of your own:  mlops init data.csv --label target && mlops run`;

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
    .configureHelp({ sortSubcommands: false, showGlobalOptions: false });

  const finish = (work: Promise<number>) => work.then(done);
  const add = (name: string, summary: string) => program.command(name).description(summary).exitOverride();

  program.commandsGroup('Start:');
  withToolOptions(add('init', 'write mlops.yml and contract.yml from a data file'))
    .argument('<file>', 'CSV, Parquet or JSON Lines')
    .option('--label <column>', 'what to predict; default: the last column')
    .option('--name <model>', 'name of the model; default: from the file')
    .addOption(
      new Option('--task <task>', 'default: from the label').choices([
        'binary-classification',
        'multiclass-classification',
        'regression',
      ]),
    )
    .option('--time <column>', 'time of a row, to split by; default: found where there is one')
    .option('--force', 'replace files that are there', false)
    .action((file: string, options: InitOptions) => finish(commands.init(file, options)));
  withStageOptions(add('run', 'run the stages in order, up to the first that does not pass'))
    .option('--stages <a,b>', 'only these stages', stagesOfText)
    .option('--environment <name>', 'where to deploy; default: the first in the config')
    .action((options: RunOptions) => finish(commands.run(options)));

  program.commandsGroup('Stages:');
  for (const stage of STAGES) {
    const command = withStageOptions(add(stage, SUMMARIES[stage]));
    if (stage === 'deploy') {
      command
        .option('--environment <name>', 'default: the first in the config')
        .option('--version <version>', 'default: the newest registered')
        .option('--rollback', 'go back to the version before', false)
        .option('--stop', 'take the deployment down', false)
        .action((options: DeployOptions) => finish(commands.deploy(options)));
    } else {
      command.action((options: StageOptions) => finish(commands.stage(stage, options)));
    }
  }

  program.commandsGroup('Look and serve:');
  withStageOptions(add('report', 'write report.html and report.md of the newest run')).action(
    (options: StageOptions) => finish(commands.report(options)),
  );
  withStageOptions(add('view', 'write the rows of the feature view as JSON Lines, as requests to the server'))
    .option('--from <day>', 'first day, by the time of the view')
    .option('--to <day>', 'the day after the last one')
    .action((options: ViewOptions) => finish(commands.view(options)));
  withLogOptions(add('serve', 'answer requests with a model package'))
    .argument('<package>', 'folder of the package')
    .option('--port <number>', '0 takes a free one', numberOf(0, 65535, true), 8080)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--version <version>', 'the version to tell clients; default: from the package')
    .option('--log <folder>', 'keep a serving log there; default: none')
    .option('--name <name>', 'how the files of the log begin; default: the model')
    .addOption(new Option('--instance <id>', 'names this process').hideHelp())
    .option('--threshold <score>', 'from which a row counts as positive', numberOf(0, 1), 0.5)
    .action((directory: string, options: ServeOptions) => finish(commands.serve(directory, options)));

  program.commandsGroup('Tools that need no config:');
  withToolOptions(add('profile', 'statistics of a data file'))
    .argument('<file>', 'CSV, Parquet or JSON Lines')
    .action((file: string, options: ToolOptions) => finish(commands.profile(file, options)));
  withToolOptions(add('drift', 'compare two data files column by column'))
    .addArgument(new Argument('<reference>', 'then, such as the training data'))
    .addArgument(new Argument('<current>', 'now'))
    .addOption(
      new Option('--preset <name>', 'default tests by type and size')
        .choices(['evidently'])
        .default('evidently'),
    )
    .option(
      '--method <column=method>',
      'another method for a column, such as age=evidently.psi; may be repeated',
      collect,
      [],
    )
    .option('--threshold <column=number>', 'another threshold for a column; may be repeated', collect, [])
    .option('--columns <a,b>', 'only these columns', (text: string) => text.split(','))
    .option(
      '--drift-share <share>',
      'share of drifted columns that makes the dataset drifted',
      numberOf(0, 1),
      0.5,
    )
    .addOption(
      new Option('--fail-on <what>', 'what makes the exit code 1')
        .choices(['never', 'drift'])
        .default('never'),
    )
    .action((reference: string, current: string, options: DriftOptions) =>
      finish(commands.drift(reference, current, options)),
    );
  const predictions = (command: Command) =>
    withToolOptions(command)
      .requiredOption('--label <column>', 'the truth')
      .requiredOption(
        '--score <column>',
        "the score, or the prediction of a regression; 'p_*' for several classes",
      )
      .addOption(
        new Option('--task <task>', 'default: from the label').choices([
          'binary-classification',
          'multiclass-classification',
          'regression',
        ]),
      )
      .option('--positive <value>', 'the label that counts as positive; default: true or 1')
      .option('--threshold <score>', 'from which a row counts as positive', numberOf(0, 1), 0.5);
  predictions(add('metrics', 'the metrics of a file of predictions'))
    .argument('<predictions>', 'CSV, Parquet or JSON Lines')
    .action((file: string, options: MetricsOptions) => finish(commands.metrics(file, options)));
  predictions(add('compare', 'compare two files of predictions for the same rows'))
    .argument('<predictions-a>', 'such as the champion’s')
    .argument('<predictions-b>', 'such as the challenger’s, row by row the same')
    .option('--metric <name>', 'of the bootstrap; default: the main one of the task')
    .option('--replicates <number>', 'of the bootstrap', numberOf(100, 1_000_000, true), 2000)
    .option('--level <share>', 'of the interval', numberOf(0.5, 0.9999), 0.95)
    .option('--seed <number>', 'of the bootstrap', numberOf(0, 2 ** 32 - 1, true), 1)
    .action((a: string, b: string, options: CompareOptions) => finish(commands.compare(a, b, options)));
  return program;
}
