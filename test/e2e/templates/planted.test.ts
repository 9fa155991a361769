import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasAct } from '../act.ts';
import { succeeded, User } from './user.ts';

const CLIENT = pathToFileURL(
  fileURLToPath(new URL('../../../node_modules/@actions/artifact/lib/artifact.js', import.meta.url)),
).href;

/** A job that takes the place of what the gate left by one word more: its archive is sound, and another one. */
const PLANT = `
  plant:
    name: Plant
    needs: evaluate-gate
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      contents: read # check out
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - uses: ./.github/plant
`;
const PROGRAM = `
import { appendFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DefaultArtifactClient } from '${CLIENT}';
const [name, folder] = ['mlops-churn-evaluate-gate-1', resolve('planted')];
const client = new DefaultArtifactClient();
const { artifact } = await client.getArtifact(name);
await client.downloadArtifact(artifact.id, { path: folder });
appendFileSync(join(folder, 'report.md'), 'planted');
await client.deleteArtifact(name);
const paths = readdirSync(folder, { recursive: true }).map((path) => join(folder, path));
await client.uploadArtifact(name, paths.filter((path) => statSync(path).isFile()), folder);
`;

describe.skipIf(!hasAct)('an artifact that another job planted (needs act: MLOPS_ACT)', () => {
  let user: User;
  beforeAll(async () => {
    user = await User.begin(['level-1']);
    user.write(
      '.github/plant/action.yml',
      'name: Plant\ndescription: Plants\nruns: { using: node24, main: plant.mjs }\n',
    );
    user.write('.github/plant/plant.mjs', PROGRAM);
  });
  afterAll(() => user?.end());
  const begin = (change: (text: string) => string) => {
    user.edit(join('.github', 'workflows', 'level-1.yml'), change);
    user.push('Change the workflow');
  };

  test('reaches no version: register knows the digest of what the gate made', async () => {
    begin((text) =>
      text
        .replace('\njobs:\n', `\njobs:${PLANT}`)
        .replace(
          '    needs: evaluate-gate\n    runs-on: ubuntu-latest\n    timeout-minutes: 30',
          '    needs: [evaluate-gate, plant]\n    runs-on: ubuntu-latest\n    timeout-minutes: 30',
        ),
    );
    const result = await user.run('level-1', 'push');
    expect(result.jobs, result.log).toEqual({
      ...succeeded('validate-data', 'train', 'evaluate-gate', 'plant'),
      register: 'failure',
    });
    expect(result.log).toContain('mlops-churn-evaluate-gate-1 of this run is not the one that was uploaded');
    expect(user.github.state.releases).toEqual([]);
  });
});
