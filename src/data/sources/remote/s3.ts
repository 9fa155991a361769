import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RE2JS } from 're2js';
import { ServiceError, UserError } from '../../../system/errors.ts';
import { checkedUrl, guardedAgents, type Network } from './network.ts';
import {
  type FetchedFile,
  fileName,
  limitsOf,
  partitionFolders,
  type RemotePorts,
  type Target,
} from './remote.ts';
import type { GetOutput, ListOutput, S3Command, S3Config, S3Module } from './s3-client.ts';
import { s3Error } from './s3-errors.ts';
import { Interrupted, saveStream, type TransferOptions, withRetries } from './transfer.ts';

/** An object to fetch. */
interface Entry {
  readonly key: string;
  readonly etag?: string;
}

/** How many names are looked through for a pattern, and how many of them may match. */
const MOST_LISTED = 200_000;
const MOST_MATCHED = 10_000;
const IDLE_MS = 60_000;

/**
 * Downloads the objects that `s3://bucket/key` names, where the key may be a glob. Each is asked for as it was listed
 * (by its ETag), held against the checksums that the service gives, and its SHA-256 and version are noted.
 * @returns the files in the order of their keys
 */
export async function downloadS3(
  text: string,
  index: number,
  target: Target,
  ports: RemotePorts,
): Promise<[path: string, file: FetchedFile][]> {
  const { name, source, folder } = target;
  const where = `source ${name}: ${text}`;
  const { bucket, key } = parts(text, where);
  const limits = limitsOf(source);
  const deadline = AbortSignal.timeout(limits.milliseconds);
  const signal = ports.signal ? AbortSignal.any([deadline, ports.signal]) : deadline;
  const module = await ports.loadS3();
  const client = new module.S3Client(configOf(target, ports));
  const ask = async <Output>(command: S3Command<Output>): Promise<Output> =>
    client.send(command, { abortSignal: signal }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw s3Error(error, where);
    });
  try {
    const entries = await matching(module, ask, bucket, key, where, limits.bytes);
    const files: [string, FetchedFile][] = [];
    let left = limits.bytes;
    for (const [number, entry] of entries.entries()) {
      const shown = `s3://${bucket}/${entry.key}`;
      const place = join(folder, partitionFolders(entry.key));
      await mkdir(place, { recursive: true });
      const path = join(place, `${index}-${number}-${fileName(entry.key)}`);
      const transfer = { shown, limits: { ...limits, bytes: left }, log: ports.log, signal };
      const { bytes, file } = await withRetries(
        () => fetchObject(module, ask, bucket, entry, path, transfer),
        {
          log: ports.log,
          wait: ports.wait,
          signal,
        },
      );
      left -= bytes;
      files.push([path, file]);
    }
    return files;
  } catch (error) {
    ports.signal?.throwIfAborted();
    if (!deadline.aborted) throw error;
    throw new ServiceError(`${where} was not there after ${source['time-limit'] ?? '30m'}`, {
      hint: 'Raise `time-limit` of the source, or name fewer objects.',
      cause: error,
    });
  } finally {
    client.destroy();
  }
}

type Ask = <Output>(command: S3Command<Output>) => Promise<Output>;

function parts(text: string, where: string): { bucket: string; key: string } {
  const [, bucket = '', key = ''] = /^s3:\/\/([A-Za-z0-9][A-Za-z0-9._-]{1,62})\/(.+)$/s.exec(text) ?? [];
  if (bucket !== '' && !key.endsWith('/')) return { bucket, key };
  throw new UserError(`${where} names no object`, {
    hint: 'Write it as s3://bucket/key, where the key may be a glob such as data/*.parquet.',
  });
}

function configOf({ name, source: { s3 = {} } }: Target, { aws, network }: RemotePorts): S3Config {
  const own = aws.AWS_ENDPOINT_URL_S3 ?? aws.AWS_ENDPOINT_URL;
  const endpoint = s3.endpoint ?? own;
  const region =
    s3.region ?? aws.AWS_REGION ?? aws.AWS_DEFAULT_REGION ?? (endpoint ? 'us-east-1' : undefined);
  let reach: Network = network;
  if (s3.endpoint !== undefined) checkedUrl(s3.endpoint, `source ${name}: s3.endpoint`, network);
  else if (own !== undefined && URL.canParse(own)) {
    // Who sets the environment of this program says what it may reach.
    reach = { ...network, privateHosts: [...network.privateHosts, new URL(own).hostname] };
  }
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = aws;
  const agents = guardedAgents(reach);
  return {
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    // Services beside AWS seldom have a host for each bucket.
    forcePathStyle: s3['path-style'] ?? endpoint !== undefined,
    // Where there are no keys, the client asks what AWS's tools ask: profile, role of the job, role of the machine.
    ...(id && secret
      ? {
          credentials: {
            accessKeyId: id,
            secretAccessKey: secret,
            ...(token ? { sessionToken: token } : {}),
          },
        }
      : {}),
    requestHandler: {
      httpAgent: agents.http,
      httpsAgent: agents.https,
      connectionTimeout: IDLE_MS,
      socketTimeout: IDLE_MS,
    },
  };
}

/** The objects whose keys match, in the order of their keys. */
async function matching(
  module: S3Module,
  ask: Ask,
  bucket: string,
  key: string,
  where: string,
  limit: number,
): Promise<Entry[]> {
  const magic = key.search(/[*?[]/);
  if (magic < 0) return [{ key }];
  const pattern = RE2JS.compile(globExpression(key), RE2JS.DOTALL);
  const found: Entry[] = [];
  let listed = 0;
  let bytes = 0;
  let next: string | undefined;
  do {
    const page: ListOutput = await ask(
      new module.ListObjectsV2Command({
        Bucket: bucket,
        Prefix: key.slice(0, magic),
        ...(next === undefined ? {} : { ContinuationToken: next }),
      }),
    );
    for (const { Key: name, ETag: etag, Size: size = 0 } of page.Contents ?? []) {
      listed += 1;
      if (name === undefined || name.endsWith('/') || !pattern.matches(name)) continue;
      bytes += size;
      found.push({ key: name, ...(etag === undefined ? {} : { etag }) });
    }
    if (found.length > MOST_MATCHED || listed > MOST_LISTED) {
      throw new UserError(`${where} names too much: ${found.length} of ${listed} objects match so far`, {
        hint: 'Let the pattern begin with a longer fixed part, or gather the data in fewer files.',
      });
    }
    next = page.NextContinuationToken;
  } while (next !== undefined);
  if (found.length === 0) {
    throw new UserError(`${where}: no object matches (${listed} begin like it)`, {
      hint: 'Check bucket and key; `*` stops at a slash, `**` does not.',
    });
  }
  if (bytes > limit) {
    throw new UserError(`${where}: the objects that match have ${Math.ceil(bytes / 1e6)} MB in all`, {
      hint: 'Raise `size-limit` of the source, or name fewer.',
    });
  }
  return found;
}

/** A glob as a regular expression: `*` and `?` stop at a slash, a step `**` is any number of folders. */
export function globExpression(glob: string): string {
  const special = /[.*+?^${}()|[\]\\]/g;
  let expression = '';
  for (let at = 0; at < glob.length; at++) {
    const rest = glob.slice(at);
    const set = /^\[(!?)([^\]/]+)\]/.exec(rest);
    const folders = /^\*\*\//.exec(rest);
    if (folders) expression += '(?:[^/]*/)*';
    else if (rest.startsWith('**')) expression += '.*';
    else if (set) expression += `[${set[1] ? '^' : ''}${set[2]?.replace(/[\\^[\]]/g, '\\$&')}]`;
    else if (rest[0] === '*') expression += '[^/]*';
    else if (rest[0] === '?') expression += '[^/]';
    else expression += (rest[0] ?? '').replace(special, '\\$&');
    at += (folders?.[0].length ?? (rest.startsWith('**') ? 2 : (set?.[0].length ?? 1))) - 1;
  }
  return expression;
}

async function fetchObject(
  module: S3Module,
  ask: Ask,
  bucket: string,
  { key, etag }: Entry,
  path: string,
  transfer: TransferOptions,
): Promise<{ bytes: number; file: FetchedFile }> {
  const object = await ask(
    new module.GetObjectCommand({
      Bucket: bucket,
      Key: key,
      ...(etag === undefined ? {} : { IfMatch: etag }),
      ChecksumMode: 'ENABLED',
    }),
  );
  if (object.Body === undefined) throw new Interrupted(`${transfer.shown} came without content`);
  const { bytes, digest, md5 } = await saveStream(object.Body, path, {
    ...transfer,
    ...(object.ContentLength === undefined ? {} : { expected: object.ContentLength }),
  });
  const plain = plainMd5(object);
  if (plain !== undefined && plain !== md5) {
    throw new Interrupted(`${transfer.shown} came damaged: its MD5 is ${md5}, and the service says ${plain}`);
  }
  const version = object.VersionId ?? object.ETag?.replaceAll('"', '');
  return { bytes, file: { shown: transfer.shown, digest, ...(version === undefined ? {} : { version }) } };
}

/** The ETag where it is the MD5 of the content: of an object in one part that no key of a customer encrypts. */
function plainMd5({ ETag = '', ServerSideEncryption: sse = 'AES256', SSECustomerAlgorithm: own }: GetOutput) {
  const md5 = /^"?([0-9a-f]{32})"?$/.exec(ETag)?.[1];
  return sse === 'AES256' && own === undefined ? md5 : undefined;
}
