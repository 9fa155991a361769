import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractArchive, writeArchive } from '../../src/registry/archive.ts';
import { digestOfFile } from '../../src/system/files.ts';

const execute = promisify(execFile);
const LARGE = 1 << 30;
let root: string;
let count = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'archive-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function folderOf(files: Readonly<Record<string, Uint8Array>>) {
  const directory = join(root, String(count++));
  await mkdir(directory);
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), bytes);
  }
  return { directory, listed: Object.entries(files).map(([path, { length }]) => ({ path, bytes: length })) };
}

async function contentOf(directory: string) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const pairs = files.map(async (path) => [path.slice(directory.length + 1), await readFile(path)] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

describe('an archive', () => {
  it('gives back any files, and the same bytes for the same files in any order', async () => {
    const name = fc.stringMatching(/^[a-z][a-zA-Z0-9._ äé-]{0,40}$/);
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    const bytes = fc.uint8Array({ maxLength: 1500 });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(path, bytes), { selector: ([one]) => `${one}/`, maxLength: 8 }),
        async (pairs) => {
          fc.pre(!pairs.some(([a]) => pairs.some(([b]) => b.startsWith(`${a}/`))));
          const { directory, listed } = await folderOf(Object.fromEntries(pairs));
          await writeArchive(directory, listed, `${directory}.tar`);
          await writeArchive(directory, listed.toReversed(), `${directory}.again.tar`);
          expect(await digestOfFile(`${directory}.again.tar`)).toBe(await digestOfFile(`${directory}.tar`));
          await extractArchive(`${directory}.tar`, `${directory}.out`, LARGE);
          expect(pairs.length === 0 ? {} : await contentOf(`${directory}.out`)).toEqual(
            await contentOf(directory),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is what tar reads', async () => {
    const long = `${'deep/'.repeat(25)}${'n'.repeat(90)}`;
    const { directory, listed } = await folderOf({
      'model/weights.bin': Buffer.alloc(3_000_000, 7),
      [long]: Buffer.from('x'),
      empty: Buffer.of(),
    });
    await writeArchive(directory, listed, `${directory}.tar`);
    await mkdir(`${directory}.out`);
    await execute('tar', ['-xf', `${directory}.tar`, '-C', `${directory}.out`]);
    expect(await contentOf(`${directory}.out`)).toEqual(await contentOf(directory));
  });

  it('refuses what other programs may put into one', async () => {
    const { directory } = await folderOf({ a: Buffer.from('a'), b: Buffer.from('b') });
    await symlink('/etc/passwd', join(directory, 'link'));
    const made = async (name: string, args: string[]) => {
      await execute('tar', ['--format=ustar', '-C', directory, '-cf', join(root, name), ...args]);
      return join(root, name);
    };
    const archives = [
      await made('link.tar', ['link']),
      await made('up.tar', ['--transform=s|^|../../|', '-P', 'a']),
      await made('absolute.tar', ['--transform=s|^|/tmp/|', '-P', 'a']),
      await made('folder.tar', ['.']),
      await made('twice.tar', ['a', 'a']),
    ];
    for (const archive of archives) {
      const failure = await extractArchive(archive, join(root, 'out'), LARGE).catch(
        (error: unknown) => error,
      );
      expect(failure).toMatchObject({ name: 'UserError' });
    }
    expect(await readdir(root)).not.toContain('out');
  });

  it('refuses one that is cut, longer, changed or too large, whichever byte it is', async () => {
    const { directory, listed } = await folderOf({
      a: Buffer.from('some text'),
      'b/c': Buffer.alloc(600, 1),
    });
    await writeArchive(directory, listed, `${directory}.tar`);
    const whole = await readFile(`${directory}.tar`);
    await expect(extractArchive(`${directory}.tar`, join(root, 'small'), 100)).rejects.toThrow(/too much/);
    const broken = fc.oneof(
      fc.integer({ min: 0, max: whole.length - 1 }).map((length) => whole.subarray(0, length)),
      fc.uint8Array({ minLength: 1, maxLength: 2000 }).map((extra) => Buffer.concat([whole, extra])),
      fc
        .tuple(fc.integer({ min: 0, max: BLOCK - 1 }), fc.integer({ min: 1, max: 255 }))
        .map(([place, change]) => {
          const bytes = Buffer.from(whole);
          bytes[place] = (bytes[place] as number) ^ change;
          return bytes;
        }),
    );
    await fc.assert(
      fc.asyncProperty(broken, async (bytes) => {
        const path = join(root, `${count++}.tar`);
        await writeFile(path, bytes);
        const failure = await extractArchive(path, `${path}.out`, LARGE).catch((error: unknown) => error);
        expect(failure).toMatchObject({ name: 'UserError' });
      }),
      { numRuns: 100 },
    );
  });
});

const BLOCK = 512;
