import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSafetensors } from '../../src/models/formats/safetensors.ts';
import { DataError } from '../../src/system/errors.ts';
import { safetensors, safetensorsOf } from './safetensors-file.ts';

const tensor = (shape: readonly number[], from: number, to: number, dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [from, to],
});
const file = (header: object, bytes: number) => safetensorsOf(JSON.stringify(header), Buffer.alloc(bytes));

describe('checkSafetensors', () => {
  it.each([
    ['float32', safetensors({ w: [1, 2], b: [3] })],
    ['several types, any order', file({ b: tensor([2, 2], 8, 16, 'F16'), a: tensor([1], 0, 8, 'I64') }, 16)],
    ['a scalar and an empty tensor', file({ a: tensor([], 0, 4), b: tensor([0, 5], 4, 4) }, 4)],
    ['metadata', file({ __metadata__: { format: 'pt' }, a: tensor([1], 0, 4) }, 4)],
    ['a name with quotes and colons', file({ 'a":{\\"': tensor([1], 0, 4) }, 4)],
  ])('takes %s', (_, bytes) => {
    expect(() => checkSafetensors(bytes, 'w')).not.toThrow();
  });

  it.each([
    ['overlapping tensors', file({ a: tensor([2], 0, 8), b: tensor([2], 4, 12) }, 12), /overlap/],
    ['a gap', file({ a: tensor([1], 0, 4), b: tensor([1], 8, 12) }, 12), /bytes before "b"/],
    ['bytes behind', file({ a: tensor([1], 0, 4) }, 8), /need 4 bytes, and it holds 8/],
    ['bytes missing', file({ a: tensor([2], 0, 8) }, 4), /need 8 bytes, and it holds 4/],
    ['a wrong shape', file({ a: tensor([3], 0, 8) }, 8), /needs 12 bytes, and its offsets give 8/],
    ['an overflow', file({ a: tensor([2 ** 31, 2 ** 31, 4], 0, 8) }, 8), /more bytes than there are/],
    ['an unknown type', file({ a: tensor([1], 0, 4, 'toString') }, 4), /unknown type "toString"/],
    ['a negative size', file({ a: tensor([-1], 0, 4) }, 4), /shape of "a" is no shape/],
    [
      'a tensor twice',
      safetensorsOf(
        '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
        Buffer.alloc(4),
      ),
      /twice/,
    ],
    ['no tensor', file({}, 0), /no tensor/],
    ['a list', safetensorsOf('[{}]', Buffer.alloc(0)), /no object/],
    ['no JSON', safetensorsOf('{"a":', Buffer.alloc(0)), /not JSON/],
    ['too few bytes', Buffer.from('{}'), /only 2 bytes/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => checkSafetensors(bytes, 'w')).toThrow(message);
    expect(() => checkSafetensors(bytes, 'w')).toThrow(DataError);
  });

  it('takes every file of sound tensors, and none that is shorter or longer', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1 }), fc.array(fc.float(), { maxLength: 5 }), {
          minKeys: 1,
          maxKeys: 6,
        }),
        fc.integer({ min: 1, max: 20 }),
        (tensors, more) => {
          fc.pre(!('__metadata__' in tensors));
          const bytes = safetensors(tensors);
          checkSafetensors(bytes, 'w');
          expect(() => checkSafetensors(Buffer.concat([bytes, Buffer.alloc(more)]), 'w')).toThrow(DataError);
          expect(() => checkSafetensors(bytes.subarray(0, -more), 'w')).toThrow(DataError);
        },
      ),
    );
  });
});
