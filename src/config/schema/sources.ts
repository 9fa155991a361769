import Type, { type Static } from 'typebox';
import { object } from '../../system/schema-shapes.ts';
import { SIZE_PATTERN } from '../size.ts';
import { argv, duration } from './shapes.ts';

/** Names of SQL. */
export const SOURCE_NAME = '^[A-Za-z_][A-Za-z0-9_]{0,62}$';
const COLUMN_TYPE = Type.Enum(['integer', 'number', 'string', 'boolean', 'timestamp', 'date']);

/** An address of the network in `data.sources.<name>.path`. */
export const NETWORK_ADDRESS = /^[a-z][a-z0-9+.-]+:\/\//i;

export const SourceSchema = object(
  {
    path: Type.Optional(
      Type.Union(
        [Type.String({ minLength: 1 }), Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })],
        {
          description:
            'a file, a glob, an address (`https://…`, `s3://bucket/key`, also with a glob) or a list of them; files are relative to this config file',
        },
      ),
    ),
    postgres: Type.Optional(
      object(
        {
          connection: Type.String({
            pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
            description: 'the environment variable that holds the address of the database, `postgres://…`',
          }),
          query: Type.String({ minLength: 1, description: 'one SELECT; its rows are the table' }),
        },
        'A table read from Postgres, in place of `path`.',
      ),
    ),
    command: Type.Optional(
      argv(
        'a program that writes the table to the file `MLOPS_DATA_OUTPUT`, or CSV to standard output, in place of `path`',
      ),
    ),
    format: Type.Optional(
      Type.Enum(['csv', 'parquet', 'json', 'arrow'], {
        description:
          'told by the file name where it is left out; `json` is JSON Lines, `arrow` is Arrow IPC (Feather)',
      }),
    ),
    sha256: Type.Optional(
      Type.String({
        pattern: '^[0-9a-f]{64}$',
        description: 'the digest that the one file of `path` must have',
      }),
    ),
    s3: Type.Optional(
      object(
        {
          region: Type.Optional(
            Type.String({ minLength: 1, description: 'default: the environment’s `AWS_REGION`' }),
          ),
          endpoint: Type.Optional(
            Type.String({ minLength: 1, description: 'the address of a service that is not AWS’s own' }),
          ),
          'path-style': Type.Optional(
            Type.Boolean({ description: 'name the bucket in the path, not in the host (MinIO)' }),
          ),
        },
        'How `s3://` is reached.',
      ),
    ),
    hive: Type.Optional(
      Type.Boolean({
        description:
          'whether folders of `path` such as `year=2024` are columns (default: where all files are in such)',
      }),
    ),
    'time-limit': Type.Optional(duration('how long fetching may take; default `30m`')),
    'size-limit': Type.Optional(
      Type.String({
        pattern: SIZE_PATTERN,
        description: 'how much may be fetched: a whole number and MB, GB or TB; default `20GB`',
      }),
    ),
    missing: Type.Optional(
      Type.Array(Type.String(), {
        description: 'texts that mean “missing” in CSV; the empty text always does (`[NA]`)',
      }),
    ),
    delimiter: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1,
        description: 'what separates the values of CSV; found where left out',
      }),
    ),
    types: Type.Optional(
      Type.Record(Type.String(), COLUMN_TYPE, {
        description: 'column types of CSV or JSON that must not be inferred',
      }),
    ),
  },
  'One table of input data.',
);

export type SourceConfig = Static<typeof SourceSchema>;
