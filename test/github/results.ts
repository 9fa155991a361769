import { digestOf } from '../../src/system/files.ts';
import { type Call, failure, route } from './server.ts';
import { MADE } from './shapes.ts';
import type { StoredArtifact } from './state.ts';

const TWIRP = '/twirp/github.actions.results.api.v1.ArtifactService';
const blocks = new WeakMap<StoredArtifact, Map<string, Buffer>>();

/** Artifacts: the runner's own service and the storage beneath it. */
export const resultsRoutes = [
  route(
    `POST ${TWIRP}/CreateArtifact`,
    [],
    (call) => {
      const { state, body, origin } = call;
      const run = runOf(call);
      if (state.artifacts.some((one) => one.run === run && one.name === body.name)) {
        return {
          status: 409,
          body: {
            code: 'already_exists',
            msg: 'an artifact with this name already exists on the workflow run',
          },
        };
      }
      const artifact: StoredArtifact = {
        id: state.nextId(),
        run,
        name: body.name,
        bytes: Buffer.of(),
        finished: false,
      };
      state.artifacts.push(artifact);
      return {
        status: 200,
        body: { ok: true, signed_upload_url: `${origin}/blobs/${artifact.id}.zip?sig=secret` },
      };
    },
    true,
  ),
  route(
    `POST ${TWIRP}/FinalizeArtifact`,
    [],
    (call) => {
      const found = call.state.artifacts.find(
        (one) => one.run === runOf(call) && one.name === call.body.name,
      );
      if (!found) return { status: 404, body: { code: 'not_found', msg: 'artifact not found' } };
      found.finished = true;
      return { status: 200, body: { ok: true, artifact_id: String(found.id) } };
    },
    true,
  ),
  route(
    `POST ${TWIRP}/ListArtifacts`,
    [],
    (call) => {
      const { name_filter: name, id_filter: id } = call.body;
      const found = call.state.artifacts.filter(
        (one) =>
          one.run === runOf(call) &&
          one.finished &&
          (!name || one.name === name) &&
          (!id || String(one.id) === String(id)),
      );
      const run = String(runOf(call));
      const artifacts = found.map((one) => ({
        workflow_run_backend_id: run,
        workflow_job_run_backend_id: 'job',
        database_id: String(one.id),
        name: one.name,
        size: String(one.bytes.length),
        created_at: MADE,
        digest: digestOf(one.bytes),
      }));
      return { status: 200, body: { artifacts } };
    },
    true,
  ),
  route(
    `POST ${TWIRP}/GetSignedArtifactURL`,
    [],
    (call) => {
      const found = call.state.artifacts.find(
        (one) => one.run === runOf(call) && one.name === call.body.name,
      );
      if (!found) return { status: 404, body: { code: 'not_found', msg: 'artifact not found' } };
      return { status: 200, body: { signed_url: `${call.origin}/blobs/${found.id}.zip?sig=secret` } };
    },
    true,
  ),
  route(
    'PUT /blobs/{name}',
    [],
    (call) => {
      const { url, bytes } = call;
      const artifact = blobOf(call);
      if (!artifact) return failure(404, 'Not Found');
      const parts = blocks.get(artifact) ?? new Map<string, Buffer>();
      blocks.set(artifact, parts);
      if (url.searchParams.get('comp') === 'block') parts.set(url.searchParams.get('blockid') ?? '', bytes);
      else if (url.searchParams.get('comp') === 'blocklist') {
        const ids = [...bytes.toString().matchAll(/<Latest>(.*?)<\/Latest>/g)].map((match) => match[1] ?? '');
        artifact.bytes = Buffer.concat(ids.map((id) => parts.get(id) ?? Buffer.of()));
      } else artifact.bytes = bytes;
      return {
        status: 201,
        headers: { etag: '"1"', 'last-modified': new Date(0).toUTCString(), 'x-ms-request-id': '1' },
      };
    },
    true,
  ),
  route(
    'GET /blobs/{name}',
    [],
    (call) => {
      const artifact = blobOf(call);
      if (!artifact) return failure(404, 'Not Found');
      return { status: 200, bytes: artifact.bytes, headers: { 'content-type': 'application/zip' } };
    },
    true,
  ),
];

/** The run that the runner's token stands for: a JWT with the scope `Actions.Results:<run>:<job>`. */
function runOf({ headers }: Call): number {
  const claims = headers.authorization?.split('.')[1] ?? '';
  const scope = /Actions\.Results:([^:]+):/.exec(Buffer.from(claims, 'base64url').toString())?.[1];
  return Number(scope ?? 0);
}

function blobOf({ state, params }: Call): StoredArtifact | undefined {
  return state.artifacts.find((one) => `${one.id}.zip` === params.name);
}

/** A token as the runner gets it for its own services. */
export function runtimeToken(run: number): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ scp: `Actions.Results:${run}:job` })}.x`;
}
