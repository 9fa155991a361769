import { relative, resolve } from 'node:path';
import type { Contract } from '../data/contract/contract.ts';
import { type ContractChange, contractChanges, versionAdvice } from '../data/contract/contract-change.ts';
import { parseContract } from '../data/contract/contract-file.ts';
import { messageOf } from '../system/errors.ts';
import { fileAt } from '../system/git.ts';
import type { Log } from '../system/log.ts';
import { baseCommit } from './base.ts';
import type { StageRequest } from './stage.ts';

export interface ContractChangesSince {
  /** The full SHA that the contract is compared with. */
  readonly base: string;
  readonly changes: readonly ContractChange[];
}

/**
 * How the contract differs from the one at the base: the commit that the request names, else the default branch.
 * Nothing where git does not know it, or where there was no contract.
 */
export async function contractChangesSince(
  { config, directory, base }: Pick<StageRequest, 'config' | 'directory' | 'base'>,
  contract: Contract,
  log: Log,
): Promise<{ readonly since?: ContractChangesSince; readonly warnings: readonly string[] }> {
  const commit = await baseCommit({ directory, ...(base === undefined ? {} : { base }) });
  const path = relative(directory, resolve(directory, config.data.contract)).replaceAll('\\', '/');
  const text = commit === null ? null : await fileAt(directory, commit, path);
  if (commit === null || text === null) {
    if (base !== undefined) {
      const what = commit === null ? `git does not know ${base} here` : `${path} was not there at ${base}`;
      log.info(`The contract is not compared with an earlier one: ${what}.`);
    }
    return { warnings: [] };
  }
  let before: Contract;
  try {
    before = parseContract(text, `${path} at ${commit.slice(0, 7)}`).value;
  } catch (error) {
    return {
      warnings: [`The contract is not compared with the one at ${commit.slice(0, 7)}: ${messageOf(error)}`],
    };
  }
  const changes = contractChanges(before, contract);
  const advice = versionAdvice(before, contract, changes);
  const breaking = changes.filter(({ effect }) => effect === 'breaking');
  const warnings = [
    ...breaking.map(({ sentence }) => `Breaking change of the contract: ${sentence}`),
    ...(advice === undefined ? [] : [advice]),
  ];
  for (const warning of warnings) log.warn(warning);
  return { since: { base: commit, changes }, warnings };
}
