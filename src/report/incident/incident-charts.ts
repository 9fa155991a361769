import type { Evidence, EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Chart } from '../document.ts';
import { day } from '../format.ts';
import { mostDrifted } from '../sections/drift-columns.ts';
import { histogram } from '../sections/monitor-drift.ts';

type Histogram = EvidenceOf<'monitor-drift'>['figures']['histograms'][number];
type Bin = Histogram['bins'][number];

/** Pictures of the most drifted columns. */
const COLUMNS_DRAWN = 3;
/** As many windows, or rules, as GitHub has room for below one axis. */
const BARS = 8;

/** The pictures of an incident, which GitHub draws itself. */
export function incidentCharts(evidence: Evidence, blocks: readonly Block[]): Block[] {
  const charts =
    evidence.stage === 'monitor-drift'
      ? driftCharts(evidence)
      : evidence.stage === 'validate-data'
        ? anomalyChart(evidence)
        : chartsIn(blocks);
  return charts.map((chart) => ({ ...chart, inComment: true }));
}

function driftCharts({ figures: { windows, histograms } }: EvidenceOf<'monitor-drift'>): Chart[] {
  const last = windows.at(-1);
  if (!last) return [];
  const drifted = mostDrifted(last.columns)
    .filter(({ verdict }) => verdict === 'fail')
    .flatMap(({ column }) => histograms.filter((one) => one.column === column))
    .slice(0, COLUMNS_DRAWN);
  return [...windowChart(windows.slice(-BARS)), ...drifted.map(coarse).map(fromZero)];
}

/** The histogram with as few bins as there is room for, each named by its beginning; categories by how frequent they are. */
function coarse({ column, bins }: Histogram): Chart {
  const isRange = bins.every(({ label }) => /^-?[\d.,]+( … .*)?$/.test(label));
  const names = ({ label }: Bin) => label.replace(/ … .*$/, '');
  if (!isRange)
    return histogram({ column, bins: bins.toSorted((a, b) => share(b) - share(a)).slice(0, BARS) });
  const width = Math.ceil(bins.length / BARS);
  const merged = Array.from({ length: Math.ceil(bins.length / width) }, (_, index) => {
    const group = bins.slice(index * width, (index + 1) * width);
    const sum = (of: 'baseline' | 'current') => group.reduce((total, bin) => total + bin[of], 0);
    return { label: names(group[0] as Bin), baseline: sum('baseline'), current: sum('current') };
  });
  return { ...histogram({ column, bins: merged }), x: { title: 'from' } };
}

function share({ baseline, current }: Bin): number {
  return Math.max(baseline, current);
}

/** Bars are compared by their lengths. */
function fromZero(chart: Chart): Chart {
  const most = Math.max(...chart.series.flatMap(({ points }) => points.map(({ y }) => y)));
  return most > 0 ? { ...chart, y: { ...chart.y, domain: [0, most * 1.1] } } : chart;
}

function windowChart(windows: EvidenceOf<'monitor-drift'>['figures']['windows']): Chart[] {
  if (windows.length < 2) return [];
  const most = Math.max(1, ...windows.map(({ columns }) => columns.length));
  const points = windows.map(({ from, drifted }) => ({ x: day(from), y: drifted }));
  return [
    {
      ...{ kind: 'chart', mark: 'bar', title: 'Columns that drifted, by window' },
      x: { title: 'window from' },
      y: { title: 'columns', domain: [0, most] },
      series: [{ name: 'drifted', points }],
      description: `Columns that drifted: ${points.map(({ x, y }) => `${y} from ${x}`).join(', ')}.`,
    },
  ];
}

function anomalyChart({ figures: { anomalies } }: EvidenceOf<'validate-data'>): Chart[] {
  const broken = anomalies
    .filter(({ severity, count, rows }) => severity === 'error' && count > 0 && rows > 0)
    .map(({ dataset, column, rule, count, rows }) => ({
      x: `${column ?? dataset} ${rule}`,
      y: Math.min(1, count / rows),
    }))
    .sort((a, b) => b.y - a.y)
    .slice(0, BARS);
  if (broken.length === 0) return [];
  return [
    {
      ...{ kind: 'chart', mark: 'bar', title: 'Rows that break a rule' },
      x: { title: 'rule' },
      y: { title: 'share of rows', domain: [0, 1] },
      series: [{ name: 'share', points: broken }],
      description: `Share of rows that break a rule: ${broken.map(({ x, y }) => `${x} ${y}`).join(', ')}.`,
    },
  ];
}

/** Those that the comment on a pull request has too. */
function chartsIn(blocks: readonly Block[]): Chart[] {
  return blocks.flatMap((block): Chart[] => {
    if (block.kind === 'chart') return block.inComment ? [block] : [];
    if (block.kind === 'row') return chartsIn(block.charts);
    return block.kind === 'details' && block.inComment !== false ? chartsIn(block.blocks) : [];
  });
}
