import { constants } from 'node:fs';
import { access, type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Value } from '../data/engine/frame.ts';
import type { Clock } from '../system/clock.ts';
import { messageOf, UserError } from '../system/errors.ts';

/**
 * The serving log: JSON Lines, one line for each row that was answered.
 *
 *     {"carrier":"AA","origin":"JFK","time_hour":"2013-06-01T09:00:00.000Z","mlops":{"time":…,"version":…}}
 *
 * The contract's columns stand at the top under their own names, so that the log is itself a dataset
 * of view rows that any tool reads; a column may be called anything but `mlops`. What the server adds
 * is inside that one object (`LoggedAnswer`). Refused requests leave nothing.
 *
 * Each server process writes files of its own, `<name>-<UTC day>-<instance>-<number>.jsonl`, so no two
 * processes share one. Lines are appended whole; only a killed server can leave a last line unended.
 */
export const LOG_KEY = 'mlops';

/** What the server adds to a row, under `LOG_KEY`. */
export interface LoggedAnswer {
  /** The view's time of the row (ISO 8601, UTC); the moment of the request where the view has none. */
  readonly time: string;
  /** When the request came, by the clock. */
  readonly received: string;
  readonly model: string;
  readonly version: string;
  readonly prediction: string | number;
  /** The probability of the positive class, the value of a regression, or the predicted class's probability. */
  readonly score: number;
  /** Of all classes, where there are more than two. */
  readonly probabilities?: Readonly<Record<string, number>>;
  /** From the request's arrival until its answer was computed, whatever the number of its rows. */
  readonly latency_ms: number;
}

/** One line, without its end. Columns are names with values that JSON can hold. */
export function logLine(columns: readonly (readonly [string, Value])[], answer: LoggedAnswer): string {
  const line = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of columns) line[name] = value;
  line[LOG_KEY] = answer;
  return JSON.stringify(line);
}

export interface ServingLogOptions {
  readonly directory: string;
  /** How the files begin: the environment or the model. */
  readonly name: string;
  /** Names this process among all that write to the folder. */
  readonly instance: string;
  readonly clock: Clock;
  /** A new file is begun before one grows beyond this (default 64 MiB). */
  readonly maximumBytes?: number;
}

/** How the log fares: an answer never waits for a disk that is full, so losses must be visible here. */
export interface ServingLogStatus {
  readonly healthy: boolean;
  readonly error: string | null;
  readonly written: number;
  readonly lost: number;
}

interface Batch {
  readonly day: string;
  readonly bytes: Buffer;
  readonly rows: number;
  readonly done: () => void;
}

/**
 * The writer of one process. Requests that come while a write is under way are written together,
 * in the order they came.
 */
export class ServingLog {
  readonly #options: ServingLogOptions;
  readonly #waiting: Batch[] = [];
  #working: Promise<void> | null = null;
  #file: { readonly handle: FileHandle; readonly path: string; readonly day: string; size: number } | null =
    null;
  #number = 0;
  #error: string | null = null;
  #written = 0;
  #lost = 0;

  private constructor(options: ServingLogOptions) {
    this.#options = options;
  }

  /** Makes the folder. A folder that cannot be written to is a `UserError`. */
  static async open(options: ServingLogOptions): Promise<ServingLog> {
    try {
      await mkdir(options.directory, { recursive: true });
      await access(options.directory, constants.W_OK);
    } catch (error) {
      throw new UserError(`cannot write the serving log to ${options.directory}: ${messageOf(error)}`, {
        hint: 'Name a folder that may be written to, or free space on its disk.',
        cause: error,
      });
    }
    return new ServingLog(options);
  }

  get status(): ServingLogStatus {
    return {
      healthy: this.#error === null,
      error: this.#error,
      written: this.#written,
      lost: this.#lost,
    };
  }

  /**
   * Appends whole lines and returns when the system has them (they outlive this process, not a power
   * cut). Never rejects: what cannot be written is counted in `status`.
   */
  append(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push({
        day: this.#options.clock.now().toISOString().slice(0, 10),
        bytes: Buffer.from(`${lines.join('\n')}\n`),
        rows: lines.length,
        done: resolve,
      });
      this.#working ??= this.#work();
    });
  }

  /** Writes what is waiting and closes the file. */
  async close(): Promise<void> {
    while (this.#working) await this.#working;
    await this.#end();
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const day = this.#waiting[0]?.day ?? '';
      const other = this.#waiting.findIndex((batch) => batch.day !== day);
      const batches = this.#waiting.splice(0, other < 0 ? this.#waiting.length : other);
      const rows = batches.reduce((sum, batch) => sum + batch.rows, 0);
      try {
        await this.#write(day, Buffer.concat(batches.map((batch) => batch.bytes)));
        this.#written += rows;
        this.#error = null;
      } catch (error) {
        this.#lost += rows;
        this.#error = messageOf(error);
      }
      for (const batch of batches) batch.done();
    }
    this.#working = null;
  }

  async #write(day: string, bytes: Buffer): Promise<void> {
    const limit = this.#options.maximumBytes ?? 64 * 2 ** 20;
    const current = this.#file;
    if (current && (current.day !== day || (current.size > 0 && current.size + bytes.length > limit))) {
      await this.#end();
    }
    try {
      await this.#appendTo(day, bytes);
    } catch (error) {
      // A limit on the size of a file is no full disk: the next file has room again.
      if ((error as NodeJS.ErrnoException).code !== 'EFBIG' || !this.#file || this.#file.size === 0)
        throw error;
      await this.#end();
      await this.#appendTo(day, bytes);
    }
  }

  async #appendTo(day: string, bytes: Buffer): Promise<void> {
    const file = this.#file ?? (await this.#begin(day));
    let done = 0;
    try {
      while (done < bytes.length) {
        const { bytesWritten } = await file.handle.write(bytes, done, bytes.length - done, file.size + done);
        done += bytesWritten;
      }
      file.size += bytes.length;
    } catch (error) {
      // A full disk may have taken a part: take it back, so that the next line does not join on to it.
      if (done > 0) await file.handle.truncate(file.size).catch(() => this.#end());
      throw error;
    }
  }

  async #begin(day: string) {
    this.#number += 1;
    const { directory, name, instance } = this.#options;
    const path = join(directory, `${name}-${day}-${instance}-${String(this.#number).padStart(3, '0')}.jsonl`);
    this.#file = { handle: await open(path, 'wx'), path, day, size: 0 };
    return this.#file;
  }

  async #end(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.handle.close().catch(() => undefined);
    if (file?.size === 0) await rm(file.path, { force: true });
  }
}
