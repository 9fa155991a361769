import type { ColumnContract, DatasetContract } from './contract.ts';

interface Environments {
  readonly 'in-environments'?: readonly string[];
  readonly 'not-in-environments'?: readonly string[];
}

/**
 * Whether what `settings` say holds in `environment`, by TFDV's rules: it does where `in-environments` names it,
 * else not where `not-in-environments` does, else where it is one of `defaults`. Without an environment it does;
 * without `defaults` every environment is one, unless `in-environments` names others.
 */
export function holdsIn(
  settings: Environments,
  environment: string | undefined,
  defaults: readonly string[] | undefined,
): boolean {
  if (environment === undefined) return true;
  if (settings['in-environments']?.includes(environment)) return true;
  if (settings['not-in-environments']?.includes(environment)) return false;
  return defaults === undefined ? settings['in-environments'] === undefined : defaults.includes(environment);
}

/** Whether the column must be there. */
export function isRequired(
  column: ColumnContract,
  contract: DatasetContract,
  environment: string | undefined,
): boolean {
  return (
    column.required && isJudged(column) && holdsIn(column, environment, contract['default-environments'])
  );
}

/** Whether the rules of the column are judged: not while it is planned, and no more once it is deprecated. */
export function isJudged({ lifecycle }: ColumnContract): boolean {
  return lifecycle === undefined || lifecycle === 'active';
}
