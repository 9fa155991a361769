import { ConfigSchema } from '../../src/config/schema/config.ts';
import { DataSchema } from '../../src/config/schema/data.ts';
import { TargetSchema } from '../../src/config/schema/deploy.ts';
import { FeatureSchema } from '../../src/config/schema/features.ts';
import { GateSchema } from '../../src/config/schema/gate.ts';
import { RuleSchema } from '../../src/config/schema/gate-rules.ts';
import { ModelSchema } from '../../src/config/schema/model.ts';
import { MonitorSchema } from '../../src/config/schema/monitor.ts';
import { RegistrySchema } from '../../src/config/schema/registry.ts';
import { SourceSchema } from '../../src/config/schema/sources.ts';
import { SplitSchema } from '../../src/config/schema/split.ts';
import { TrainSchema } from '../../src/config/schema/train.ts';
import { JoinSchema, ViewSchema } from '../../src/config/schema/view.ts';
import {
  COMMON_RULE_KEYS,
  OPERATOR_KEYS,
  OPERATORS,
  QUALITY_RULES,
} from '../../src/data/checks/quality/schema.ts';
import {
  ColumnContractSchema,
  ContractSchema,
  DatasetContractSchema,
} from '../../src/data/contract/contract.ts';
import { table } from './markers.ts';
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
    ['metrics', metricsTable()],
    ['rule', schemaTable(COMMON_RULE_KEYS)],
    ['operators', schemaTable(OPERATOR_KEYS)],
  ]);
}

/** The metrics of rules about datasets with the keys that only they have. */
function metricsTable(): string {
  const shared = new Set(['metric', ...Object.keys(COMMON_RULE_KEYS.properties), ...OPERATORS]);
  return table(
    ['Metric', 'Its keys', 'What it is'],
    QUALITY_RULES.map((rule) => {
      const { properties } = rule;
      const description = 'description' in rule ? String(rule.description) : '';
      const own = Object.keys(properties).filter((key) => !shared.has(key));
      const compared = 'mustBe' in properties ? ['operators'] : [];
      return [
        `\`${properties.metric.const}\``,
        [...own.map((key) => `\`${key}\``), ...compared].join(', '),
        description,
      ];
    }),
  );
}
