import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLError, graphqlSync } from 'graphql';

/** A part of GitHub's own schema; `scripts/github-graphql.mjs` makes it. */
const SCHEMA = buildSchema(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'));

/** What stands for a type of the schema: its fields, of which those that take arguments are functions. */
export interface GraphValue {
  /** Needed where the schema does not say which type it is. */
  readonly __typename?: string;
  readonly [field: string]: unknown;
}

/** An error with the type that GitHub gives it; the field is null then, and the rest is answered. */
export class GraphError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

export interface GraphAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly type?: string; readonly path?: unknown; readonly message: string }[];
}

/**
 * Answers a query as GraphQL does. What GitHub's schema does not have, in the query or in what `root` answers, is told by
 * `refused`.
 */
export function answerQuery(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  root: GraphValue,
  refused: (why: string) => void,
): GraphAnswer {
  const { data, errors = [] } = graphqlSync({
    ...{ schema: SCHEMA, source: query, variableValues: variables, rootValue: root },
  });
  const told = errors.map(({ message, path, originalError }: GraphQLError) => {
    if (originalError instanceof GraphError) return { type: originalError.type, path, message };
    refused(message);
    return { message };
  });
  return { ...(data === undefined ? {} : { data }), ...(told.length > 0 ? { errors: told } : {}) };
}
