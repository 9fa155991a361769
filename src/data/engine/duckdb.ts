import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf, UserError } from '../../system/errors.ts';
import { memoryBytes } from '../../system/machine.ts';
import { DuckDBEngine } from './duckdb-engine.ts';
import type { DuckDBModule } from './duckdb-values.ts';
import type { DataEngine } from './engine.ts';
import { literal } from './sql.ts';

export interface EngineOptions {
  /** The only folders, with all beneath them, that SQL may read and write. */
  readonly allowedDirectories: readonly string[];
  /** Where DuckDB spills what does not fit in memory; created when absent. */
  readonly temporaryDirectory: string;
  /** Finds and loads `@duckdb/node-api`; called once. */
  readonly loadModule: () => Promise<DuckDBModule>;
  readonly threads?: number;
  /**
   * In DuckDB's words, such as `2GB`, and then never more. Where left out, work begins with 600 MB, of which
   * spilling makes more data than that; a query that needs more at once gets what the machine has.
   */
  readonly memoryLimit?: string;
  /** How long one query may take (default: ten minutes). SQL of a config or contract can be endless. */
  readonly queryLimitMs?: number;
}

const QUERY_LIMIT_MS = 600_000;
/** Longer timers end at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Enough for a million rows of thirty columns twice, or for ten million that are spilled. */
const USUAL_MEMORY = 600e6;
/** Dropped tables from this size on are given back to the machine; else DuckDB holds up to half a gigabyte beside its limit. */
const GIVEN_BACK = '10MB';
/** What DuckDB may take of the machine's, or the container's, memory. */
const MOST_MEMORY = 0.7;

/**
 * Opens an in-memory DuckDB that reads and writes nothing but the allowed folders, loads no extension,
 * takes no further settings, and knows one time zone: UTC.
 * @throws UserError where DuckDB cannot start, such as a memory limit that it does not understand
 */
export async function openEngine(options: EngineOptions): Promise<DataEngine> {
  const module = await options.loadModule();
  const temporaryDirectory = resolve(options.temporaryDirectory);
  await mkdir(temporaryDirectory, { recursive: true });
  const most = Math.floor(MOST_MEMORY * memoryBytes());
  const spare = options.memoryLimit === undefined && most > USUAL_MEMORY ? most : undefined;
  try {
    const instance = await module.DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
      allocator_bulk_deallocation_flush_threshold: GIVEN_BACK,
      allocator_background_threads: 'true',
      memory_limit: options.memoryLimit ?? `${Math.min(USUAL_MEMORY, most)}B`,
    });
    const connection = await instance.connect();
    const allowed = [...options.allowedDirectories.map((path) => resolve(path)), temporaryDirectory];
    for (const setting of [
      "TimeZone = 'UTC'",
      'allow_persistent_secrets = false',
      `temp_directory = ${literal(temporaryDirectory)}`,
      `allowed_directories = [${[...new Set(allowed)].map(literal).join(', ')}]`,
      ...(spare === undefined ? [] : ["allowed_configs = ['memory_limit']"]),
      'enable_external_access = false',
      'lock_configuration = true',
    ]) {
      await connection.run(`SET ${setting}`);
    }
    const limit = Math.min(options.queryLimitMs ?? QUERY_LIMIT_MS, LONGEST_TIMER);
    return new DuckDBEngine(module, instance, connection, temporaryDirectory, spare, limit);
  } catch (error) {
    throw new UserError(`the data engine did not start: ${messageOf(error)}`, {
      hint: 'Check the memory limit, the number of threads and the temporary folder.',
      cause: error,
    });
  }
}
