import { EVIDENCE_SCHEMA, EVIDENCE_SCHEMAS, type Evidence, STAGES } from '../../evidence/schema.ts';
import { onlyFile } from '../../github/single-file-zip.ts';
import { DataError, messageOf } from '../../system/errors.ts';
import { checkSchema, pathText, plainSchema, shortened } from '../../system/schema-check.ts';
import { bytesOf, cutTo, type Kept, type Shape } from './brief-cut.ts';

/** The one file in the artifact of a brief. */
export const BRIEF_FILE = 'evidence.json';
/** Of that file, unpacked. */
export const BRIEF_BYTES = 256 * 1024;
/** Of the archive: a file that cannot be packed is a little larger in it. */
export const BRIEF_ARCHIVE_BYTES = BRIEF_BYTES + 1024;
/** Of a text or a key, in characters as JavaScript counts them. */
const BRIEF_TEXT = 2000;
/** How deep lists and objects may lie in each other; a stage's own never lie so deep. */
const DEEPEST = 32;
/** What would change the prototype of an object that it is copied to. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The evidence in the archive of a brief, which may come from anybody: it must be what a stage writes, and no larger
 * than a brief may be. Nothing is written to a disk. Throws `DataError`, and nothing else.
 */
export function readBrief(archive: Uint8Array): Evidence {
  const bytes = onlyFile(archive, { name: BRIEF_FILE, bytes: BRIEF_BYTES });
  const value = parsed(bytes);
  const problem = untoward(value);
  if (problem !== null) throw refused(problem);
  const { schema, stage } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Evidence>;
  if (schema !== EVIDENCE_SCHEMA) throw refused(`it is not ${EVIDENCE_SCHEMA}`);
  const known = STAGES.find((one) => one === stage);
  if (!known) throw refused('it is of no stage');
  const [first] = checkSchema(EVIDENCE_SCHEMAS[known], value);
  if (first) throw refused(shortened(`${pathText(first.path) || 'it'}: ${first.message}`));
  return value as Evidence;
}

/** Room for the line that says what was left out. */
const CUT_BYTES = BRIEF_BYTES - 4096;

/**
 * Evidence cut to what a comment needs: its JSON has at most 256 KiB, and it says in its warnings what it left out.
 * `redact` hides secrets in its texts.
 */
export function briefOf(evidence: Evidence, redact: (text: string) => string = (text) => text): Evidence {
  const shape = plainSchema(EVIDENCE_SCHEMAS[evidence.stage]) as Shape;
  for (const longest of [BRIEF_TEXT, 500, 100]) {
    const kept: Kept = new Map();
    const short = shortTexts(evidence, (text) => shortText(redact(text), longest), 0);
    const brief = cutTo(short, shape, CUT_BYTES, '', kept) as Evidence;
    const left = leftOut(kept);
    const told = left === null ? brief : { ...brief, warnings: [left, ...brief.warnings] };
    if (bytesOf(told) <= BRIEF_BYTES) return told as Evidence;
  }
  throw new Error(`the evidence of ${evidence.stage} cannot be cut to ${BRIEF_BYTES} bytes`);
}

/** The lists that a comment shows, by their names in the evidence. */
const SHOWN: Readonly<Record<string, string>> = {
  reasons: 'reasons',
  warnings: 'warnings',
  datasets: 'datasets',
  columns: 'columns',
  anomalies: 'anomalies',
  changes: 'changes',
  rules: 'rules',
  slices: 'slices',
  groups: 'groups',
  windows: 'windows',
  notes: 'notes',
};

function leftOut(kept: Kept): string | null {
  const parts = Object.entries(SHOWN).flatMap(([name, title]) => {
    const { kept: stay, of } = kept.get(name) ?? { kept: 0, of: 0 };
    return stay < of ? [`${stay} of ${of} ${title}`] : [];
  });
  if (parts.length === 0) return null;
  return `This is an extract, with ${parts.join(', ')}; the full report has the rest.`;
}

/** The same with every text and key as `change` has it, and without what the reader refuses. */
function shortTexts(value: unknown, change: (text: string) => string, depth: number): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) return '…';
  if (Array.isArray(value)) return value.map((item) => shortTexts(item, change, depth + 1));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      FORBIDDEN_KEYS.has(key) ? [] : [[change(key), shortTexts(inner, change, depth + 1)] as const],
    ),
  );
}

function shortText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  // No half of a pair at the end.
  return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    throw refused(`it is no JSON in UTF-8 (${shortened(messageOf(error))})`);
  }
}

/** What no stage writes, whatever its schema says; null where there is none of it. */
function untoward(root: unknown): string | null {
  const found: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }];
  for (const { value, depth } of found) {
    if (typeof value === 'number' && !Number.isFinite(value)) return 'a number of it is not finite';
    if (typeof value === 'string' && value.length > BRIEF_TEXT) return 'a text of it is too long';
    if (typeof value !== 'object' || value === null) continue;
    if (depth === DEEPEST) return 'it is too deep';
    for (const [key, inner] of Object.entries(value)) {
      if (FORBIDDEN_KEYS.has(key)) return `the key "${key}" is not allowed`;
      if (key.length > BRIEF_TEXT) return 'a key of it is too long';
      found.push({ value: inner, depth: depth + 1 });
    }
  }
  return null;
}

function refused(why: string): DataError {
  return new DataError(`The artifact's evidence is refused: ${why}.`, {
    hint: 'Run the stage again that made it.',
  });
}
