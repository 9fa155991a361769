import Type, { type Static } from 'typebox';
import type { EvidenceOf } from '../evidence/schema.ts';
import { digest, LOGIN, object } from '../system/schema-shapes.ts';
import type { RegisterRequest } from './admission.ts';

/** What a registry keeps about one version, and about one assignment: plain JSON, never changed again. */

export const VERSION_FORMAT = 'mlops-version/1';
export const ASSIGNMENT_FORMAT = 'mlops-assignment/1';

const version = Type.String({ pattern: '^v(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)$' });
const time = Type.String({ minLength: 20 });

export const VersionRecordSchema = object({
  format: Type.Literal(VERSION_FORMAT),
  model: Type.String(),
  version,
  /** The package's identity: equal content is one version. */
  package: digest,
  /** Digest of the package's `manifest.json`, which names every file with its digest. */
  manifest: digest,
  /** Size of all files together. */
  bytes: Type.Integer({ minimum: 0 }),
  /** The source commit; null outside a git checkout. */
  commit: Type.Union([Type.String(), Type.Null()]),
  /** True where the working tree differed from the commit. */
  dirty: Type.Boolean(),
  /** Digest of the resolved config. */
  config: digest,
  /** Digests of what the gate was given, by role. */
  data: Type.Record(Type.String(), Type.String()),
  /** The metrics that the gate passed it with. */
  metrics: Type.Record(Type.String(), Type.Union([Type.Number(), Type.Null()])),
  /** Digest of the rules that admitted it; absent of versions from before it was kept. */
  policy: Type.Optional(digest),
  /** Rules that refused it or did not decide, and who answers for it. */
  overrides: Type.Optional(
    Type.Array(
      object({
        rule: Type.String(),
        by: Type.String(),
        reason: Type.String(),
        until: Type.String(),
        /** What the gate found, as a sentence. */
        found: Type.String(),
      }),
    ),
  ),
  run: object({ id: Type.String(), attempt: Type.Integer({ minimum: 1 }) }),
  /** The logins of who started the runs that made it, or asked for one; absent where nobody did. */
  by: Type.Optional(Type.Array(Type.String({ pattern: LOGIN }))),
  registered: time,
});

export const AssignmentSchema = object({
  format: Type.Literal(ASSIGNMENT_FORMAT),
  model: Type.String(),
  environment: Type.String(),
  /** Null where the environment was emptied. */
  version: Type.Union([version, Type.Null()]),
  /** Counts the assignments of the model (github) or of the environment (folder), from 1. */
  number: Type.Integer({ minimum: 1 }),
  assigned: time,
});

export type VersionRecord = Static<typeof VersionRecordSchema>;
export type Assignment = Static<typeof AssignmentSchema>;

/** The record of a package that becomes `version`; `gate` is the evidence that admitted it. */
export function versionRecord(
  { package: source, run }: RegisterRequest,
  gate: EvidenceOf<'evaluate-gate'>,
  facts: { readonly version: string; readonly manifest: string; readonly registered: Date },
): VersionRecord {
  return {
    format: VERSION_FORMAT,
    model: source.manifest.name,
    version: facts.version,
    package: source.manifest.identity,
    manifest: facts.manifest,
    bytes: source.manifest.files.reduce((sum, file) => sum + file.bytes, 0),
    commit: run.commit,
    dirty: run.dirty,
    config: run.config,
    data: gate.inputs,
    metrics: gate.figures.challenger.metrics,
    ...(gate.figures.policy ? { policy: gate.figures.policy.digest } : {}),
    ...overridesOf(gate),
    run: { id: run.id, attempt: run.attempt },
    ...(run.by ? { by: run.by } : {}),
    registered: facts.registered.toISOString(),
  };
}

function overridesOf({ figures }: EvidenceOf<'evaluate-gate'>): Pick<VersionRecord, 'overrides'> {
  const overrides = figures.rules.flatMap(({ override, rule, sentence }) => {
    if (!override) return [];
    const { by, reason, until } = override;
    return [{ rule, by, reason, until, found: sentence }];
  });
  return overrides.length > 0 ? { overrides } : {};
}
