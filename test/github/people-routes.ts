import type { Route } from './server.ts';

/** Who may what: permissions of people, and reactions to their comments. */
export const peopleRoutes: readonly Route[] = [];
