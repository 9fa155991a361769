import type { Path } from '../../system/schema-check.ts';
import type { FeatureConfig, TransformName } from '../schema/features.ts';

/** The keys of a feature that belong to transforms, and to which. */
const PARAMETERS = {
  fill: ['impute'],
  period: ['cyclic'],
  buckets: ['hash', 'bucketize'],
  boundaries: ['bucketize'],
  'max-categories': ['one-hot'],
  parts: ['date-parts'],
} as const satisfies Partial<Record<keyof FeatureConfig, readonly TransformName[]>>;

/** These turn one value into several numbers, so nothing can follow them. */
const WIDENING: ReadonlySet<TransformName> = new Set(['one-hot', 'hash', 'bucketize', 'cyclic']);

/** What is wrong with the transforms of one entry of `features`, with paths inside that entry. */
export function checkTransforms(feature: FeatureConfig): { path: Path; message: string }[] {
  const chain = ([] as TransformName[]).concat(feature.transform);
  const problems: { path: Path; message: string }[] = [];
  const report = (path: Path, message: string) => problems.push({ path, message });
  const placeOf = (index: number): Path =>
    Array.isArray(feature.transform) ? ['transform', index] : ['transform'];

  for (const [index, name] of chain.entries()) {
    const before = chain.slice(0, index);
    const widening = before.find((earlier) => WIDENING.has(earlier));
    if (widening) report(placeOf(index), `nothing may follow ${widening}; put ${name} into another entry`);
    else if (before.includes(name)) report(placeOf(index), `${name} is listed twice`);
    else if (name === 'date-parts' && before.some((earlier) => earlier !== 'impute')) {
      report(placeOf(index), 'only impute may stand before date-parts');
    }
  }
  for (const [key, owners] of Object.entries(PARAMETERS)) {
    if (feature[key as keyof FeatureConfig] === undefined || owners.some((owner) => chain.includes(owner)))
      continue;
    report([key], `is for ${owners.join(' and ')} only, which this entry does not have`);
  }
  checkCycle(feature, chain, report);
  const { boundaries } = feature;
  if (boundaries && feature.buckets !== undefined && chain.includes('bucketize')) {
    report(['buckets'], '`boundaries` say how many buckets there are; leave one of the two out');
  }
  if (boundaries?.some((edge, index) => index > 0 && edge <= (boundaries[index - 1] ?? edge))) {
    report(['boundaries'], 'must ascend, each once');
  }
  return problems;
}

function checkCycle(
  { period, parts }: FeatureConfig,
  chain: readonly TransformName[],
  report: (path: Path, message: string) => void,
): void {
  if (!chain.includes('cyclic')) return;
  if (!chain.includes('date-parts')) {
    if (period === undefined) report(['transform'], 'cyclic needs `period`, such as 24 for hours');
    return;
  }
  if (period !== undefined) report(['period'], 'date parts know the length of their own cycle; leave it out');
  const year = parts?.indexOf('year') ?? -1;
  if (year >= 0) report(['parts', year], 'a year has no cycle; give it an entry without cyclic');
}
