import type { Manifest, PackageFile } from './package.ts';

export interface SbomParts {
  readonly manifest: Pick<Manifest, 'name' | 'identity' | 'model' | 'signature' | 'files'>;
  /** Name → version of what made the model. */
  readonly tools: Readonly<Record<string, string>>;
  /** When the model was trained, ISO 8601 in UTC. */
  readonly created: string;
}

/** The bill of materials of a package: CycloneDX 1.6 with the model, its data and its tools. */
export function sbomOf(parts: SbomParts): Record<string, unknown> {
  const { name, identity, model, signature, files } = parts.manifest;
  const modelFile = files.find(({ path }) => path === model.path);
  const baseline = files.find(({ path }) => path === 'baseline.parquet');
  const version = identity.slice('sha256:'.length, 'sha256:'.length + 12);
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(identity)}`,
    version: 1,
    metadata: {
      timestamp: parts.created,
      component: {
        type: 'machine-learning-model',
        'bom-ref': 'model',
        name,
        version,
        ...(modelFile ? { hashes: hashesOf(modelFile) } : {}),
        properties: [
          { name: 'mlops:identity', value: identity },
          { name: 'mlops:format', value: model.format },
        ],
        modelCard: {
          modelParameters: {
            task: signature.task,
            datasets: baseline ? [{ ref: 'baseline' }] : [],
            inputs: signature.inputs.map((input) => ({ format: `${input.name}: ${input.type}` })),
            outputs: [
              {
                format:
                  signature.task === 'regression'
                    ? 'number'
                    : `probability of ${signature.classes.join(', ')}`,
              },
            ],
          },
        },
      },
    },
    components: [
      ...(baseline
        ? [
            {
              type: 'data',
              'bom-ref': 'baseline',
              name: 'baseline.parquet',
              hashes: hashesOf(baseline),
              data: [{ type: 'dataset', name: 'training rows' }],
            },
          ]
        : []),
      ...Object.keys(parts.tools)
        .sort()
        .map((tool) => ({
          type: 'library',
          'bom-ref': `tool:${tool}`,
          name: tool,
          version: parts.tools[tool],
        })),
    ],
    dependencies: [
      {
        ref: 'model',
        dependsOn: [
          ...(baseline ? ['baseline'] : []),
          ...Object.keys(parts.tools)
            .sort()
            .map((tool) => `tool:${tool}`),
        ],
      },
    ],
  };
}

function hashesOf(file: PackageFile) {
  return [{ alg: 'SHA-256', content: file.sha256.slice('sha256:'.length) }];
}

/** A UUID (version 8, RFC 9562) of the first bits of a digest: the same package, the same number. */
function uuidOf(digest: string): string {
  const hex = digest.slice('sha256:'.length);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
