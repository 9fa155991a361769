import Type, { type Static } from 'typebox';
import { object } from '../../system/schema-shapes.ts';
import { SEVERITIES } from '../rule-settings.ts';

/**
 * What a contract can ask to be looked for in a dataset beyond its rules, under `checks`: a severity, `off`,
 * or a mapping with the severity and the settings of the scan.
 */
function scan(description: string) {
  return Type.Optional(
    Type.Union(
      [
        Type.Enum(['off', ...SEVERITIES]),
        object({ severity: Type.Optional(Type.Enum(['off', ...SEVERITIES])) }),
      ],
      { description },
    ),
  );
}

export const ChecksSchema = object(
  {
    duplicates: scan('rows that occur more than once'),
    leakage: scan('columns that give the label away'),
    overlap: scan('rows or entities that are in training and test data'),
    constant: scan('columns with one value only'),
    'nearly-constant': scan('columns where one value is nearly everywhere'),
    encoding: scan('text that was decoded wrongly'),
    'mixed-dates': scan('columns with dates in several formats'),
    'numbers-as-text': scan('columns of text that are numbers, with thousands separators for instance'),
    'unit-jump': scan('numbers that jump by a factor, as if their unit had changed'),
    'time-gaps': scan('times of which there is no row'),
    'missing-pattern': scan('values that suddenly begin or cease to be missing'),
    outliers: scan('numbers far away from the others'),
    'class-imbalance': scan('classes of the label with few rows'),
    'target-shift': scan('a label that is distributed otherwise than before'),
    'personal-data': scan('e-mail addresses, phone and card numbers, IBANs and IP addresses'),
  },
  'What to look for beyond the rules.',
);

export type Checks = Static<typeof ChecksSchema>;
