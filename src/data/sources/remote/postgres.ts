import { join } from 'node:path';
import type { Client, FieldDef } from 'pg';
import { DataError, messageOf, ServiceError, UserError } from '../../../system/errors.ts';
import type { ColumnType } from '../../engine/frame.ts';
import { type Fetched, type FetchedColumn, limitsOf, type RemotePorts, type Target } from './remote.ts';
import { Interrupted, saveStream, withRetries } from './transfer.ts';

/** Types of Postgres by the number that it gives them, as types of columns; all others are read as text. */
const TYPES: Readonly<Record<number, readonly [type: ColumnType, name: string]>> = {
  16: ['boolean', 'boolean'],
  20: ['integer', 'bigint'],
  21: ['integer', 'smallint'],
  23: ['integer', 'integer'],
  26: ['integer', 'oid'],
  700: ['number', 'real'],
  701: ['number', 'double precision'],
  1082: ['date', 'date'],
  1114: ['timestamp', 'timestamp'],
  1184: ['timestamp', 'timestamptz'],
  1700: ['number', 'numeric'],
};
const NUMERIC = 1700;
const CONNECT_MS = 30_000;

/**
 * Copies the rows of a query into a CSV file: in one read-only transaction, with a time limit that the server keeps,
 * streamed by `COPY`. What is missing is an unquoted \N there and every value is quoted, so that no text is taken for
 * a missing one.
 * @throws UserError for a connection that is not set, a query that is refused
 * @throws ServiceError where the server fails or cannot be reached
 */
export async function copyFromPostgres(
  { name, source, folder }: Target,
  ports: RemotePorts,
): Promise<Fetched> {
  const { connection, query } = source.postgres as NonNullable<typeof source.postgres>;
  const secret = ports.secret(connection);
  const shown = `Postgres (${connection})`;
  if (!/^postgres(ql)?:\/\//.test(secret) || !URL.canParse(secret)) {
    throw new UserError(
      `source ${name}: the environment variable ${connection} holds no address of Postgres`,
      {
        hint: 'Write it as postgres://user:password@host:5432/database?sslmode=verify-full.',
      },
    );
  }
  const limits = limitsOf(source);
  const path = join(folder, 'rows.csv');
  const deadline = AbortSignal.timeout(limits.milliseconds);
  const signal = ports.signal ? AbortSignal.any([deadline, ports.signal]) : deadline;
  const copy = async (): Promise<Fetched> => {
    const client = await connected(secret);
    const stop = () => client.connection.stream.destroy();
    signal.addEventListener('abort', stop);
    try {
      signal.throwIfAborted();
      const columns = await openQuery(client, query, limits.milliseconds, name);
      const { to } = await import('pg-copy-streams');
      const rows = client.query(
        to(`COPY (${query}\n) TO STDOUT (FORMAT csv, NULL '\\N', FORCE_QUOTE *, ENCODING 'UTF8')`),
      );
      const { digest } = await saveStream(rows, path, { shown, limits, log: ports.log, signal });
      await client.query('COMMIT');
      return { folder, path: [path], files: new Map([[path, { shown, digest }]]), columns };
    } finally {
      signal.removeEventListener('abort', stop);
      // After a failure there is nobody to say goodbye to.
      client.connection.stream.destroy();
    }
  };
  try {
    return await withRetries(
      () =>
        copy().catch((error: unknown) => {
          throw postgresError(error, `source ${name}: ${shown}`, secret);
        }),
      { log: ports.log, wait: ports.wait, signal },
    );
  } catch (error) {
    ports.signal?.throwIfAborted();
    if (!deadline.aborted) throw error;
    throw tookTooLong(`source ${name}: ${shown}`, error);
  }
}

/** `pg` tells the connection below the client, but its types do not. */
type OpenClient = Client & { readonly connection: { readonly stream: { destroy(): void } } };

async function connected(secret: string): Promise<OpenClient> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    connectionString: secret,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: 'mlops-actions',
  }) as OpenClient;
  // Told by the query that is under way as well; without a listener it would end the process.
  client.on('error', () => {});
  await client.connect();
  return client;
}

/**
 * Begins the transaction and asks the server for the columns of `query`. It goes as a prepared statement: a text
 * which closes the bracket around it, or holds a second statement, is an error there, so that nothing but a query can
 * reach the `COPY` that follows.
 */
async function openQuery(
  client: OpenClient,
  query: string,
  milliseconds: number,
  name: string,
): Promise<FetchedColumn[]> {
  await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  for (const setting of [
    `statement_timeout = ${Math.min(milliseconds, 2 ** 31 - 1)}`,
    "TimeZone = 'UTC'",
    "DateStyle = 'ISO, YMD'",
    "IntervalStyle = 'iso_8601'",
    "bytea_output = 'hex'",
    'extra_float_digits = 3',
  ]) {
    await client.query(`SET LOCAL ${setting}`);
  }
  const described = await client.query({
    text: `SELECT * FROM (${query}\n) AS source LIMIT 0`,
    queryMode: 'extended',
  } as { text: string });
  if (described.fields.length === 0) {
    throw new UserError(`source ${name}: the query has no columns`, { hint: 'Select at least one.' });
  }
  return described.fields.map(columnOf);
}

function columnOf({ name, dataTypeID, dataTypeModifier }: FieldDef): FetchedColumn {
  const [type, origin] = TYPES[dataTypeID] ?? ['string', 'text'];
  if (dataTypeID === NUMERIC && dataTypeModifier >= 4) {
    const precision = (dataTypeModifier - 4) >> 16;
    const scale = (dataTypeModifier - 4) & 0x7ff;
    // Eighteen digits always fit into 64 bits.
    if (scale === 0 && precision <= 18) return { name, type: 'integer', origin: `numeric(${precision})` };
  }
  return { name, type, origin };
}

/** States of Postgres that pass: too many connections, starting up, shutting down. */
const PASSING = /^(08|53300|57P0[123])/;

/** What Postgres or the way to it said, as an error of ours; the secret is in no message. */
function postgresError(error: unknown, where: string, secret: string): unknown {
  if (error instanceof UserError || error instanceof ServiceError) return error;
  const beneath = error instanceof Interrupted && error.cause ? error.cause : error;
  const { code = '' } = beneath as NodeJS.ErrnoException;
  const message = `${where}: ${hidden(messageOf(beneath), secret)}`;
  if (code === '57014') return tookTooLong(where, undefined);
  if (/^28|^3D000$/.test(code)) {
    return new UserError(message, { hint: 'Check the address in the environment variable.' });
  }
  if (code === '25006') {
    return new UserError(message, { hint: 'The query may only read: the transaction is read-only.' });
  }
  if (code === '42501') {
    return new UserError(message, { hint: 'Grant the role of the connection the right to read it.' });
  }
  if (/^(42|0A)/.test(code))
    return new UserError(message, { hint: 'Mend `query`: one SELECT, without a semicolon.' });
  if (/^22/.test(code)) return new DataError(message, { hint: 'Mend the data, or the query.' });
  if (/^[0-9A-Z]{5}$/.test(code) && !PASSING.test(code)) return new ServiceError(message);
  if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS/.test(code) || /SSL/.test(message)) {
    return new ServiceError(message, {
      hint: 'Mend `sslmode` in the address, or name your own authority in NODE_EXTRA_CA_CERTS.',
    });
  }
  return new Interrupted(message);
}

function tookTooLong(where: string, cause: unknown): ServiceError {
  return new ServiceError(`${where}: the query took longer than it may`, {
    hint: 'Raise `time-limit` of the source, or select less.',
    cause,
  });
}

function hidden(message: string, secret: string): string {
  const { password } = new URL(secret);
  return [secret, password, decodeURIComponent(password)]
    .filter((part) => part !== '')
    .reduce((text, part) => text.replaceAll(part, '***'), message);
}
