import type { Route } from './server.ts';

/** Issues and labels. */
export const issueRoutes: readonly Route[] = [];
