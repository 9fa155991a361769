import { isForbiddenKey } from '../config/yaml-walk.ts';
import { profileWithoutHidden } from '../data/checks/scans/hide.ts';
import { hiddenColumns, hiddenNote, PersonalDataWatch } from '../data/checks/scans/personal-watch.ts';
import type { Contract, DatasetContract } from '../data/contract/contract.ts';
import type { ContractComments } from '../data/contract/contract-file.ts';
import { contractOfTfdv } from '../data/contract/exchange/tfdv-contract.ts';
import { inferTfdvSchema } from '../data/contract/exchange/tfdv-infer.ts';
import type { TfdvFeature, TfdvSchema } from '../data/contract/exchange/tfdv-schema.ts';
import { EVERY_COLUMN, tfdvStatistics } from '../data/contract/exchange/tfdv-statistics.ts';
import { describeProfiles, inferContracts, leftOut } from '../data/contract/infer.ts';
import { profileTable } from '../data/profile/profile.ts';
import { type EngineOpener, isCsv, withTables } from './table-file.ts';

/** `tfdv`: what TFDV infers, exactly; `lenient`: what the next honest batch keeps as well. */
const INFER_RULES = ['tfdv', 'lenient'] as const;
export type InferRules = (typeof INFER_RULES)[number];

export interface InferredFile {
  readonly contract: Contract;
  /** What was seen of each column. */
  readonly comments: ContractComments;
  readonly rows: number;
  /** By TFDV's rules only. */
  readonly tfdv?: TfdvSchema;
  /** Where our types cannot follow TFDV's, as sentences. */
  readonly notes: readonly string[];
}

export interface InferOptions {
  readonly rules: InferRules;
  /** What the dataset is called. */
  readonly dataset: string;
  /** Texts that mean “missing” in CSV. */
  readonly missing: readonly string[];
  /** Whether comments are wanted, for which every column is profiled. */
  readonly describe: boolean;
}

/** A contract of one dataset that the file keeps. */
export async function inferFile(
  open: EngineOpener,
  file: string,
  { rules, dataset, missing, describe }: InferOptions,
): Promise<InferredFile> {
  const { profile, types, rows, hidden, forbidden } = await withTables(
    open,
    { data: file },
    { missing },
    async (engine, { data }) => {
      const watch = new PersonalDataWatch();
      const isProfiled = describe || rules === 'lenient';
      const whole = isProfiled ? await profileTable(engine, data.name, {}, watch) : undefined;
      const personal = whole ? watch.hidden : await hiddenColumns(engine, data.name);
      return {
        profile: whole && profileWithoutHidden(whole, personal),
        types: new Map(data.columns.map(({ name, type }) => [name, type])),
        rows: data.rows,
        hidden: personal,
        forbidden: leftOut(data.columns),
      };
    },
  );
  const note = hiddenNote(hidden);
  const notes = [...forbidden, ...(note === undefined ? [] : [note])];
  const profiles = new Map(profile ? [[dataset, profile]] : []);
  const comments = describeProfiles(profiles);
  if (rules === 'lenient') return { contract: inferContracts(profiles), comments, rows, notes };
  const csv = isCsv(file);
  const options = { missing, texts: (text: boolean) => (text ? EVERY_COLUMN : undefined) };
  const whole = await withTables(open, { data: file }, options, async (engine, { data }) =>
    inferTfdvSchema(await tfdvStatistics(engine, data.name, { csv })),
  );
  // What TFDV infers, but for domains of values that nothing may show.
  const tfdv = { ...whole, features: whole.features.map((feature) => plainFeature(feature, hidden)) };
  const inferred = contractOfTfdv(tfdv, []);
  const named = Object.entries(inferred.columns).filter(([name]) => !isForbiddenKey(name));
  const columns = named.map(([name, column]): [string, DatasetContract['columns'][string]] => {
    // Python reads 007 and 1_000 as integers; as one of ours such a column would break its own contract.
    if (column.type === 'string' || column.type === 'boolean' || types.get(name) !== 'string')
      return [name, column];
    notes.push(`${name}: TFDV takes it for ${column.type}, but some values, such as 007, are text here.`);
    const { domain: _, range: __, finite: ___, ...rest } = column;
    return [name, { ...rest, type: 'string' }];
  });
  const contract: Contract = {
    version: 1,
    datasets: { [dataset]: { ...inferred, columns: Object.fromEntries(columns) } },
  };
  return { contract, comments, rows, tfdv, notes };
}

function plainFeature(feature: TfdvFeature, hidden: ReadonlySet<string>): TfdvFeature {
  if (!hidden.has(feature.name)) return feature;
  const { domain: _, ...rest } = feature;
  return rest;
}
