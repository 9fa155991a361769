/**
 * The bundle's one entry: every stub in `dist/` calls one of these two doors. Nothing heavy is
 * imported here, so that the first line is out before the program is loaded.
 */

/** Runs one stage, or the whole loop, as a step of a GitHub job. */
export async function action(stage: string): Promise<void> {
  process.stdout.write(`mlops-actions: ${stage}\n`);
  const { runAction } = await import('./main.ts');
  await runAction(stage);
}

/** Runs the `mlops` command with the arguments of this process. */
export async function terminal(): Promise<void> {
  const { runTerminal } = await import('./cli.ts');
  process.exitCode = await runTerminal(process.argv.slice(2));
}
