import { describe, expect, it } from 'vitest';
import { durationPhrase } from '../../src/system/duration-phrase.ts';
import { TerminalLog, type TerminalLogOptions } from '../../src/system/terminal-log.ts';

const ESC = String.fromCharCode(27);

/** Shows what a person sees: understands the few control sequences that a progress bar needs. */
class Screen {
  readonly isTTY = true;
  readonly columns = 60;
  raw = '';
  #lines = [''];
  #row = 0;
  #column = 0;

  write(text: string): boolean {
    this.raw += text;
    for (const [token] of text.matchAll(new RegExp(`${ESC}\\[\\??\\d*[A-Za-z]|[^]`, 'gu'))) {
      if (token === '\n') this.#moveTo(this.#row + 1, 0);
      else if (token.length === 1 || !token.startsWith(ESC)) this.#put(token);
      else this.#control(token.at(-1) ?? '', Number(token.slice(2, -1)) || 0);
    }
    return true;
  }

  once(): void {}
  on(): void {}

  get text(): string {
    return this.#lines.map((line) => line.trimEnd()).join('\n');
  }

  #put(character: string): void {
    const line = (this.#lines[this.#row] ?? '').padEnd(this.#column);
    this.#lines[this.#row] = line.slice(0, this.#column) + character + line.slice(this.#column + 1);
    this.#column += 1;
  }

  #control(name: string, count: number): void {
    const line = this.#lines[this.#row] ?? '';
    if (name === 'G') this.#column = count - 1;
    else if (name === 'A') this.#moveTo(this.#row - count, this.#column);
    else if (name === 'K') this.#lines[this.#row] = count === 2 ? '' : line.slice(0, this.#column);
    else if (name === 'J') {
      this.#lines.length = this.#row + 1;
      this.#lines[this.#row] = line.slice(0, this.#column);
    } else if (name !== 'm') throw new Error(`what is ${name}?`);
  }

  #moveTo(row: number, column: number): void {
    this.#row = row;
    this.#column = column;
    while (this.#lines.length <= row) this.#lines.push('');
  }
}

function onTerminal(options: TerminalLogOptions = {}) {
  const screen = new Screen();
  let time = 0;
  const log = new TerminalLog(screen, { now: () => time, ...options });
  return { screen, log, wait: (milliseconds: number) => (time += milliseconds) };
}

function inPipe(options: TerminalLogOptions = {}) {
  const lines: string[] = [];
  let time = 0;
  const stream = { write: (text: string) => lines.push(...text.split('\n').slice(0, -1)) };
  const log = new TerminalLog(stream, { now: () => time, ...options });
  return { lines, log, wait: (milliseconds: number) => (time += milliseconds) };
}

describe('lines', () => {
  it('are plain, indented by group, and marked by level', async () => {
    const { lines, log } = inPipe();
    log.info('begin');
    await log.group('Reading', async () => {
      log.info('two\nlines');
      await log.group('Deeper', async () => log.warn('odd'));
      log.error('bad');
      log.debug('not seen');
    });
    log.info('end');
    expect(lines).toEqual([
      'begin',
      'Reading',
      '  two',
      '  lines',
      '  Deeper',
      '    warning: odd',
      '  error: bad',
      'end',
    ]);
  });

  it('leave their group though the work fails', async () => {
    const { lines, log } = inPipe();
    await expect(log.group('Work', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    log.info('after');
    expect(lines).toEqual(['Work', 'after']);
  });

  it('are fewer when quiet, more when debugging', async () => {
    const speak = async (level: 'quiet' | 'debug') => {
      const { lines, log } = inPipe({ level });
      log.debug('d');
      await log.group('g', async () => log.info('i'));
      log.progress('p', 2).end();
      log.warn('w');
      return lines;
    };
    expect(await speak('quiet')).toEqual(['warning: w']);
    expect(await speak('debug')).toEqual(['d', 'g', '  i', 'p: done (0.0 s)', 'warning: w']);
  });

  it('have colours on a terminal only, and only where they are wanted', () => {
    const colored = onTerminal();
    colored.log.warn('w');
    expect(colored.screen.raw).toBe(`${ESC}[33mwarning: w${ESC}[39m\n`);
    const plain = onTerminal({ colors: false });
    plain.log.warn('w');
    expect(plain.screen.raw).toBe('warning: w\n');
    const piped = inPipe({ colors: true });
    piped.log.warn('w');
    expect(piped.lines).toEqual(['warning: w']);
  });

  it('carry no control character and no runner command of the data', () => {
    const { lines, log } = inPipe();
    log.info(
      'column \u001b[2J\u0007\r\u009b\u202e\n::stop-commands::x\n  ::set-env name=A::b\n##[error]c a::b',
    );
    expect(lines).toEqual([
      'column \\u001b[2J\\u0007\\u000d\\u009b\\u202e',
      ': :stop-commands::x',
      '  : :set-env name=A::b',
      '## [error]c a::b',
    ]);
  });
});

describe('progress without a terminal', () => {
  it('is a line every few seconds and one at the end', () => {
    const { lines, log, wait } = inPipe({ interval: 5000 });
    const progress = log.progress('Training', 8);
    for (let epoch = 1; epoch <= 8; epoch++) {
      wait(2000);
      progress.update(epoch, `loss 0.${epoch}`);
    }
    progress.end('stopped early');
    progress.end('again');
    progress.update(9);
    expect(lines).toEqual([
      'Training: 37 % (3 of 8), loss 0.3',
      'Training: 75 % (6 of 8), loss 0.6',
      'Training: stopped early (16 s)',
    ]);
  });

  it('counts where the total is not known', () => {
    const { lines, log, wait } = inPipe();
    const progress = log.progress('Rows');
    wait(6000);
    progress.update(1200);
    progress.end();
    expect(lines).toEqual(['Rows: 1200', 'Rows: done (6.0 s)']);
  });
});

describe('progress on a terminal', () => {
  it('is a bar below the lines, which a line takes the place of', () => {
    const { screen, log, wait } = onTerminal();
    const progress = log.progress('Training', 4);
    expect(screen.text).toBe('Training  ░░░░░░░░░░░░░░░░░░░░░░░░  0 %');
    wait(200);
    progress.update(1, 'loss 0.5');
    expect(screen.text).toBe('Training  ██████░░░░░░░░░░░░░░░░░░  25 %  loss 0.5');
    log.info('a checkpoint\nin two lines');
    expect(screen.text).toBe(
      'a checkpoint\nin two lines\nTraining  ██████░░░░░░░░░░░░░░░░░░  25 %  loss 0.5',
    );
    wait(1300);
    progress.end('loss 0.4');
    expect(screen.text).toBe('a checkpoint\nin two lines\nTraining: loss 0.4 (1.5 s)\n');
    log.info('after');
    expect(screen.text).toBe('a checkpoint\nin two lines\nTraining: loss 0.4 (1.5 s)\nafter\n');
  });

  it('shows several at once', () => {
    const { screen, log, wait } = onTerminal();
    const outer = log.progress('Stages', 2);
    const inner = log.progress('Rows');
    wait(200);
    inner.update(7);
    expect(screen.text).toBe('Stages  ░░░░░░░░░░░░░░░░░░░░░░░░  0 %\nRows  7');
    inner.end();
    expect(screen.text).toBe('Rows: done (0.2 s)\nStages  ░░░░░░░░░░░░░░░░░░░░░░░░  0 %');
    outer.end();
    expect(screen.text).toBe('Rows: done (0.2 s)\nStages: done (0.2 s)\n');
    const next = log.progress('Next', 1);
    next.end();
    expect(screen.text).toBe('Rows: done (0.2 s)\nStages: done (0.2 s)\nNext: done (0.0 s)\n');
  });

  it('is cut to the width of the terminal and leaves its settings alone', () => {
    const { screen, log } = onTerminal();
    const progress = log.progress('x'.repeat(100), 1);
    expect(screen.text).toBe('x'.repeat(60));
    progress.end();
    expect(screen.raw).not.toContain('[?');
  });
});

describe('durationPhrase', () => {
  it.each([
    [0, '0.0 s'],
    [449, '0.4 s'],
    [9949, '9.9 s'],
    [9951, '10 s'],
    [59_499, '59 s'],
    [59_600, '1 min 0 s'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
  ])('%d is %s', (milliseconds, phrase) => {
    expect(durationPhrase(milliseconds)).toBe(phrase);
  });
});
