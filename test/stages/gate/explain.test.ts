import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { type Column, type Frame, frameOf } from '../../../src/data/engine/frame.ts';
import { permutationsOf } from '../../../src/evaluation/explanation/importance.ts';
import { outcomesOf } from '../../../src/evaluation/metrics/encoding.ts';
import type { EvidenceOf } from '../../../src/evidence/schema.ts';
import type { HeldOut } from '../../../src/models/held-out.ts';
import type { Predictor } from '../../../src/models/predict.ts';
import { FolderRegistry } from '../../../src/registry/folder.ts';
import type { Court, Judged } from '../../../src/stages/gate/court.ts';
import { explain } from '../../../src/stages/gate/explanation/explain.ts';
import { randomOf } from '../../../src/stats/random.ts';
import { systemClock } from '../../../src/system/clock.ts';
import { DataError } from '../../../src/system/errors.ts';
import { MemoryLog } from '../../../src/system/log.ts';
import { orders } from '../orders.ts';
import { initWorkspace, type Workspace } from '../workspace.ts';

type Says = (row: (name: string) => unknown) => number;
const SEED = 7;

/** A regression model that is a formula over some columns. */
function formula(columns: readonly Column[], says: Says): Predictor & { asked: number[] } {
  const asked: number[] = [];
  const inputs = columns.map(({ name, type }) => ({ name, type }));
  return {
    asked,
    package: {
      directory: 'package',
      manifest: {
        signature: { task: 'regression', inputs, extras: [], time: null, label: 'y', classes: [] },
      },
    } as unknown as Predictor['package'],
    predict: async ({ rows, columns: given }: Frame) => {
      asked.push(rows);
      const scores = Float64Array.from({ length: rows }, (_, row) =>
        says((name) => given.get(name)?.values[row]),
      );
      return { rows, width: 1, scores };
    },
    problems: () => [],
    close: async () => {},
  };
}

async function judgedBy(predictor: Predictor, rows: Frame, labels: readonly number[]): Promise<Judged> {
  const predictions = await predictor.predict(rows);
  const outcomes = outcomesOf({ task: 'regression', labels, predictions: Array.from(predictions.scores) });
  return {
    predictor,
    outcomes,
    predictions,
    threshold: { threshold: 0.5 },
    figures: {} as Judged['figures'],
    notes: [],
  };
}

function courtOf(rows: Frame, gate: object = {}): Court {
  const config = {
    model: { task: 'regression', label: 'y' },
    train: { seed: SEED },
    gate: { explain: 1000, slices: [], rules: [], ...gate },
  };
  return {
    rows,
    threshold: 0.5,
    request: { config },
    ports: { log: new MemoryLog() },
    models: [{}],
  } as unknown as Court;
}

const stored: {
  columns: number[][];
  coefficients: number[];
  intercept: number;
  cases: { feature: number; average: number[] }[];
} = JSON.parse(
  readFileSync(new URL('../../fixtures/evaluation/partial-dependence.json', import.meta.url), 'utf8'),
);
const [a = 0, b = 0, c = 0] = stored.coefficients;
const numbers = stored.columns.map(
  (values, k): Column => ({ name: 'abc'[k] as string, type: 'number', values }),
);
const linear: Says = (of) =>
  stored.intercept + a * Number(of('a')) + b * Number(of('b')) + c * Number(of('c'));
const truth =
  numbers[0]?.values.map((_, row) => linear((name) => numbers['abc'.indexOf(name)]?.values[row])) ?? [];
const labels = { name: 'y', type: 'number', values: truth } as const;
const table = frameOf([...numbers, labels]);
const shown = ['a', 'b', 'c'];

describe('the explanation of a linear model', () => {
  it('has the importance that follows from its coefficients', async () => {
    const judged = await judgedBy(formula(numbers, linear), frameOf(numbers), truth);
    const { explanation } = await explain(judged, null, shown, courtOf(table));
    // Its error is 0, so a shuffled column costs the root mean square of what the shuffle changes.
    const orders = permutationsOf(truth.length, SEED);
    for (const [k, coefficient] of [a, b, c].entries()) {
      const values = stored.columns[k] as number[];
      const costs = orders.map((order) =>
        Math.sqrt(
          values.reduce(
            (sum, x, row) => sum + (coefficient * (x - (values[order[row] as number] as number))) ** 2,
            0,
          ) / values.length,
        ),
      );
      const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
      const variance = costs.reduce((sum, cost) => sum + (cost - mean) ** 2, 0) / costs.length;
      const found = explanation?.importance.find(({ feature }) => feature === 'abc'[k]);
      expect(found?.challenger.mean).toBeCloseTo(mean, 9);
      expect(found?.challenger.deviation).toBeCloseTo(Math.sqrt(variance), 9);
      expect(found?.champion).toBeNull();
    }
    expect(explanation).toMatchObject({ metric: 'root_mean_squared_error', rows: 60, repeats: 5 });
  });

  it('has the partial dependence of scikit-learn', async () => {
    const judged = await judgedBy(formula(numbers, linear), frameOf(numbers), truth);
    const { explanation } = await explain(judged, judged, shown, courtOf(table));
    for (const { feature, average } of stored.cases) {
      const found = explanation?.dependence.find((one) => one.feature === 'abc'[feature]);
      average.forEach((value, at) => {
        expect(found?.challenger[at]).toBeCloseTo(value, 9);
      });
      expect(found?.champion).toEqual(found?.challenger);
    }
  });

  it('asks many columns at once, of rows that the seed chose', async () => {
    const model = formula(numbers, linear);
    const judged = await judgedBy(model, frameOf(numbers), truth);
    const court = courtOf(table, { explain: 20 });
    const { explanation } = await explain(judged, null, shown, court);
    expect(explanation?.rows).toBe(20);
    expect(model.asked.slice(0, 2)).toEqual([60, 3 * 5 * 20]);
    expect((await explain(judged, null, shown, court)).explanation).toEqual(explanation);
    expect(await explain(judged, null, shown, courtOf(table, { explain: 0 }))).toEqual({ notes: [] });
  });
});

const random = randomOf(2);
const many = Array.from({ length: 800 }, () => random.normal());
const kinds = many.map((_, row) => ['x', 'y', 'z'][row % 3] as string);
const mixed = [
  { name: 'size', type: 'number', values: many },
  { name: 'kind', type: 'string', values: kinds },
  { name: 'mail', type: 'string', values: kinds.map((kind) => `${kind}@example.org`) },
] as const satisfies Column[];
const target = many.map((size, row) => 2 * size + (kinds[row] === 'x' ? 1 : 0));
const mixedTable = frameOf([...mixed, { name: 'y', type: 'number', values: target }]);
const good: Says = (of) => 2 * Number(of('size')) + (of('kind') === 'x' ? 1 : 0);

describe('an explanation', () => {
  it('says on what a challenger relies, and where it lost', async () => {
    const champion = await judgedBy(formula(mixed, good), mixedTable, target);
    const worse: Says = (of) => good(of) + (of('kind') === 'y' && Number(of('size')) > 1 ? 3 : 0);
    const challenger = await judgedBy(formula(mixed, worse), mixedTable, target);
    const { explanation } = await explain(challenger, champion, ['size', 'kind'], courtOf(mixedTable));
    const lost = many.filter((size, row) => kinds[row] === 'y' && size > 1).length;
    const leaf = explanation?.tree?.nodes.find(({ path }) => path.length === 2 && path.includes('kind = y'));
    expect(leaf?.rows).toBe(lost);
    expect(leaf?.coverage).toBeCloseTo(1, 9);
    expect(explanation?.tree).toMatchObject({ explains: 'lost-to-champion', unit: 'absolute-error' });
    expect(explanation?.sentences[0]).toMatch(
      /^100 % of what was lost to the champion lies in \d+ % of the rows: /,
    );
  });

  it('knows of features that one model does not take', async () => {
    const champion = await judgedBy(formula(mixed, good), mixedTable, target);
    const [size] = mixed;
    const blind = await judgedBy(
      formula([size], (of) => 2 * Number(of('size'))),
      mixedTable,
      target,
    );
    const { explanation } = await explain(blind, champion, ['size', 'kind'], courtOf(mixedTable));
    const kind = explanation?.importance.find(({ feature }) => feature === 'kind');
    expect(kind?.challenger).toEqual({ mean: 0, deviation: 0 });
    expect(kind?.champion?.mean).toBeGreaterThan(0.3);
    expect(explanation?.sentences.join(' ')).toContain('The challenger does not take `kind` any more');
    expect(new Set(explanation?.dependence.find(({ feature }) => feature === 'kind')?.challenger).size).toBe(
      1,
    );
  });

  it('shows no value of a column that may not be shown', async () => {
    const leaky: Says = (of) => 2 * Number(of('size')) + (String(of('mail')).startsWith('x') ? 1 : 0);
    const own = await judgedBy(formula(mixed, leaky), mixedTable, target);
    const other = await judgedBy(
      formula(mixed, (of) => good(of) + (of('kind') === 'z' ? 5 : 0)),
      mixedTable,
      target,
    );
    const found = await explain(other, own, ['size'], courtOf(mixedTable, { slices: ['mail'] }));
    expect(found.explanation?.importance.map(({ feature }) => feature).sort()).toEqual([
      'kind',
      'mail',
      'size',
    ]);
    expect(JSON.stringify(found)).not.toContain('example.org');
    expect(found.explanation?.dependence.map(({ feature }) => feature)).toEqual(['size']);
    expect(found.notes).toContain('Not looked at by value, for they may not be shown: `kind`, `mail`.');
  });

  it('of files of predictions says where it lost, and asks nobody', async () => {
    const champion = await judgedBy(formula(mixed, good), mixedTable, target);
    const worse: Says = (of) => good(of) + (of('kind') === 'y' ? 3 : 0);
    const challenger = await judgedBy(formula(mixed, worse), mixedTable, target);
    const court = { ...courtOf(mixedTable), models: [] };
    const { explanation } = await explain(challenger, champion, ['size', 'kind'], court);
    expect(explanation).toMatchObject({ rows: 0, importance: [], dependence: [] });
    expect(explanation?.sentences).toHaveLength(1);
    expect(explanation?.sentences[0]).toContain('lies in 33 % of the rows: `kind` = y');
  });

  it('of several classes shows the one that moves most', async () => {
    const [size] = mixed;
    const classes = ['low', 'middle', 'high'];
    const labelled = many.map((value) => (value < -1 ? 'low' : value < 0 ? 'middle' : 'high'));
    const three = (steep: number): Predictor => {
      const { package: opened, ...model } = formula([size], () => 0);
      const signature = { ...opened.manifest.signature, task: 'multiclass-classification', classes };
      return {
        ...model,
        package: { ...opened, manifest: { signature } } as unknown as Predictor['package'],
        predict: async ({ rows, columns }) => {
          const scores = new Float64Array(rows * 3);
          for (let row = 0; row < rows; row++) {
            const high = 1 / (1 + Math.exp(-steep * Number(columns.get('size')?.values[row])));
            scores.set([0.8 * (1 - high), 0.2 * (1 - high), high], 3 * row);
          }
          return { rows, width: 3, scores };
        },
      };
    };
    const rows = frameOf([size, { name: 'y', type: 'string', values: labelled }]);
    const judged = async (predictor: Predictor): Promise<Judged> => {
      const predictions = await predictor.predict(rows);
      const scores = classes.map((_, k) => predictions.scores.filter((_score, at) => at % 3 === k));
      const outcomes = outcomesOf({ task: 'multiclass-classification', labels: labelled, scores, classes });
      return {
        ...(await judgedBy(
          formula([size], () => 0),
          rows,
          target,
        )),
        predictor,
        predictions,
        outcomes,
      };
    };
    const court = courtOf(rows);
    const { config } = court.request;
    const asked = {
      ...court,
      request: {
        ...court.request,
        config: { ...config, model: { ...config.model, task: 'multiclass-classification' as const } },
      },
    };
    const { explanation } = await explain(
      await judged(three(3)),
      await judged(three(1)),
      ['size'],
      asked as Court,
    );
    expect(explanation?.metric).toBe('accuracy_score');
    expect(explanation?.dependence[0]).toMatchObject({ feature: 'size', class: 'high' });
    expect(explanation?.sentences.join(' ')).toContain(
      'the mean probability of high of the challenger goes from 0.0',
    );
  });

  it('leaves out what a model refuses, and goes on', async () => {
    const strict: Says = (of) => {
      // What is z belongs to z: such a model takes no other combination.
      if (!String(of('mail')).startsWith(String(of('kind'))))
        throw new DataError('x@example.org is none of z');
      return good(of);
    };
    const judged = await judgedBy(formula(mixed, strict), mixedTable, target);
    const { explanation, notes } = await explain(judged, null, ['size', 'kind', 'mail'], courtOf(mixedTable));
    expect(explanation?.importance.map(({ feature }) => feature)).toEqual(['size']);
    expect(notes).toEqual([
      'The challenger refused `kind` of other rows, so its importance is not known.',
      'The challenger refused `mail` of other rows, so its importance is not known.',
    ]);
    const broken: Says = () => {
      throw new TypeError('a bug');
    };
    const bug = { ...judged, predictor: formula(mixed, broken) };
    await expect(explain(bug, null, shown, courtOf(mixedTable))).rejects.toThrow('a bug');
  });
});

describe('the gate on trained models', () => {
  let shop: Workspace;
  let gate: EvidenceOf<'evaluate-gate'>;

  beforeAll(async () => {
    shop = await initWorkspace(orders(60, 60));
    await shop.loop(['validate-data', 'train', 'evaluate-gate', 'register']);
    const registry = FolderRegistry.open(
      '.mlops/registry',
      { model: 'late-orders', directory: shop.directory },
      { clock: systemClock },
    );
    await registry.assign('production', 'v1.0.0');
    // The next model does without the carrier, on which most depends.
    await shop.change('mlops.yml', (text) => text.replace(/carrier, ?/, ''));
    await shop.loop(['train'], { out: 'second' });
    gate = await shop.run('evaluate-gate', { out: 'second' });
  });

  test('a champion may take a feature that the challenger does not', () => {
    expect(gate.verdict).not.toBe('pass');
    const { explanation } = gate.figures;
    const carrier = explanation?.importance.find(({ feature }) => feature === 'carrier');
    expect(carrier?.challenger.mean).toBe(0);
    expect(carrier?.champion?.mean).toBeGreaterThan(0.1);
    expect(explanation?.sentences.join(' ')).toMatch(/The challenger does not take `carrier` any more/);
    const dependence = explanation?.dependence.find(({ feature }) => feature === 'carrier');
    expect([...(dependence?.grid ?? [])].sort()).toEqual(['blue', 'green', 'red', 'yellow']);
  });

  test('and the rows that go with the package are requests to its own model', async () => {
    const heldOut = await shop.json<HeldOut>('second/package/held-out.json');
    const names = heldOut.columns.map(({ name }) => name);
    expect(names).toContain('weight');
    expect(names).not.toContain('carrier');
  });
});
