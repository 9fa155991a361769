import { defineConfig } from 'vitest/config';

/** What takes long, or needs programs besides Node: `npm run e2e` installs them and names them in the environment. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    // What only `npm run e2e -- --all` runs.
    exclude: process.env.MLOPS_E2E_ALL === '1' ? [] : ['test/e2e/**/*.all.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Each of these starts processes of its own, one after another, which wait half of their time: a second between writes
    // to GitHub, three where they send mail.
    maxWorkers: 3,
  },
});
