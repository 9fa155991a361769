// A step that reads a reference through whatever proxy the environment names; run by runner.test.ts.
import { findRef } from '../../src/github/refs.ts';
import { Runner } from '../../src/github/runner.ts';

const github = await new Runner().github('token');
process.stdout.write(`found ${(await findRef(github, 'heads/main'))?.name}\n`);
