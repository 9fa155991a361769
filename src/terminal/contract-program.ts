import { type Command, Option } from 'commander';
import type { InferRules } from '../tools/contract-infer-file.ts';
import type { Finish } from './add-command.ts';
import { collect, type ToolOptions, withLogOptions, withToolOptions } from './options.ts';

export interface ContractInferOptions extends ToolOptions {
  readonly rules: InferRules;
  readonly format: 'mlops' | 'odcs' | 'tfdv';
  readonly dataset: string;
  readonly out?: string;
}

export interface ContractCheckOptions extends ToolOptions {
  readonly contract: string;
  readonly dataset?: string;
  readonly environment?: string;
  readonly previous?: string;
  readonly serving?: string;
}

export interface ContractUpdateOptions extends ToolOptions {
  /** The one that the config names, where left out. */
  readonly contract?: string;
  readonly config: string;
  readonly dataset?: string;
  readonly accept: readonly string[];
  readonly column: readonly string[];
  readonly write: boolean;
}

export interface ContractFileOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
}

export interface ContractConvertOptions extends ContractFileOptions {
  readonly out?: string;
  readonly id?: string;
  readonly to?: string;
  readonly dataset?: string;
}

/** What the commands under `mlops contract` do; each resolves to the exit code. */
export interface ContractCommands {
  infer(file: string, options: ContractInferOptions): Promise<number>;
  check(file: string, options: ContractCheckOptions): Promise<number>;
  update(file: string | undefined, options: ContractUpdateOptions): Promise<number>;
  diff(before: string, after: string, options: ContractFileOptions): Promise<number>;
  import(file: string, options: ContractConvertOptions): Promise<number>;
  export(file: string, options: ContractConvertOptions): Promise<number>;
}

const ANY_FORMAT =
  'contract.yml, ODCS, Table Schema or Data Package, TFDV schema, or JSON Schema; told apart by content';

/** Adds `infer`, `check`, `update`, `diff`, `import` and `export` to the command `contract`. */
export function addContractCommands(contract: Command, commands: ContractCommands, finish: Finish): void {
  const add = (name: string, summary: string, example: string) =>
    contract
      .command(name)
      .description(summary)
      .addHelpText('after', `\nExample\n  ${example}`)
      .showHelpAfterError(`(mlops contract ${name} --help tells more)`)
      .exitOverride();
  const data = 'CSV, Parquet or JSON Lines';

  withToolOptions(
    add(
      'infer',
      'write the contract that a data file keeps',
      'mlops contract infer orders.csv --json\n  mlops contract infer orders.csv --rules lenient --out contract.yml',
    ),
  )
    .argument('<file>', data)
    .addOption(
      new Option(
        '--rules <name>',
        'tfdv: what TensorFlow Data Validation infers; lenient: with tolerance for the next honest batch, as `init` does',
      )
        .choices(['tfdv', 'lenient'])
        .default('tfdv'),
    )
    .addOption(
      new Option('--format <name>', 'of the contract that is written')
        .choices(['mlops', 'odcs', 'tfdv'])
        .default('mlops'),
    )
    .option('--dataset <name>', 'what the dataset is called', 'data')
    .option('--out <file>', 'the file to write; default: standard output')
    .action((file: string, options: ContractInferOptions) => finish(commands.infer(file, options)));
  withToolOptions(
    add(
      'check',
      'hold a data file against a contract in any format',
      'mlops contract check june.csv --contract contract.yml --dataset orders --previous may.csv --json',
    ),
  )
    .argument('<file>', data)
    .requiredOption('--contract <file>', ANY_FORMAT)
    .option('--dataset <name>', 'which dataset of the contract; default: the only one, or `view`')
    .option('--environment <name>', 'what the data are for, such as training or serving')
    .option('--previous <file>', 'the version of the data before, for drift and the change of rows')
    .option('--serving <file>', 'the data of the other environment, for skew')
    .action((file: string, options: ContractCheckOptions) => finish(commands.check(file, options)));
  withToolOptions(
    add(
      'update',
      'show what a contract must change so that the data keep it; writes only with --write',
      'mlops contract update june.csv --contract contract.yml --accept domain --column carrier --write\n  mlops contract update',
    ),
  )
    .argument('[file]', `${data}; default: all sources of the config, and its view`)
    .option('--contract <file>', 'a contract.yml; default: that of the config')
    .option('-c, --config <file>', 'the config, where no file is named', 'mlops.yml')
    .option('--dataset <name>', 'which dataset of the contract the file is; default: the only one, or `view`')
    .option('--accept <rule>', 'only changes of this rule, such as domain; may be repeated', collect, [])
    .option('--column <name>', 'only changes of this column; may be repeated', collect, [])
    .option('--write', 'write the changes that are shown', false)
    .action((file: string | undefined, options: ContractUpdateOptions) =>
      finish(commands.update(file, options)),
    );
  withJson(
    add(
      'diff',
      'what changed between two contracts, and what of it breaks',
      'mlops contract diff before.yml contract.yml',
    ),
  )
    .argument('<before>', ANY_FORMAT)
    .argument('<after>', 'the other one')
    .action((before: string, after: string, options: ContractFileOptions) =>
      finish(commands.diff(before, after, options)),
    );
  withJson(
    add(
      'import',
      'turn a contract of another format into a contract.yml',
      'mlops contract import schema.pbtxt',
    ),
  )
    .argument('<file>', ANY_FORMAT)
    .option('--out <file>', 'the file to write; default: standard output')
    .action((file: string, options: ContractConvertOptions) => finish(commands.import(file, options)));
  withJson(
    add(
      'export',
      'write a contract as one of the Open Data Contract Standard 3.1, or as a JSON Schema of rows',
      'mlops contract export contract.yml --out orders.odcs.yaml',
    ),
  )
    .argument('<file>', ANY_FORMAT)
    .addOption(
      new Option('--to <format>', 'the format to write').choices(['odcs', 'json-schema']).default('odcs'),
    )
    .option('--dataset <name>', 'the dataset whose rows a JSON Schema is of')
    .option('--id <id>', 'the id of a contract of ODCS; default: a digest of its file name')
    .option('--out <file>', 'the file to write; default: standard output')
    .action((file: string, options: ContractConvertOptions) => finish(commands.export(file, options)));
}

function withJson(command: Command): Command {
  return withLogOptions(command.option('--json', 'print the result as JSON', false));
}
