import type { Task } from '../../../config/schema/model.ts';
import type { Anomaly } from '../../../evidence/validate-data.ts';
import type { DataEngine } from '../../engine/engine.ts';
import { frameOf } from '../../engine/frame.ts';
import { identifier } from '../../engine/sql.ts';
import { describeTable, rowsOf, type TableColumn } from '../../engine/table.ts';
import type { TallyVisitor } from '../../profile/profile.ts';
import { isNumberTally, type Tally } from '../../profile/tally.ts';
import { talliesOf } from '../../profile/tally-table.ts';
import type { ManyTexts } from '../../profile/tally-texts.ts';
import { AnomalyList, type OriginOf } from '../anomaly-list.ts';
import { type ExampleRequest, type Examples, RowFinder } from '../offending-rows.ts';
import { type Blocks, figuresOfBlocks, rowBlocks, timeBlocks } from './blocks.ts';
import { imbalanceFinding } from './class-imbalance.ts';
import { constantFinding } from './constant.ts';
import { collision, duplicatesFinding } from './duplicates.ts';
import { encodingFindings } from './encoding.ts';
import type { Finding, Offending } from './finding.ts';
import { withoutHidden } from './hide.ts';
import { findingsOfMany, mostFrequentOf } from './many-texts.ts';
import { missingAggregates, missingPatternFinding } from './missing-pattern.ts';
import { mixedDatesFinding } from './mixed-dates.ts';
import { numbersAsTextFinding } from './numbers-as-text.ts';
import { outlierFinding } from './outliers.ts';
import { personalDataFinding } from './personal-data.ts';
import { type CheckName, type Checks, limitOf, severityOf } from './settings.ts';
import { targetShiftFinding } from './target-shift.ts';
import { timeGapFinding } from './time-gaps.ts';
import { unitJumpAggregates, unitJumpFinding } from './unit-jump.ts';

/** What is known of a dataset that is scanned. */
export interface ScanSubject {
  /** Its table in the engine, and what messages call it. */
  readonly table: string;
  readonly dataset: string;
  readonly rows: number;
  readonly columns: readonly TableColumn[];
  /** What the contract says under `checks`. */
  readonly checks?: Checks | undefined;
  /** Columns of times in the order of which rows come; the first one that is there divides the rows into blocks. */
  readonly times?: readonly string[];
  /** In the order of rows; the whole dataset is one where left out. */
  readonly files?: readonly { readonly shown: string; readonly rows: number }[];
  /**
   * Of the feature view: then it is looked at as a model will be, by its features and its label. What is wrong
   * with the raw values is told where they come from, unless the view's contract asks for it by name.
   */
  readonly view?: {
    readonly features: readonly string[];
    readonly label: { readonly column: string; readonly task: Task };
  };
  readonly originOf?: OriginOf;
  /** Scans that the contract does not name are left out. */
  readonly namedOnly?: boolean;
}

/** Different values that a column needs for a change of its unit to show. */
const SCALE_VALUES = 6;

const OF_SOURCES: readonly CheckName[] = [
  'duplicates',
  'encoding',
  'mixed-dates',
  'numbers-as-text',
  'unit-jump',
  'time-gaps',
  'missing-pattern',
  'outliers',
  'personal-data',
];
const OF_VIEWS: readonly CheckName[] = ['constant', 'nearly-constant', 'class-imbalance', 'target-shift'];

/**
 * Looks for what no rule of a contract asks for. Give it the tally of each column as it is made (`visit`), then
 * ask for what was found (`finish`), which runs a few queries more.
 */
export class Scans implements TallyVisitor {
  /** Columns that look like personal data: nothing may show their values. */
  readonly hidden = new Set<string>();
  /** How likely two rows have the same value, by column. */
  readonly collisions = new Map<string, number>();
  readonly #subject: ScanSubject;
  readonly #findings: Finding[] = [];
  /** Columns with missing values, and columns of numbers whose unit could change. */
  readonly #incomplete: TableColumn[] = [];
  readonly #scales: TableColumn[] = [];

  constructor(subject: ScanSubject) {
    this.#subject = subject;
  }

  /** Whether a scan is to be told of: it is one for this kind of dataset or asked for by name, and not off. */
  #isOn(name: CheckName): boolean {
    const { checks, view, namedOnly = false } = this.#subject;
    const usual = namedOnly ? [] : view ? OF_VIEWS : OF_SOURCES;
    return severityOf(checks, name) !== 'off' && (usual.includes(name) || checks?.[name] !== undefined);
  }

  /** Takes what one column alone can tell. */
  visit(column: TableColumn, tally: Tally): void {
    const { checks, view, times = [], table } = this.#subject;
    const keep = (name: CheckName, find: () => Finding | undefined) => {
      const finding = this.#isOn(name) ? find() : undefined;
      if (finding) this.#findings.push(finding);
    };
    this.collisions.set(column.name, collision(tally));
    // Values of the view must be hidden too, even where their source tells of them.
    const personal =
      severityOf(checks, 'personal-data') === 'off' ? undefined : personalDataFinding(column, tally);
    if (personal) {
      this.hidden.add(column.name);
      keep('personal-data', () => personal);
    }
    this.#seeMissing(column, tally);
    if (personal) return;
    const isFeature = !view || view.features.includes(column.name);
    if (isFeature && (this.#isOn('constant') || this.#isOn('nearly-constant'))) {
      const found = constantFinding(column, tally, limitOf(checks, 'nearly-constant', 0.999));
      if (found) keep(found.check, () => found);
    }
    if (column.name === view?.label.column && view.label.task !== 'regression') {
      keep('class-imbalance', () =>
        imbalanceFinding(column, tally, limitOf(checks, 'class-imbalance', 0.01)),
      );
    }
    if (isNumberTally(tally)) {
      const isTime = column.type === 'timestamp' || column.type === 'date';
      if (isTime && times.includes(column.name))
        keep('time-gaps', () => timeGapFinding(column, tally, table));
      if (!isTime) keep('outliers', () => outlierFinding(column, tally));
      if (!isTime && tally.values.length >= SCALE_VALUES) this.#scales.push(column);
    } else if (column.type === 'string') {
      if (this.#isOn('encoding')) this.#findings.push(...encodingFindings(column, tally));
      keep('mixed-dates', () => mixedDatesFinding(column, tally));
      keep('numbers-as-text', () => numbersAsTextFinding(column, tally));
    }
  }

  /** Of a label every class counts. */
  needsAll(column: TableColumn): boolean {
    return column.name === this.#subject.view?.label.column;
  }

  /** The same for a column of so many texts that they come in portions. */
  async visitMany(column: TableColumn, texts: ManyTexts): Promise<void> {
    const { checks, view } = this.#subject;
    const { rows, missing } = texts;
    this.collisions.set(column.name, (missing ** 2 + texts.squares) / rows ** 2);
    this.#seeMissing(column, texts);
    const isSought = severityOf(checks, 'personal-data') !== 'off';
    const { personal, others } = await findingsOfMany(column, texts, isSought, (name) => this.#isOn(name));
    if (personal) {
      this.hidden.add(column.name);
      if (this.#isOn('personal-data')) this.#findings.push(personal);
      return;
    }
    if ((!view || view.features.includes(column.name)) && this.#isOn('nearly-constant')) {
      const tally = await mostFrequentOf(texts);
      const constant = constantFinding(column, tally, limitOf(checks, 'nearly-constant', 0.999));
      if (constant) this.#findings.push(constant);
    }
    this.#findings.push(...others);
  }

  #seeMissing(column: TableColumn, { missing, rows }: Pick<Tally, 'missing' | 'rows'>): void {
    if (missing > 0 && missing < rows) this.#incomplete.push(column);
  }

  /** All that was found, as anomalies, with the first rows. */
  async finish(engine: DataEngine): Promise<Anomaly[]> {
    const { table, rows, columns, checks, dataset, originOf } = this.#subject;
    if (this.#isOn('duplicates')) {
      const found = await duplicatesFinding(
        engine,
        table,
        columns,
        rows,
        [...this.collisions.values()],
        limitOf(checks, 'duplicates', 0),
      );
      if (found) this.#findings.push(found);
    }
    await this.#scanBlocks(engine);
    const list = new AnomalyList(dataset, rows, originOf);
    const made: string[] = [];
    for (const { check, column, count, judged, sentence, cure, offending } of this.#findings) {
      const severity = severityOf(checks, check);
      if (severity === 'off') continue;
      const examples = offending && (await this.#examples(engine, offending, made));
      list.add({
        column,
        rule: check,
        severity,
        count,
        ...(judged === undefined ? {} : { judged }),
        sentence,
        cure,
        ...(examples ? { examples } : {}),
      });
    }
    try {
      const anomalies = await list.anomalies(new RowFinder(engine, table, columns));
      return anomalies.map((anomaly) => withoutHidden(anomaly, this.hidden));
    } finally {
      for (const name of made) await engine.run(`DROP TABLE ${identifier(name)}`);
    }
  }

  /** Where rows are told by their values, these become a table. */
  async #examples(
    engine: DataEngine,
    offending: Offending,
    made: string[],
  ): Promise<Examples | ExampleRequest> {
    if ('examples' in offending) return offending.examples;
    const { column } = offending;
    if ('condition' in offending) return { columns: [column], condition: offending.condition };
    const name = `scan values ${made.length}`;
    await engine.insert(name, frameOf([{ name: 'value', type: 'string', values: offending.values }]));
    made.push(name);
    const values = `(SELECT value FROM ${identifier(name)})`;
    return { columns: [column], condition: `CAST(${column.sql} AS VARCHAR) IN ${values}` };
  }

  /** What changes from one stretch of the rows to the next. */
  async #scanBlocks(engine: DataEngine): Promise<void> {
    const {
      table,
      rows,
      columns,
      view,
      times = [],
      dataset,
      files = [{ shown: dataset, rows }],
    } = this.#subject;
    const time = times
      .map((name) => columns.find((column) => column.name === name))
      .find((column) => column?.type === 'timestamp' || column?.type === 'date');
    const byTime = time && (await timeBlocks(engine, table, rows, time));
    if (view && byTime && this.#isOn('target-shift')) {
      const label = columns.find(({ name }) => name === view.label.column);
      const found = label && (await targetShiftFinding(engine, table, label, view.label.task, byTime));
      if (found) this.#findings.push(found);
    }
    const byRows = rowBlocks(rows, files);
    if (byTime) await this.#compareBlocks(engine, byTime, true);
    // In one file without a time rows may stand in any order, in which missing values can come in groups.
    if (byRows && (files.length > 1 || !byTime)) await this.#compareBlocks(engine, byRows, files.length > 1);
  }

  async #compareBlocks(engine: DataEngine, blocks: Blocks, missingToo: boolean): Promise<void> {
    const { table } = this.#subject;
    const told = (check: CheckName, { name }: TableColumn) =>
      this.#findings.some((finding) => finding.check === check && finding.column === name);
    const scales = this.#isOn('unit-jump') ? this.#scales.filter((column) => !told('unit-jump', column)) : [];
    const incomplete =
      missingToo && this.#isOn('missing-pattern')
        ? this.#incomplete.filter((column) => !told('missing-pattern', column))
        : [];
    if (scales.length + incomplete.length === 0) return;
    const figures = await figuresOfBlocks(
      engine,
      table,
      blocks,
      Object.assign(
        {},
        ...scales.map((column, index) => unitJumpAggregates(column, String(index))),
        ...incomplete.map((column, index) => missingAggregates(column, String(index))),
      ),
    );
    for (const [index, column] of scales.entries()) {
      const found = await unitJumpFinding(engine, table, column, String(index), blocks, figures);
      if (found) this.#findings.push(found);
    }
    for (const [index, column] of incomplete.entries()) {
      const found = missingPatternFinding(column, String(index), blocks, figures);
      if (found) this.#findings.push(found);
    }
  }
}

/** What the scans that `checks` names find in a table of which nothing else is known; any of its times counts. */
export async function scanTable(
  engine: DataEngine,
  table: string,
  dataset: string,
  checks: Checks,
): Promise<{ readonly anomalies: Anomaly[]; readonly hidden: ReadonlySet<string> }> {
  const columns = await describeTable(engine, table);
  const rows = await rowsOf(engine, table);
  const times = columns.filter(({ type }) => type === 'timestamp' || type === 'date').map(({ name }) => name);
  const scans = new Scans({ table, dataset, rows, columns, checks, times, namedOnly: true });
  for await (const { column, tally } of talliesOf(engine, table, columns, rows)) scans.visit(column, tally);
  return { anomalies: await scans.finish(engine), hidden: scans.hidden };
}
