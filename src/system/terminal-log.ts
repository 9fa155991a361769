import { styleText } from 'node:util';
import { MultiBar, type SingleBar } from 'cli-progress';
import { durationPhrase } from './duration-phrase.ts';
import type { Log, Progress } from './log.ts';

/** What a log writes to: standard error, as a rule. */
export interface LogStream {
  write(text: string): unknown;
  /** True for a terminal, where lines can be drawn anew. */
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export interface TerminalLogOptions {
  /** `quiet` leaves warnings and errors only, `debug` adds what is for those who look for a fault. */
  readonly level?: 'quiet' | 'normal' | 'debug';
  /** Colours, which only a terminal gets in any case; false where the user set NO_COLOR. */
  readonly colors?: boolean;
  /** Milliseconds between two lines about the same work where there is no terminal. */
  readonly interval?: number;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

type Style = Parameters<typeof styleText>[0];

/** The log of the `mlops` command: bars on a terminal, a plain line now and then elsewhere. */
export class TerminalLog implements Log {
  readonly #stream: LogStream;
  readonly #level: 'quiet' | 'normal' | 'debug';
  readonly #colors: boolean;
  readonly #interval: number;
  readonly #now: () => number;
  readonly #bars: Bars;
  #depth = 0;

  constructor(stream: LogStream, options: TerminalLogOptions = {}) {
    this.#stream = stream;
    this.#level = options.level ?? 'normal';
    this.#colors = (options.colors ?? true) && stream.isTTY === true;
    this.#interval = options.interval ?? 5000;
    this.#now = options.now ?? (() => performance.now());
    this.#bars = new Bars(stream, this.#now);
  }

  debug(message: string): void {
    if (this.#level === 'debug') this.#line(message, 'dim');
  }

  info(message: string): void {
    if (this.#level !== 'quiet') this.#line(message);
  }

  warn(message: string): void {
    this.#line(`warning: ${message}`, 'yellow');
  }

  error(message: string): void {
    this.#line(`error: ${message}`, 'red');
  }

  async group<T>(title: string, work: () => Promise<T>): Promise<T> {
    if (this.#level !== 'quiet') this.#line(title, 'bold');
    this.#depth += 1;
    try {
      return await work();
    } finally {
      this.#depth -= 1;
    }
  }

  progress(label: string, total?: number): Progress {
    if (this.#level === 'quiet') return { update: () => {}, end: () => {} };
    return this.#stream.isTTY ? this.#bar(label, total) : this.#lines(label, total);
  }

  #bar(label: string, total: number | undefined): Progress {
    const started = this.#now();
    const bar = this.#bars.add(this.#indented(harmless(label)), total);
    let ended = false;
    return {
      update: (done, detail) => {
        if (!ended) this.#bars.update(bar, done, harmless(detail ?? ''));
      },
      end: (detail) => {
        if (ended) return;
        ended = true;
        this.#bars.remove(bar);
        this.#end(label, started, detail);
      },
    };
  }

  #lines(label: string, total: number | undefined): Progress {
    const started = this.#now();
    let told = started;
    let ended = false;
    return {
      update: (done, detail) => {
        const now = this.#now();
        if (ended || now - told < this.#interval) return;
        told = now;
        this.#line(`${label}: ${[amount(done, total), detail].filter(Boolean).join(', ')}`);
      },
      end: (detail) => {
        if (ended) return;
        ended = true;
        this.#end(label, started, detail);
      },
    };
  }

  #end(label: string, started: number, detail: string | undefined): void {
    this.#line(`${label}: ${detail ?? 'done'} (${durationPhrase(this.#now() - started)})`);
  }

  #line(message: string, style?: Style): void {
    const text = this.#indented(harmless(message));
    const styled = style && this.#colors ? styleText(style, text, { validateStream: false }) : text;
    this.#bars.above(`${styled}\n`);
  }

  #indented(text: string): string {
    const margin = '  '.repeat(this.#depth);
    return text
      .split('\n')
      .map((line) => (line === '' ? '' : margin + line))
      .join('\n');
  }
}

/** `40 % (4 of 10)`, or what is done where nobody knows how much there is. */
function amount(done: number, total: number | undefined): string {
  if (total === undefined || total <= 0) return String(done);
  return `${percentage(done, total)} % (${done} of ${total})`;
}

function percentage(done: number, total: number): number {
  return Math.floor(100 * Math.min(Math.max(done / total, 0), 1));
}

/**
 * Messages carry names and values of users' data: control characters must not reach the terminal, nor
 * what a runner takes for a command at the beginning of a line.
 */
function harmless(text: string): string {
  return text
    .replaceAll(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replaceAll(/^(\s*):(?=:)/gm, '$1: ')
    .replaceAll('##[', '## [');
}

interface Payload {
  readonly label: string;
  readonly total: number | undefined;
  readonly detail: string;
}

const BAR_WIDTH = 24;
/** Milliseconds between two drawings while the program is too busy for the library's timer. */
const DRAWING = 100;

/** The bars of a terminal, at its bottom, while there are any. */
class Bars {
  readonly #stream: LogStream;
  readonly #now: () => number;
  #bars: MultiBar | undefined;
  #count = 0;
  #drawn = 0;

  constructor(stream: LogStream, now: () => number) {
    this.#stream = stream;
    this.#now = now;
  }

  add(label: string, total: number | undefined): SingleBar {
    this.#bars ??= new MultiBar({
      stream: this.#stream as NodeJS.WritableStream,
      clearOnComplete: true,
      // Else wrapping is switched off, and stays so when the program is killed.
      linewrap: true,
      // A line above the bars overwrites the first of them.
      forceRedraw: true,
      format: (_options, { value }, payload: Payload) => barText(value, payload),
    });
    this.#count += 1;
    const bar = this.#bars.create(total ?? 0, 0, { label, total, detail: '' } satisfies Payload);
    this.#draw();
    return bar;
  }

  update(bar: SingleBar, done: number, detail: string): void {
    bar.update(done, { detail });
    if (this.#now() - this.#drawn >= DRAWING) this.#draw();
  }

  remove(bar: SingleBar): void {
    this.#count -= 1;
    if (this.#count > 0) {
      this.#bars?.remove(bar);
      return;
    }
    this.#bars?.stop();
    this.#bars = undefined;
  }

  /** Writes whole lines; bars move down. */
  above(lines: string): void {
    if (!this.#bars) {
      this.#stream.write(lines);
      return;
    }
    this.#bars.log(lines);
    this.#draw();
  }

  #draw(): void {
    this.#drawn = this.#now();
    this.#bars?.update();
  }
}

function barText(done: number, { label, total, detail }: Payload): string {
  if (total === undefined || total <= 0)
    return [label, done > 0 ? String(done) : '', detail].filter(Boolean).join('  ');
  const filled = Math.round((BAR_WIDTH * percentage(done, total)) / 100);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
  return [label, bar, `${percentage(done, total)} %`, detail].filter(Boolean).join('  ');
}
