import fc from 'fast-check';
import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/system/nearest.ts';
import { checkSchema, pathText, plainSchema } from '../../src/system/schema-check.ts';

const object = <T extends Record<string, Type.TSchema>>(properties: T) =>
  Type.Object(properties, { additionalProperties: false });

const lines = (schema: Type.TSchema, value: unknown) =>
  checkSchema(schema, value).map(({ path, message }) => `${pathText(path)}: ${message}`);

describe('nearest', () => {
  it.each([
    ['atleast', 'at-least'],
    ['atLeast', 'at-least'],
    ['at_most', 'at-most'],
    ['lable', 'label'],
    ['lab', 'label'],
    ['xyz', undefined],
    ['', undefined],
    ['x'.repeat(100), undefined],
  ])('of %j is %j', (name, expected) => {
    expect(nearest(name, ['at-least', 'at-most', 'label', 'metric'])).toBe(expected);
  });

  it('of a name itself is the name, and is always one of the allowed', () => {
    fc.assert(
      fc.property(fc.string(), fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/)), (name, allowed) => {
        const found = nearest(name, allowed);
        expect(found === undefined || allowed.includes(found)).toBe(true);
        for (const one of allowed) expect(nearest(one, allowed)).toBe(one);
      }),
    );
  });
});

describe('checkSchema', () => {
  const Steps = object({
    steps: Type.Array(
      Type.Union([
        object({ step: Type.Literal('scale'), by: Type.Number() }),
        object({ step: Type.Literal('name'), to: Type.String() }),
        Type.Null(),
      ]),
    ),
  });

  it('tells of a union only what its value was meant for', () => {
    expect(lines(Steps, { steps: [{ step: 'scale', by: 2 }, null] })).toEqual([]);
    expect(lines(Steps, { steps: [null, { step: 'name', to: 5 }] })).toEqual([
      'steps[1].to: must be text, but is 5',
    ]);
    expect(lines(Steps, { steps: [{ step: 'nmae' }, 7] })).toEqual([
      'steps[0].step: must be one of scale, name, but is "nmae"; did you mean "name"?',
      'steps[1]: must be a mapping or empty, but is 7',
    ]);
  });

  it('looks at every key of a mapping, with a line break in it too', () => {
    const Scores = Type.Record(Type.String(), Type.Number());
    expect(lines(Scores, { 'a\nb': 'x', '': Number.NaN })).toEqual([
      '["a\\nb"]: must be a number, but is "x"',
      '[""]: must be a number, but is .nan',
    ]);
    expect(plainSchema(Scores)).toEqual({ type: 'object', additionalProperties: { type: 'number' } });
  });

  it('finds repeated entries of any kind, as their values are and not as they are written', () => {
    const Set_ = Type.Array(Type.Unknown(), { uniqueItems: true });
    expect(lines(Set_, [1, '1', true, null, { a: 1, b: 2 }, [1]])).toEqual([]);
    expect(lines(Set_, [{ a: 1, b: 2 }, 5, { b: 2, a: 1 }])).toEqual(['[2]: a mapping is listed twice']);
  });

  it('fills in defaults', () => {
    const WithDefault = object({ a: Type.Optional(Type.Array(Type.Number(), { default: [1] })) });
    const value = {};
    expect(checkSchema(WithDefault, value)).toEqual([]);
    expect(value).toEqual({ a: [1] });
  });
});
