import { Option } from 'commander';
import { STAGES, type Stage } from '../evidence/schema.ts';
import type { AddCommand, Finish } from './add-command.ts';
import {
  collect,
  type DeployOptions,
  type RunOptions,
  type StageOptions,
  stagesOfText,
  withStageOptions,
} from './options.ts';

/** What the commands that work through stages do; each resolves to the exit code. */
export interface StageCommands {
  stage(stage: Stage, options: StageOptions): Promise<number>;
  deploy(options: DeployOptions): Promise<number>;
  run(options: RunOptions): Promise<number>;
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

/** Adds `run`, the stages in order. */
export function addRunCommand(add: AddCommand, commands: StageCommands, finish: Finish): void {
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
}

/** Adds a command for each stage. */
export function addStageCommands(add: AddCommand, commands: StageCommands, finish: Finish): void {
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
}
