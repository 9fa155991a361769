import { UserError } from '../system/errors.ts';

/** What an action's input may hold. An input that is not given is an empty string on GitHub. */
export type InputSpec =
  | { readonly kind: 'text' | 'secret' | 'name'; readonly otherwise?: string; readonly required?: boolean }
  | { readonly kind: 'lines' }
  | { readonly kind: 'flag'; readonly otherwise: boolean }
  | { readonly kind: 'integer'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'choice'; readonly of: readonly string[]; readonly otherwise?: string };

type ValueOf<S extends InputSpec> = S extends { kind: 'lines' }
  ? readonly string[]
  : S extends { kind: 'flag' }
    ? boolean
    : S extends { kind: 'integer' }
      ? number | null
      : S extends { kind: 'choice'; of: readonly (infer C)[]; otherwise: string }
        ? C
        : S extends { kind: 'choice'; of: readonly (infer C)[] }
          ? C | null
          : S extends { otherwise: string } | { required: true }
            ? string
            : string | null;

export type InputTable = Readonly<Record<string, InputSpec>>;
export type Inputs<T extends InputTable> = { readonly [K in keyof T]: ValueOf<T[K]> };

/** Or nothing at all. */
const NAME = /^[\w.-]{0,200}$/;
const TRUE = ['true', 'True', 'TRUE'];
const FALSE = ['false', 'False', 'FALSE'];

/**
 * Reads all inputs of a table from the runner's environment: trimmed text, booleans as YAML 1.2 writes
 * them, one entry a line. Absent is null. A name is taken as it is: GitHub, which is given the same text for the
 * environment or the group of a job, takes ` production` for another one than `production`. Throws one `UserError` that
 * names every input which is wrong.
 */
export function readInputs<const T extends InputTable>(
  table: T,
  environment: Readonly<Record<string, string | undefined>>,
): Inputs<T> {
  const problems: string[] = [];
  const values = Object.entries(table).map(([name, spec]) => {
    const given = environment[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '';
    const problem = (what: string) => problems.push(`\`${name}\` ${what}`);
    if (spec.kind === 'name' && !NAME.test(given)) {
      problem(
        `must be a name of letters, digits, \`-\`, \`_\` and \`.\`, and nothing around it, but is ${quoted(given)}`,
      );
    }
    return [name, parsed(given.trim(), spec, problem)];
  });
  if (problems.length > 0) {
    throw new UserError(
      `${problems.length === 1 ? 'An input is' : 'Inputs are'} wrong: ${problems.join('; ')}.`,
      {
        hint: 'Change the `with:` of this step.',
      },
    );
  }
  return Object.fromEntries(values) as Inputs<T>;
}

function parsed(text: string, spec: InputSpec, problem: (what: string) => void): unknown {
  switch (spec.kind) {
    case 'lines':
      return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
    case 'flag':
      if (text === '') return spec.otherwise;
      if (!TRUE.includes(text) && !FALSE.includes(text))
        problem(`must be true or false, but is ${quoted(text)}`);
      return TRUE.includes(text);
    case 'integer': {
      if (text === '') return null;
      const value = /^[+-]?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      if (!(value >= spec.minimum && value <= spec.maximum)) {
        problem(`must be a whole number from ${spec.minimum} to ${spec.maximum}, but is ${quoted(text)}`);
      }
      return value;
    }
    case 'choice':
      if (text === '') return spec.otherwise ?? null;
      if (!spec.of.includes(text)) problem(`must be one of ${spec.of.join(', ')}, but is ${quoted(text)}`);
      return text;
    default:
      if (text === '' && spec.required) problem('is required, but is not given');
      return text || (spec.otherwise ?? null);
  }
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
