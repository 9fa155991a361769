declare module 'pg-copy-streams' {
  import type { Readable } from 'node:stream';
  import type { Submittable } from 'pg';

  /** The bytes that `COPY … TO STDOUT` sends. */
  export function to(sql: string): Readable & Submittable;
}
