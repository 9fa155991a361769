import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Column, frameOf } from '../data/engine/frame.ts';
import { newRunId } from '../evidence/store.ts';
import { type ModelPackage, openPackage } from '../models/package.ts';
import { loadPredictor } from '../models/predict.ts';
import { openPorts } from '../ports.ts';
import { fetchChampion } from '../stages/champion.ts';
import { readModelRows, scoreColumnNames } from '../stages/gate/behaviour/golden-file.ts';
import { programsOf } from '../stages/programs.ts';
import type { Ports, StageRequest } from '../stages/stage.ts';
import { systemClock } from '../system/clock.ts';
import { UserError } from '../system/errors.ts';
import { makeTemporaryFolder, removeAtExit } from '../system/temporary.ts';
import { githubOf } from './github.ts';
import { writeJsonLines } from './json-lines.ts';
import type { GoldenOptions } from './options.ts';
import { configOf, type Session } from './stage-commands.ts';

/** Writes rows with the scores that the champion, or another model, gives them: a file for `test: golden`. */
export async function goldenCommand(session: Session, options: GoldenOptions): Promise<number> {
  if (!/\.(jsonl|ndjson)$/.test(options.out)) {
    throw new UserError(`--out: ${options.out} does not end in .jsonl`, {
      hint: 'Golden rows are written as JSON Lines, which keep every value as it is, and whose changes can be read.',
    });
  }
  const { env, log, cli } = session;
  const { config, directory, digest, overrides } = await configOf(options);
  const github = options.package === undefined ? await githubOf(config, env, log) : undefined;
  const run = { id: newRunId(systemClock), attempt: 1 };
  const ports = await openPorts({ log, env, directory, run, cli, ...(github ? { github } : {}) });
  const out = await makeTemporaryFolder(tmpdir(), 'mlops-golden');
  const forget = removeAtExit(out);
  const request = { config, directory, configDigest: digest, overrides, out };
  const engine = await ports.openEngine([dirname(resolve(options.rows)), out]);
  try {
    const opened = await modelOf(options, request, ports);
    const { signature } = opened.manifest;
    const rows = await readModelRows(options.rows, process.cwd(), signature, engine);
    const predictor = await loadPredictor(opened, programsOf(request, ports, engine));
    try {
      const { width, scores } = await predictor.predict(rows);
      const names = scoreColumnNames(signature);
      const kept = [...rows.columns.values()].filter(({ name }) => !names.includes(name));
      const given = names.map(
        (name, k): Column => ({
          name,
          type: 'number',
          values: Array.from({ length: rows.rows }, (_, row) => scores[row * width + k] as number),
        }),
      );
      await writeJsonLines(frameOf([...kept, ...given]), options.out);
    } finally {
      await predictor.close();
    }
    log.info(`${rows.rows.toLocaleString('en-US')} rows with their scores written to ${options.out}`);
    return 0;
  } finally {
    await engine.close();
    await rm(out, { recursive: true, force: true });
    forget();
  }
}

/** The model that is asked: the package that is named, or the version that the gate compares with. */
async function modelOf(options: GoldenOptions, request: StageRequest, ports: Ports): Promise<ModelPackage> {
  if (options.package !== undefined) return openPackage(resolve(options.package));
  const { gate, model } = request.config;
  const champion = await fetchChampion(request, ports, join(request.out, 'champion'));
  if (champion) {
    ports.log.info(`${gate.baseline} has ${champion.version}`);
    return champion.opened;
  }
  throw new UserError(`${gate.baseline} has no version of ${model.name} to ask`, {
    hint: 'Deploy one first, or name a model with `--package FOLDER`.',
  });
}
