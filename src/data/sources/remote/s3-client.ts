import type http from 'node:http';
import type https from 'node:https';
import type { Readable } from 'node:stream';

/** What is used of `@aws-sdk/client-s3`, which is no dependency but an engine: installed where it is needed. */
export interface S3Module {
  readonly S3Client: new (config: S3Config) => S3Client;
  readonly ListObjectsV2Command: new (input: ListInput) => S3Command<ListOutput>;
  readonly GetObjectCommand: new (input: GetInput) => S3Command<GetOutput>;
}

export interface S3Config {
  readonly region?: string;
  readonly endpoint?: string;
  readonly forcePathStyle: boolean;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly requestHandler: {
    readonly httpAgent: http.Agent;
    readonly httpsAgent: https.Agent;
    readonly connectionTimeout: number;
    readonly socketTimeout: number;
  };
}

declare const output: unique symbol;
export interface S3Command<Output> {
  readonly [output]?: Output;
}

export interface S3Client {
  send<Output>(command: S3Command<Output>, options: { readonly abortSignal: AbortSignal }): Promise<Output>;
  destroy(): void;
}

interface ListInput {
  readonly Bucket: string;
  readonly Prefix: string;
  readonly ContinuationToken?: string;
}

export interface ListOutput {
  readonly Contents?: readonly { readonly Key?: string; readonly ETag?: string; readonly Size?: number }[];
  readonly NextContinuationToken?: string;
}

interface GetInput {
  readonly Bucket: string;
  readonly Key: string;
  readonly IfMatch?: string;
  readonly ChecksumMode: 'ENABLED';
}

export interface GetOutput {
  readonly Body?: Readable;
  readonly ContentLength?: number;
  readonly ETag?: string;
  readonly VersionId?: string;
  readonly ServerSideEncryption?: string;
  readonly SSECustomerAlgorithm?: string;
}
