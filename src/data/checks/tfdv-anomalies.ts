import type { ColumnContract, ColumnRule } from '../contract/contract.ts';
import type { TableColumn } from '../engine/table.ts';
import type { FoundAnomaly } from './anomaly-list.ts';

type Told = FoundAnomaly['tfdv'];

/** The type of `AnomalyInfo` in TensorFlow Metadata for a broken rule of a column; absent where it has none. */
export function columnTfdv(
  rule: ColumnRule,
  contract: ColumnContract,
  column: TableColumn,
  everyRow: boolean,
): Told {
  const isNumber = contract.type === 'number';
  switch (rule) {
    case 'required':
      return 'SCHEMA_MISSING_COLUMN';
    case 'type':
      return contract.type === 'boolean' && column.type === 'string'
        ? 'BOOL_TYPE_UNEXPECTED_STRING'
        : 'UNEXPECTED_DATA_TYPE';
    case 'missing':
      return everyRow ? 'FEATURE_TYPE_NOT_PRESENT' : 'FEATURE_TYPE_LOW_FRACTION_PRESENT';
    case 'present':
      return everyRow ? 'FEATURE_TYPE_NOT_PRESENT' : 'FEATURE_TYPE_LOW_NUMBER_PRESENT';
    case 'finite':
      if (!isNumber) return undefined;
      return (first) => (first === 'NaN' ? 'FLOAT_TYPE_HAS_NAN' : 'FLOAT_TYPE_HAS_INF');
    case 'range': {
      const low = contract.range?.['at-least'];
      if (!isNumber && contract.type !== 'integer') return undefined;
      const kind = isNumber ? 'FLOAT' : 'INT';
      return (first) =>
        low !== undefined && Number(first) < Number(low)
          ? `${kind}_TYPE_SMALL_${kind}`
          : `${kind}_TYPE_BIG_${kind}`;
    }
    case 'domain':
    case 'classes':
      if (contract.type === 'string') return everyRowOf(rule, 'ENUM_TYPE_UNEXPECTED_STRING_VALUES');
      if (contract.type !== 'integer' || !isBool(contract.domain)) return undefined;
      return (first) => (Number(first) < 0 ? 'BOOL_TYPE_SMALL_INT' : 'BOOL_TYPE_BIG_INT');
    default:
      return undefined;
  }
}

/** Classes that are absent or rare are no values that nobody expects. */
function everyRowOf(rule: ColumnRule, type: string): Told {
  return rule === 'domain' ? type : (first) => (first === undefined ? undefined : type);
}

function isBool(domain: ColumnContract['domain']): boolean {
  return domain?.length === 2 && domain.includes(0) && domain.includes(1);
}
