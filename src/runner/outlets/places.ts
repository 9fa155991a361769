import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { LoadedConfig } from '../../config/load.ts';
import { type Position, readYaml, readYamlFile, type YamlTree } from '../../config/yaml.ts';
import { ruleIds } from '../../evaluation/rules/rules.ts';
import type { Evidence, EvidenceOf, Reason } from '../../evidence/schema.ts';
import type { Anomaly } from '../../evidence/validate-data.ts';
import { isMapping } from '../../system/mapping.ts';
import type { Path } from '../../system/schema-check.ts';

/** A place in a file of the repository. */
export interface Place extends Position {
  /** Relative to the workspace. */
  readonly file: string;
}

/** Finds the lines that reasons are about: in the config, and for data in their contract. */
export class Places {
  readonly #loaded: LoadedConfig;
  readonly #workspace: string;
  #contract: Promise<YamlTree | null> | undefined;

  constructor(loaded: LoadedConfig, workspace: string) {
    this.#loaded = loaded;
    this.#workspace = resolve(workspace);
  }

  /** Where the rule stands that a reason is about, or the nearest thing around it; null where it is in no file here. */
  async of(evidence: Evidence, reason: Reason): Promise<Place | null> {
    if (evidence.stage === 'validate-data') {
      const anomaly = evidence.figures.anomalies.find(({ sentence }) => sentence === reason.sentence);
      if (anomaly) return this.#inContract(anomaly);
    }
    return this.#inConfig(pathOf(evidence, reason, this.#loaded));
  }

  /** A file as the repository knows it; null for one outside of the workspace. */
  fileOf(path: string): string | null {
    const file = relative(this.#workspace, resolve(this.#loaded.directory, path));
    return file === '' || isAbsolute(file) || file === '..' || file.startsWith(`..${sep}`)
      ? null
      : file.replaceAll(sep, '/');
  }

  #inConfig(path: Path): Place | null {
    const file = this.fileOf(resolve(this.#loaded.file));
    return file === null ? null : { file, ...this.#loaded.position(path) };
  }

  async #inContract({ dataset, column, rule }: Anomaly): Promise<Place | null> {
    const name = this.#loaded.config.data.contract;
    const file = this.fileOf(name);
    this.#contract ??= readYamlFile(resolve(this.#loaded.directory, name), name).then(
      (text) => readYaml(text, name),
      () => null,
    );
    const tree = await this.#contract;
    if (!tree || file === null) return null;
    const around = ['datasets', dataset];
    const path = column === null ? [...around, rule] : [...around, 'columns', column, rule];
    const quality = qualityOf(tree.value, dataset, rule);
    return { file, ...tree.position(quality ?? path, 'key') };
  }
}

/** A rule about the whole dataset that is the only one with its metric; null where the rule is another. */
function qualityOf(contract: unknown, dataset: string, rule: string): Path | null {
  const datasets = isMapping(contract) && isMapping(contract.datasets) ? contract.datasets : {};
  const rules = Object.hasOwn(datasets, dataset) ? datasets[dataset] : undefined;
  const quality = isMapping(rules) && Array.isArray(rules.quality) ? rules.quality : [];
  const found = quality.flatMap((one, index) => (isMapping(one) && one.metric === rule ? [index] : []));
  return found.length === 1 ? ['datasets', dataset, 'quality', found[0] as number] : null;
}

/** What of the config a reason is about. */
function pathOf(evidence: Evidence, reason: Reason, { config, policy }: LoadedConfig): Path {
  switch (evidence.stage) {
    case 'validate-data':
      return reason.rule.startsWith('adequacy.') ? ['data', 'split'] : ['data'];
    case 'train':
    case 'monitor-drift': {
      const feature = config.features.findIndex(
        ({ columns }) => reason.column !== undefined && columns.includes(reason.column),
      );
      if (feature >= 0) return ['features', feature];
      return [evidence.stage === 'train' ? 'train' : 'monitor'];
    }
    case 'evaluate-gate':
      return policy ? ['gate', 'policy-from'] : gatePath(evidence, reason, config.gate.rules);
    case 'register':
      return ['registry'];
    case 'deploy':
      return ['deploy', evidence.figures.environment];
  }
}

function gatePath(
  { figures }: EvidenceOf<'evaluate-gate'>,
  reason: Reason,
  rules: LoadedConfig['config']['gate']['rules'],
): Path {
  const result = figures.rules.find(
    ({ sentence, rule }) => sentence === reason.sentence && rule === reason.rule,
  );
  const index = rules.findIndex((rule) => result !== undefined && ruleIds([rule]).includes(result.id));
  return index < 0 ? ['gate'] : ['gate', 'rules', index];
}
