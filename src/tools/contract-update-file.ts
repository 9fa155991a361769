import { isForbiddenKey } from '../config/yaml-walk.ts';
import { checkContract } from '../data/checks/anomalies.ts';
import { profileWithoutHidden, withoutHidden } from '../data/checks/scans/hide.ts';
import { HOW_TO_SHOW, hiddenNote, PersonalDataWatch } from '../data/checks/scans/personal-watch.ts';
import { severityOf } from '../data/checks/scans/settings.ts';
import { memberSql } from '../data/checks/value-rules.ts';
import {
  type ColumnContract,
  type Contract,
  columnContract,
  type DatasetContract,
  type Scalar,
} from '../data/contract/contract.ts';
import { contractChanges } from '../data/contract/contract-change.ts';
import { applyEdits, type ContractEdit } from '../data/contract/contract-edit.ts';
import { chooseDataset } from '../data/contract/exchange/read-contract.ts';
import { inferContract, RENAME } from '../data/contract/infer.ts';
import type { ChangeEffect } from '../data/contract/rule-change.ts';
import type { DataEngine } from '../data/engine/engine.ts';
import { identifier } from '../data/engine/sql.ts';
import { describeTable } from '../data/engine/table.ts';
import { profileTable } from '../data/profile/profile.ts';
import type { ColumnProfile, Profile } from '../data/profile/profile-schema.ts';
import type { Anomaly } from '../evidence/validate-data.ts';
import { type EngineOpener, withTables } from './table-file.ts';

/** One change of a contract that the data ask for. */
export interface ContractProposal {
  readonly dataset: string;
  readonly column: string | null;
  readonly rule: string;
  readonly effect: ChangeEffect;
  /** What would change, as a sentence. */
  readonly sentence: string;
  /** Why: what the data break now. */
  readonly reason: string;
  readonly edit: ContractEdit;
}

export interface ContractUpdate {
  readonly proposals: readonly ContractProposal[];
  /** Broken rules that only a person can change. */
  readonly byHand: readonly string[];
  /** Which values are not shown and why, as sentences. */
  readonly notes: readonly string[];
}

export interface UpdateOptions {
  readonly dataset?: string;
  readonly missing: readonly string[];
}

/** A domain with more values than this is none. */
const LARGEST_DOMAIN = 100;

/** What a contract must change so that a data file keeps it: as little as can be, and nothing that it keeps already. */
export async function proposeUpdate(
  open: EngineOpener,
  file: string,
  contract: Contract,
  options: UpdateOptions,
): Promise<ContractUpdate> {
  const dataset = chooseDataset(contract, options.dataset, file);
  const columns = contract.datasets[dataset]?.columns ?? {};
  const text = new Set(Object.keys(columns).filter((name) => columns[name]?.type === 'string'));
  const tables = { missing: options.missing, texts: () => text };
  return withTables(open, { data: file }, tables, (engine, { data }) =>
    proposeForTable(engine, data.name, contract, dataset),
  );
}

/** The same for a table that is open already. */
export async function proposeForTable(
  engine: DataEngine,
  table: string,
  contract: Contract,
  dataset: string,
): Promise<ContractUpdate> {
  const rules = contract.datasets[dataset] as DatasetContract;
  const { anomalies } = await checkContract(engine, table, dataset, rules);
  const watch = new PersonalDataWatch();
  const isShown = severityOf(rules.checks, 'personal-data') === 'off';
  const profile = await profileTable(engine, table, {}, isShown ? undefined : watch);
  const { hidden } = watch;
  const proposer = new Proposer(
    engine,
    table,
    contract,
    dataset,
    profileWithoutHidden(profile, hidden),
    hidden,
  );
  for (const anomaly of anomalies) await proposer.propose(withoutHidden(anomaly, hidden));
  const note = hiddenNote(hidden);
  return {
    proposals: proposer.proposals,
    byHand: proposer.byHand,
    notes: note === undefined ? [] : [`${note}; ${HOW_TO_SHOW}`],
  };
}

class Proposer {
  readonly proposals: ContractProposal[] = [];
  readonly byHand: string[] = [];
  readonly #engine: DataEngine;
  readonly #table: string;
  readonly #contract: Contract;
  readonly #dataset: string;
  readonly #profile: Profile;
  readonly #inferred: DatasetContract;
  readonly #hidden: ReadonlySet<string>;

  /** @param hidden columns whose values must not get into the contract */
  constructor(
    engine: DataEngine,
    table: string,
    contract: Contract,
    dataset: string,
    profile: Profile,
    hidden: ReadonlySet<string>,
  ) {
    this.#hidden = hidden;
    this.#engine = engine;
    this.#table = table;
    this.#contract = contract;
    this.#dataset = dataset;
    this.#profile = profile;
    this.#inferred = inferContract(profile);
  }

  async propose(anomaly: Anomaly): Promise<void> {
    const { column, rule, sentence: reason } = anomaly;
    const edits = await this.#edits(anomaly);
    if (edits.length === 0) {
      const rename = column !== null && isForbiddenKey(column) ? `; ${RENAME}` : '';
      this.byHand.push(`${reason}${rename}`);
    }
    for (const edit of edits) {
      const after = applyEdits(this.#contract, [edit]);
      const [change] = contractChanges(this.#contract, after);
      if (!change) continue;
      const { effect, sentence } = change;
      this.proposals.push({ dataset: this.#dataset, column, rule, effect, sentence, reason, edit });
    }
  }

  async #edits({ column, rule, rows, count }: Anomaly): Promise<ContractEdit[]> {
    const rules = this.#contract.datasets[this.#dataset];
    const set = (path: readonly string[], value: unknown): ContractEdit[] => [
      { path: ['datasets', this.#dataset, ...path], value },
    ];
    if (column === null) return rule === 'rows' && rules ? set(...rowsEdit(rules, rows)) : [];
    if (rule === 'keys') return set(['keys'], undefined);
    const inferred = columnContract(this.#inferred, column);
    if (rule === 'additional-columns') return inferred ? set(['columns', column], lean(inferred)) : [];
    const known = rules && columnContract(rules, column);
    if (!known) return [];
    const of = (path: readonly string[], value: unknown) => set(['columns', column, ...path], value);
    const profile = this.#profile.columns.find(({ name }) => name === column);
    switch (rule) {
      case 'required':
        return of(['required'], false);
      case 'unique':
        return of(['unique'], undefined);
      case 'pattern':
        return of(['pattern'], undefined);
      case 'finite':
        return of(['finite'], false);
      case 'type':
        return inferred ? set(['columns', column], lean(retyped(known, inferred))) : [];
      case 'missing': {
        const most = Math.ceil((count / rows) * 100 - 1e-9) / 100;
        return most < 1 ? of(['missing', 'at-most'], most) : of(['missing'], undefined);
      }
      case 'present':
        return of(['present'], profile && profile.present > 0 ? { 'at-least': profile.present } : undefined);
      case 'domain':
        return this.#domain(column, known, of);
      case 'range':
        return profile ? rangeEdits(known, profile, of) : [];
      case 'length':
        return profile ? lengthEdits(known, profile, of) : [];
      default:
        return [];
    }
  }

  async #domain(column: string, known: ColumnContract, of: EditsOf): Promise<ContractEdit[]> {
    const found = (await describeTable(this.#engine, this.#table)).find(({ name }) => name === column);
    if (!found || found.type !== known.type || !known.domain) return [];
    // Its values are none to name, the known ones neither: that is for a person to mend.
    if (this.#hidden.has(column)) return [];
    const members = known.domain.map((member) => memberSql(known.type, member)).join(', ');
    const added = await this.#engine.rows<{ v: Scalar }>(
      `SELECT DISTINCT ${found.sql} AS v FROM ${identifier(this.#table)} AS t
       WHERE ${found.sql} NOT IN (${members}) ORDER BY v LIMIT ${LARGEST_DOMAIN + 1}`,
    );
    if (known.domain.length + added.length > LARGEST_DOMAIN) return of(['domain'], undefined);
    return of(['domain'], [...known.domain, ...added.map(({ v }) => v)]);
  }
}

type EditsOf = (path: readonly string[], value: unknown) => ContractEdit[];

function rowsEdit({ rows: bounds }: DatasetContract, rows: number): [string[], unknown] {
  return rows < bounds['at-least'] ? [['rows', 'at-least'], rows] : [['rows', 'at-most'], rows];
}

/** As it stands in a file: what is as it would be by default is left out. */
function lean({ required, severity, ...column }: ColumnContract): object {
  return { ...column, ...(required ? {} : { required }), ...(severity === 'error' ? {} : { severity }) };
}

/** The column with the type of the data; rules of values were meant for the old type. */
function retyped(
  { description, required, severity, lifecycle }: ColumnContract,
  { type, missing, domain, outside, finite }: ColumnContract,
): ColumnContract {
  return {
    ...(description === undefined ? {} : { description }),
    type,
    required,
    severity,
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(missing === undefined ? {} : { missing }),
    ...(domain === undefined ? {} : { domain }),
    ...(outside === undefined ? {} : { outside }),
    ...(finite === undefined ? {} : { finite }),
  };
}

function rangeEdits(
  { range }: ColumnContract,
  { numbers, period }: ColumnProfile,
  of: EditsOf,
): ContractEdit[] {
  const low = numbers?.minimum ?? period?.from;
  const high = numbers?.maximum ?? period?.to;
  const [least, most] = [range?.['at-least'], range?.['at-most']];
  return [
    ...(least !== undefined && low !== undefined && low !== null && low < least
      ? of(['range', 'at-least'], low)
      : []),
    ...(most !== undefined && high !== undefined && high !== null && high > most
      ? of(['range', 'at-most'], high)
      : []),
  ];
}

function lengthEdits({ length }: ColumnContract, { lengths }: ColumnProfile, of: EditsOf): ContractEdit[] {
  if (!lengths) return [];
  const [least, most] = [length?.['at-least'], length?.['at-most']];
  const { minimum, maximum } = lengths;
  return [
    ...(least !== undefined && minimum < least ? of(['length', 'at-least'], minimum) : []),
    ...(most !== undefined && maximum > most ? of(['length', 'at-most'], maximum) : []),
  ];
}
