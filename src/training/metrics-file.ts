import { open } from 'node:fs/promises';
import type { HistoryEntry } from './trainer.ts';

const POLL_MS = 300;
const MAXIMUM_BYTES = 64 * 2 ** 20;
const MAXIMUM_LINE = 64 * 1024;
const MAXIMUM_HISTORY = 1000;

/** A line of `metrics.jsonl`: what one pass over the data gave. */
export interface MetricsLine {
  readonly epoch: number;
  readonly loss: number | null;
  readonly validationLoss: number | null;
  /** How many passes there will be, where the program says. */
  readonly epochs: number | null;
  /** All other numbers of the line. */
  readonly others: Readonly<Record<string, number>>;
}

/**
 * Follows a `metrics.jsonl` while a program appends to it. Each line is a JSON object with numbers:
 * `epoch`, `loss` and `validation_loss` (or `val_loss`), `epochs` for the total, and any others.
 */
export class MetricsFile {
  readonly #path: string;
  readonly #onLine: (line: MetricsLine, entry: HistoryEntry) => void;
  readonly #seconds: () => number;
  readonly #entries: HistoryEntry[] = [];
  /** Lines that are not what they must be. */
  ignored = 0;
  #position = 0;
  #rest = '';
  #timer: NodeJS.Timeout | undefined;
  #reading: Promise<void> = Promise.resolve();

  constructor(path: string, seconds: () => number, onLine: (line: MetricsLine, entry: HistoryEntry) => void) {
    this.#path = path;
    this.#seconds = seconds;
    this.#onLine = onLine;
  }

  /** What was read so far, evenly thinned: a line for each of a million steps would fill the record. */
  get history(): HistoryEntry[] {
    const step = Math.ceil(this.#entries.length / MAXIMUM_HISTORY);
    return this.#entries.filter((_, index) => (this.#entries.length - 1 - index) % step === 0);
  }

  start(): void {
    this.#timer = setInterval(() => this.#next(), POLL_MS);
  }

  /** Reads what is left, also a last line without an end. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#next();
    await this.#reading;
    if (this.#rest.trim() !== '') this.#take(this.#rest);
    this.#rest = '';
  }

  #next(): void {
    // A file that cannot be read shows no progress; training goes on.
    this.#reading = this.#reading.then(() => this.#read()).catch(() => undefined);
  }

  async #read(): Promise<void> {
    const file = await open(this.#path).catch(() => undefined);
    if (!file) return;
    try {
      const { size } = await file.stat();
      const length = Math.min(size, MAXIMUM_BYTES) - this.#position;
      if (length <= 0) return;
      const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, this.#position);
      const text = buffer.subarray(0, bytesRead);
      // Whole lines only, so that no character is cut in two.
      const whole = text.lastIndexOf(0x0a) + 1;
      this.#position += whole;
      for (const line of text.subarray(0, whole).toString('utf8').split('\n'))
        if (line.trim() !== '') this.#take(line);
      this.#rest = text.subarray(whole).toString('utf8');
    } finally {
      await file.close();
    }
  }

  #take(text: string): void {
    const line = text.length > MAXIMUM_LINE ? undefined : parseLine(text, this.#entries.length + 1);
    if (!line) {
      this.ignored += 1;
      return;
    }
    const entry = {
      epoch: line.epoch,
      loss: line.loss,
      validationLoss: line.validationLoss,
      seconds: this.#seconds(),
    };
    this.#entries.push(entry);
    this.#onLine(line, entry);
  }
}

function parseLine(text: string, next: number): MetricsLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const numbers = Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
  );
  const { epoch = next, loss = null, validation_loss, val_loss, epochs = null, ...others } = numbers;
  if (Object.keys(numbers).length === 0 || !Number.isInteger(epoch) || epoch < 1) return undefined;
  return { epoch, loss, validationLoss: validation_loss ?? val_loss ?? null, epochs, others };
}
