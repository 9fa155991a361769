import type { Command } from 'commander';

/** Adds a command with a summary and an example; its arguments and options are the caller's. */
export type AddCommand = (name: string, summary: string, example: string) => Command;

/** Takes the exit code of a command's work, once it is done. */
export type Finish = (work: Promise<number>) => Promise<void>;
