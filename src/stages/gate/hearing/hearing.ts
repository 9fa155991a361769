import type { Selection } from '../../../evidence/evaluate-gate.ts';
import type { EvidenceOf } from '../../../evidence/schema.ts';
import type { VersionRecord } from '../../../registry/record.ts';
import type { periodOf } from '../../split.ts';
import type { Court, Judged } from '../court.ts';

/** Who stands before the gate and on which rows, whether models were asked or files of predictions were read. */
export interface Hearing {
  readonly court: Court;
  readonly challenger: Judged;
  /** Null where there is none yet. */
  readonly champion: Judged | null;
  /** What is known of the champion; null where it is not a version of the registry. */
  readonly version: { readonly name: string; readonly record: VersionRecord } | null;
  /** What the champion is called in sentences. */
  readonly baselineName?: string;
  /** Of which candidates the challenger was chosen, where there were some. */
  readonly selection?: Selection;
  readonly period: ReturnType<typeof periodOf>;
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
  /** Digests of what came in. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Leaves what was found out where it is to stay with the model. */
  keep(evidence: EvidenceOf<'evaluate-gate'>): Promise<void>;
  close(): Promise<void>;
}
