import {
  ConfigSchema,
  DataSchema,
  FeatureSchema,
  GateSchema,
  JoinSchema,
  ModelSchema,
  MonitorSchema,
  RegistrySchema,
  RuleSchema,
  SourceSchema,
  SplitSchema,
  TargetSchema,
  TrainSchema,
  ViewSchema,
} from '../../src/config/schema.ts';
import { ColumnContractSchema, ContractSchema, DatasetContractSchema } from '../../src/data/contract.ts';
import { schemaTable, shapeTables } from './schema-table.ts';

/** The tables of docs/config.md by the name of their markers. */
export function configTables(): Map<string, string> {
  return new Map([
    ['top', schemaTable(ConfigSchema)],
    ['model', schemaTable(ModelSchema)],
    ['data', schemaTable(DataSchema)],
    ['sources', schemaTable(SourceSchema)],
    ['view', schemaTable(ViewSchema)],
    ['join', schemaTable(JoinSchema)],
    ['split', shapeTables(SplitSchema, 'by')],
    ['features', schemaTable(FeatureSchema)],
    ['train', shapeTables(TrainSchema, 'trainer')],
    ['gate', schemaTable(GateSchema)],
    ['rules', schemaTable(RuleSchema)],
    ['registry', shapeTables(RegistrySchema, 'kind')],
    ['deploy', shapeTables(TargetSchema, 'target')],
    ['monitor', schemaTable(MonitorSchema)],
  ]);
}

/** The tables of docs/contract.md by the name of their markers. */
export function contractTables(): Map<string, string> {
  return new Map([
    ['top', schemaTable(ContractSchema)],
    ['dataset', schemaTable(DatasetContractSchema)],
    ['column', schemaTable(ColumnContractSchema)],
  ]);
}
