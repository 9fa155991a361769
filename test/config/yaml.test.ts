import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Type from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseYaml, readYaml, readYamlFile } from '../../src/config/yaml.ts';
import { UserError } from '../../src/system/errors.ts';

const Schema = Type.Object(
  {
    name: Type.String({ minLength: 1, description: 'what it is called' }),
    size: Type.Optional(Type.Union([Type.Enum(['small', 'large']), Type.Number({ minimum: 1 })])),
    parts: Type.Optional(
      Type.Array(Type.Object({ id: Type.Integer() }, { additionalProperties: false }), { maxItems: 3 }),
    ),
    kind: Type.Optional({
      ...Type.Unsafe<{ type: 'a'; depth: number } | { type: 'b'; tags: string[] }>({
        type: 'object',
        required: ['type'],
        discriminator: { propertyName: 'type' },
        oneOf: [
          {
            type: 'object',
            properties: { type: { const: 'a', type: 'string' }, depth: { type: 'number', default: 4 } },
            additionalProperties: false,
          },
          {
            type: 'object',
            properties: {
              type: { const: 'b', type: 'string' },
              tags: { type: 'array', items: { type: 'string' }, uniqueItems: true, default: [] },
            },
            additionalProperties: false,
          },
        ],
      }),
    }),
  },
  { additionalProperties: false },
);

function problem(text: string): string {
  try {
    parseYaml(text, 'x.yml', Schema);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

/** Processor time, since other programs may keep the machine busy. */
function withinASecond(text: string): string {
  const before = process.cpuUsage();
  const message = problem(text);
  const { user, system } = process.cpuUsage(before);
  expect(user + system).toBeLessThan(1_000_000);
  return message;
}

describe('parseYaml', () => {
  it('gives the value, its defaults inside a discriminated shape, and its places', () => {
    const checked = parseYaml('name: x\nkind:\n  type: a\nparts: [{ id: 1 }]\n', 'x.yml', Schema);
    expect(checked.value).toEqual({ name: 'x', kind: { type: 'a', depth: 4 }, parts: [{ id: 1 }] });
    expect(checked.position(['kind', 'type'])).toEqual({ line: 3, column: 9 });
    expect(checked.position(['kind', 'type'], 'key')).toEqual({ line: 3, column: 3 });
    expect(checked.position(['kind', 'depth'])).toEqual({ line: 2, column: 1 });
    expect(checked.position(['parts', 0, 'id'])).toEqual({ line: 4, column: 15 });
  });

  it('gives each value its own defaults', () => {
    const first = parseYaml('name: x\nkind: { type: b }', 'x.yml', Schema).value;
    (first.kind as { tags: string[] }).tags.push('mine');
    expect(parseYaml('name: x\nkind: { type: b }', 'x.yml', Schema).value.kind).toEqual({
      type: 'b',
      tags: [],
    });
  });

  it.each([
    ['name: 5', 'x.yml:1:7 name: must be text, but is 5'],
    ['name: ""', 'x.yml:1:7 name: must not be empty'],
    ['name:', 'x.yml:1:1 name: must be text, but is empty'],
    ['{}', 'x.yml:1:1 name: missing: what it is called'],
    ['', 'x.yml:1:1: must be a mapping, but is empty'],
    ['- a', 'x.yml:1:1: must be a mapping, but is a list of 1 entry'],
    ['nmae: x', 'x.yml:1:1 nmae: unknown key; did you mean "name"? Allowed: name, size, parts, kind'],
    ['name: x\nzzz: 1', 'x.yml:2:1 zzz: unknown key. Allowed: name, size, parts, kind'],
    [
      'name: x\nsize: smal',
      'x.yml:2:7 size: must be one of small, large, but is "smal"; did you mean "small"?',
    ],
    ['name: x\nsize: 0', 'x.yml:2:7 size: must be at least 1, but is 0'],
    ['name: x\nsize: .nan', 'x.yml:2:7 size: must be a number, but is .nan'],
    [
      'name: x\nsize: []',
      'x.yml:2:7 size: must be one of small, large or a number, but is a list of 0 entries',
    ],
    ['name: x\nparts:\n  - id: 1.5', 'x.yml:3:9 parts[0].id: must be a whole number, but is 1.5'],
    ['name: x\nparts: [{id: 1}, {id: 1}, {id: 1}, {id: 1}]', 'x.yml:2:8 parts: must have at most 3 entries'],
    ['name: x\nkind: { type: c }', 'x.yml:2:15 kind.type: must be one of a, b, but is "c"'],
    ['name: x\nkind: { depth: 1 }', 'x.yml:2:1 kind.type: missing (one of a, b)'],
    ['name: x\nkind: { type: b, tags: [q, r, q] }', 'x.yml:2:31 kind.tags[2]: "q" is listed twice'],
    ['name: x\nname: y', 'x.yml:2:1: the key "name" is there twice'],
    ['name: x\n__proto__: { a: 1 }', 'x.yml:2:1: the key "__proto__" is not allowed'],
    ['name: x\nkind: { constructor: 1 }', 'x.yml:2:9: the key "constructor" is not allowed'],
    ['name: x\n? [a]\n: 1', 'x.yml:2:3: a key must be text'],
    ['name: *nobody', 'x.yml:1:7: *nobody names no anchor before it; to mean the text itself, quote it'],
    ['name: !!js/function "x"', 'x.yml:1:7: not valid YAML: Unresolved tag: tag:yaml.org,2002:js/function'],
    ['name:\n\tx: 1', 'x.yml:2:1: not valid YAML: Tabs are not allowed as indentation'],
    ['name: "x\n', 'x.yml:2:1: not valid YAML: Missing closing "quote'],
    ['name: x\n---\nname: y', 'x.yml:2:1: a second document; a file holds one'],
    ['name: &a [*a]', 'x.yml:1:11: *a stands inside itself'],
  ])('refuses %j', (text, message) => {
    expect(problem(text)).toBe(message);
  });

  it('tells every problem at once, in the order of the file, ten of them', () => {
    expect(problem('size: 0\nkind: 3\n')).toBe(
      [
        'x.yml has 3 problems:',
        'x.yml:1:1 name: missing: what it is called',
        'x.yml:1:7 size: must be at least 1, but is 0',
        'x.yml:2:7 kind: must be a mapping, but is 3',
      ].join('\n'),
    );
    const many = problem(`name: x\n${Array.from({ length: 15 }, (_, i) => `zz${i}: 1`).join('\n')}`);
    expect(many.split('\n')).toHaveLength(12);
    expect(many).toMatch(/^x\.yml has 15 problems:\n/);
    expect(many).toMatch(/\n… and 5 more$/);
  });

  it('expands honest aliases and refuses bombs, fast', () => {
    expect(parseYaml('name: &n x\nparts: [&p { id: 1 }, *p]', 'x.yml', Schema).value.parts).toEqual([
      { id: 1 },
      { id: 1 },
    ]);
    const levels = Array.from({ length: 9 }, (_, i) => {
      const inside = Array(9)
        .fill(i === 0 ? 'x' : `*a${i - 1}`)
        .join(', ');
      return `a${i}: &a${i} [${inside}]`;
    });
    expect(withinASecond(levels.join('\n'))).toMatch(
      /^x\.yml:\d+:\d+: aliases stand for more than 10000 values$/,
    );
    for (const open of ['[', '{a: ', '- ', '? ', '[{a: ']) {
      expect(withinASecond(open.repeat(20_000))).toMatch(/^x\.yml:1:\d+: nested deeper than 64 levels$/);
    }
  });

  it('refuses more than a megabyte, wherever the text is from', () => {
    const padded = (bytes: number) => `name: n\n#${'x'.repeat(bytes - 9)}`;
    expect(readYaml(padded(1024 * 1024), 'x.yml').value).toEqual({ name: 'n' });
    expect(() => readYaml(padded(1024 * 1024 + 1), 'x.yml')).toThrow('x.yml: 1048577 bytes are too many');
  });

  it('reads odd keys as they are written', () => {
    expect(readYaml('1: a\ntrue: b\n"q": c\n0x10: d\n~: e', 'x.yml').value).toEqual({
      '1': 'a',
      true: 'b',
      q: 'c',
      '0x10': 'd',
      '~': 'e',
    });
  });

  it('never reaches a prototype, whatever the text', () => {
    const key = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'prototype', 'a'), fc.string());
    const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, fc.string(), fc.integer(), fc.dictionary(key, tie('value'))),
    })).value;
    fc.assert(
      fc.property(value, (written) => {
        try {
          readYaml(JSON.stringify(written), 'x.yml');
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect(({} as Record<string, unknown>).a).toBeUndefined();
      }),
    );
  });

  it('answers any text with a value or a UserError', () => {
    const piece = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '-',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&a',
      '*a',
      '!',
      '#',
      '|',
      '>',
      '\t',
      '?',
      ',',
      '%',
      '---\n',
      '<<',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 30 }).map((p) => p.join('')),
        ),
        (text) => {
          try {
            parseYaml(text, 'x.yml', Schema);
          } catch (error) {
            expect(error).toBeInstanceOf(UserError);
            expect((error as Error).message).toMatch(/^x\.yml(:\d+:\d+| has \d+ problems)/);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('readYamlFile', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'mlops-yaml-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('reads UTF-8, with or without a byte order mark', async () => {
    await writeFile(join(directory, 'bom.yml'), '\ufeffname: é');
    const text = await readYamlFile(join(directory, 'bom.yml'), 'bom.yml');
    expect(parseYaml(text, 'bom.yml', Schema).value).toEqual({ name: 'é' });
  });

  it('says what is wrong with a file', async () => {
    await writeFile(join(directory, 'latin.yml'), Buffer.from([0x6e, 0xe9]));
    await writeFile(join(directory, 'large.yml'), '#'.repeat(1024 * 1024 + 1));
    const read = (name: string) => readYamlFile(join(directory, name), name, 'write one');
    await expect(read('none.yml')).rejects.toMatchObject({
      name: 'UserError',
      message: 'none.yml: no such file',
      hint: 'write one',
    });
    await expect(read('.')).rejects.toThrow('.: not a file');
    await expect(read('latin.yml')).rejects.toThrow('latin.yml: not a text file in UTF-8');
    await expect(read('large.yml')).rejects.toThrow(
      'large.yml: 1048577 bytes are too many; a configuration has at most 1048576',
    );
  });
});
