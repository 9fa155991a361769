import type { Runner } from '../github/runner.ts';

/** The work of an action that runs no stage. Throws where it cannot do it; what it found are the step's outputs. */
export type Helper = (runner: Runner, signal: AbortSignal) => Promise<void>;
