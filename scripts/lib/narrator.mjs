// Runs programs while telling what they do: on a terminal in one line that is drawn anew, elsewhere by a line
// now and then. Warnings stay.
import { spawn } from 'node:child_process';
import { styleText } from 'node:util';

/** Milliseconds between two lines about the same program where there is no terminal. */
const INTERVAL = 5000;
const LAST_LINES = 15;
const WIDTH = 100;
const INDENT = 14;

/** A program that did not end well, with the last that it said. */
export class ProgramError extends Error {
  constructor(command, code, lines) {
    super(`${command} ended with exit code ${code}${lines.length > 0 ? `:\n${lines.join('\n')}` : ''}`);
    this.code = code;
  }
}

export class Narrator {
  #stream;
  #isTerminal;
  #children = new Set();
  #drawn = false;
  #stopped = false;

  constructor(stream = process.stdout) {
    this.#stream = stream;
    this.#isTerminal = stream.isTTY === true;
    // Whoever reads along may leave; the story still has to end well.
    stream.on('error', () => {});
  }

  heading(text) {
    this.say(`\n${this.#styled('bold', `── ${text} ${'─'.repeat(Math.max(3, 76 - text.length))}`)}\n`);
  }

  say(text = '') {
    this.#erase();
    this.#stream.write(`${text}\n`);
  }

  /** A fact of the story, its name before it. */
  tell(name, text) {
    const lines = [''];
    for (const word of text.split(' ')) {
      if (lines.at(-1) !== '' && lines.at(-1).length + word.length >= WIDTH - INDENT) lines.push('');
      lines.push(`${lines.pop()}${word} `);
    }
    const [first, ...others] = lines.map((line) => line.trimEnd());
    this.say(`  ${name.padEnd(INDENT - 2)}${[first, ...others].join(`\n${' '.repeat(INDENT)}`)}`);
  }

  /**
   * Runs a program to its end and resolves to what it printed; what it says beside that is shown as it comes.
   * One that must come to its end is not stopped by `stop`.
   * @throws {ProgramError} unless it ends with exit code 0
   */
  async run(program, args, { shown, cwd, mustEnd = false }) {
    if (this.#stopped && !mustEnd) throw new Error('stopped');
    this.say(this.#styled('cyan', `  $ ${shown}`));
    const started = performance.now();
    let told = started;
    const last = [];
    const stayed = new Set();
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, cwd });
    if (!mustEnd) this.#children.add(child);
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    eachLine(child.stderr, (line) => {
      last.push(line);
      if (last.length > LAST_LINES) last.shift();
      const text = line.trim();
      if (/^(warning: |error: |Installing )/.test(text)) {
        if (!stayed.has(text)) this.say(this.#styled('yellow', `    ${text}`));
        stayed.add(text);
      } else if (this.#isTerminal) this.#draw(text, started);
      else if (performance.now() - told > INTERVAL) {
        told = performance.now();
        this.say(`    … ${text}`);
      }
    });
    const clock = this.#isTerminal && setInterval(() => this.#draw(last.at(-1)?.trim() ?? '', started), 1000);
    try {
      const code = await new Promise((resolve, reject) => {
        child.on('error', reject);
        child.on('close', (status, signal) => resolve(signal ?? status));
      });
      if (code !== 0) throw new ProgramError(shown, code, last);
      return Buffer.concat(output).toString('utf8');
    } finally {
      clearInterval(clock);
      this.#erase();
      this.#children.delete(child);
    }
  }

  /** Ends the programs that run, and begins no other. */
  stop() {
    this.#stopped = true;
    for (const child of this.#children) child.kill('SIGTERM');
  }

  #draw(text, started) {
    const seconds = Math.round((performance.now() - started) / 1000);
    const line = `    ${String(seconds).padStart(3)} s  ${text}`.slice(0, (this.#stream.columns || 80) - 1);
    this.#erase();
    this.#stream.write(this.#styled('dim', line));
    this.#drawn = true;
  }

  #erase() {
    if (this.#drawn) this.#stream.write('\r\x1b[2K');
    this.#drawn = false;
  }

  #styled(style, text) {
    return this.#isTerminal && !process.env.NO_COLOR ? styleText(style, text) : text;
  }
}

function eachLine(stream, hear) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) if (line.trim() !== '') hear(line);
  });
  stream.on('end', () => {
    if (rest.trim() !== '') hear(rest);
  });
}
