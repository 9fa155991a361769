import type { RobustnessTest } from '../../../config/schema/gate-behaviour.ts';
import { columnOf, type Frame, takeRows, type Value } from '../../../data/engine/frame.ts';
import { parseProfile } from '../../../data/profile/profile-schema.ts';
import { robustnessSentence, robustnessText } from '../../../evaluation/behaviour/robustness-sentence.ts';
import { gateMetrics, metricsOf } from '../../../evaluation/metrics/metrics.ts';
import type { Outcomes } from '../../../evaluation/metrics/outcomes.ts';
import { furtherRule } from '../../../evaluation/rules/further-rule.ts';
import type { GateFigures } from '../../../evidence/evaluate-gate.ts';
import type { RuleResult } from '../../../evidence/gate-rules.ts';
import { type ModelPackage, readPackageFile } from '../../../models/package.ts';
import type { Predictor } from '../../../models/predict.ts';
import { UserError } from '../../../system/errors.ts';
import { withoutLabel } from '../../stage.ts';
import type { Court, Judged } from '../court.ts';
import { judgedOutcomes } from '../hearing/predictions.ts';
import { type Asked, askModel } from './asking.ts';
import { damagedRows, type TrainedRange } from './damage.ts';

/** What the tests on damaged rows found. */
export interface RobustnessFindings {
  readonly evidence: NonNullable<GateFigures['robustness']>;
  readonly rules: readonly RuleResult[];
}

/**
 * Asks both models of damaged copies of the held-out rows, the same for both, and says how much worse they are
 * than on the sound ones. A model that refuses a damaged row has no figure, which never passes.
 * @throws UserError for a column that this damage does not apply to
 */
export async function testRobustness(
  challenger: Judged,
  champion: Judged | null,
  court: Court,
): Promise<RobustnessFindings> {
  const { config } = court.request;
  const tests = config.gate.robustness;
  if (tests.length === 0) return { evidence: [], rules: [] };
  const { predictor } = challenger;
  const ranges = await trainedRanges(predictor.package);
  const rows = withoutLabel(court.rows, config.model.label);
  const takes = probe(predictor, rows);
  const evidence: RobustnessFindings['evidence'] = [];
  const rules: RuleResult[] = [];
  for (const [index, test] of tests.entries()) {
    const columns = columnsOf(test, `gate.robustness[${index}]`, predictor, court, ranges, takes);
    const damaged = damagedRows(rows, { ...test, columns, seed: config.train.seed, ranges, takes });
    const found = await figuresOf(test, columns, damaged, challenger, court);
    const before = champion && (await figuresOf(test, columns, damaged, champion, court));
    evidence.push({
      damage: test.damage,
      columns,
      metric: test.metric,
      challenger: found.figures,
      champion: before?.figures ?? null,
    });
    rules.push(
      furtherRule({
        said: test,
        metric: `robustness: ${test.damage}`,
        rule: robustnessText(test),
        measured: found.worse,
        baseline: before?.worse ?? null,
        atMost: test['may-worsen'],
        sentence: robustnessSentence({
          test,
          columns,
          ...found.figures,
          worse: found.worse,
          championWorse: before?.worse ?? null,
          baselineName: config.gate.baseline,
          refusal: found.refusal,
        }),
      }),
    );
  }
  return { evidence, rules };
}

/** What the profile of the training rows says of numbers; columns whose figures are hidden have none. */
async function trainedRanges(opened: ModelPackage): Promise<Map<string, TrainedRange>> {
  const text = (await readPackageFile(opened, 'profile.json')).toString('utf8');
  const { columns } = parseProfile(text, `${opened.directory}/profile.json`);
  const ranges = new Map<string, TrainedRange>();
  for (const { name, numbers } of columns) {
    const deviation = numbers?.standardDeviation ?? null;
    if (!numbers || numbers.minimum === null || numbers.maximum === null || deviation === null) continue;
    ranges.set(name, { minimum: Number(numbers.minimum), maximum: Number(numbers.maximum), deviation });
  }
  return ranges;
}

type Takes = (column: string, value: Value) => boolean;

/** Whether the model takes a value: it is tried in the first of the held-out rows, which it took. */
function probe(predictor: Predictor, rows: Frame): Takes {
  const first = takeRows(rows, rows.rows > 0 ? [0] : []);
  return (name, value) => {
    const column = { ...columnOf(first, name), values: first.rows > 0 ? [value] : [] };
    return predictor.problems({ ...first, columns: new Map(first.columns).set(name, column) }).length === 0;
  };
}

/** The features that are damaged: those that the test names, or all that it applies to. */
function columnsOf(
  test: RobustnessTest,
  key: string,
  predictor: Predictor,
  { request: { config } }: Court,
  ranges: ReadonlyMap<string, TrainedRange>,
  takes: Takes,
): string[] {
  const { inputs } = predictor.package.manifest.signature;
  const types = new Map(inputs.map(({ name, type }) => [name, type]));
  const categories = new Set(
    config.features
      .filter(({ transform }) => [transform].flat().some((step) => step === 'one-hot' || step === 'hash'))
      .flatMap(({ columns }) => columns),
  );
  const isNumber = (name: string) => ['integer', 'number'].includes(types.get(name) ?? '');
  for (const [at, name] of (test.columns ?? []).entries()) {
    const why = !types.has(name)
      ? 'the model does not read it'
      : test.damage === 'missing'
        ? undefined
        : !isNumber(name)
          ? `it holds ${types.get(name)} values, and \`${test.damage}\` is for numbers`
          : ranges.has(name)
            ? undefined
            : 'the profile of the training rows has no figures of it';
    if (why === undefined) continue;
    throw new UserError(`${key}.columns[${at}]: ${JSON.stringify(name)} cannot be damaged: ${why}`, {
      hint: 'Leave it out, or leave `columns` out to damage all features that can be.',
    });
  }
  if (test.columns) return [...test.columns];
  return inputs
    .map(({ name }) => name)
    .filter((name) =>
      test.damage === 'missing'
        ? takes(name, null)
        : isNumber(name) && !categories.has(name) && (ranges.get(name)?.deviation ?? 0) > 0,
    );
}

async function figuresOf(
  { metric }: RobustnessTest,
  columns: readonly string[],
  damaged: Frame,
  { predictor, threshold, figures }: Judged,
  court: Court,
) {
  const sound = figures.metrics[metric] ?? null;
  if (columns.length === 0) return { figures: { sound, damaged: null }, worse: null, refusal: null };
  const asked = await askModel(predictor, damaged);
  const now =
    asked.refusal === null
      ? (metricsOf(outcomesOn(asked, threshold.threshold, predictor, court)).metrics[metric] ?? null)
      : null;
  const { model, gate } = court.request.config;
  const direction = gateMetrics(model.task, gate).get(metric)?.direction ?? null;
  const known = sound !== null && now !== null && direction !== null;
  const worse = known ? (direction === 'higher' ? sound - now : now - sound) : null;
  return { figures: { sound, damaged: now }, worse, refusal: asked.refusal };
}

/** What the model said of the damaged rows, held against the labels of the sound ones, with all that is known of them. */
function outcomesOn(asked: Asked, threshold: number, predictor: Predictor, court: Court): Outcomes {
  const { signature } = predictor.package.manifest;
  const labels = columnOf(court.rows, court.request.config.model.label);
  return judgedOutcomes(signature, labels, asked, threshold, court.facts);
}
