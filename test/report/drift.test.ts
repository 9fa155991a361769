import { describe, expect, it } from 'vitest';
import type { EvidenceOf } from '../../src/evidence/schema.ts';
import { type Block, plainText, type Table } from '../../src/report/document.ts';
import { reportOf } from '../../src/report/report.ts';
import { mostDrifted } from '../../src/report/sections/drift-columns.ts';
import { monitorDriftSection } from '../../src/report/sections/monitor-drift.ts';
import { story } from './stories.ts';

type Drift = EvidenceOf<'monitor-drift'>;
type Window = Drift['figures']['windows'][number];
type Column = Window['columns'][number];

function drift(): Drift {
  const [evidence] = story('calibrated-drift');
  if (evidence?.stage !== 'monitor-drift') throw new Error('the story has no drift');
  return evidence;
}

/** The story with its last window changed. */
function withLast(change: (window: Window) => Window, verdict: Drift['verdict']): Drift {
  const evidence = drift();
  const windows = evidence.figures.windows.map((window, index, all) =>
    index === all.length - 1 ? change(window) : window,
  );
  return { ...evidence, verdict, figures: { ...evidence.figures, windows } };
}

function tableWith(blocks: readonly Block[], title: string): Table {
  const found = blocks.find(
    (block): block is Table =>
      block.kind === 'table' && block.columns.some((column) => plainText(column.title) === title),
  );
  if (!found) throw new Error(`no table with ${title}`);
  return found;
}

const column = (name: string, figures: Partial<Column>): Column => ({
  column: name,
  type: 'numerical',
  method: 'scipy.ks_2samp',
  statistic: 0.1,
  pValue: 0.01,
  threshold: 0.05,
  verdict: 'fail',
  ...figures,
});

describe('drift in the report', () => {
  it('has the effect and the corrected p-value beside the column’s own', () => {
    const { columns, rows } = tableWith(monitorDriftSection(drift()).blocks, 'p-value, corrected');
    expect(columns.map(({ title }) => plainText(title)).slice(0, 6)).toEqual([
      '',
      'column',
      'standardized shift',
      'p-value',
      'p-value, corrected',
      'threshold',
    ]);
    expect(rows.slice().map((row) => row.slice(0, 6).map(plainText))).toContainEqual([
      '⚠️',
      'carrier',
      '0.423',
      '8.0e-10',
      '2.0e-9',
      '0.05',
    ]);
  });

  it('names effects where columns have different ones', () => {
    const columns = [
      column('a', { effect: { name: 'cramers_v', value: 0.3 } }),
      column('b', { effect: { name: 'cohens_d', value: -0.2 } }),
      column('c', { effect: null }),
    ];
    const { rows } = tableWith(
      monitorDriftSection(withLast((window) => ({ ...window, columns }), 'fail')).blocks,
      'effect',
    );
    expect(rows.slice().map((row) => plainText(row[3] ?? ''))).toEqual([
      '0.300 Cramér’s V',
      '−0.200 Cohen’s d',
      '',
    ]);
  });

  it('puts the most drifted first, whether judged by a p-value or a distance', () => {
    const sorted = mostDrifted([
      column('holds', { verdict: 'pass', pValue: 0.9 }),
      column('unknown', { verdict: 'inconclusive', statistic: null, pValue: null }),
      column('twice', { pValue: null, statistic: 0.2, threshold: 0.1 }),
      column('certain', { pValue: 0 }),
      column('nearly', { pValue: 0.049 }),
    ]);
    expect(sorted.map((one) => one.column)).toEqual(['certain', 'twice', 'nearly', 'unknown', 'holds']);
  });

  it('lists slices the worst first, those with too few rows behind those that drifted', () => {
    const { rows } = tableWith(monitorDriftSection(drift()).blocks, 'slice');
    const texts = rows.slice().map((row) => row.map(plainText));
    expect(texts.map((row) => row[1])).toEqual([
      'depot = Aarhus',
      'depot = Bremen',
      'depot = Cardiff',
      'carrier = road',
      'carrier = rail',
      'carrier = air',
      'depot = Dijon',
    ]);
    expect(texts[1]?.slice(2)).toEqual([
      '259',
      '1,693',
      '3 of 4',
      'weight_kg 0.637, carrier 0.429, price_eur 0.402',
    ]);
    expect(texts[6]?.slice(4)).toEqual(['', 'too few rows to be judged']);
  });

  it('says that all columns together drifted where none did by itself', () => {
    const { summary } = monitorDriftSection(withLast((window) => ({ ...window, drifted: 0 }), 'fail'));
    expect(plainText(summary)).toBe(
      '0 of 5 columns drifted, but all together did in 2025-04-30 to 2025-05-09; no retraining',
    );
  });

  it('never calls a window without enough rows free of drift', () => {
    const evidence = withLast(
      (window) => ({ ...window, drifted: 0, verdict: 'inconclusive' }),
      'inconclusive',
    );
    const sentence = 'The last window has 9 requests, too few or too incomplete to be judged.';
    const reasons: Drift['reasons'] = [
      { rule: 'drift-share', outcome: 'inconclusive', measured: 0, bound: 0, sentence },
    ];
    const report = reportOf([{ ...evidence, reasons }]);
    expect([report.outcome, report.verdict, report.headline]).toEqual([
      'inconclusive',
      'not decided',
      sentence,
    ]);
    expect(plainText(report.sections[0]?.summary ?? '')).toContain('2025-05-09 could not be judged');
  });

  it('why a test of all columns could not be made stands beside it', () => {
    const multivariate: Window['multivariate'] = [
      {
        method: 'pca-reconstruction',
        statistic: null,
        pValue: null,
        threshold: null,
        verdict: 'inconclusive',
        note: 'there are fewer rows than columns',
      },
    ];
    const { rows } = tableWith(
      monitorDriftSection(withLast((window) => ({ ...window, multivariate }), 'fail')).blocks,
      'why not judged',
    );
    expect(rows.slice().map((row) => row.map(plainText))).toEqual([
      [
        '❓',
        'PCA reconstruction, mean reconstruction error',
        '',
        '',
        '',
        'there are fewer rows than columns',
      ],
    ]);
  });
});
