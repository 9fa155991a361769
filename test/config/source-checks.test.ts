import { describe, expect, test } from 'vitest';
import { checkSource } from '../../src/config/checks/source-checks.ts';
import type { SourceConfig } from '../../src/config/schema/sources.ts';

const DIGEST = 'a'.repeat(64);
const postgres = { connection: 'DATABASE', query: 'SELECT 1 AS a' };

describe('checkSource', () => {
  test.each<[SourceConfig]>([
    [{ path: 'a.csv' }],
    [{ path: 'a.csv', sha256: DIGEST, hive: false }],
    [{ path: 'https://example.com/a.csv?x=[1]', sha256: DIGEST, 'time-limit': '1m', 'size-limit': '1GB' }],
    [{ path: ['s3://b/*.csv', 'c.csv'], s3: { region: 'eu-central-1' } }],
    [{ postgres, 'time-limit': '5m' }],
    [{ command: ['make-data'], format: 'parquet' }],
  ])('%j is right', (source) => expect(checkSource(source)).toEqual([]));

  test.each<[SourceConfig, string, RegExp]>([
    [{}, '', /needs one of path, postgres, command/],
    [{ path: 'a.csv', postgres }, 'postgres', /cannot stand beside `path`/],
    [{ path: 'a.csv', command: ['x'] }, 'command', /cannot stand beside `path`/],
    [{ path: 'a.csv', s3: {} }, 's3', /does nothing/],
    [{ path: 'a.csv', 'size-limit': '1GB' }, 'size-limit', /does nothing/],
    [{ path: '*.csv', sha256: DIGEST }, 'sha256', /names several/],
    [{ path: ['a.csv', 'b.csv'], sha256: DIGEST }, 'sha256', /names several/],
    [{ path: 's3://b/*.csv', sha256: DIGEST }, 'sha256', /names several/],
    [{ postgres, types: { a: 'string' } }, 'types', /tells its own types/],
    [{ postgres, format: 'csv' }, 'format', /does nothing/],
    [{ command: ['x'], hive: true }, 'hive', /does nothing/],
    [{ command: ['x'], sha256: DIGEST }, 'sha256', /does nothing/],
  ])('%j is refused at %s', (source, key, message) => {
    const problems = checkSource(source);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.path.join('.')).toBe(key);
    expect(problems[0]?.message).toMatch(message);
  });
});
