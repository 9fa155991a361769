import { checkSchema } from '../../../system/schema-check.ts';
import { OPERATORS, type QualityRule, QualityRuleSchema } from '../../checks/quality/schema.ts';
import {
  isScalarValue,
  isTree,
  numberOf,
  optional,
  type ScalarValue,
  type Tree,
  textOf,
  textsOf,
  treesOf,
} from './tree.ts';
import type { Unsupported } from './unsupported.ts';
import { patternAnywhere } from './value-rules-import.ts';

/** What this program calls itself in ODCS's rules of type `custom` and in custom properties. */
export const ENGINE = 'mlops';

const SEVERITIES: Readonly<Record<string, 'error' | 'warn' | 'info'>> = {
  error: 'error',
  critical: 'error',
  high: 'error',
  warning: 'warn',
  warn: 'warn',
  medium: 'warn',
  info: 'info',
  low: 'info',
};
/** Words of a rule that say nothing about the data. */
const SILENT: ReadonlySet<string> = new Set([
  ...['id', 'name', 'description', 'type', 'metric', 'rule', 'arguments', 'unit', 'severity', 'query'],
  ...['engine', 'implementation', 'dimension', 'businessImpact', 'tags', 'authoritativeDefinitions'],
  ...['customProperties', 'method', 'schedule', 'scheduler'],
  ...OPERATORS,
]);

/** One rule of ODCS's `quality` as one of ours; nothing where it cannot be judged, which `unsupported` then says. */
export function readOdcsRule(
  rule: Tree,
  place: string,
  column: string | undefined,
  unsupported: Unsupported[],
): QualityRule | undefined {
  const refuse = (what: string) => {
    unsupported.push({ place, what });
    return undefined;
  };
  for (const word of Object.keys(rule)) if (!SILENT.has(word)) refuse(`has \`${word}\`, which is not judged`);
  const type = textOf(rule.type) ?? 'library';
  const read =
    type === 'library' || typeof rule.metric === 'string'
      ? libraryRule(rule, column)
      : type === 'sql'
        ? sqlRule(rule, column)
        : type === 'custom' && rule.engine === ENGINE && isTree(rule.implementation)
          ? rule.implementation
          : `is a rule of type ${type}${typeof rule.engine === 'string' ? ` for ${rule.engine}` : ''}`;
  if (typeof read === 'string') return refuse(`${read}, which is not judged`);
  const complete = { ...common(rule), ...read };
  const [problem] = checkSchema(QualityRuleSchema, complete);
  return problem ? refuse(`is not judged: ${problem.message}`) : (complete as unknown as QualityRule);
}

function common(rule: Tree): Record<string, unknown> {
  const given = textOf(rule.severity)?.toLowerCase() ?? '';
  const severity = Object.hasOwn(SEVERITIES, given) ? SEVERITIES[given] : undefined;
  return {
    ...optional('name', textOf(rule.name) || undefined),
    ...optional('description', textOf(rule.description) || undefined),
    ...(severity === undefined || severity === 'error' ? {} : { severity }),
  };
}

function operatorsOf(rule: Tree): Record<string, unknown> {
  return Object.fromEntries(
    OPERATORS.flatMap((name) => (rule[name] === undefined ? [] : [[name, rule[name]]])),
  );
}

function libraryRule(rule: Tree, column: string | undefined): Record<string, unknown> | string {
  const metric = textOf(rule.metric) ?? textOf(rule.rule) ?? '';
  const given: Tree = isTree(rule.arguments) ? rule.arguments : {};
  const unit = textOf(rule.unit);
  const compared = { ...(unit === undefined || unit === 'rows' ? {} : { unit }), ...operatorsOf(rule) };
  if (metric === 'rowCount') return { metric, ...compared };
  if (metric === 'duplicateValues') {
    const columns = column === undefined ? textsOf(given.properties) : [column];
    return columns.length > 0 ? { metric, columns, ...compared } : 'names no properties';
  }
  if (column === undefined) return `has the metric ${JSON.stringify(metric)} for a whole object`;
  switch (metric) {
    case 'nullValues':
      return { metric, column, ...compared };
    case 'missingValues': {
      const values = scalars(given.missingValues).filter((value) => value !== '');
      return values.length === 0
        ? { metric: 'nullValues', column, ...compared }
        : { metric, column, 'missing-values': values, ...compared };
    }
    case 'invalidValues': {
      const values = scalars(given.validValues);
      const expression = textOf(given.pattern);
      const pattern = expression === undefined ? undefined : patternAnywhere(expression);
      if (expression !== undefined && pattern === undefined) return 'has a pattern that RE2 does not know';
      if (values.length === 0 && pattern === undefined) return 'names neither valid values nor a pattern';
      const valid = values.length === 0 ? {} : { 'valid-values': values };
      return { metric, column, ...valid, ...optional('pattern', pattern), ...compared };
    }
    default:
      return `has the metric ${JSON.stringify(metric)}`;
  }
}

function scalars(given: unknown): ScalarValue[] {
  return Array.isArray(given) ? [...new Set(given.filter(isScalarValue))] : [];
}

/** Placeholders are `{object}` and `${object}`; ours is the second. */
function sqlRule(rule: Tree, column: string | undefined): Record<string, unknown> | string {
  const query = textOf(rule.query);
  if (query === undefined) return 'has no query';
  const quoted = column === undefined ? undefined : `"${column.replaceAll('"', '""')}"`;
  const filled = query
    .replaceAll(/\$?\{(?:object|table)\}/g, () => OBJECT)
    .replaceAll(/\$?\{(?:property|column)\}/g, (placeholder) => quoted ?? placeholder);
  return { metric: 'sql', query: filled.trim(), ...operatorsOf(rule) };
}

/** The placeholder of the dataset in our queries. */
const OBJECT = `$\{object}`;

export interface OdcsRules {
  readonly rules: Record<string, unknown>[];
  /** Whether the standard has words for it; where not, there are no rules. */
  readonly native: boolean;
  /** The column that the metric is of, where it stands beside that column. */
  readonly column?: string;
}

/** A rule of ours in the standard's own words, where it has them. */
export function odcsRules(rule: QualityRule): OdcsRules {
  const operators = OPERATORS.flatMap((name) => {
    const value = (rule as unknown as Tree)[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const { told, rest } = parted(rule);
  const plain = nativeRule(rest);
  const comparable = operators.every(([key, value]) =>
    key === 'mustBe' || key === 'mustNotBe' ? isScalarValue(value) : allNumbers(value),
  );
  if (!plain || operators.length === 0 || !comparable) return { rules: [], native: false };
  // The standard has one operator in a rule.
  const rules = operators.map(([key, value]) => ({ ...told, ...plain, [key]: value }));
  return { rules, native: true, ...optional('column', textOf(rest.column)) };
}

/** A rule of ours as one of type `custom`, which only this program reads. */
export function customRule(rule: QualityRule): Record<string, unknown> {
  const { told, rest } = parted(rule);
  return { type: 'custom', ...told, engine: ENGINE, implementation: rest };
}

/** What the standard says of any rule, and the rest. */
function parted(rule: QualityRule): { told: Record<string, unknown>; rest: Tree } {
  const { name, description, severity, ...rest } = rule as QualityRule & Tree;
  const told = {
    ...optional('name', name),
    ...optional('description', description),
    ...(severity === undefined ? {} : { severity: severity === 'warn' ? 'warning' : severity }),
  };
  return { told, rest };
}

function allNumbers(value: unknown): boolean {
  return Array.isArray(value)
    ? value.every((one) => numberOf(one) !== undefined)
    : numberOf(value) !== undefined;
}

function nativeRule(rule: Tree): Record<string, unknown> | undefined {
  if (['where', 'in-environments', 'not-in-environments'].some((key) => rule[key] !== undefined))
    return undefined;
  const unit = optional('unit', rule.unit);
  switch (rule.metric) {
    case 'rowCount':
    case 'nullValues':
      return { metric: rule.metric, ...unit };
    case 'duplicateValues':
      return { metric: rule.metric, arguments: { properties: rule.columns }, ...unit };
    case 'missingValues':
      return {
        metric: rule.metric,
        arguments: { missingValues: [null, ...list(rule['missing-values'])] },
        ...unit,
      };
    case 'invalidValues': {
      const given = {
        ...optional('validValues', rule['valid-values']),
        ...(rule.pattern === undefined ? {} : { pattern: `^(?:${String(rule.pattern)})$` }),
      };
      return { metric: rule.metric, arguments: given, ...unit };
    }
    case 'sql':
      return { type: 'sql', query: rule.query };
    default:
      return undefined;
  }
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The rules of ours in an ODCS element's custom properties. */
export function ownProperties(element: Tree): Tree {
  const own = treesOf(element.customProperties).find(({ property }) => property === ENGINE)?.value;
  return isTree(own) ? own : {};
}
