import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Registry } from '../../src/registry/registry.ts';
import { digestOf } from '../../src/system/files.ts';
import { gateEvidence, MODEL, requestFor, runIdentity, writePackage } from './packages.ts';

/** What every registry must do, whatever it is made of. `open` gives one without versions. */
export function describeRegistry(kind: string, open: (folder: string) => Promise<Registry>): void {
  describe(`the ${kind} registry`, () => {
    let root: string;
    let folder: string;
    let registry: Registry;
    let count = 0;

    beforeAll(async () => {
      root = await mkdtemp(join(tmpdir(), 'registry-'));
    });
    afterAll(() => rm(root, { recursive: true, force: true }));
    beforeEach(async () => {
      folder = join(root, String(count++));
      registry = await open(join(folder, 'registry'));
    });
    const packageOf = (content: string, options = {}) =>
      writePackage(join(folder, `package-${content}`), content, options);

    it('numbers versions from v1.0.0 and remembers what made them', async () => {
      expect(await registry.versions()).toEqual([]);
      const first = await registry.register(requestFor(await packageOf('a')));
      const second = await registry.register(requestFor(await packageOf('b')));
      expect(first).toMatchObject({ created: true, previous: null, record: { version: 'v1.0.0' } });
      expect(second).toMatchObject({ created: true, previous: 'v1.0.0', record: { version: 'v1.1.0' } });
      expect(second.location).not.toBe('');
      expect(await registry.versions()).toEqual(['v1.0.0', 'v1.1.0']);
      const record = await registry.record('v1.0.0');
      expect(record).toEqual(first.record);
      expect(record).toMatchObject({
        model: MODEL,
        metrics: { roc_auc_score: 0.7, log_loss: null },
        data: { dataset: digestOf('dataset') },
        commit: runIdentity().commit,
        run: { id: '42', attempt: 1 },
      });
    });

    it('keeps equal content as one version, whatever its card says', async () => {
      const first = await registry.register(requestFor(await packageOf('a')));
      await registry.register(requestFor(await packageOf('b')));
      const other = await writePackage(join(folder, 'again'), 'a', { card: 'made another day' });
      const again = await registry.register(requestFor(other));
      expect(again).toEqual({ ...first, created: false });
      expect(await registry.versions()).toHaveLength(2);
    });

    it('tells a version beside the one that an environment has', async () => {
      for (const content of ['a', 'b', 'c']) await registry.register(requestFor(await packageOf(content)));
      const record = await registry.record('v1.2.0');
      expect(await registry.beside('v1.2.0', 'production')).toEqual({ record, champion: null });
      await registry.assign('production', 'v1.2.0');
      await registry.assign('production', 'v1.0.0');
      await registry.assign('staging', 'v1.2.0');
      const champion = await registry.record('v1.0.0');
      expect(await registry.beside('v1.2.0', 'production')).toEqual({ record, champion });
      expect(await registry.beside('v1.2.0', 'staging')).toEqual({ record, champion: record });
      await registry.assign('production', null);
      expect((await registry.beside('v1.2.0', 'production')).champion).toBeNull();
      expect([await registry.champion('production'), await registry.champion('staging')]).toEqual([
        null,
        record,
      ]);
      await expect(registry.beside('v7.0.0', 'production')).rejects.toMatchObject({ exitCode: 2 });
    });

    it('gives a package back as it was', async () => {
      const made = await packageOf('a');
      await registry.register(requestFor(made));
      const target = join(folder, 'fetched');
      const fetched = await registry.fetch('v1.0.0', target);
      expect(fetched.manifest).toEqual(made.manifest);
      for (const path of [...made.manifest.files.map((file) => file.path), 'manifest.json']) {
        expect(await readFile(join(target, path))).toEqual(await readFile(join(made.directory, path)));
      }
      expect(await registry.fetch('v1.0.0', target)).toEqual(fetched);
      expect((await readdir(folder)).filter((name) => name.includes('tmp'))).toEqual([]);
    });

    it('does not touch a folder that holds something else', async () => {
      await registry.register(requestFor(await packageOf('a')));
      const other = await packageOf('b');
      await expect(registry.fetch('v1.0.0', other.directory)).rejects.toMatchObject({
        message: expect.stringMatching(/manifest\.json is not the one/),
        hint: expect.stringMatching(/of another registry, can be removed: it is fetched anew/),
      });
      await expect(registry.fetch('v1.0.0', folder)).rejects.toMatchObject({ exitCode: 2 });
    });

    it('says which versions there are when asked for one that is not', async () => {
      await expect(registry.record('v1.0.0')).rejects.toThrow(/no version v1\.0\.0 of late-flights/);
      await registry.register(requestFor(await packageOf('a')));
      await expect(registry.fetch('v7.0.0', join(folder, 'x'))).rejects.toMatchObject({
        exitCode: 2,
        hint: expect.stringContaining('v1.0.0'),
      });
      await expect(registry.record('newest')).rejects.toThrow(/`newest` is not a version/);
      await expect(registry.assign('production', 'v7.0.0')).rejects.toMatchObject({ exitCode: 2 });
    });

    it('moves environments and remembers how', async () => {
      await registry.register(requestFor(await packageOf('a')));
      await registry.register(requestFor(await packageOf('b')));
      expect(await registry.assigned('production')).toBeNull();
      await expect(registry.assign('production', null)).rejects.toThrow(/has no version/);
      await registry.assign('production', 'v1.0.0');
      await registry.assign('staging', 'v1.1.0');
      await registry.assign('production', 'v1.1.0');
      const last = await registry.assign('production', 'v1.0.0');
      expect(await registry.assign('production', 'v1.0.0')).toEqual(last);
      expect(await registry.assigned('production')).toBe('v1.0.0');
      expect(await registry.assigned('staging')).toBe('v1.1.0');
      const history = await registry.history('production');
      expect(history.map(({ version }) => version)).toEqual(['v1.0.0', 'v1.1.0', 'v1.0.0']);
      expect(history[0]).toEqual(last);
      expect(await registry.history('production', 1)).toEqual([last]);
      await registry.assign('production', null);
      expect(await registry.assigned('production')).toBeNull();
      expect(await registry.assigned('staging')).toBe('v1.1.0');
      await registry.assign('production', 'v1.1.0');
      expect(await registry.assigned('production')).toBe('v1.1.0');
    });

    it('refuses names that could leave their place', async () => {
      for (const name of ['..', '../x', '-rf', 'a/b', 'a b', '', 'Prod', 'x'.repeat(40), 'a-']) {
        await expect(registry.assign(name, null)).rejects.toMatchObject({ name: 'UserError' });
      }
    });

    it('admits only what the gate passed: this package, this commit, this config', async () => {
      const model = await packageOf('a');
      const other = await packageOf('b');
      const request = requestFor(model);
      const refusals: [unknown, number, RegExp][] = [
        [undefined, 2, /no evidence of evaluate-gate/],
        [{ verdict: 'pass' }, 2, /not valid evidence/],
        [{ ...gateEvidence(model), extra: 1 }, 2, /unknown key/],
        [gateEvidence(model, { verdict: 'fail' }), 1, /verdict is `fail`/],
        [gateEvidence(model, { verdict: 'inconclusive' }), 1, /verdict is `inconclusive`/],
        [gateEvidence(other), 1, /judged another package/],
        [gateEvidence(model, { model: 'other-model' }), 1, /judged another model/],
        [
          gateEvidence(model, { run: runIdentity({ commit: '2'.repeat(40) }) }),
          1,
          /commit 222222222222, but/,
        ],
        [gateEvidence(model, { run: runIdentity({ config: digestOf('x') }) }), 1, /another config/],
      ];
      for (const [gate, exitCode, message] of refusals) {
        const failure = await registry.register({ ...request, gate }).catch((error: unknown) => error);
        expect(failure).toMatchObject({ exitCode, message: expect.stringMatching(message) });
      }
      expect(await registry.versions()).toEqual([]);
    });

    it('refuses a package that was changed after it was made', async () => {
      const model = await packageOf('a');
      await writeFile(join(model.directory, 'model/weights.bin'), 'other weights');
      await expect(registry.register(requestFor(model))).rejects.toThrow(/weights\.bin has 13 bytes/);
      expect(await registry.versions()).toEqual([]);
    });

    it('refuses a package of another model', async () => {
      const model = await packageOf('a', { name: 'early-flights' });
      await expect(registry.register(requestFor(model))).rejects.toThrow(/of early-flights/);
    });
  });
}
