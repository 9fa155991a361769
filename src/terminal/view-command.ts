import { identifier, literal } from '../data/engine/sql.ts';
import { openDataEngine, remotePorts } from '../ports.ts';
import { bringSources, contractOf, openSources, openView, readView, viewColumns } from '../stages/data.ts';
import { UserError } from '../system/errors.ts';
import { writeJsonLines } from './json-lines.ts';
import type { ViewOptions } from './options.ts';
import { configOf, type Session } from './stage-commands.ts';

/** Writes the rows of the feature view, as the prediction server takes them, as JSON Lines. */
export async function viewCommand(session: Session, options: ViewOptions): Promise<number> {
  const { config, directory } = await configOf(options);
  const period = periodOf(config.data.view.time, options);
  const contract = await contractOf({ config, directory });
  const { local, directories } = await bringSources({ config, directory }, remotePorts(session));
  const engine = await openDataEngine(session, directories);
  try {
    await openSources(engine, local, directory, contract, session.log);
    const view = await openView(engine, { config }, { training: false }, session.log);
    const { inputs, extras } = viewColumns({ config });
    const rows = await readView(engine, view, [...inputs, ...extras], period);
    await writeJsonLines(rows, options.out);
    session.log.info(
      `${rows.rows.toLocaleString('en-US')} rows of the view${options.out === undefined ? '' : ` written to ${options.out}`}`,
    );
    return 0;
  } finally {
    await engine.close();
  }
}

/** The condition in SQL that keeps the days which are asked for. */
function periodOf(time: string | undefined, { from, to }: ViewOptions): string | undefined {
  if (from === undefined && to === undefined) return undefined;
  if (time === undefined) {
    throw new UserError('--from and --to need the time of a row, and the view has none', {
      hint: 'Set `data.view.time`.',
    });
  }
  const bound = (text: string, option: string) => {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text))) {
      throw new UserError(`${option} ${JSON.stringify(text)} is no day`, { hint: 'Write it as 2013-06-01.' });
    }
    return `TIMESTAMP ${literal(`${text} 00:00:00`)}`;
  };
  const conditions = [
    ...(from === undefined ? [] : [`${identifier(time)} >= ${bound(from, '--from')}`]),
    ...(to === undefined ? [] : [`${identifier(time)} < ${bound(to, '--to')}`]),
  ];
  return conditions.join(' AND ');
}
