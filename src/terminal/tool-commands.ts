import { compare } from '../evaluation/certainty/compare.ts';
import { computeMetrics, METRICS } from '../evaluation/metrics/metrics.ts';
import type { Phrase } from '../report/document.ts';
import { count, figure, percent, plural } from '../report/format.ts';
import { tableText } from '../report/terminal.ts';
import { DataError } from '../system/errors.ts';
import { readScored } from '../tools/scored-file.ts';
import { withTables } from '../tools/table-file.ts';
import type { CompareOptions, MetricsOptions } from './options.ts';
import type { Session } from './stage-commands.ts';
import { opener, right, show } from './tool-session.ts';

/** The metrics of a file of predictions. */
export async function metricsCommand(
  session: Session,
  file: string,
  options: MetricsOptions,
): Promise<number> {
  const result = await withTables(opener(session), { predictions: file }, options, async (engine, tables) =>
    computeMetrics(await readScored(engine, tables.predictions, options)),
  );
  show(session, options.json, result, () => {
    const rows = Object.entries(result.metrics).map(([name, value]): Phrase[] => [
      name,
      figure(value),
      METRICS.get(name)?.title ?? '',
    ]);
    const notes = result.notes.map((note) => `note: ${note}\n`).join('');
    const columns = [{ title: 'metric' }, right('figure'), { title: '' }];
    return `${file}: ${result.task}, ${plural(result.rows, 'row')}\n\n${tableText({ columns, rows })}\n${notes}`;
  });
  return 0;
}

/** Two models on the same rows. */
export async function compareCommand(
  session: Session,
  a: string,
  b: string,
  options: CompareOptions,
): Promise<number> {
  const result = await withTables(opener(session), { a, b }, options, async (engine, tables) => {
    const left = await readScored(engine, tables.a, options);
    const right = await readScored(engine, tables.b, { ...options, task: left.task });
    refuseOtherRows(left.labels, right.labels, a, b);
    const { replicates, level, seed, metric } = options;
    return compare(left, right, { replicates, level, seed, ...(metric === undefined ? {} : { metric }) });
  });
  show(session, options.json, result, () => {
    const names = Object.keys(result.a.metrics);
    const rows = names.map((name): Phrase[] => [
      name,
      figure(result.a.metrics[name]),
      figure(result.b.metrics[name]),
    ]);
    const { mcnemar_exact: mcnemar, delong, bootstrap } = result.tests;
    const lines = [
      mcnemar && `McNemar (exact): p = ${figure(mcnemar.p)}`,
      delong &&
        `DeLong: AUC ${figure(delong.auc_a)} and ${figure(delong.auc_b)}, difference ${figure(delong.difference)}, p = ${figure(delong.p)}`,
      bootstrap &&
        `Bootstrap: ${bootstrap.metric} differs by ${figure(bootstrap.difference)}, ${percent(bootstrap.level)} interval ${figure(bootstrap.lower)} to ${figure(bootstrap.upper)} (${count(bootstrap.replicates)} replicates, seed ${bootstrap.seed})`,
    ].filter(Boolean);
    const table = tableText({ columns: [{ title: 'metric' }, right('A'), right('B')], rows });
    return `A ${a}\nB ${b}\n${plural(result.a.rows, 'row')}\n\n${table}\n\n${lines.join('\n')}\n`;
  });
  return 0;
}

/** A paired comparison of unlike rows would be a figure without a meaning. */
function refuseOtherRows(left: ArrayLike<unknown>, right: ArrayLike<unknown>, a: string, b: string): void {
  if (left.length !== right.length) {
    throw new DataError(`${a} has ${left.length} rows and ${b} has ${right.length}`, {
      hint: 'Both must hold the same rows in the same order.',
    });
  }
  for (let row = 0; row < left.length; row++) {
    if (String(left[row]) !== String(right[row])) {
      throw new DataError(
        `row ${row + 1}: the label is ${String(left[row])} in ${a} and ${String(right[row])} in ${b}`,
        {
          hint: 'Both must hold the same rows in the same order.',
        },
      );
    }
  }
}
