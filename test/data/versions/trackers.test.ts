import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { registerSource } from '../../../src/data/sources/sources.ts';
import { dvcDigest, dvcOutputOf } from '../../../src/data/versions/dvc.ts';
import { lfsPointerAt, parseLfsPointer } from '../../../src/data/versions/lfs.ts';
import { temporaryFolder, testEngine } from '../engine.ts';

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

const OID = '4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393';

describe('Git LFS', () => {
  // The example of Git LFS's specification.
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${OID}\nsize 12345\n`;

  test('a pointer is known by its content', async () => {
    expect(parseLfsPointer(pointer)).toEqual({ sha256: `sha256:${OID}`, bytes: 12345 });
    const folder = temporaryFolder();
    write(folder, { 'pointer.csv': pointer, 'data.csv': 'a,b\n1,2\n', empty: '' });
    expect(await lfsPointerAt(join(folder, 'pointer.csv'))).toEqual({
      sha256: `sha256:${OID}`,
      bytes: 12345,
    });
    expect(await lfsPointerAt(join(folder, 'data.csv'))).toBeUndefined();
    expect(await lfsPointerAt(join(folder, 'empty'))).toBeUndefined();
    expect(await lfsPointerAt(join(folder, 'absent'))).toBeUndefined();
  });

  test.each([
    ['a text about pointers', `see ${pointer}`],
    ['one without a size', pointer.replace(/size.*\n/, '')],
    ['one with a short digest', pointer.replace(OID, OID.slice(1))],
    ['a long file that begins like one', pointer + 'x'.repeat(1024)],
  ])('%s is none', (_, text) => {
    expect(parseLfsPointer(text)).toBeUndefined();
  });
});

const DATA_DVC = `outs:
- md5: b934ed443b362991542f53934ab06e02.dir
  size: 18
  nfiles: 4
  hash: md5
  path: data
`;

const SOLO_DVC = `outs:
- md5: 34ff2335cbe2045ddc3b78993d1e971d
  size: 4
  hash: md5
  path: solo.csv
`;

const LOCK = `schema: '2.0'
stages:
  make:
    cmd: ./make.sh
    outs:
    - path: made.csv
      hash: md5
      md5: cf8e661c6f2a81f48cdb4a5d479b3b07
      size: 8
    - path: out
      hash: md5
      md5: f055b926a84c8f5857f38e1af84b2824.dir
      size: 8
      nfiles: 1
`;

/** Files and digests as DVC 3 wrote them: `dvc add data solo.csv` and `dvc repro`. */
describe('DVC', () => {
  const files = {
    '.dvc/config': '',
    'data/x.csv': 'a,b\n1,2\n',
    'data/sub/zürich ☃.csv': 'a,b\n3,4\n',
    'data/b.d/a': 'q',
    'data/b': 'w',
    'solo.csv': 'a\n1\n',
    'made.csv': 'k,v\n1,1\n',
    'out/m.csv': 'k,v\n1,1\n',
    'data.dvc': DATA_DVC,
    'solo.csv.dvc': SOLO_DVC,
    'dvc.lock': LOCK,
  };

  test.each([
    ['solo.csv', 'solo.csv', 'solo.csv.dvc'],
    ['data/sub/zürich ☃.csv', 'data', 'data.dvc'],
    ['made.csv', 'made.csv', 'dvc.lock'],
    ['out/m.csv', 'out', 'dvc.lock'],
  ])('%s has the digest that DVC stated', async (file, tracked, statedIn) => {
    const folder = temporaryFolder();
    write(folder, files);
    const output = await dvcOutputOf(join(folder, file));
    expect(output).toMatchObject({ path: join(folder, tracked), statedIn: join(folder, statedIn) });
    expect(await dvcDigest(join(folder, tracked))).toBe(output?.md5);
    writeFileSync(join(folder, file), 'changed');
    expect(await dvcDigest(join(folder, tracked))).not.toBe(output?.md5);
  });

  test('says nothing of files that it does not track, or outside of its repository', async () => {
    const folder = temporaryFolder();
    write(folder, { ...files, 'other.csv': 'a\n' });
    expect(await dvcOutputOf(join(folder, 'other.csv'))).toBeUndefined();
    const plain = temporaryFolder();
    write(plain, { 'solo.csv': 'a\n1\n', 'solo.csv.dvc': files['solo.csv.dvc'] });
    expect(await dvcOutputOf(join(plain, 'solo.csv'))).toBeUndefined();
  });

  test.each([
    ['not YAML', 'outs: [', /solo\.csv\.dvc is not what DVC writes/],
    [
      'a bomb of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
        .split('')
        .map((name, index) => `${name}: &${name} [${`*${'abcdefghi'[index]},`.repeat(9)}]`)
        .join('\n')}`,
      /is not what DVC writes/,
    ],
  ])('a file that is %s is refused', async (_, text, message) => {
    const folder = temporaryFolder();
    write(folder, { ...files, 'solo.csv.dvc': text });
    await expect(dvcOutputOf(join(folder, 'solo.csv'))).rejects.toThrow(message);
  });

  test.each(['outs: 7', 'null', 'outs:\n- 1\n- {path: 3}', 'stages: [1, null]'])(
    'a file that states nothing tracks nothing: %s',
    async (text) => {
      const folder = temporaryFolder();
      write(folder, { ...files, 'solo.csv.dvc': text });
      expect(await dvcOutputOf(join(folder, 'solo.csv'))).toBeUndefined();
    },
  );
});

describe('data that were not pulled', () => {
  test('are told as such, with what to do', async () => {
    const folder = temporaryFolder();
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${OID}\nsize 12345\n`;
    write(folder, {
      'lfs.csv': pointer,
      'lfs.parquet': pointer,
      '.dvc/config': '',
      'gone.csv.dvc': SOLO_DVC.replace('solo.csv', 'gone.csv'),
      'data.dvc': DATA_DVC,
    });
    const engine = await testEngine(folder);
    const open = (path: string) => registerSource(engine, 'data', { path }, folder);
    await expect(open('lfs.csv')).rejects.toThrow(/lfs\.csv is a pointer of Git LFS: its 12,345 bytes/);
    await expect(open('lfs.parquet')).rejects.toThrow(/pointer of Git LFS/);
    await expect(open('gone.csv')).rejects.toThrow(
      /gone\.csv was not pulled: gone\.csv\.dvc says that DVC keeps it/,
    );
    await expect(open('data/x.csv')).rejects.toThrow(/data\/x\.csv was not pulled: data\.dvc/);
    await expect(open('other.csv')).rejects.toThrow(/other\.csv does not exist/);
  });
});
