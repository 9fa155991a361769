import type { Command } from 'commander';
import type { Finish } from './add-command.ts';
import {
  collect,
  type ProfileOptions,
  shardOfText,
  type ToolOptions,
  withLogOptions,
  withToolOptions,
} from './options.ts';

/** What the commands do; each resolves to the exit code. */
export interface ProfileCommands {
  profile(files: readonly string[], options: ProfileOptions): Promise<number>;
  profileMerge(files: readonly string[], options: ToolOptions): Promise<number>;
}

const PARTS = `
Parts
  A large dataset is profiled in parts, each on a machine of its own, and joined:
    mlops profile data/*.parquet --shard 1/2 --json > part-1.json
    mlops profile data/*.parquet --shard 2/2 --json > part-2.json
    mlops profile merge part-1.json part-2.json --json > profile.json
  With as many files as parts or more, a part has whole files, else a range of rows; each row is in one part.
  What is exact stays exact. Estimates are marked, with their error, under "estimated": distinct values,
  quantiles and most frequent texts of columns with more than 4,096 different values, and their histograms
  unless all parts take the edges of one profile (--edges).`;

/** `mlops profile` and `mlops profile merge`. */
export function addProfileCommands(profile: Command, commands: ProfileCommands, finish: Finish): void {
  withToolOptions(profile)
    .helpCommand(false)
    .argument('<files...>', 'CSV, Parquet or JSON Lines; several are one dataset')
    .option('--label <column>', 'correlation and mutual information of the others with this column')
    .option('--weight <column>', 'weighted figures too, by this column')
    .option('--slice <column>', 'a profile for each of its values too; may be repeated', collect, [])
    .option('--edges <profile>', 'histograms and cells on the edges of this profile')
    .option('--shard <part/of>', 'only this part, such as 2/4', shardOfText)
    .addHelpText('after', PARTS)
    .action((files: string[], options: ProfileOptions) => finish(commands.profile(files, options)));
  withLogOptions(
    profile
      .command('merge')
      .description('the profile of all rows of several profiles')
      .argument('<profiles...>', 'what `mlops profile --json` wrote')
      .option('--json', 'print the result as JSON', false)
      .addHelpText('after', '\nExample\n  mlops profile merge part-1.json part-2.json --json > profile.json')
      .showHelpAfterError('(mlops profile merge --help tells more)')
      .exitOverride(),
  ).action((files: string[], options: ToolOptions) => finish(commands.profileMerge(files, options)));
}
