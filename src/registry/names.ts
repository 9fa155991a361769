import { MODEL_NAME } from '../config/schema/model.ts';
import { UserError } from '../system/errors.ts';

/** Names become folders, refs and tags, so they are checked where they enter the registry. */
const MODEL = new RegExp(MODEL_NAME);
const ENVIRONMENT = /^[a-z]([a-z0-9-]{0,37}[a-z0-9])?$/;

/** Throws `UserError` where `name` cannot be a model's. */
export function checkModelName(name: string): string {
  if (MODEL.test(name)) return name;
  throw new UserError(`\`${name.slice(0, 80)}\` cannot be the name of a model.`, {
    hint: 'Use at least two lower-case letters, digits and inner hyphens, such as `late-flights`.',
  });
}

/** Throws `UserError` where `name` cannot be an environment's. */
export function checkEnvironment(name: string): string {
  if (ENVIRONMENT.test(name)) return name;
  throw new UserError(`\`${name.slice(0, 80)}\` cannot be the name of an environment.`, {
    hint: 'Use up to 39 lower-case letters, digits and inner hyphens, a letter first, such as `production`.',
  });
}
