import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  type Column,
  type ColumnType,
  type Frame,
  frameOf,
  type Value,
} from '../../src/data/engine/frame.ts';
import { embeddingDrift } from '../../src/drift/embedding-drift.ts';
import { judgeDrift } from '../../src/drift/judge.ts';
import { multivariateDrift } from '../../src/drift/multivariate.ts';
import { driftOfSlices } from '../../src/drift/slices.ts';
import { textDrift } from '../../src/drift/text-drift.ts';
import { randomOf } from '../../src/stats/random.ts';

type Side = 'current' | 'near';
const fixture = JSON.parse(
  await readFile(new URL('../fixtures/drift/multivariate.json', import.meta.url), 'utf8'),
) as {
  embedding: Record<Side | 'reference', number[][]>;
  table: Record<Side | 'reference', Record<string, Value[]>>;
  evidently: Record<Side, Record<string, [number, boolean]>>;
  nannyml: Record<Side, Record<string, number | boolean>>;
};

const column = (name: string, type: ColumnType, values: readonly Value[]): Column => ({ name, type, values });
const table = (side: Side | 'reference'): Frame =>
  frameOf(
    Object.entries(fixture.table[side]).map(([name, values]) =>
      column(name, name === 'd' ? 'string' : 'number', values),
    ),
  );
const embedding = (side: Side | 'reference') =>
  Array.from({ length: 6 }, (_, place) =>
    column(
      `e${place}`,
      'number',
      fixture.embedding[side].map((row) => row[place] as number),
    ),
  );
const sides: Side[] = ['current', 'near'];

describe('PCA reconstruction', () => {
  it.each(sides)('equals NannyML on the %s table', (side) => {
    const [found] = multivariateDrift(['pca-reconstruction'], table('reference'), table(side), [
      'a',
      'b',
      'c',
      'd',
    ]);
    const peer = fixture.nannyml[side];
    expect(found?.statistic).toBeCloseTo(peer.value as number, 9);
    expect(found?.threshold).toBeCloseTo(peer.upper_threshold as number, 9);
    expect(found?.lower).toBeCloseTo(peer.lower_threshold as number, 9);
    expect(found?.interval?.[0]).toBeCloseTo(peer.lower_confidence_boundary as number, 9);
    expect(found?.interval?.[1]).toBeCloseTo(peer.upper_confidence_boundary as number, 9);
    expect(found?.verdict).toBe(peer.alert ? 'fail' : 'pass');
  });
});

describe('the domain classifier', () => {
  const pair = (rows: number, likeness: number, seed: number) => {
    const random = randomOf(seed);
    const x = Array.from({ length: rows }, () => random.normal());
    const y = x.map((value) => likeness * value + Math.sqrt(1 - likeness ** 2) * random.normal());
    return frameOf([column('x', 'number', x), column('y', 'number', y)]);
  };
  const judge = (reference: Frame, current: Frame) =>
    multivariateDrift(['domain-classifier'], reference, current, ['x', 'y'])[0];

  it('sees that columns hang together otherwise, which no column shows', () => {
    const [reference, current] = [pair(2000, 0.9, 1), pair(1500, -0.9, 2)];
    expect(judge(reference, current)).toMatchObject({ verdict: 'fail', statistic: expect.any(Number) });
    const alone = judgeDrift(reference, current, { preset: 'calibrated' });
    expect(alone.dataset.verdict).toBe('pass');
  });

  it('sees nothing where there is nothing', () => {
    for (let seed = 1; seed <= 10; seed++) {
      expect(judge(pair(600, 0.5, seed), pair(400, 0.5, seed + 100))?.verdict).toBe('pass');
    }
  });

  it('decides nothing where no area could be large enough, and says how many rows would do', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const found = judge(pair(60, 0, seed), pair(300, 0, seed + 50));
      if (found?.verdict === 'inconclusive') {
        expect(found).toMatchObject({ statistic: expect.any(Number), threshold: null });
        expect(found.note).toMatch(/^.* of the reference's 60 rows .*; about [\d,]+ rows are needed$/);
      } else expect(found?.threshold).toBeLessThan(1);
    }
    const few = Array.from({ length: 20 }, (_, seed) => judge(pair(60, 0, seed), pair(300, 0, seed + 50)));
    expect(few.some((found) => found?.verdict === 'inconclusive')).toBe(true);
  });

  it('names what no number of rows would mend: a column that rises with the rows', () => {
    const counter = (rows: number, from: number) => {
      const random = randomOf(from);
      const x = Array.from({ length: rows }, () => random.normal());
      const y = Array.from({ length: rows }, (_, row) => (row + from) ** 2);
      return frameOf([column('x', 'number', x), column('y', 'number', y)]);
    };
    const found = judge(counter(300, 0), counter(300, 300));
    expect(found).toMatchObject({ verdict: 'inconclusive', threshold: null });
    expect(found?.note).toMatch(/leave out columns that change with time/);
  });

  it('is not asked of fewer rows than wanted', () => {
    const methods = ['domain-classifier', 'pca-reconstruction'] as const;
    const found = multivariateDrift(methods, pair(2000, 0.9, 1), pair(80, -0.9, 2), ['x', 'y'], 100);
    expect(found).toEqual(
      methods.map((method) => ({
        method,
        statistic: null,
        pValue: null,
        threshold: null,
        verdict: 'inconclusive',
        note: 'the current data have 80 rows, and 100 are needed',
      })),
    );
  });

  it('says what it needs', () => {
    expect(judge(pair(20, 0, 1), pair(100, 0, 2))).toMatchObject({
      verdict: 'inconclusive',
      note: 'the reference data have 20 rows, and 50 are needed',
    });
  });
});

describe('embeddings', () => {
  it.each(sides)('distance, ratio and discrepancy equal Evidently’s on the %s rows', (side) => {
    for (const name of ['distance', 'ratio', 'mmd'] as const) {
      const [score, isDrift] = fixture.evidently[side][name] as [number, boolean];
      const { drift } = embeddingDrift('e', embedding('reference'), embedding(side), {
        method: `evidently.embeddings_${name}`,
        minimumRows: 0,
      });
      expect(drift.statistic).toBeCloseTo(score, 9);
      expect(drift.verdict).toBe(isDrift ? 'fail' : 'pass');
    }
  });

  it.each(sides)('the model decides as Evidently’s does on the %s rows', (side) => {
    const { drift } = embeddingDrift('e', embedding('reference'), embedding(side), { minimumRows: 0 });
    expect(drift.verdict).toBe(fixture.evidently[side].model?.[1] ? 'fail' : 'pass');
  });

  it('takes a column of lists of numbers', () => {
    const lists = (side: Side | 'reference') => [
      column(
        'e',
        'string',
        fixture.embedding[side].map((row) => JSON.stringify(row)),
      ),
    ];
    const options = { method: 'evidently.embeddings_distance', minimumRows: 0 };
    expect(embeddingDrift('e', lists('reference'), lists('current'), options).drift.statistic).toBe(
      embeddingDrift('e', embedding('reference'), embedding('current'), options).drift.statistic,
    );
  });

  it('refuses other methods, and embeddings of another length', () => {
    const options = { method: 'evidently.psi', minimumRows: 0 };
    expect(() => embeddingDrift('e', embedding('reference'), embedding('near'), options)).toThrow(
      /"evidently.psi" does not compare embeddings/,
    );
    expect(() =>
      embeddingDrift('e', embedding('reference'), embedding('near').slice(1), { minimumRows: 0 }),
    ).toThrow(/6 numbers a row in the reference data and 5/);
  });

  it('are judged as wholes among the columns', () => {
    const frame = (side: Side | 'reference') => frameOf(embedding(side));
    const embeddings = { photo: ['e0', 'e1', 'e2', 'e3', 'e4', 'e5'] };
    const { columns } = judgeDrift(frame('reference'), frame('current'), { preset: 'evidently', embeddings });
    expect(columns.map(({ column: name, type, verdict }) => [name, type, verdict])).toEqual([
      ['photo', 'embedding', 'fail'],
    ]);
  });
});

describe('texts', () => {
  const topics = {
    trains: ['train', 'late', 'station', 'ticket', 'platform', 'seat', 'conductor', 'delay'],
    food: ['pizza', 'cold', 'delivery', 'sauce', 'cheese', 'order', 'courier', 'late'],
  };
  const texts = (rows: number, share: number, seed: number) => {
    const random = randomOf(seed);
    const words = (topic: readonly string[]) =>
      Array.from({ length: 6 + random.integer(10) }, () => topic[random.integer(topic.length)]).join(' ');
    return column(
      'text',
      'string',
      Array.from({ length: rows }, () => words(random.next() < share ? topics.food : topics.trains)),
    );
  };

  it.each([300, 2000])('tells other topics apart and leaves the same ones, %i rows', (rows) => {
    expect(textDrift(texts(rows, 0.1, 1), texts(rows, 0.6, 2), undefined, 30).drift).toMatchObject({
      type: 'text',
      method: 'evidently.text_content_drift',
      verdict: 'fail',
    });
    const same = Array.from(
      { length: 10 },
      (_, at) => textDrift(texts(rows, 0.3, at), texts(rows, 0.3, at + 50), undefined, 30).drift.verdict,
    );
    expect(same.filter((verdict) => verdict === 'fail').length).toBeLessThanOrEqual(2);
  });

  it('needs texts', () => {
    const { drift, note } = textDrift(texts(10, 0, 1), texts(100, 0, 2), undefined, 30);
    expect(drift.verdict).toBe('inconclusive');
    expect(note).toBe('"text" has 10 texts on one side, and 30 are needed');
  });
});

describe('slices', () => {
  const rows = (count: number, shift: number, seed: number) => {
    const random = randomOf(seed);
    const city = Array.from({ length: count }, () => ['Rome', 'Oslo', 'Lima'][random.integer(3)] as string);
    const price = city.map((name) => random.normal() + (name === 'Oslo' ? shift : 0));
    return frameOf([column('city', 'string', city), column('price', 'number', price)]);
  };

  it.each(['calibrated', 'evidently'] as const)('%s finds the slice that moved', (preset) => {
    const { slices } = driftOfSlices(rows(3000, 0, 1), rows(1500, 0.8, 2), ['city'], {
      preset,
      minimumRows: 30,
    });
    expect(slices.map(({ value }) => value).sort()).toEqual(['Lima', 'Oslo', 'Rome']);
    const drifted = slices.filter(({ verdict }) => verdict === 'fail').map(({ value }) => value);
    // Evidently corrects for no number of looks.
    expect(drifted).toEqual(preset === 'calibrated' ? ['Oslo'] : expect.arrayContaining(['Oslo']));
    expect(slices.find(({ value }) => value === 'Oslo')?.found.map((drift) => drift.column)).toEqual([
      'price',
    ]);
  });

  it('a slice with few rows is open', () => {
    const { slices } = driftOfSlices(rows(3000, 0, 1), rows(40, 0.8, 2), ['city'], {
      preset: 'calibrated',
      minimumRows: 30,
    });
    expect(slices.every(({ verdict, columns }) => verdict === 'inconclusive' && columns === 0)).toBe(true);
  });
});
