import { openDataEngine } from '../ports.ts';
import type { TableColumn } from '../report/document.ts';
import type { EngineOpener } from '../tools/table-file.ts';
import type { Session } from './stage-commands.ts';

/** What the small tools have in common. */

export const right = (title: string): TableColumn => ({ title, align: 'right' });

/** Prints a result as JSON, or else as text. */
export function show(session: Session, json: boolean, result: unknown, text: () => string): void {
  session.print(json ? `${JSON.stringify(result, null, 2)}\n` : text());
}

export function opener(session: Session): EngineOpener {
  return (directories) => openDataEngine(session, directories);
}
