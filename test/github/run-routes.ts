import type { Route } from './server.ts';

/** Workflow runs, what they left, and the commits and pull requests that they belong to. */
export const runRoutes: readonly Route[] = [];
