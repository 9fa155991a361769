// The `mlops` command from its source, with itself as the program that deployments start.
import { fileURLToPath } from 'node:url';
import { runTerminal } from '../../src/cli.ts';

process.exitCode = await runTerminal(process.argv.slice(2), { cli: fileURLToPath(import.meta.url) });
