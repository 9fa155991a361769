import { durationOf } from '../config/duration.ts';
import { messageOf, ServiceError, UserError } from '../system/errors.ts';
import { runProgram } from '../system/process.ts';
import { type CheckResult, unchecked } from './check.ts';
import { lockedTarget } from './lock.ts';
import {
  checkAt,
  demandWayBack,
  done,
  named,
  resultOf,
  rollbackOf,
  stateOf,
  type VerifiedPackage,
  verifiedPackage,
} from './result.ts';
import {
  type DeploymentState,
  previousOf,
  STATE_FORMAT,
  type VersionState,
  versionOf,
  writeState,
} from './state.ts';
import type {
  ConfigOf,
  DeploymentResult,
  DeployRequest,
  Place,
  SkewCheck,
  Target,
  TargetPorts,
} from './target.ts';

/**
 * Target `command`: the user's own programs. They run in the workspace with MLOPS_PACKAGE, MLOPS_DIGEST,
 * MLOPS_VERSION and MLOPS_ENVIRONMENT set; exit code 0 means that the version is in service. A line
 * `url=https://…` that one prints says where it answers, and its answers are then checked there.
 */
export function commandTarget(config: ConfigOf<'command'>, ports: TargetPorts): Target {
  return lockedTarget(new CommandTarget(config, ports), ports);
}

type Program = 'deploy' | 'rollback' | 'stop';

class CommandTarget implements Target {
  readonly #config: ConfigOf<'command'>;
  readonly #ports: TargetPorts;

  constructor(config: ConfigOf<'command'>, ports: TargetPorts) {
    this.#config = config;
    this.#ports = ports;
  }

  async deploy(request: DeployRequest): Promise<DeploymentResult> {
    const { workspace, environment, version } = request;
    const current = await stateOf(workspace, environment, 'command');
    const previous = previousOf(current, version);
    const verified = await verifiedPackage(version);
    await demandWayBack(request, current, version);
    const told = { action: 'deploy', environment, target: 'command', version, previous } as const;
    let url: string | null;
    let check: CheckResult;
    try {
      url = await this.#run('deploy', request, version);
      check = await this.#check(url, request.check, verified);
    } catch (error) {
      if (error instanceof UserError) throw error;
      const undone = await this.#undo(request, current);
      throw new ServiceError(`${messageOf(error)}. ${undone.sentence}`, {
        hint: 'The output of the program is above; mend what it names and deploy again.',
        cause: error,
      });
    }
    if (!check.equal) {
      const undone = await this.#undo(request, current);
      return resultOf({ ...told, url: undone.url, check, reasons: [done('rollback', undone.sentence)] });
    }
    await writeState(workspace, this.#state(request, version, { previous, rolledBackFrom: null }, url));
    const at = url === null ? '' : ` at ${url}`;
    return resultOf({
      ...told,
      url,
      check,
      reasons: [done('served', `${environment} serves ${named(version)}${at}.`)],
    });
  }

  async rollback(place: Place): Promise<DeploymentResult> {
    const { workspace, environment } = place;
    const { state, version, again } = await rollbackOf(place, 'command');
    const told = { action: 'rollback', environment, target: 'command', version, previous: null } as const;
    if (again) {
      const reasons = [done('rollback', `${environment} was brought back to ${named(version)} before.`)];
      return resultOf({ ...told, url: state.url, check: null, reasons });
    }
    const verified = await verifiedPackage(version);
    const url = await this.#run('rollback', place, version);
    const change = { previous: null, rolledBackFrom: versionOf(state) };
    await writeState(workspace, this.#state(place, version, change, url));
    const check = await this.#check(url, undefined, verified);
    const reasons = [done('served', `${environment} serves ${named(version)} again.`)];
    return resultOf({ ...told, url, check, reasons });
  }

  async stop(place: Place): Promise<DeploymentResult> {
    const { workspace, environment } = place;
    const state = await stateOf(workspace, environment, 'command');
    const told = { action: 'stop', environment, target: 'command', url: null, check: null } as const;
    if (!state || state.stopped !== null) {
      const reasons = [done('stop', `Nothing runs in ${environment}.`)];
      return resultOf({ ...told, version: null, previous: null, reasons });
    }
    await this.#run('stop', place, state);
    await writeState(workspace, { ...state, stopped: this.#ports.clock.now().toISOString(), url: null });
    const reasons = [done('stop', `${named(state)} no longer runs in ${environment}.`)];
    return resultOf({ ...told, version: null, previous: state, reasons });
  }

  /** Brings back what was there before a deployment that failed, as far as the user's programs can. */
  async #undo(
    place: Place,
    current: DeploymentState | null,
  ): Promise<{ sentence: string; url: string | null }> {
    try {
      if (current && current.stopped === null) {
        const url = await this.#run('rollback', place, current);
        await writeState(place.workspace, { ...current, url: url ?? current.url });
        return {
          sentence: `${place.environment} was brought back to ${named(current)}.`,
          url: url ?? current.url,
        };
      }
      if (!this.#config.stop) {
        return { sentence: 'There is no version before it to go back to, and no `stop` program.', url: null };
      }
      await this.#run('stop', place, current ?? (place as DeployRequest).version);
      return { sentence: `There is no version before it; ${place.environment} was stopped.`, url: null };
    } catch (error) {
      throw new ServiceError(
        `${place.environment} is in an unknown state: going back failed too (${messageOf(error)})`,
        {
          hint: 'Look at the deployment itself, then deploy or roll back again.',
          cause: error,
        },
      );
    }
  }

  /** Runs one of the user's programs; the address that it printed, if it did. Throws by whose fault it is. */
  async #run(program: Program, place: Place, version: VersionState): Promise<string | null> {
    const { log } = this.#ports;
    const [command, ...words] = this.#words(program);
    if (command === undefined) {
      throw new UserError(`${place.environment} has no \`${program}\` program`, {
        hint: `Add \`${program}: [program, argument]\` to it under \`deploy\`.`,
      });
    }
    let address: string | null = null;
    const limit = this.#config['time-limit'];
    const { code, signal, stopped } = await log.group(`${program}: ${[command, ...words].join(' ')}`, () =>
      runProgram(command, words, {
        cwd: place.workspace,
        env: {
          ...place.variables,
          MLOPS_PACKAGE: version.package,
          MLOPS_DIGEST: version.digest,
          MLOPS_VERSION: version.version,
          MLOPS_ENVIRONMENT: place.environment,
        },
        timeoutMs: durationOf(limit, 'time-limit'),
        onLine(line, stream) {
          log.info(line);
          if (stream === 'stdout') address = /^url=(\S+)\s*$/.exec(line)?.[1] ?? address;
        },
      }),
    );
    if (code === 0 && !stopped) return address === null ? null : checkedAddress(address, program);
    const how =
      stopped === 'timeout'
        ? `took longer than ${limit}`
        : code === null
          ? `was ended by ${signal}`
          : `failed with exit code ${code}`;
    throw new ServiceError(`the ${program} program of ${place.environment} ${how}`, {
      hint: 'Its output is above.',
    });
  }

  #words(program: Program): readonly string[] {
    const { deploy, rollback = deploy, stop = [] } = this.#config;
    return { deploy, rollback, stop }[program];
  }

  #check(
    url: string | null,
    check: SkewCheck | null | undefined,
    verified: VerifiedPackage,
  ): Promise<CheckResult> {
    if (url !== null) return checkAt(url, check ?? verified.heldOut, verified.signature);
    return Promise.resolve(unchecked('the program printed no line `url=…`'));
  }

  #state(
    { environment }: Place,
    version: VersionState,
    change: Pick<DeploymentState, 'previous' | 'rolledBackFrom'>,
    url: string | null,
  ): DeploymentState {
    return {
      format: STATE_FORMAT,
      environment,
      target: 'command',
      ...versionOf(version),
      ...change,
      started: this.#ports.clock.now().toISOString(),
      stopped: null,
      url,
      pid: null,
      instance: null,
      host: null,
      port: null,
      retiring: null,
    };
  }
}

function checkedAddress(text: string, program: Program): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new ServiceError(`the ${program} program printed url=${text}, which is no http or https address`, {
    hint: 'Print one line such as `url=https://models.example.com/late-flights`, or none.',
  });
}
