import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unzip } from '../../src/github/unzip.ts';

const execute = promisify(execFile);
const LIMITS = { files: 100, bytes: 1 << 20 };
let root: string;
let count = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'unzip-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Makes an archive with Python's zipfile, which writes whatever it is told. */
async function zipOf(script: string): Promise<string> {
  const path = join(root, `${count++}.zip`);
  const program = `import zipfile, stat\nfrom zipfile import ZipInfo, ZIP_DEFLATED, ZIP_STORED\nz = zipfile.ZipFile(${JSON.stringify(path)}, "w", ZIP_DEFLATED)\n${script}\nz.close()\n`;
  await execute('python3', ['-W', 'ignore', '-c', program]);
  return path;
}

describe('an archive', () => {
  it('gives back its files', async () => {
    const archive = await zipOf(
      'z.writestr("a/b.txt", "text")\nz.writestr("a/", "")\nz.writestr("stored", "x" * 5000, ZIP_STORED)\nz.writestr("empty", "")',
    );
    const out = join(root, 'good');
    expect(await unzip(archive, out, LIMITS)).toEqual(['a/b.txt', 'stored', 'empty']);
    expect(await readFile(join(out, 'a/b.txt'), 'utf8')).toBe('text');
    expect(await readFile(join(out, 'stored'), 'utf8')).toBe('x'.repeat(5000));
    expect(await readFile(join(out, 'empty'), 'utf8')).toBe('');
  });

  it.each([
    ['a path that leads up', 'z.writestr("../evil", "x")'],
    ['a path that leads up on the way', 'z.writestr("a/../../evil", "x")'],
    ['an absolute path', 'z.writestr("/tmp/evil", "x")'],
    ['a drive', 'z.writestr("C:/evil", "x")'],
    ['backslashes', 'z.writestr("..\\\\evil", "x")'],
    ['a control character', 'z.writestr("a\\u0007b", "x")'],
    [
      'a link',
      'i = ZipInfo("link"); i.create_system = 3; i.external_attr = (stat.S_IFLNK | 0o777) << 16; z.writestr(i, "/etc/passwd")',
    ],
    [
      'a device',
      'i = ZipInfo("dev"); i.create_system = 3; i.external_attr = (stat.S_IFCHR | 0o777) << 16; z.writestr(i, "")',
    ],
    ['the same name twice', 'z.writestr("a", "1"); z.writestr("A", "2")'],
    ['a file in a file', 'z.writestr("c/b", "1"); z.writestr("c", "2")'],
    ['too many files', '[z.writestr(f"f{i}", "") for i in range(101)]'],
    ['a bomb', 'z.writestr("zeros", b"\\0" * (2 << 20))'],
    ['a method nobody has', 'z.writestr("a", "text", zipfile.ZIP_LZMA)'],
  ])('with %s is refused', async (_name, script) => {
    const out = join(root, `out-${count}`);
    await expect(unzip(await zipOf(script), out, LIMITS)).rejects.toMatchObject({
      name: 'DataError',
      exitCode: 1,
    });
    expect(await readdir(root)).not.toContain('evil');
  });

  it('that tells a smaller size than it has is refused', async () => {
    const archive = await zipOf('z.writestr("zeros", b"\\0" * 100000)');
    const bytes = await readFile(archive);
    const entry = bytes.lastIndexOf(Buffer.from('PK\x01\x02'));
    bytes.writeUInt32LE(10, entry + 24);
    await writeFile(archive, bytes);
    await expect(unzip(archive, join(root, 'liar'), LIMITS)).rejects.toThrow(/larger than its list says/);
  });

  it('that was cut or changed anywhere never gives other bytes', async () => {
    const archive = await zipOf(
      'z.writestr("a/b.txt", "some text " * 50)\nz.writestr("c", "x" * 50, ZIP_STORED)',
    );
    const whole = await readFile(archive);
    const broken = fc.oneof(
      fc.integer({ min: 0, max: whole.length - 1 }).map((length) => whole.subarray(0, length)),
      fc
        .tuple(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }))
        .map(([place, change]) => {
          const bytes = Buffer.from(whole);
          bytes[place] = (bytes[place] as number) ^ change;
          return bytes;
        }),
    );
    await fc.assert(
      fc.asyncProperty(broken, async (bytes) => {
        const path = join(root, `${count++}.zip`);
        await writeFile(path, bytes);
        const result = await unzip(path, `${path}.out`, LIMITS).catch((error: unknown) => error);
        if (Array.isArray(result)) {
          // A change of a name or of what nobody reads: the contents are right.
          const contents = await Promise.all(
            result.map((name) => readFile(join(`${path}.out`, name), 'utf8')),
          );
          expect(contents.sort()).toEqual(['some text '.repeat(50), 'x'.repeat(50)].sort());
        } else expect(result).toMatchObject({ name: 'DataError' });
      }),
      { numRuns: 300 },
    );
  });
});
