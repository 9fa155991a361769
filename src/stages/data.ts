import { mkdir } from 'node:fs/promises';
import type { DataEngine } from '../data/engine.ts';
import type { Frame } from '../data/frame.ts';
import { allowedDirectories, registerSources } from '../data/sources.ts';
import { identifier } from '../data/sql.ts';
import { createView, type FeatureView } from '../features/view.ts';
import { UserError } from '../system/errors.ts';
import type { Ports, StageRequest } from './stage.ts';

/** The sources of the config, open in the data engine. */
export interface OpenData {
  readonly engine: DataEngine;
  /** Makes the feature view, with the label and its filter where it is for training. */
  createView(options: { readonly training: boolean }): Promise<FeatureView>;
  close(): Promise<void>;
}

/** Opens the data engine on the sources of the config; the run folder can be written too. */
export async function openData(request: StageRequest, ports: Ports): Promise<OpenData> {
  const { config, directory, out } = request;
  const { sources, view } = config.data;
  await mkdir(out, { recursive: true });
  const engine = await ports.openEngine([...allowedDirectories(sources, directory), out]);
  try {
    await ports.log.group('Read data', async () => {
      for (const { name, rows, files } of (await registerSources(engine, sources, directory)).values()) {
        const from = files.length === 1 ? files[0]?.shown : `${files.length} files`;
        ports.log.info(`${name}: ${rows.toLocaleString('en-US')} rows from ${from}`);
      }
    });
  } catch (error) {
    await engine.close();
    throw error;
  }
  return {
    engine,
    async createView({ training }) {
      const made = await createView(engine, view, {
        training,
        ...(training ? { label: config.model.label } : {}),
      });
      for (const { source, found } of made.joins) {
        const line = `view: ${found.toLocaleString('en-US')} of ${made.rowsBefore.toLocaleString('en-US')} rows found ${source}`;
        if (made.rowsBefore > 0 && found < made.rowsBefore / 10)
          ports.log.warn(`${line}; check the keys of this join`);
        else ports.log.info(line);
      }
      return made;
    },
    close: () => engine.close(),
  };
}

/** The columns of the view that go in and out of storage and servers, in order. */
export interface ViewColumns {
  /** Those that the features read. */
  readonly inputs: string[];
  /** Time, keys and slice columns besides. */
  readonly extras: string[];
}

/** Which columns of the view the config uses. */
export function viewColumns({ config }: StageRequest): ViewColumns {
  const inputs = [...new Set(config.features.flatMap(({ columns }) => columns))];
  const { time, keys } = config.data.view;
  const sliced = [
    ...config.gate.slices,
    ...config.gate.rules.flatMap(({ slice }) => (slice ? [slice.column] : [])),
  ];
  const extras = [...new Set([...(time === undefined ? [] : [time]), ...keys, ...sliced])];
  return { inputs, extras: extras.filter((name) => !inputs.includes(name)) };
}

/** The named columns of the view as a frame, in the view's order. */
export async function readView(
  engine: DataEngine,
  view: FeatureView,
  names: readonly string[],
): Promise<Frame> {
  const known = new Set(view.columns.map(({ name }) => name));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new UserError(`the view has no column ${unknown.map((name) => JSON.stringify(name)).join(', ')}`, {
      hint: `It has ${[...known].join(', ')}. Mend the names under \`features\`, \`gate.slices\` or \`data.view\`.`,
    });
  }
  return engine.frame(`SELECT ${names.map(identifier).join(', ')} FROM ${identifier(view.table)}`);
}
