import { debug, endGroup, startGroup } from '@actions/core';
import type { Log, Progress } from '../system/log.ts';
import type { TerminalLog } from '../system/terminal-log.ts';
import type { Annotations } from './annotations.ts';

/**
 * The log of a step: foldable groups, warnings and errors as annotations, plain lines for the rest. No
 * line can give the runner a command, whatever a message carries.
 */
export class RunnerLog implements Log {
  readonly #lines: TerminalLog;
  readonly #annotations: Annotations;
  readonly #redact: (text: string) => string;
  #depth = 0;

  constructor(lines: TerminalLog, annotations: Annotations, redact: (text: string) => string) {
    this.#lines = lines;
    this.#annotations = annotations;
    this.#redact = redact;
  }

  debug(message: string): void {
    debug(this.#redact(message));
  }

  info(message: string): void {
    this.#lines.info(message);
  }

  warn(message: string): void {
    this.#annotations.add({ kind: 'warning', message });
  }

  error(message: string): void {
    this.#annotations.add({ kind: 'error', message });
  }

  /** GitHub knows no groups inside groups: an inner one is indented. */
  async group<T>(title: string, work: () => Promise<T>): Promise<T> {
    if (this.#depth > 0) return this.#lines.group(title, work);
    this.#depth++;
    startGroup(this.#redact(title));
    try {
      return await work();
    } finally {
      this.#depth--;
      endGroup();
    }
  }

  progress(label: string, total?: number): Progress {
    return this.#lines.progress(label, total);
  }
}
