import type { DataEngine } from './engine.ts';
import { identifier } from './sql.ts';

/** Makes the name free, be it a table or a view that has it: DuckDB replaces the one only by its like. */
export async function dropRelation(engine: DataEngine, name: string): Promise<void> {
  const existing = await engine.rows<{ kind: string }>(
    `SELECT table_type AS kind FROM information_schema.tables
     WHERE table_schema = 'main' AND lower(table_name) = lower(?)`,
    [name],
  );
  for (const { kind } of existing) {
    await engine.run(`DROP ${kind === 'VIEW' ? 'VIEW' : 'TABLE'} ${identifier(name)}`);
  }
}
