/** What the parts of a step ask of GitHub; `budget.test.ts` holds it, and the tests of other parts count with it. */
export const COMMENT_NEEDS = { requests: 5, writes: 1 };
export const DEPLOYMENT_NEEDS = { requests: 3, writes: 3 };
