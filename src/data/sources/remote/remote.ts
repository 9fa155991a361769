import { durationOf } from '../../../config/duration.ts';
import type { SourceConfig } from '../../../config/schema/sources.ts';
import { sizeOf } from '../../../config/size.ts';
import type { Log } from '../../../system/log.ts';
import type { ColumnType } from '../../engine/frame.ts';
import type { Network } from './network.ts';
import type { S3Module } from './s3-client.ts';
import type { Limits } from './transfer.ts';

/** What a source that is not a file of this machine needs of it. */
export interface RemotePorts {
  readonly log: Log;
  readonly network: Network;
  /** A folder for what is fetched; made when it is first asked for, gone with the process. */
  folder(): Promise<string>;
  /** The environment that a user's own program gets. */
  readonly environment: Readonly<Record<string, string>>;
  /** An environment variable, masked from now on. Throws UserError where it is not set. */
  secret(name: string): string;
  /** The variables of the environment that AWS's tools share: keys, region. */
  readonly aws: Readonly<Record<string, string | undefined>>;
  /** Finds, or installs, the client for S3. */
  loadS3(): Promise<S3Module>;
  wait(milliseconds: number): Promise<void>;
  readonly signal?: AbortSignal;
  /** What was fetched in this process: all its stages see the same data, and fetch them once. */
  readonly fetched: Map<string, Promise<Fetched>>;
}

/** What was fetched for a source. */
export interface Fetched {
  /** The folder that holds the files, with folders below it. */
  readonly folder: string;
  /** As the config has it, with files of this machine in the place of addresses. */
  readonly path: readonly string[];
  /** By the path of the file here. */
  readonly files: ReadonlyMap<string, FetchedFile>;
  /** Columns of a file whose types are told by where it comes from. */
  readonly columns?: readonly FetchedColumn[];
}

export interface FetchedFile {
  /** Where it comes from, for messages; nothing secret is in it. */
  readonly shown: string;
  /** `sha256:<hex>` of the file as it came. */
  readonly digest: string;
  /** Which version of the object it is, where the service tells. */
  readonly version?: string;
}

export interface FetchedColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** The type where it comes from, for messages. */
  readonly origin: string;
}

/** A file to fetch into. */
export interface Target {
  /** The source, for messages. */
  readonly name: string;
  readonly source: SourceConfig;
  /** An empty folder. */
  readonly folder: string;
}

/** What fetching a source may take. */
export function limitsOf(source: SourceConfig): Limits {
  return {
    bytes: sizeOf(source['size-limit'] ?? '20GB'),
    milliseconds: durationOf(source['time-limit'] ?? '30m', 'time-limit'),
  };
}

/**
 * The folders of a name or address such as `year=2024`, as a path: they may be columns, so they are kept. What no file
 * system takes is left out.
 */
export function partitionFolders(text: string): string {
  return text
    .split('/')
    .slice(0, -1)
    .filter((part) => part.length <= 200 && /^[^=\\:*?"<>|\p{Cc}]+=[^\\:*?"<>|\p{Cc}]*$/u.test(part))
    .join('/');
}

/** The end of a name or address as the name of a file: letters, digits, dots, hyphens and underscores. */
export function fileName(text: string): string {
  const last = text.split('/').findLast((part) => part !== '') ?? '';
  return (
    last
      .replace(/[^A-Za-z0-9._-]+/g, '_')
      .slice(-100)
      .replace(/^\.+/, '') || 'data'
  );
}
