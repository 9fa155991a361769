import { UserError } from '../../system/errors.ts';
import { nearest } from '../../system/nearest.ts';
import { ALIBI_DETECT } from './alibi-detect.ts';
import { EVIDENTLY_COUNTS } from './evidently-counts.ts';
import { EVIDENTLY_NUMERICAL } from './evidently-numerical.ts';
import { EVIDENTLY_PERMUTATION } from './evidently-permutation.ts';
import { EVIDENTLY_SHARES } from './evidently-shares.ts';
import type { DriftMethod } from './method.ts';
import { NANNYML } from './nannyml.ts';
import { SCIPY } from './scipy.ts';
import { TFDV } from './tfdv.ts';

const ALL = [
  ...EVIDENTLY_NUMERICAL,
  ...EVIDENTLY_COUNTS,
  ...EVIDENTLY_SHARES,
  ...EVIDENTLY_PERMUTATION,
  ...SCIPY,
  ...TFDV,
  ...NANNYML,
  ...ALIBI_DETECT,
];

/** Every drift method by its name. */
export const METHODS: ReadonlyMap<string, DriftMethod> = new Map(ALL.map((method) => [method.name, method]));

const BY_ANY_NAME = new Map(
  ALL.flatMap((method) => [method.name, ...method.aliases].map((name) => [name, method])),
);

/** The method of this name or alias, such as `evidently.ks` or `ks`. Throws UserError for another name. */
export function driftMethod(name: string): DriftMethod {
  const method = BY_ANY_NAME.get(name);
  if (method) return method;
  const near = BY_ANY_NAME.get(nearest(name, [...BY_ANY_NAME.keys()]) ?? '');
  throw new UserError(`${JSON.stringify(name)} is not a drift method`, {
    hint: `${near ? `did you mean ${near.name}? ` : ''}\`mlops drift --methods\` lists them all`,
  });
}
