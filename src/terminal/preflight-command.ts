import { machineState } from '../ports.ts';
import type { Section } from '../report/document.ts';
import { SIGNS } from '../report/document.ts';
import { sectionTextOf } from '../report/terminal.ts';
import { type Preflight, preflight } from '../training/preflight.ts';
import type { PreflightOptions } from './options.ts';
import { configOf, type Session } from './stage-commands.ts';

/** Shows what this machine has beside what training asks for; exit code 2 where that is more. */
export async function preflightCommand(session: Session, options: PreflightOptions): Promise<number> {
  const { config, directory } = await configOf(options);
  const machine = await machineState(session.env, directory);
  const result = await preflight(config.train, machine, directory);
  if (options.json) session.print(`${JSON.stringify({ ...result, machine }, null, 2)}\n`);
  else session.print(`\n${sectionTextOf(sectionOf(result))}`);
  return result.ready ? 0 : 2;
}

function sectionOf({ ready, checks, warnings }: Preflight): Section {
  const unmet = checks.filter(({ met }) => !met);
  const cures = unmet.flatMap(({ what, cure }) => (cure === null ? [] : [`${what}: ${cure}`]));
  const asked = checks.some((check) => check.asked !== null);
  return {
    id: 'preflight',
    title: 'Preflight',
    outcome: ready ? (warnings.length > 0 ? 'warn' : 'pass') : 'fail',
    summary: ready
      ? asked
        ? 'this machine has what training asks for'
        : 'training asks nothing of its machine; `train.requires` would'
      : `this machine lacks ${unmet.map(({ what }) => what).join(', ')}`,
    blocks: [
      {
        kind: 'table',
        columns: [{ title: 'what' }, { title: 'asked for' }, { title: 'there is' }],
        rows: checks.map(({ what, asked: wanted, measured, met }) => [
          `${met ? '' : `${SIGNS.fail} `}${what}`,
          wanted ?? 'nothing',
          measured,
        ]),
      },
      ...(warnings.length > 0 ? [{ kind: 'list', ordered: false, items: warnings } as const] : []),
      ...(cures.length > 0
        ? [
            { kind: 'heading', text: 'What to do' } as const,
            { kind: 'list', ordered: false, items: cures } as const,
          ]
        : []),
    ],
  };
}
