import { error, notice, warning } from '@actions/core';

const ANNOTATION_KINDS = ['error', 'warning', 'notice'] as const;
type AnnotationKind = (typeof ANNOTATION_KINDS)[number];

/** A message that GitHub shows beside a run, and where it can at a line of a file. */
export interface Annotation {
  readonly kind: AnnotationKind;
  readonly message: string;
  readonly title?: string;
  /** Relative to the repository. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
}

/** GitHub keeps ten of a kind for each step; the tenth tells of the rest. */
const MOST = 9;
/** The runner cuts messages at 4,096 characters. */
const LONGEST = 4000;
const SEND = { error, warning, notice } as const;
const PLURAL = { error: 'errors', warning: 'warnings', notice: 'notices' } as const;

/** All annotations of a step, so that none is lost without a word. `plain` prints what is beyond the limit; `redact` hides secrets. */
export class Annotations {
  readonly #plain: (line: string) => void;
  readonly #redact: (text: string) => string;
  readonly #counts: Record<AnnotationKind, number> = { error: 0, warning: 0, notice: 0 };

  constructor(plain: (line: string) => void, redact: (text: string) => string) {
    this.#plain = plain;
    this.#redact = redact;
  }

  add(annotation: Annotation): void {
    const { kind, line, column } = annotation;
    const message = this.#redact(annotation.message);
    const title = annotation.title === undefined ? undefined : this.#redact(annotation.title);
    const file = annotation.file === undefined ? undefined : this.#redact(annotation.file);
    this.#counts[kind]++;
    const text = message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message;
    if (this.#counts[kind] > MOST) {
      this.#plain(`${kind}: ${file ? `${file}${line ? `:${line}` : ''}: ` : ''}${text}`);
      return;
    }
    SEND[kind](text, {
      ...(title === undefined ? {} : { title }),
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { startLine: line }),
      ...(column === undefined ? {} : { startColumn: column }),
    });
  }

  /** Tells how many were beyond the limit. Called once, at the end of the step. */
  end(): void {
    for (const kind of ANNOTATION_KINDS) {
      const more = this.#counts[kind] - MOST;
      if (more > 0)
        SEND[kind](
          `${more} more ${more === 1 ? kind : PLURAL[kind]}: see the log of this step and the report.`,
        );
    }
  }
}
