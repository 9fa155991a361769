import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SourceConfig } from '../../../src/config/schema/sources.ts';
import { frameOf } from '../../../src/data/engine/frame.ts';
import { loadCsv } from '../../../src/data/sources/csv/csv.ts';
import { cellTables } from '../../../src/data/sources/csv/csv-cells.ts';
import { readHeader } from '../../../src/data/sources/csv/csv-header.ts';
import { CsvSurvey } from '../../../src/data/sources/csv/csv-survey.ts';
import { loadCsvAsText } from '../../../src/data/sources/csv/csv-text.ts';
import { registerSource } from '../../../src/data/sources/sources.ts';
import { kindSql } from '../../../src/data/sources/text-types.ts';
import { describeError } from '../../../src/system/errors.ts';
import { temporaryFolder, testEngine } from '../engine.ts';

const folder = temporaryFolder();
const engine = await testEngine(folder);

const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });
const two = fc.oneof(
  fc.integer({ min: 0, max: 31 }).map((n) => String(n).padStart(2, '0')),
  digits(2, 2),
);
const year = fc.oneof(digits(4, 4), fc.constantFrom('2000', '1900', '2012', '2013', '0000', '0004'));
const date = fc.oneof(
  fc.tuple(year, two, two).map((parts) => parts.join('-')),
  year.map((y) => `${y}-02-29`),
);
const zone = fc.oneof(
  fc.constantFrom('', 'Z', ' UTC', ' Z', 'UTC', 'z'),
  fc
    .tuple(fc.constantFrom('+', '-', ' +'), two, fc.constantFrom('', ':'), fc.oneof(two, fc.constant('')))
    .map((parts) => parts.join('')),
);
const time = fc.oneof(
  fc.tuple(two, two, two, digits(0, 10), zone).map(([h, m, s, f, z]) => `${h}:${m}:${s}${f && `.${f}`}${z}`),
  fc.tuple(two, two, zone).map(([h, m, z]) => `${h}:${m}${z}`),
  fc.constantFrom('24:00', '24:00:00', '24:00:00.00', '24:00:01', '23:59:60', '10:00:'),
);
const timestamp = fc.tuple(date, fc.constantFrom('T', ' ', 't', '  '), time).map((parts) => parts.join(''));
const sign = fc.constantFrom('', '', '-', '+', '--');
const integer = fc.oneof(
  fc.tuple(sign, digits(1, 21)).map((parts) => parts.join('')),
  fc.tuple(sign, fc.bigInt({ min: 2n ** 63n - 20n, max: 2n ** 63n + 20n })).map(([s, n]) => `${s}${n}`),
  fc.integer().map(String),
);
const number = fc.oneof(
  fc.double().map(String),
  fc
    .tuple(
      sign,
      digits(0, 3),
      fc.constantFrom('', '.', '..'),
      digits(0, 3),
      fc.constantFrom('', 'e', 'E', 'e+', 'E-'),
      digits(0, 3),
    )
    .map((parts) => parts.join('')),
  fc
    .tuple(sign, fc.constantFrom('nan', 'NaN', 'NAN', 'inf', 'Inf', 'infinity', 'INFINITY', 'infinit'))
    .map((parts) => parts.join('')),
);
const truth = fc.constantFrom('true', 'false', 'TRUE', 'False', 'tRuE', 'yes', 't', '0', 'ſalse');
const word = fc.string({ unit: 'grapheme', maxLength: 6 });
const cell = fc
  .oneof(date, timestamp, integer, number, truth, word)
  .filter((text) => !/[\0"\r\n]/.test(text));

/** The bits of the kind of one cell, by the survey. */
function kindOf(text: string, missing: readonly string[] = []): number {
  const survey = new CsvSurvey(cellTables(44, missing), 1, 44, { line: 1, byte: 0, lineEnd: 'LF' });
  const bytes = Buffer.from(`"${text}"`);
  survey.take(Buffer.concat([bytes, Buffer.alloc(2)]), bytes.length, true);
  return survey.kinds[0] ?? -1;
}

describe('the kinds of cells', () => {
  test('are those that SQL tells by patterns and casts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 400, maxLength: 400 }), async (texts) => {
        await engine.insert('cells', frameOf([{ name: 't', type: 'string', values: texts }]));
        const rows = await engine.rows<{ t: string; kind: number }>(
          `SELECT t, CASE WHEN t = '' THEN 0 ELSE ${kindSql('t')} END AS kind FROM cells`,
        );
        for (const { t, kind } of rows) expect([t, kindOf(t)]).toEqual([t, kind]);
      }),
      { numRuns: 15 },
    );
  });

  test('what stands for missing is no kind, and only the whole text does', () => {
    const missing = ['NA', '-999', 'n/a', '–', '2013-01-01'];
    for (const text of [...missing, '']) expect([text, kindOf(text, missing)]).toEqual([text, 0]);
    expect(['-99', '-9990', 'NAN', 'N', '2013-01-02'].map((text) => kindOf(text, missing))).toEqual([
      1, 1, 4, 64, 16,
    ]);
  });
});

/** A file of random cells, and how it is to be read. */
const file = fc
  .record({
    columns: fc.array(
      fc
        .constantFrom(fc.constant('x'), integer, number, date, timestamp, truth, word, cell)
        .chain((values) => fc.array(fc.oneof(values, fc.constantFrom('', 'NA', '-1')), { maxLength: 12 })),
      { minLength: 1, maxLength: 4 },
    ),
    extra: fc.array(fc.constantFrom('a,b', 'a;b', 'x\ny', 'x\r\ny', ' s ', '"', 'a"b', '\\', '#'), {
      maxLength: 2,
    }),
    delimiter: fc.constantFrom(',', ';', '\t', '|', ' '),
    end: fc.constantFrom('\n', '\r\n', '\r'),
    final: fc.boolean(),
    missing: fc.constantFrom(undefined, ['NA'], ['NA', '-1']),
    quote: fc.constantFrom('always', 'needed'),
    mark: fc.boolean(),
    blank: fc.boolean(),
  })
  .map((made) => {
    const { columns, delimiter, end } = made;
    const rows = Math.max(...columns.map((values) => values.length));
    const quoted = (text: string) =>
      made.quote === 'always' || /["\r\n]/.test(text) || text.includes(delimiter) || text.startsWith(' ')
        ? `"${text.replaceAll('"', '""')}"`
        : text;
    const names = columns.map((_, index) => `c${index}`);
    const cells = Array.from({ length: rows }, (_, row) => columns.map((values) => values[row] ?? ''));
    for (const [index, text] of made.extra.entries()) {
      const row = cells[index * 2];
      if (row) row[index % row.length] = text;
    }
    const lines = [names, ...cells].map((record) => record.map(quoted).join(delimiter));
    if (made.blank && columns.length > 1) lines.splice(1, 0, '', '');
    // A last line of nothing would be no line.
    const open = made.final || lines.at(-1) === '';
    return {
      text: `${made.mark ? '\ufeff' : ''}${lines.join(end)}${open ? end : ''}`,
      source: {
        path: 'any.csv',
        delimiter,
        ...(made.missing ? { missing: made.missing } : {}),
      } as SourceConfig,
    };
  });

const filesOf = (name: string) => ({
  name,
  format: 'csv' as const,
  paths: [join(folder, 'any.csv')],
  show: (path: string) => path,
});

describe('the typed load', () => {
  test('gives the types and values of the definition: text, patterns, casts', async () => {
    await fc.assert(
      fc.asyncProperty(file, async ({ text, source }) => {
        await writeFile(join(folder, 'any.csv'), text);
        const loaded = await loadCsv(engine, filesOf('ours'), source);
        const defined = await loadCsvAsText(engine, filesOf('definition'), source);
        expect(loaded).toEqual(defined);
        expect(await engine.rows('SELECT * FROM ours')).toEqual(
          await engine.rows('SELECT * FROM definition'),
        );
        expect(await engine.rows('DESCRIBE ours')).toEqual(await engine.rows('DESCRIBE definition'));
      }),
      { numRuns: 50 },
    );
  });

  test('and so it does with types that are asked for', async () => {
    const asked = fc.constantFrom('integer', 'number', 'boolean', 'date', 'timestamp', 'string');
    await fc.assert(
      fc.asyncProperty(file, asked, async ({ text, source }, type) => {
        await writeFile(join(folder, 'any.csv'), text);
        const typed = { ...source, types: { c0: type } } as SourceConfig;
        const tried = (loading: Promise<unknown>) => loading.catch((error: unknown) => describeError(error));
        const loaded = await tried(loadCsv(engine, filesOf('data'), typed));
        const rows = typeof loaded === 'string' ? [] : await engine.rows('SELECT * FROM data');
        expect(loaded).toEqual(await tried(loadCsvAsText(engine, filesOf('data'), typed)));
        if (typeof loaded !== 'string') expect(rows).toEqual(await engine.rows('SELECT * FROM data'));
      }),
      { numRuns: 30 },
    );
  });

  test('keeps the order of rows through threads, chunks and files', async () => {
    const rows = (from: number) =>
      Array.from({ length: 400_000 }, (_, i) => `${from + i},${(from + i) / 8},t${from + i}\n`).join('');
    await writeFile(join(folder, 'big1.csv'), `n,x,t\n${rows(0)}`);
    await writeFile(join(folder, 'big2.csv.gz'), gzipSync(`n,x,t\n${rows(400_000)}`));
    const source = await registerSource(engine, 'big', { path: ['big1.csv', 'big2.csv.gz'] }, folder);
    expect(source.files.map((each) => each.rows)).toEqual([400_000, 400_000]);
    expect(source.columns.map(({ type }) => type)).toEqual(['integer', 'number', 'string']);
    expect(
      await engine.rows(`SELECT count(*) AS odd FROM (SELECT *, row_number() OVER () - 1 AS place FROM big)
        WHERE n <> place OR x <> place / 8 OR t <> 't' || place`),
    ).toEqual([{ odd: 0 }]);
  });

  test('two sources at once are two tables', async () => {
    await writeFile(join(folder, 'one.csv'), 'a\n1\n');
    await writeFile(join(folder, 'two.csv'), 'a\nx\n');
    const load = (name: string) => registerSource(engine, name, { path: `${name}.csv` }, folder);
    const made = await Promise.all([load('one'), load('two')]);
    expect(made.map(({ columns }) => columns[0]?.type)).toEqual(['integer', 'string']);
  });

  test('a file outside the allowed folders is not even surveyed', async () => {
    await mkdir(join(folder, 'in'), { recursive: true });
    await writeFile(join(folder, 'secret.csv'), 'a,b\n1,2\nhush\n');
    await symlink(join(folder, 'secret.csv'), join(folder, 'in/link.csv'));
    const closed = await testEngine(join(folder, 'in'), { temporaryDirectory: join(folder, 'in/.tmp') });
    const loading = registerSource(closed, 'data', { path: 'in/link.csv' }, folder);
    await expect(loading).rejects.toThrow('refused');
    await expect(loading).rejects.not.toThrow('hush');
  });
});

describe('the survey', () => {
  test('finds the same however the bytes are cut', () => {
    fc.assert(
      fc.property(
        file,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        ({ text, source }, cuts) => {
          const bytes = Buffer.from(text);
          const header = readHeader(bytes, source.delimiter);
          if (!header || 'kind' in header) throw new Error('no header');
          const delimiter = header.delimiter.charCodeAt(0);
          const survey = (sizes: readonly number[]) => {
            const tables = cellTables(delimiter, source.missing ?? []);
            const made = new CsvSurvey(tables, header.names.length, delimiter, header);
            let left = bytes.subarray(header.byte);
            let size = 0;
            for (let step = 0; ; step++) {
              size = Math.min(left.length, size + (sizes[step % sizes.length] ?? 1));
              const last = size === left.length;
              const room = Buffer.concat([left.subarray(0, size), Buffer.alloc(2)]);
              const taken = made.take(room, size, last);
              left = left.subarray(taken);
              size -= taken;
              if (last || made.damage) break;
            }
            const { rows, kinds, multiline, damage, lineEnd } = made;
            return { rows, kinds: [...kinds], multiline, damage, lineEnd };
          };
          expect(survey(cuts)).toEqual(survey([bytes.length]));
        },
      ),
      { numRuns: 300 },
    );
  });

  const good = '1,é2,"x ""y"""\n';
  test.each<[string, string | Buffer, string | Buffer, RegExp, number]>([
    ['a value more', '1,2,3,4\n', good, /4 values where the header names 3 columns: "1,2,3,4"/, 0],
    ['an empty value more', '1,2,3,\n', good, /4 values where/, 0],
    ['a value less', '1,2\n', good, /2 values where the header names 3 columns: "1,2"/, 0],
    ['a line of spaces', '  \n', good, /1 value where/, 0],
    ['a zero byte', '1,a\0b,3\n', good, /a zero byte/, 3],
    ['a zero byte in quotes', '1,"a\0b",3\n', good, /a zero byte/, 4],
    ['bytes that are no UTF-8', Buffer.from('1,caf\xe9,3\n', 'latin1'), good, /not UTF-8/, 5],
    ['a cut character', Buffer.from('1,\u20ac,3\n').subarray(0, 4), `,3\n${good}`, /not UTF-8/, 2],
    ['text after a quote', '1,"a"b,3\n', good, /text follows the end of a quoted value: "1,\\"a\\"b/, 5],
    ['a quote that does not end', '1,"a,3\n', '1,2,3\n', /a quoted value does not end/, 2],
    ['an open quote that another closes', '1,"a,3\n', good, /quoted value, in line \d+/, 14],
    ['a line end of another kind', '1,2,3\r\n', good, /ends with CRLF/, 5],
    ['a carriage return in a value', '1,a\rb,3\n', good, /ends with CR /, 3],
    ['a very long line', `1,${'a'.repeat(2_200_000)},3\n`, good, /longer than 2 MB/, 0],
  ])('%s is told by line and byte', async (_name, damage, after, message, offset) => {
    for (const rows of [0, 3, 400_000]) {
      const before = `a,b,c\n${good.repeat(rows)}`;
      await writeFile(
        join(folder, 'f.csv'),
        Buffer.concat([before, damage, after].map((part) => Buffer.from(part))),
      );
      const error = await registerSource(engine, 'f', { path: 'f.csv' }, folder).catch((thrown) => thrown);
      const told = describeError(error);
      expect(told).toMatch(message);
      expect(told).toContain(`f.csv, line ${rows + 2}: `);
      expect(told).toContain(`(at byte ${Buffer.byteLength(before) + offset})`);
    }
  });

  test('a damaged header', async () => {
    for (const [text, message] of [
      ['a,"b\n1,2\n', 'f.csv, line 1: a quoted value does not end'],
      ['\n\na\0,b\n', 'f.csv is a binary file, not CSV: line 3 holds a zero byte (at byte 3)'],
      ['\n\n', 'f.csv has no header'],
    ] as const) {
      await writeFile(join(folder, 'f.csv'), text);
      const error = await registerSource(engine, 'f', { path: 'f.csv' }, folder).catch((thrown) => thrown);
      expect(describeError(error)).toContain(message);
    }
  });

  test('options that could mean nothing are refused', async () => {
    await writeFile(join(folder, 'f.csv'), 'a,b\n1,2\n');
    for (const [source, message] of [
      [{ delimiter: '"' }, 'cannot be the `delimiter`'],
      [{ delimiter: '§' }, 'cannot be the `delimiter`'],
      [{ missing: ['a"b'] }, 'cannot stand under `missing`'],
      [{ missing: ['1,2'], delimiter: ',' }, 'cannot stand under `missing`'],
    ] as const) {
      const config = { path: 'f.csv', ...source } as SourceConfig;
      const error = await registerSource(engine, 'f', config, folder).catch((thrown) => thrown);
      expect(describeError(error)).toContain(message);
    }
  });
});

describe('a file whose beginning tells other types than its end', () => {
  // More than is surveyed before loading begins.
  const lines = (last: string) =>
    `id,x\n${Array.from({ length: 600_000 }, (_, i) => `${i},1.5\n`).join('')}${last}`;

  test.each([
    ['a number among integers', '0.5,1\n', ['number', 'number']],
    ['text among numbers', '7,many\n', ['integer', 'string']],
    ['a quoted line end', '7,"1\n2"\n', ['integer', 'string']],
    ['nothing else', '7,2.5\n', ['integer', 'number']],
  ])('%s', async (_, last, types) => {
    await writeFile(join(folder, 'long.csv'), lines(last));
    const source = await registerSource(engine, 'long', { path: 'long.csv' }, folder);
    expect(source.columns.map(({ type }) => type)).toEqual(types);
    expect(source.rows).toBe(600_001);
    const [row] = await engine.rows('SELECT id, x FROM long OFFSET 600000');
    expect(Object.values(row ?? {}).join()).toBe(last.trim().replaceAll('"', ''));
  });

  test('damage at the end leaves no table that would be taken for the source', async () => {
    await writeFile(join(folder, 'long.csv'), lines('7\n'));
    const opened = registerSource(engine, 'long', { path: 'long.csv' }, folder);
    await expect(opened).rejects.toThrow(/long\.csv, line 600002: 1 value where the header names 2/);
  });
});
