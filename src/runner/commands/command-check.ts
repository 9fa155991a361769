import type { GitHub } from '../../github/client.ts';
import { versionBefore } from '../../registry/before.ts';
import type { Registry } from '../../registry/registry.ts';
import { UserError } from '../../system/errors.ts';
import { refuseApprover } from '../approval/approval.ts';
import { askedConfig, environmentOf } from './asked-config.ts';
import type { Command } from './command-line.ts';

/** A command whose model, environment and version are there, and whose author may give it. */
export interface Checked {
  readonly command: Command['command'];
  readonly model: string;
  readonly version: string | null;
  readonly environment: string | null;
}

export interface CommandPlace {
  readonly config: string;
  /** The model of a command that names none. */
  readonly model: string | null;
  readonly login: string;
  readonly attempt: number;
}

/** Holds a command against config and registry. Throws `UserError` that tells its author what to do. */
export async function checkCommand(said: Command, place: CommandPlace, github: GitHub): Promise<Checked> {
  const asked = await askedConfig(place.config, said.model ?? place.model, github);
  const { model, config } = asked;
  if (said.command === 'retrain') return { command: 'retrain', model, version: null, environment: null };
  const { command, environment } = said;
  const { approvers } = environmentOf(config, environment);
  const registry = await asked.registry();
  if (said.command === 'rollback') {
    return { command, model, version: await wayBack(registry, environment), environment };
  }
  if (!approvers) await registry.record(said.version);
  else {
    // Who may run a workflow again could otherwise repeat an approval that was given long ago.
    if (place.attempt > 1) {
      throw new UserError('An approval counts once, and this run was started again.', {
        hint: 'Give the command in a new comment.',
      });
    }
    const asked = { login: place.login, approvers, environment };
    await refuseApprover(github, asked, () => registry.beside(said.version, environment));
  }
  return { command, model, version: said.version, environment };
}

/** What a rollback goes back to. Throws `UserError` where there is nothing. */
async function wayBack(registry: Registry, environment: string): Promise<string> {
  const { now, before } = await versionBefore(registry, environment);
  if (before !== null) return before;
  const place = `${environment} of ${registry.model}`;
  throw new UserError(
    now === null
      ? `${place} never had a version.`
      : `The registry knows no version that ${place} had before ${now}.`,
    { hint: `Name one: \`/mlops promote VERSION ${environment} ${registry.model}\`.` },
  );
}
