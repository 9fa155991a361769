/** What a query may ask of a value: its fields, some of which take arguments. Nothing else is known. */
export interface GraphValue {
  readonly __typename: string;
  /** The interfaces and unions that its type belongs to. */
  readonly is?: readonly string[];
  readonly [field: string]: unknown;
}

export type Arguments = Readonly<Record<string, unknown>>;
type Field = (given: Arguments) => unknown;

/** An error with the type that GitHub gives it; the field is null then, and the rest is answered. */
export class GraphError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

interface Selection {
  /** Null for what stands in `... on Type { }`. */
  readonly name: string | null;
  readonly alias: string;
  readonly given: Readonly<Record<string, unknown>>;
  readonly below: readonly Selection[] | null;
}

class Variable {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

export interface GraphAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly type?: string; readonly path?: unknown; readonly message: string }[];
}

/**
 * Answers a query as GraphQL does: aliases, variables, lists and `... on`. A field that `root` does not have, a variable
 * that nobody declared or gave, and an object without a selection are errors of the whole query, told by `refused`.
 */
export function answerQuery(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  root: GraphValue,
  refused: (why: string) => void,
): GraphAnswer {
  const errors: { type: string; path: (string | number)[]; message: string }[] = [];
  const select = (value: unknown, below: readonly Selection[] | null, path: (string | number)[]): unknown => {
    if (value === null || value === undefined) return null;
    if (Array.isArray(value)) return value.map((one, index) => select(one, below, [...path, index]));
    if (typeof value !== 'object') {
      if (below) throw new Error(`${path.join('.')} has no fields`);
      return value;
    }
    const of = value as GraphValue;
    if (!below) throw new Error(`${path.join('.')} is an object: say which of its fields`);
    const found: Record<string, unknown> = {};
    for (const { name, alias, given, below: inside } of below) {
      if (name === null) {
        if ([of.__typename, ...(of.is ?? [])].includes(alias)) Object.assign(found, select(of, inside, path));
        continue;
      }
      if (name === 'is' || !Object.hasOwn(of, name)) throw new Error(`${of.__typename} has no field ${name}`);
      const field = of[name];
      try {
        const known = typeof field === 'function' ? (field as Field)(filled(given, variables)) : field;
        found[alias] = select(known, inside, [...path, alias]);
      } catch (error) {
        if (!(error instanceof GraphError)) throw error;
        errors.push({ type: error.type, path: [...path, alias], message: error.message });
        found[alias] = null;
      }
    }
    return found;
  };
  try {
    const { selections, declared } = parsed(query);
    for (const [name, isNeeded] of declared)
      if (isNeeded && variables[name] === undefined) throw new Error(`$${name} is not given`);
    for (const name of Object.keys(variables))
      if (!declared.has(name)) throw new Error(`$${name} is not declared`);
    const data = select(root, selections, []);
    return errors.length > 0 ? { data, errors } : { data };
  } catch (error) {
    const { message } = error as Error;
    refused(message);
    return { errors: [{ message }] };
  }
}

function filled(given: Arguments, variables: Arguments): Arguments {
  const value = (one: unknown) => (one instanceof Variable ? variables[one.name] : one);
  return Object.fromEntries(Object.entries(given).map(([name, one]) => [name, value(one)]));
}

function parsed(query: string) {
  const words = query.match(/\.\.\.|"[^"]*"|[\w$]+|[^\s,\w]/g) ?? [];
  let at = 0;
  const take = (wanted?: string): string => {
    const word = words[at++] ?? 'the end';
    if (wanted !== undefined && word !== wanted) throw new Error(`${word} where ${wanted} was to come`);
    return word;
  };
  const isNext = (word: string) => words[at] === word;
  const declared = new Map<string, boolean>();

  const givenBy = (word: string): unknown => {
    if (word.startsWith('$')) {
      if (!declared.has(word.slice(1))) throw new Error(`${word} is not declared`);
      return new Variable(word.slice(1));
    }
    return word.startsWith('"') ? word.slice(1, -1) : /^\d+$/.test(word) ? Number(word) : word;
  };
  const selectionSet = (): Selection[] => {
    const found: Selection[] = [];
    for (take('{'); !isNext('}'); ) {
      if (isNext('...')) {
        take('...');
        take('on');
        found.push({ name: null, alias: take(), given: {}, below: selectionSet() });
        continue;
      }
      const first = take();
      if (!/^[A-Za-z_]\w*$/.test(first)) throw new Error(`${first} is no field`);
      const name = isNext(':') ? take(':') && take() : first;
      const given: Record<string, unknown> = {};
      if (isNext('(')) {
        for (take('('); !isNext(')'); ) {
          const argument = take();
          take(':');
          given[argument] = givenBy(take());
        }
        take(')');
      }
      found.push({ name, alias: first, given, below: isNext('{') ? selectionSet() : null });
    }
    take('}');
    return found;
  };

  take('query');
  if (isNext('(')) {
    for (take('('); !isNext(')'); ) {
      const name = take();
      take(':');
      let type = '';
      while (!isNext(')') && !words[at]?.startsWith('$')) type += take();
      declared.set(name.slice(1), type.endsWith('!'));
    }
    take(')');
  }
  const selections = selectionSet();
  if (at !== words.length) throw new Error(`${words[at]} behind the end`);
  return { selections, declared };
}
