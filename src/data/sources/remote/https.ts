import { mkdir } from 'node:fs/promises';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { messageOf, ServiceError, UserError } from '../../../system/errors.ts';
import { type Agents, checkedUrl, type Network, shownUrl } from './network.ts';
import {
  type FetchedFile,
  fileName,
  limitsOf,
  partitionFolders,
  type RemotePorts,
  type Target,
} from './remote.ts';
import { Interrupted, interruptionOf, saveStream, type TransferOptions, withRetries } from './transfer.ts';

const REDIRECTS = 5;
/** How long a server may say nothing. */
const IDLE_MS = 60_000;
/** Faults of a certificate, which no second attempt mends. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS/;

/**
 * Downloads one file by https. Every address on the way, also of a redirect, must be public and https; nothing that
 * could identify this machine's user is sent.
 * @returns the path of the file, and what it is
 */
export async function downloadHttps(
  text: string,
  index: number,
  target: Target,
  agents: Agents,
  ports: RemotePorts,
): Promise<[path: string, file: FetchedFile]> {
  const { name, source, folder } = target;
  const url = checkedUrl(text, `source ${name}`, ports.network);
  const shown = shownUrl(url);
  const limits = limitsOf(source);
  const place = join(folder, partitionFolders(url.pathname));
  await mkdir(place, { recursive: true });
  const path = join(place, `${index}-${fileName(decodedPath(url))}`);
  const deadline = AbortSignal.timeout(limits.milliseconds);
  const signal = ports.signal ? AbortSignal.any([deadline, ports.signal]) : deadline;
  const transfer = { shown, limits, log: ports.log, signal };
  try {
    const { digest } = await withRetries(() => attempt(url, path, transfer, agents, ports.network), {
      log: ports.log,
      wait: ports.wait,
      signal,
    });
    return [path, { shown, digest }];
  } catch (error) {
    ports.signal?.throwIfAborted();
    if (!deadline.aborted) throw error;
    throw new ServiceError(`${shown} was not there after ${source['time-limit'] ?? '30m'}`, {
      hint: 'Raise `time-limit` of the source, or ask for less.',
      cause: error,
    });
  }
}

function decodedPath(url: URL): string {
  try {
    return decodeURIComponent(url.pathname);
  } catch {
    return url.pathname;
  }
}

async function attempt(
  first: URL,
  path: string,
  transfer: TransferOptions,
  agents: Agents,
  network: Network,
) {
  let url = first;
  for (let hops = 0; ; hops++) {
    const response = await ask(url, transfer, agents);
    const { statusCode = 0, headers } = response;
    if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
      response.destroy();
      if (hops === REDIRECTS) {
        throw new ServiceError(`${transfer.shown} leads on more than ${REDIRECTS} times`, {
          hint: 'Write the last address into the config.',
        });
      }
      url = checkedUrl(headers.location, `${transfer.shown} leads to another address`, network, url);
      continue;
    }
    if (statusCode !== 200) {
      response.destroy();
      throw refused(statusCode, headers['retry-after'], transfer.shown);
    }
    const encoding = headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity' && !/\.(gz|zst)$/.test(path)) {
      response.destroy();
      throw new ServiceError(`${transfer.shown} comes compressed (${encoding}), which was not asked for`, {
        hint: 'Let the server send the file as it is, or store it compressed and name it *.gz.',
      });
    }
    const length = headers['content-length'];
    return await saveStream(response, path, {
      ...transfer,
      ...(length === undefined ? {} : { expected: Number(length) }),
    });
  }
}

function ask(url: URL, { shown, signal }: TransferOptions, agents: Agents): Promise<IncomingMessage> {
  const secure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => {
      const code = error.code ?? '';
      if (CERTIFICATE.test(code)) {
        reject(
          new ServiceError(`${shown}: the server's certificate is not trusted (${messageOf(error)})`, {
            hint: 'Where it is signed by an authority of your own, name its file in NODE_EXTRA_CA_CERTS.',
            cause: error,
          }),
        );
      } else if (code === 'ENOTFOUND') {
        reject(
          new ServiceError(`${shown}: there is no host ${url.hostname}`, {
            hint: 'Check the address, and that this machine has a network.',
            cause: error,
          }),
        );
      } else reject(interruptionOf(error, shown));
    };
    try {
      const request = (secure ? https : http).get(
        url,
        {
          agent: secure ? agents.https : agents.http,
          headers: { 'user-agent': 'mlops-actions', accept: '*/*', 'accept-encoding': 'identity' },
          timeout: IDLE_MS,
          ...(signal ? { signal } : {}),
        },
        resolve,
      );
      request.on('timeout', () => request.destroy(new Error(`it said nothing for ${IDLE_MS / 1000} s`)));
      request.on('error', fail);
    } catch (error) {
      fail(error as NodeJS.ErrnoException);
    }
  });
}

function refused(status: number, retryAfter: string | undefined, shown: string): Error {
  if (status === 404 || status === 410) {
    return new UserError(`${shown} does not exist (the server answered ${status})`, {
      hint: 'Check the address in `data.sources`.',
    });
  }
  if (status === 401 || status === 403) {
    return new UserError(`${shown} may not be read (the server answered ${status})`, {
      hint: 'Only files that need no sign-in are read by https; for others use `s3://` or a `command`.',
    });
  }
  const message = `${shown}: the server answered ${status}`;
  if (status === 408 || status === 429 || status >= 500) {
    return new Interrupted(message, { afterMs: retryMs(retryAfter) });
  }
  return new ServiceError(message, { hint: 'Open the address by hand to see what it says.' });
}

/** `Retry-After` in seconds or as a date. */
function retryMs(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1000;
  const until = Date.parse(text) - Date.now();
  return Number.isNaN(until) ? undefined : Math.max(0, until);
}
