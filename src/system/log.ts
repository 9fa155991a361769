/** Where a stage tells what it does. Stages know this port only; terminal, runner and tests have their own. */
export interface Log {
  /** Seen only when debugging is on. */
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
  /** Runs `work` under a heading; the heading is closed whatever happens. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** Shows work that takes long. `total` may be unknown. */
  progress(label: string, total?: number): Progress;
}

/** One piece of long work: a bar on a terminal, a plain line now and then in CI. */
export interface Progress {
  /** `done` so far out of the total; `detail` is a short text such as `loss 0.412, 8 s left`. */
  update(done: number, detail?: string): void;
  /** Always called once, also on failure. */
  end(detail?: string): void;
}

/** A log that keeps its lines, for tests and for callers that want silence. */
export class MemoryLog implements Log {
  readonly lines: { level: 'debug' | 'info' | 'warn' | 'error'; message: string }[] = [];

  debug(message: string): void {
    this.lines.push({ level: 'debug', message });
  }
  info(message: string): void {
    this.lines.push({ level: 'info', message });
  }
  warn(message: string): void {
    this.lines.push({ level: 'warn', message });
  }
  error(message: string): void {
    this.lines.push({ level: 'error', message });
  }
  async group<T>(title: string, work: () => Promise<T>): Promise<T> {
    this.info(title);
    return work();
  }
  progress(label: string): Progress {
    return {
      update: (_done, detail) => this.debug(detail ? `${label}: ${detail}` : label),
      end: (detail) => this.debug(detail ? `${label}: ${detail}` : `${label}: done`),
    };
  }
}
