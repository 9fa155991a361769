import type { ColumnContract, Contract, DatasetContract } from '../contract.ts';
import { customRule, ENGINE, odcsRules } from './odcs-quality.ts';
import { optional, rounded } from './tree.ts';
import type { Unsupported } from './unsupported.ts';

export interface OdcsExport {
  /** Valid by the official JSON Schema of ODCS 3.1.0. */
  readonly document: Record<string, unknown>;
  /** Rules that only this program reads, from custom properties or rules of type `custom`. */
  readonly unsupported: readonly Unsupported[];
}

export interface OdcsOptions {
  /** The id of the contract, unique among contracts. */
  readonly id: string;
  readonly name?: string;
}

/** A contract of ours as one of the Open Data Contract Standard 3.1; `readOdcs` gives back an equal one. */
export function exportOdcs(contract: Contract, { id, name }: OdcsOptions): OdcsExport {
  const unsupported: Unsupported[] = [];
  const document = {
    kind: 'DataContract',
    apiVersion: 'v3.1.0',
    id,
    ...optional('name', name),
    version: contract['contract-version'] ?? '1.0.0',
    status: 'active',
    schema: Object.entries(contract.datasets).map(([dataset, rules]) =>
      objectOf(dataset, rules, unsupported),
    ),
  };
  return { document, unsupported };
}

function objectOf(
  name: string,
  dataset: DatasetContract,
  unsupported: Unsupported[],
): Record<string, unknown> {
  const { description, rows, keys, columns, quality = [], ...rest } = dataset;
  const { 'at-least': least, 'at-most': most, ...change } = rows;
  const own = {
    ...(rest['additional-columns'] === 'warn' ? {} : { 'additional-columns': rest['additional-columns'] }),
    ...optional('default-environments', rest['default-environments']),
    ...optional('row-schema', rest['row-schema']),
    ...optional('checks', rest.checks),
    ...(Object.keys(change).length > 0 ? { rows: change } : {}),
  };
  noteOwn(own, `datasets.${name}`, unsupported);
  const ofObject: Record<string, unknown>[] = [];
  const ofProperty = new Map<string, Record<string, unknown>[]>();
  for (const [index, rule] of quality.entries()) {
    const { rules: exported, native, column } = odcsRules(rule);
    // The standard has metrics of one column beside that column, which must be there.
    if (native && (column === undefined || Object.hasOwn(columns, column))) {
      if (column === undefined) ofObject.push(...exported);
      else ofProperty.set(column, [...(ofProperty.get(column) ?? []), ...exported]);
      continue;
    }
    const place = `datasets.${name}.quality[${index}]`;
    unsupported.push({ place, what: `is a rule of type custom, which only ${ENGINE} reads` });
    ofObject.push(customRule(rule));
  }
  const rules = [
    { metric: 'rowCount', mustBeGreaterOrEqualTo: least },
    ...(most === undefined ? [] : [{ metric: 'rowCount', mustBeLessOrEqualTo: most }]),
    ...ofObject,
  ];
  return {
    name,
    logicalType: 'object',
    physicalType: 'table',
    ...optional('description', description),
    properties: Object.entries(columns).map(([column, contract]) =>
      propertyOf(
        column,
        contract,
        keys,
        ofProperty.get(column) ?? [],
        `datasets.${name}.columns.${column}`,
        unsupported,
      ),
    ),
    quality: rules,
    ...customProperties(own),
  };
}

function noteOwn(own: object, place: string, unsupported: Unsupported[]): void {
  for (const key of Object.keys(own)) {
    unsupported.push({ place: `${place}.${key}`, what: `is a custom property, which only ${ENGINE} reads` });
  }
}

function customProperties(own: object): Record<string, unknown> {
  return Object.keys(own).length === 0 ? {} : { customProperties: [{ property: ENGINE, value: own }] };
}

function propertyOf(
  name: string,
  column: ColumnContract,
  keys: readonly string[],
  rules: readonly Record<string, unknown>[],
  place: string,
  unsupported: Unsupported[],
): Record<string, unknown> {
  const { description, type, required, severity, missing, unique, domain, range, length, pattern, ...rest } =
    column;
  const share = missing?.['at-most'];
  const key = keys.indexOf(name);
  // A tolerated share of values outside is no rule of the standard: it counts rows, not values.
  const plainDomain = domain !== undefined && column.outside === undefined && column.mostly === undefined;
  const own = {
    ...(required ? {} : { required }),
    ...(severity === 'error' ? {} : { severity }),
    ...(key >= 0 && share !== 0 ? { nullable: true } : {}),
    ...rest,
    ...(domain !== undefined && !plainDomain ? { domain } : {}),
    ...(unique === false ? { unique } : {}),
    // Patterns of the standard are ECMA-262's.
    ...(pattern !== undefined && !isShared(pattern) ? { pattern } : {}),
  };
  const { nullable: _, ...told } = own as Record<string, unknown>;
  noteOwn(told, place, unsupported);
  const options = {
    ...optional('minimum', range?.['at-least']),
    ...optional('maximum', range?.['at-most']),
    ...optional('minLength', length?.['at-least']),
    ...optional('maxLength', length?.['at-most']),
    ...(pattern !== undefined && isShared(pattern) ? { pattern: `^(?:${pattern})$` } : {}),
  };
  const quality = [
    ...(share === undefined || share === 0
      ? []
      : [{ metric: 'nullValues', mustBeLessOrEqualTo: rounded(share * 100), unit: 'percent' }]),
    ...(plainDomain ? [{ metric: 'invalidValues', arguments: { validValues: domain }, mustBe: 0 }] : []),
    ...rules,
  ];
  return {
    name,
    logicalType: type,
    ...optional('description', description),
    ...(share === 0 ? { required: true } : {}),
    ...(unique ? { unique: true } : {}),
    ...(key >= 0 ? { primaryKey: true, primaryKeyPosition: key + 1 } : {}),
    ...(Object.keys(options).length > 0 ? { logicalTypeOptions: options } : {}),
    ...(quality.length > 0 ? { quality } : {}),
    ...customProperties(own),
  };
}

/** Whether a pattern of RE2 is one of ECMA-262, too. */
function isShared(pattern: string): boolean {
  try {
    new RegExp(`^(?:${pattern})$`);
    return true;
  } catch {
    return false;
  }
}
