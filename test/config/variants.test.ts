import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config/load.ts';
import { gateMetrics } from '../../src/evaluation/metrics/metrics.ts';

const SAMPLE = readFileSync(new URL('../fixtures/config/flights.yml', import.meta.url), 'utf8');

const withVariants = (variants: string, text = SAMPLE) =>
  text.replace('seed: 7 }', `seed: 7, variants: ${variants} }`);
const VARIANTS =
  '{ wide: ["train.hidden=[64]"], deep: ["train.hidden=[32,32]", "train.epochs=12"], plain: [] }';
const read = (text: string, options = {}) =>
  readConfig(text, 'mlops.yml', { metrics: gateMetrics, ...options });

function refused(text: string, options = {}): string {
  try {
    read(text, options);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was not refused');
}

describe('a variant', () => {
  const text = withVariants(VARIANTS);

  test('is the config with its settings, as if they stood in the file', () => {
    const deep = read(text, { variant: 'deep' });
    expect(deep.config.train).toMatchObject({ hidden: [32, 32], epochs: 12, seed: 7 });
    const written = SAMPLE.replace('hidden: [16]', 'hidden: [32, 32]').replace('epochs: 8', 'epochs: 12');
    expect(deep.digest).toBe(read(written).digest);
    expect(deep.overrides).toEqual(['train.hidden=[32,32]', 'train.epochs=12']);
    expect([deep.variant, deep.variants]).toEqual(['deep', ['wide', 'deep', 'plain']]);
    expect(read(text, { variant: 'plain' }).digest).toBe(read(SAMPLE).digest);
  });

  test('is not what the file is without one', () => {
    const plain = read(text);
    expect(plain.config.train).toMatchObject({ hidden: [16], epochs: 8 });
    expect(plain.variants).toEqual(['wide', 'deep', 'plain']);
    expect(read(SAMPLE).variants).toEqual([]);
  });

  test('gives way to what is set for the run', () => {
    const { config, overrides } = read(text, { variant: 'deep', overrides: ['train.epochs=1'] });
    expect(config.train).toMatchObject({ hidden: [32, 32], epochs: 1 });
    expect(overrides).toEqual(['train.hidden=[32,32]', 'train.epochs=12', 'train.epochs=1']);
  });

  test('that is not there is told with the nearest name', () => {
    expect(refused(text, { variant: 'depp' })).toBe('mlops.yml has no variant "depp"; did you mean "deep"?');
    expect(refused(SAMPLE, { variant: 'deep' })).toBe('mlops.yml has no variant "deep"');
  });

  test('may change features', () => {
    const one = withVariants('{ small: ["features[3]=null"] }');
    expect(read(one, { variant: 'small' }).config.features).toHaveLength(3);
  });
});

test.each([
  [
    '{ w: ["gate.rules[0].at-least=0"] }',
    /train\.variants\.w\[0\]: gate\.rules\[0\]\.at-least=0: a variant sets keys of/,
  ],
  ['{ w: ["registry.path=x"] }', /a variant sets keys of `train` and `features`, and registry\.path is none/],
  ['{ w: ["train={trainer: tfjs}"] }', /a variant sets keys of/],
  ['{ w: ["train.trainer=command"] }', /`train\.trainer` is the same for all variants/],
  ['{ w: ["train.allow-leakage=[hour]"] }', /`train\.allow-leakage` is the same for all variants/],
  ['{ w: ["train.variants.x=[]"] }', /`train\.variants` is the same for all variants/],
  ['{ w: ["train.epochs"] }', /train\.epochs: “=value” is missing/],
  [
    '{ w: ["train.epochs=3", "train.epochs=0"] }',
    /mlops\.yml:24:\d+ train\.variants\.w\[1\]: train\.epochs must be/,
  ],
  ['{ w: ["train.epoch=3"] }', /train\.variants\.w\[0\]: train\.epoch unknown key; did you mean "epochs"/],
  ['{ w: ["features[0].columns[0]=late"] }', /train\.variants\.w\[0\]: .*"late" is the label/],
  ['{ Wide: [] }', /train\.variants.*Wide/],
  ['{ big-brief: [] }', /has the word `brief`/],
  [`{ ${Array.from({ length: 257 }, (_, at) => `v${at}: []`).join(', ')} }`, /train\.variants/],
])('%.60s is refused at its place', (variants, message) => {
  expect(refused(withVariants(variants))).toMatch(message);
});

test('256 variants are as many as a matrix may have', () => {
  const many = `{ ${Array.from({ length: 256 }, (_, at) => `v${at}: ["train.hidden=[${at + 1}]"]`).join(', ')} }`;
  expect(read(withVariants(many)).variants).toHaveLength(256);
});
