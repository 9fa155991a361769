import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Frame, takeRows } from '../../data/engine/frame.ts';
import { heldOutOf } from '../../models/held-out.ts';
import type { ModelPackage } from '../../models/package.ts';
import { updatePackage } from '../../models/package-write.ts';
import { cardOf } from '../../report/card.ts';
import { fetchChampion } from '../champion.ts';
import { fetchedDigests, openData } from '../data.ts';
import { trainedPackage } from '../earlier.ts';
import { openSplit, periodOf } from '../split.ts';
import type { Ports, StageRequest } from '../stage.ts';
import type { Hearing } from './hearing.ts';
import { type Court, closeModels, judgeModel } from './judge-model.ts';
import { rowFactsOf } from './row-facts.ts';
import { thresholdFigures } from './threshold.ts';

/** The model of this run and the champion, asked about the same held-out rows. */
export async function hearPackages(request: StageRequest, ports: Ports): Promise<Hearing> {
  const { config } = request;
  const { training, opened } = await trainedPackage(request);
  const data = await openData(request, ports);
  const models: Court['models'] = [];
  const close = async () => {
    await closeModels(models);
    await data.close();
    await rm(championFolder(request), { recursive: true, force: true });
  };
  try {
    const found = await ports.log.group('Find the champion', () => findChampion(request, ports, opened));
    const champions = found?.opened.manifest.signature.inputs.map(({ name }) => name);
    const split = await openSplit(data, request, ports, champions);
    const rows = takeRows(split.rows, split.plan.test.rows);
    ports.log.info(`judge on ${rows.rows.toLocaleString('en-US')} held-out rows`);
    const facts = rowFactsOf(rows, { rows: split.rows, train: split.plan.train.rows }, config);
    const court: Court = { rows, facts, data, request, ports, models };
    const challenger = await judgeModel('challenger', opened, split, court);
    const champion = found ? await judgeModel('champion', found.opened, split, court) : null;
    const period = periodOf(split.plan.test);
    return {
      court,
      challenger,
      champion,
      version: found ? { name: found.version, record: found.record } : null,
      ...(found ? { baselineName: `${config.gate.baseline} ${found.version}` } : {}),
      period,
      warnings: split.plan.warnings,
      notes: [],
      inputs: {
        'dataset:view': split.digest,
        package: opened.manifest.identity,
        ...(found ? { champion: found.opened.manifest.identity } : {}),
        ...fetchedDigests(data.sources),
      },
      async keep(evidence) {
        const binary = config.model.task === 'binary-classification';
        await updatePackage(opened, {
          metrics: {
            rows: rows.rows,
            period,
            metrics: evidence.figures.challenger.metrics,
            ...(binary ? thresholdFigures(challenger.threshold) : {}),
          },
          heldOut: heldOutOf(requestsOf(rows, opened), challenger.predictions),
          readme: cardOf(training, evidence),
        });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The rows as requests to the model: what only the champion takes is not in them. */
function requestsOf(rows: Frame, { manifest }: ModelPackage): Frame {
  const { inputs, extras } = manifest.signature;
  const names = new Set([...inputs, ...extras].map(({ name }) => name));
  return { rows: rows.rows, columns: new Map([...rows.columns].filter(([name]) => names.has(name))) };
}

/** Where the champion is looked at; it goes again. */
function championFolder({ out }: StageRequest): string {
  return resolve(out, 'champion');
}

/** The version that the baseline's environment has now, opened; null where there is none yet. */
async function findChampion(request: StageRequest, ports: Ports, challenger: ModelPackage) {
  const { baseline } = request.config.gate;
  const champion = await fetchChampion(request, ports, championFolder(request));
  if (!champion) {
    ports.log.info(`${baseline} has no version yet: rules about change are skipped`);
    return null;
  }
  const { version, opened } = champion;
  const same = opened.manifest.identity === challenger.manifest.identity ? ', which is this very model' : '';
  ports.log.info(`${baseline} has ${version}${same}`);
  const registry = await ports.openRegistry(request);
  return { ...champion, record: await registry.record(version) };
}
