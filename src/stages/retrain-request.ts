import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../system/errors.ts';
import { writeAtomically } from '../system/files.ts';
import type { StageRequest } from './stage.ts';

const REQUEST_FORMAT = 'mlops-retrain/1';

/** What asks for retraining: a file that whoever trains next can read. */
export interface RetrainRequest {
  readonly format: typeof REQUEST_FORMAT;
  readonly model: string;
  /** The version that answered the data which drifted. */
  readonly version: string;
  /** End of the newest window, in data time (ISO 8601, UTC): the cool-down runs from here. */
  readonly until: string;
  readonly because: string;
}

/** Where the request of a model stands, relative to the folder of the config. */
function requestPath({ config }: Pick<StageRequest, 'config'>): string {
  return `.mlops/retrain/${config.model.name}.json`;
}

/** The end of the data that led to the last request, in milliseconds; undefined where there was none. */
export async function lastRequest(request: StageRequest): Promise<number | undefined> {
  const file = resolve(request.directory, requestPath(request));
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  let until = Number.NaN;
  try {
    until = Date.parse((JSON.parse(text) as Partial<RetrainRequest>).until ?? '');
  } catch {
    // Told below, as any other damage.
  }
  if (!Number.isNaN(until)) return until;
  throw new UserError(`${requestPath(request)} is not a retrain request of ours`, {
    hint: 'Delete it; the cool-down then begins anew.',
  });
}

/** Writes the request and gives its path, relative to the folder of the config. */
export async function requestRetraining(
  request: StageRequest,
  { version, until, because }: Pick<RetrainRequest, 'version' | 'until' | 'because'>,
): Promise<string> {
  const path = requestPath(request);
  const model = request.config.model.name;
  const asked: RetrainRequest = { format: REQUEST_FORMAT, model, version, until, because };
  await writeAtomically(resolve(request.directory, path), `${JSON.stringify(asked, null, 2)}\n`);
  return path;
}
