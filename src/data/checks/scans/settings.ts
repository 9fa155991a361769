import Type, { type Static, type TSchema } from 'typebox';
import { object } from '../../../system/schema-shapes.ts';
import { SEVERITIES } from '../../contract/rule-settings.ts';

/**
 * What a contract can ask to be looked for in a dataset beyond its rules, under `checks`: a severity, `off`,
 * or a mapping with the severity and the settings of the scan.
 */
function scan<Settings extends Record<string, TSchema>>(description: string, settings: Settings) {
  return Type.Optional(
    Type.Union(
      [
        Type.Enum(['off', ...SEVERITIES]),
        object({ severity: Type.Optional(Type.Enum(['off', ...SEVERITIES])), ...settings }),
      ],
      { description },
    ),
  );
}

const share = (description: string) =>
  Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: `the share ${description}` }));

export const ChecksSchema = object(
  {
    duplicates: scan('rows that occur more than once', {
      'at-most': share('of rows that may repeat another (0)'),
    }),
    leakage: scan('columns that give the label away', {}),
    overlap: scan('rows or entities that are in training and test data', {}),
    constant: scan('columns with one value only', {}),
    'nearly-constant': scan('columns where one value is nearly everywhere', {
      'at-least': share('that one value must have (0.999)'),
    }),
    encoding: scan('text that was decoded wrongly', {}),
    'mixed-dates': scan('columns with dates in several formats', {}),
    'numbers-as-text': scan('columns of text that are numbers, with thousands separators for instance', {}),
    'unit-jump': scan('numbers that jump by a factor, as if their unit had changed', {}),
    'time-gaps': scan('times of which there is no row', {}),
    'missing-pattern': scan('values that suddenly begin or cease to be missing', {}),
    outliers: scan('numbers far away from the others', {}),
    'class-imbalance': scan('classes of the label with few rows', {
      'at-least': share('of rows that each class must have (0.01)'),
    }),
    'target-shift': scan('a label that is distributed otherwise than before', {}),
    'personal-data': scan('e-mail addresses, phone and card numbers, IBANs and IP addresses', {}),
  },
  'What to look for beyond the rules.',
);

export type Checks = Static<typeof ChecksSchema>;
export type CheckName = keyof Checks;

/** The severity of a scan where the contract says nothing of it: a warning, for a scan can be wrong. */
const SEVERITY = 'warn';

/** What a contract makes of a scan: its severity, or `off`. */
export function severityOf(checks: Checks | undefined, name: CheckName): (typeof SEVERITIES)[number] | 'off' {
  const setting = checks?.[name];
  return (typeof setting === 'string' ? setting : setting?.severity) ?? SEVERITY;
}

/** The bound that a contract sets for a scan, else `otherwise`. */
export function limitOf(
  checks: Checks | undefined,
  name: 'duplicates' | 'nearly-constant' | 'class-imbalance',
  otherwise: number,
): number {
  const setting = checks?.[name];
  if (typeof setting !== 'object') return otherwise;
  const { 'at-most': most, 'at-least': least } = setting as { 'at-most'?: number; 'at-least'?: number };
  return most ?? least ?? otherwise;
}

/** Scans that need the label or the split. */
export const CHECKS_OF_THE_VIEW = ['leakage', 'overlap', 'class-imbalance', 'target-shift'] as const;
