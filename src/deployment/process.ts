import { resolve } from 'node:path';
import { serveArguments } from '../serving/serve.ts';
import { messageOf, ServiceError } from '../system/errors.ts';
import { lockedTarget } from './lock.ts';
import {
  checkAt,
  demandWayBack,
  done,
  named,
  resultOf,
  rollbackOf,
  stateOf,
  verifiedPackage,
} from './result.ts';
import {
  isRunning,
  type ServerIdentity,
  type StartedServer,
  startServer,
  stopRemembered,
} from './server-process.ts';
import {
  type DeploymentState,
  outputFile,
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
 * Target `process`: a prediction server on this machine.
 *
 * A new server starts on a free port and is checked there while the old one serves. Without a port in
 * the config the new one stays where it is and the old one ends after the state names the new one. A
 * port of the config is handed over: the old server answers what is under way and ends, then the new
 * one, warm by now, takes the port; if it cannot, the old version is started there again. So a port
 * never has two servers, and the time without one is that of opening a socket.
 *
 * A server belongs to the deployment that started it until the state names it: where the deployment
 * is killed before that, its server ends by itself.
 */
export function processTarget(config: ConfigOf<'process'>, ports: TargetPorts): Target {
  return lockedTarget(new ProcessTarget(config, ports), ports);
}

class ProcessTarget implements Target {
  readonly #config: ConfigOf<'process'>;
  readonly #ports: TargetPorts;

  constructor(config: ConfigOf<'process'>, ports: TargetPorts) {
    this.#config = config;
    this.#ports = ports;
  }

  async deploy(request: DeployRequest): Promise<DeploymentResult> {
    const { workspace, environment, version, check } = request;
    const current = await stateOf(workspace, environment, 'process');
    const previous = previousOf(current, version);
    const result = await this.#replace(request, current, version, { previous, rolledBackFrom: null }, check);
    return resultOf({ action: 'deploy', environment, target: 'process', version, previous, ...result });
  }

  async rollback(place: Place): Promise<DeploymentResult> {
    const { workspace, environment } = place;
    const { state, version, again } = await rollbackOf(place, 'process');
    const told = { action: 'rollback', environment, target: 'process', version, previous: null } as const;
    const server = serverOf(state);
    if (again && server && (await isRunning(server))) {
      const reasons = [done('rollback', `${environment} was brought back to ${named(version)} before.`)];
      return resultOf({ ...told, url: server.url, check: null, reasons });
    }
    const left = again ? state.rolledBackFrom : versionOf(state);
    const change = { previous: null, rolledBackFrom: left };
    const result = await this.#replace(
      place,
      await stateOf(workspace, environment, 'process'),
      version,
      change,
    );
    return resultOf({ ...told, ...result });
  }

  async stop({ workspace, environment }: Place): Promise<DeploymentResult> {
    const state = await stateOf(workspace, environment, 'process');
    const told = { action: 'stop', environment, target: 'process', url: null, check: null } as const;
    if (!state || state.stopped !== null) {
      const reasons = [done('stop', `Nothing runs in ${environment}.`)];
      return resultOf({ ...told, version: null, previous: null, reasons });
    }
    for (const server of [state.retiring, serverOf(state)]) if (server) await stopRemembered(server);
    const stopped = this.#ports.clock.now().toISOString();
    await writeState(workspace, {
      ...state,
      stopped,
      pid: null,
      instance: null,
      url: null,
      port: null,
      retiring: null,
    });
    const reasons = [done('stop', `${named(state)} no longer runs in ${environment}.`)];
    return resultOf({ ...told, version: null, previous: state, reasons });
  }

  /** Starts `next`, checks it, and puts it in the place of `current`. */
  async #replace(
    place: Place,
    current: DeploymentState | null,
    next: VersionState,
    change: Pick<DeploymentState, 'previous' | 'rolledBackFrom'>,
    check?: SkewCheck | null,
  ): Promise<Pick<Parameters<typeof resultOf>[0], 'url' | 'check' | 'reasons'>> {
    const { workspace, environment } = place;
    const { signature, heldOut } = await verifiedPackage(next);
    const old = await this.#running(current);
    const { host, port } = this.#config;
    const inTheWay = old !== null && port !== undefined && new URL(old.url).port === String(port);
    // Only a port that is handed over leaves a moment in which the old server may have to start again.
    if (inTheWay) await demandWayBack(place, current, next);
    this.#ports.log.info(`starting a server for ${named(next)}`);
    const server = await this.#start(place, next, 0);
    try {
      const result = await checkAt(server.url, check ?? heldOut, signature);
      this.#ports.log.info(result.reason.sentence);
      if (!result.equal) {
        await server.stop();
        const kept = old ? [done('kept', `What served ${environment} before keeps serving it.`)] : [];
        return { url: old?.url ?? null, check: result, reasons: kept };
      }
      const at =
        port === undefined
          ? server
          : inTheWay && current
            ? await this.#handOver(place, server, port, current, old)
            : await server.move(host, port);
      const state: DeploymentState = {
        format: STATE_FORMAT,
        environment,
        target: 'process',
        ...versionOf(next),
        ...change,
        started: this.#ports.clock.now().toISOString(),
        stopped: null,
        url: at.url,
        pid: server.pid,
        instance: server.instance,
        host,
        port: at.port,
        retiring: inTheWay ? null : old,
      };
      await writeState(workspace, state);
      await server.adopt();
      if (state.retiring) {
        await stopRemembered(state.retiring);
        await writeState(workspace, { ...state, retiring: null });
      }
      const served = done('served', `${environment} serves ${named(next)} at ${at.url}.`);
      return { url: at.url, check: result, reasons: [served] };
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** The server that answers for the environment now; one beside it, of a deployment that was killed, is ended. */
  async #running(current: DeploymentState | null): Promise<ServerIdentity | null> {
    let found: ServerIdentity | null = null;
    for (const server of current ? [serverOf(current), current.retiring] : []) {
      if (!server || !(await isRunning(server))) continue;
      if (found) await stopRemembered(server);
      else found = server;
    }
    return found;
  }

  /** Ends the old server and lets the new one take its port; where that fails the old version comes back. */
  async #handOver(
    place: Place,
    server: StartedServer,
    port: number,
    current: DeploymentState,
    old: ServerIdentity,
  ) {
    await stopRemembered(old);
    try {
      return await server.move(this.#config.host, port);
    } catch (error) {
      const back = await this.#start(place, current, port).catch((again: unknown) => {
        throw new ServiceError(
          `${place.environment} serves nothing: the new server could not take port ${port} ` +
            `(${messageOf(error)}), nor could ${named(current)} come back (${messageOf(again)})`,
          { hint: `See what uses port ${port}, then deploy again.`, cause: error },
        );
      });
      const { pid, instance, url } = back;
      await writeState(place.workspace, { ...current, pid, instance, url, retiring: null });
      await back.adopt();
      throw error;
    }
  }

  async #start(place: Place, version: VersionState, port: number): Promise<StartedServer> {
    const { workspace, environment, program, variables } = place;
    const { host, log } = this.#config;
    return startServer({
      node: program.node,
      words: [
        program.cli,
        ...serveArguments(version.package, {
          host,
          port,
          version: version.version,
          log: resolve(workspace, log),
          name: environment,
          threshold: await place.threshold(version.package),
        }),
      ],
      directory: workspace,
      variables,
      output: outputFile(workspace, environment),
    });
  }
}

function serverOf({ pid, instance, url }: DeploymentState): ServerIdentity | null {
  return pid !== null && instance !== null && url !== null ? { pid, instance, url } : null;
}
