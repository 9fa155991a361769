import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Frame, takeRows } from '../../../data/engine/frame.ts';
import { heldOutOf } from '../../../models/held-out.ts';
import type { ModelPackage } from '../../../models/package.ts';
import { updatePackage } from '../../../models/package-write.ts';
import { cardOf } from '../../../report/card.ts';
import { fetchChampion } from '../../champion.ts';
import { fetchedDigests, openData } from '../../data.ts';
import { openSplit, periodOf } from '../../split.ts';
import type { Ports, StageRequest } from '../../stage.ts';
import { type Court, closeModels } from '../court.ts';
import { judgeModel } from '../judge-model.ts';
import { rowFactsOf } from '../row-facts.ts';
import { thresholdFigures } from '../threshold.ts';
import { refuseSeenRows, type Trained, trainedModels } from './candidates.ts';
import type { Hearing } from './hearing.ts';
import { chooseModel } from './selection.ts';

/** The model of this run and the champion, asked about the same held-out rows. */
export async function hearPackages(request: StageRequest, ports: Ports): Promise<Hearing> {
  const { config } = request;
  const trained = await trainedModels(request);
  const data = await openData(request, ports);
  const models: Court['models'] = [];
  const close = async () => {
    await closeModels(models);
    await data.close();
    await rm(championFolder(request), { recursive: true, force: true });
  };
  try {
    const found = await ports.log.group('Find the champion', () => findChampion(request, ports, trained));
    const read = [...trained, ...(found ? [found] : [])].flatMap(({ opened }) =>
      opened.manifest.signature.inputs.map(({ name }) => name),
    );
    const split = await openSplit(data, request, ports, [...new Set(read)]);
    refuseSeenRows(trained, split, request);
    const rows = takeRows(split.rows, split.plan.test.rows);
    ports.log.info(`judge on ${rows.rows.toLocaleString('en-US')} held-out rows`);
    const facts = rowFactsOf(rows, { rows: split.rows, train: split.plan.train.rows }, config);
    const court: Court = { rows, facts, data, request, ports, models };
    const champion = found ? await judgeModel('champion', found.opened, split, court) : null;
    const baselineName = found ? `${config.gate.baseline} ${found.version}` : undefined;
    const chosen = await chooseModel(trained, champion, split, court, baselineName);
    const { training, opened } = chosen;
    const challenger = await judgeModel('challenger', opened, split, court);
    const period = periodOf(split.plan.test);
    return {
      court,
      challenger,
      champion,
      version: found ? { name: found.version, record: found.record } : null,
      ...(baselineName === undefined ? {} : { baselineName }),
      ...(chosen.selection ? { selection: chosen.selection } : {}),
      period,
      warnings: [...missing(request), ...split.plan.warnings],
      notes: chosen.notes,
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

function missing({ missingVariants = [] }: StageRequest): string[] {
  if (missingVariants.length === 0) return [];
  const [names, verb] = [missingVariants.join(', '), missingVariants.length > 1 ? 'are' : 'is'];
  return [
    `Of \`train.variants\` ${names} ${verb} missing: the training failed or did not run. The gate chose among the others.`,
  ];
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
async function findChampion(request: StageRequest, ports: Ports, trained: readonly Trained[]) {
  const { baseline } = request.config.gate;
  const found = await fetchChampion(request, ports, championFolder(request));
  if (!found) {
    ports.log.info(`${baseline} has no version yet: rules about change are skipped`);
    return null;
  }
  const { version, opened } = found;
  const isSame = trained.some((one) => one.opened.manifest.identity === opened.manifest.identity);
  const same = isSame ? `, which is ${trained.length > 1 ? 'one of the candidates' : 'this very model'}` : '';
  ports.log.info(`${baseline} has ${version}${same}`);
  return found;
}
