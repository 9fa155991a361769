import { readFileSync } from 'node:fs';
import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOf, HEAD_BYTES, isTfjsModel } from '../../src/models/formats/format.ts';
import { safetensors } from './safetensors-file.ts';

const ofBytes = (bytes: Uint8Array) => formatOf(bytes.subarray(0, HEAD_BYTES), bytes.length);
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const model = (name: string) => readFileSync(new URL(`../fixtures/models/${name}.onnx`, import.meta.url));

/** As Python wrote it: `pickle.dumps({'a': [1, 2.5, None, True, 'x']}, 0)`. */
const DICTIONARY = '(dp0\nVa\np1\n(lp2\nI1\naF2.5\naNaI01\naVx\np3\nas.';

describe('formatOf', () => {
  it.each([
    ['onnx', model('logistic')],
    ['onnx', model('boosted')],
    ['safetensors', safetensors({ w: [1, 2] })],
    ['json', Buffer.from(' {"learner": {}}')],
    ['json', Buffer.from('[1, 2]')],
    ['text', Buffer.from('tree\nversion=v4\n')],
    ['text', Buffer.from('I like it.\nVery nice.\n')],
    ['text', Buffer.from('a\nb\n.\n')],
    ['text', Buffer.from('Zürich, São Paulo\n')],
    ['text', Buffer.from(`${'x'.repeat(HEAD_BYTES - 1)}é`)],
    ['text', Buffer.from('# code is not asked what it does\nimport os\n')],
  ])('knows %s', (safe, bytes) => {
    expect(ofBytes(bytes)).toEqual({ safe });
  });

  it.each([
    ['an empty file', Buffer.alloc(0), /^empty/],
    ['a pickle of protocol 0', latin1(DICTIONARY), /Python pickle/],
    ['a pickle of protocol 0 that calls', latin1("cos\nsystem\n(S'touch x'\ntR."), /Python pickle/],
    ['a pickle of protocol 1 that calls', latin1('cposix\nsystem\n(U\x07touch xtR.'), /Python pickle/],
    ['a pickle of protocol 2', latin1('\x80\x02}q\0.'), /Python pickle/],
    ['a pickle of protocol 5', latin1('\x80\x05\x95\x03\0\0\0\0\0\0\0}\x94.'), /Python pickle/],
    ['a PyTorch file of the old kind', latin1('\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.'), /Python pickle/],
    ['a PyTorch file', latin1('PK\x03\x04\0\0\0\0archive/data.pkl'), /PyTorch file with a pickle/],
    ['a Keras file', latin1('PK\x03\x04\0\0\0\0metadata.json config.json'), /Keras file/],
    ['a NumPy archive', latin1('PK\x03\x04\0\0\0\0arr_0.npy'), /NumPy archive/],
    ['another zip', latin1('PK\x03\x04 something'), /zip archive/],
    [
      'NumPy objects',
      latin1("\x93NUMPY\x01\0v\0{'descr': '|O', 'shape': (1,)}"),
      /NumPy array of Python objects/,
    ],
    ['NumPy numbers', latin1("\x93NUMPY\x01\0v\0{'descr': '<f4', 'shape': (1,)}"), /NumPy array, which can/],
    ['joblib in zlib', deflateSync('anything'), /zlib, as joblib/],
    ['joblib in gzip', gzipSync('anything'), /gzip, as joblib/],
    ['joblib in bzip2', latin1('BZh91AY&SY'), /bzip2, as joblib/],
    ['joblib in xz', latin1('\xfd7zXZ\0\0\x04'), /xz, as joblib/],
    ['joblib in LZMA', latin1('\x5d\0\0\x80\0'), /LZMA, as joblib/],
    ['joblib in LZ4', latin1('\x04\x22\x4d\x18'), /LZ4, as joblib/],
    ['HDF5', latin1('\x89HDF\r\n\x1a\n'), /HDF5/],
    ['a SavedModel', latin1('\x08\x01\x12\xe2\x02\x0a\x3f\x12\x0e\x01'), /SavedModel/],
    ['R in XDR', latin1('X\n\0\0\0\x03\0\x04'), /saved by R/],
    ['R as text', latin1('A\n3\n262146\n'), /saved by R/],
    ['RData', latin1('RDX3\nX\n'), /saved by R/],
    ['Java', latin1('\xac\xed\0\x05sr'), /Java/],
    ['a program', latin1('\x7fELF\x02\x01'), /a program/],
    ['a script', latin1('#!/bin/sh\nrm -rf /\n'), /a script/],
    ['PMML', latin1('<?xml version="1.0"?><PMML>'), /PMML/],
    ['TensorFlow Lite', latin1('\x1c\0\0\0TFL3'), /TensorFlow Lite/],
    ['bytes', Buffer.from([1, 2, 3, 0xff]), /no format that is known/],
    ['text that is no UTF-8', latin1('Z\xfcrich\n'), /no format that is known/],
  ])('refuses %s by its name', (_, bytes, message) => {
    const format = ofBytes(bytes);
    expect('refused' in format && format.refused).toMatch(message);
  });

  it('tells any bytes apart without failing, and never a pickle as data', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const format = ofBytes(bytes);
        expect('safe' in format || format.refused.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), fc.uint8Array({ maxLength: 100 }), (protocol, rest) => {
        const format = ofBytes(Buffer.concat([Buffer.from([0x80, protocol]), rest]));
        // The first eight bytes of safetensors are a length, and may be these.
        if (rest[6] !== 0x7b) expect(format).toHaveProperty('refused');
      }),
    );
  });

  it('knows a TF.js model by what is in its JSON', () => {
    expect(isTfjsModel(Buffer.from('{"modelTopology": {}, "weightsManifest": []}'))).toBe(true);
    for (const text of ['{}', '[]', 'null', '{"modelTopology": {}}', 'no json'])
      expect(isTfjsModel(Buffer.from(text))).toBe(false);
  });
});
