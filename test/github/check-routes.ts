import { failure, route } from './server.ts';

const AT = '/repos/{owner}/{repo}';

/** Check runs and commit statuses. */
export const checkRoutes = [
  route(`POST ${AT}/check-runs`, [['checks', 'write']], ({ state, body }) => {
    if ((body.output?.annotations?.length ?? 0) > 50)
      return failure(422, 'Invalid request.\n\nNo more than 50 items are allowed.');
    const check = { ...body, id: state.nextId() };
    state.checkRuns.push(check);
    return { status: 201, body: check };
  }),
];
