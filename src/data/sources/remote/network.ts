import type { LookupAddress } from 'node:dns';
import { lookup as systemLookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { messageOf, ServiceError, UserError } from '../../../system/errors.ts';
import { isPublicAddress } from './addresses.ts';

/** How the network may be used; who runs the program decides it, never a config, which a pull request can change. */
export interface Network {
  /** Hosts that may have private addresses, and may be asked without TLS where they are this machine. */
  readonly privateHosts: readonly string[];
  /** The proxy for https, such as `http://proxy.example:3128`. */
  readonly proxy?: string;
  /** Hosts that are reached without the proxy, as `NO_PROXY` has them. */
  readonly noProxy?: string;
  /** All addresses of a host (default: the system's resolver). */
  readonly resolve?: (host: string) => Promise<LookupAddress[]>;
}

/** The connections that `guardedAgents` makes. */
export interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

const LOCAL = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const TUNNEL_MS = 30_000;

/** `url` without what may be secret in it, for messages. */
export function shownUrl(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/**
 * An address that may be asked: https, or http on this machine where `network` allows that host.
 * @param where what names it, for the message
 * @throws UserError for anything else, and for a name or password inside the address
 */
export function checkedUrl(text: string, where: string, network: Network, base?: URL): URL {
  if (!URL.canParse(text, base?.href)) {
    throw new UserError(`${where}: this is no address of the network`, {
      hint: 'Write it as https://host/path.',
    });
  }
  const url = new URL(text, base);
  if (url.username !== '' || url.password !== '') {
    throw new UserError(`${where}: an address must not hold a name or password (${shownUrl(url)})`, {
      hint: 'Take them out, and change the password: it was written to a file.',
    });
  }
  const allowed = network.privateHosts.includes(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && allowed && LOCAL.test(url.hostname))) {
    refusePrivate(url.hostname, where, network);
    return url;
  }
  throw new UserError(`${where}: ${shownUrl(url)} is not https`, {
    hint: 'Only https addresses are read, so that nobody on the way can change the data.',
  });
}

/** Refuses a host that is itself an address which is not public; a name is judged when it is looked up. */
function refusePrivate(host: string, where: string, network: Network): void {
  const address = host.replace(/^\[|\]$/g, '');
  if (isIP(address) === 0 || network.privateHosts.includes(host) || isPublicAddress(address)) return;
  throw refusal(`${where}: ${host}`);
}

function refusal(what: string): UserError {
  return new UserError(`${what} is not on the public internet, and is not asked`, {
    hint: 'Where it is meant to be read, whoever runs this names its host in the environment variable MLOPS_PRIVATE_HOSTS.',
  });
}

/**
 * All addresses of `host`, each of them public, unless the host is one that may be private.
 * @throws UserError where one of them is not
 */
async function publicAddresses(host: string, network: Network): Promise<LookupAddress[]> {
  const resolve = network.resolve ?? ((name: string) => systemLookup(name, { all: true, verbatim: true }));
  const addresses = await resolve(host);
  if (!network.privateHosts.includes(host) && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw refusal(`the host ${host}`);
  }
  return addresses;
}

/** A `lookup` for sockets: what it hands over was checked, and is what the socket connects to. */
function guardedLookup(network: Network): LookupFunction {
  return (host, options, callback) => {
    publicAddresses(host, network).then(
      (found) => {
        const wanted = options.family === 4 || options.family === 6 ? options.family : undefined;
        const usable = found.filter(({ family }) => wanted === undefined || family === wanted);
        const [first] = usable;
        if (!first) {
          const error = Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND' });
          callback(error, '', 0);
        } else if (options.all) callback(null, usable);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
}

/** Agents whose connections go to checked addresses only; those for https through the proxy, where there is one. */
export function guardedAgents(network: Network): Agents {
  const lookup = guardedLookup(network);
  return { http: new GuardedHttpAgent(network, lookup), https: new GuardedHttpsAgent(network, lookup) };
}

type Created = (error: Error | null, socket: Duplex) => void;

/** Node asks no `lookup` about a host that is an address already. */
function refuseAddress(host: string, network: Network): void {
  refusePrivate(isIP(host) === 6 ? `[${host}]` : host, 'the address', network);
}

class GuardedHttpAgent extends http.Agent {
  readonly #network: Network;

  constructor(network: Network, lookup: LookupFunction) {
    super({ lookup });
    this.#network = network;
  }

  override createConnection(options: http.ClientRequestArgs, callback?: Created) {
    refuseAddress(options.host ?? '', this.#network);
    return super.createConnection(options, callback);
  }
}

class GuardedHttpsAgent extends https.Agent {
  readonly #network: Network;

  constructor(network: Network, lookup: LookupFunction) {
    super({ lookup });
    this.#network = network;
  }

  override createConnection(options: https.RequestOptions, callback?: Created) {
    const host = options.host ?? '';
    refuseAddress(host, this.#network);
    const { proxy } = this.#network;
    if (proxy === undefined || isException(host, Number(options.port ?? 443), this.#network.noProxy)) {
      return super.createConnection(options, callback);
    }
    tunnel(proxy, host, Number(options.port ?? 443), this.#network).then(
      (socket) => callback?.(null, tls.connect({ ...(options as tls.ConnectionOptions), socket })),
      // The socket is never looked at where there is an error.
      (error: Error) => callback?.(error, undefined as unknown as Duplex),
    );
    return undefined;
  }
}

/**
 * A connection to `host` through the proxy. The proxy looks the name up itself, so what it may reach is for whoever
 * runs it to say; a name that this machine knows as a private one is refused here all the same.
 */
async function tunnel(proxy: string, host: string, port: number, network: Network): Promise<Duplex> {
  if (isIP(host) === 0) {
    await publicAddresses(host, network).catch((error: unknown) => {
      // Behind a proxy, a machine often knows no names of the internet.
      if (error instanceof UserError) throw error;
    });
  }
  const address = URL.canParse(proxy) ? new URL(proxy) : undefined;
  if (!address || !/^https?:$/.test(address.protocol)) {
    throw new UserError('the proxy of the environment is no http or https address', {
      hint: 'Set HTTPS_PROXY to one such as http://proxy.example:3128, or unset it.',
    });
  }
  const authority = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const headers: Record<string, string> = { host: authority };
  if (address.username !== '') {
    const pair = `${decodeURIComponent(address.username)}:${decodeURIComponent(address.password)}`;
    headers['proxy-authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
  }
  const { request } = address.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const asked = request({
      method: 'CONNECT',
      host: address.hostname.replace(/^\[|\]$/g, ''),
      port: address.port || (address.protocol === 'https:' ? 443 : 80),
      path: authority,
      headers,
      agent: false,
      timeout: TUNNEL_MS,
    });
    const fail = (why: string) =>
      reject(new ServiceError(`the proxy ${address.host} gives no connection to ${authority}: ${why}`));
    asked.once('connect', (response, socket) => {
      if (response.statusCode === 200) resolve(socket);
      else {
        socket.destroy();
        fail(`it answered ${response.statusCode}`);
      }
    });
    asked.once('timeout', () => asked.destroy(new Error('it does not answer')));
    asked.once('error', (error) => fail(messageOf(error)));
    asked.once('response', (response) => {
      response.resume();
      fail(`it answered ${response.statusCode}`);
    });
    asked.end();
  });
}

/** Whether `NO_PROXY` names the host: `*`, a host, a domain with all below it, each with or without a port. */
function isException(host: string, port: number, noProxy = ''): boolean {
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      if (only !== undefined && Number(only) !== port) return false;
      const domain = name.replace(/^\*?\./, '');
      return domain === '*' || host === domain || host.endsWith(`.${domain}`);
    });
}
