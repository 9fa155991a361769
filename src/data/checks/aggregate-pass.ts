import { type DataEngine, QueryStopped } from '../engine/engine.ts';
import { identifier } from '../engine/sql.ts';

/** Expressions in one query; the columns of a wide table are read in several. */
const BATCH = 512;

/** What an aggregate was, once the pass has run: as `DataEngine.rows` gives it. */
export type Figure = () => unknown;

/** Aggregates over all rows of a table (as `t`) that are asked for one by one and computed together. */
export class AggregatePass {
  readonly #indices = new Map<string, number>();
  readonly #values: unknown[] = [];
  readonly #errors = new Map<number, unknown>();
  readonly #askers = new Map<number, string>();
  #asker: string | undefined;

  /** Who asks from now on, for the message about an expression that takes too long. */
  set asker(title: string | undefined) {
    this.#asker = title;
  }

  /** The same expression is computed once. */
  ask(expression: string): Figure {
    const index = this.#indices.get(expression) ?? this.#indices.size;
    this.#indices.set(expression, index);
    if (this.#asker !== undefined && !this.#askers.has(index)) this.#askers.set(index, this.#asker);
    return () => {
      if (this.#errors.has(index)) throw this.#errors.get(index);
      return this.#values[index];
    };
  }

  /** The number of rows where `condition` is true. */
  count(condition: string): () => number {
    const figure = this.ask(`count_if(${condition})`);
    return () => Number(figure() ?? 0);
  }

  /**
   * Computes all that was asked for. An expression that fails is told to the one who asked for it.
   * @throws QueryStopped for the first one that takes too long, naming the one who asked for it
   */
  async run(engine: DataEngine, table: string): Promise<void> {
    const expressions = [...this.#indices.keys()];
    for (let start = 0; start < expressions.length; start += BATCH) {
      const batch = expressions.slice(start, start + BATCH);
      try {
        await this.#compute(engine, table, batch, start);
      } catch {
        for (const [index, expression] of batch.entries()) {
          await this.#compute(engine, table, [expression], start + index).catch((error: unknown) => {
            if (error instanceof QueryStopped) throw error.of(this.#askers.get(start + index));
            this.#errors.set(start + index, error);
          });
        }
      }
    }
  }

  async #compute(engine: DataEngine, table: string, expressions: string[], start: number): Promise<void> {
    const [row = {}] = await engine.rows<Record<string, unknown>>(
      `SELECT ${expressions.map((sql, index) => `${sql} AS c${index}`).join(', ')} FROM ${identifier(table)} AS t`,
    );
    for (const index of expressions.keys()) this.#values[start + index] = row[`c${index}`];
  }
}
