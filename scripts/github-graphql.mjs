// `node scripts/github-graphql.mjs`: makes test/github/schema.graphql, the part of GitHub's own schema of its GraphQL
// API that this program asks for. To be run when a query asks for a new field, or for a newer schema.
// It is taken from the npm package @octokit/graphql-schema (MIT), which is far too large to be a dependency.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, print, visit } from 'graphql';
import { filePacked } from './lib/packed.mjs';

const PACKAGE = '@octokit/graphql-schema';
const VERSION = '15.26.1';
const root = fileURLToPath(new URL('../', import.meta.url));
const target = join(root, 'test', 'github', 'schema.graphql');

/** The fields that are kept of each type; a query for another one is refused by the tests. */
const KEPT = {
  Query: ['id', 'viewer', 'repository', 'nodes'],
  Repository: ['id', 'object'],
  Node: ['id'],
  GitObject: ['id', 'oid'],
  Tag: ['id', 'oid', 'name', 'message', 'tagger', 'target'],
  Commit: ['id', 'oid', 'message', 'tree', 'authors', 'file', 'associatedPullRequests'],
  Tree: ['id', 'oid'],
  TreeEntry: ['object'],
  Blob: ['id', 'oid', 'text', 'isTruncated'],
  GitActor: ['date', 'email', 'name', 'user'],
  GitActorConnection: ['nodes', 'pageInfo'],
  PullRequest: ['id', 'number', 'merged', 'author', 'mergedBy'],
  PullRequestConnection: ['nodes', 'pageInfo'],
  PageInfo: ['hasNextPage'],
  Actor: ['login'],
  User: ['id', 'login'],
  Bot: ['id', 'login'],
  Mannequin: ['id', 'login'],
  Organization: ['id', 'login'],
  EnterpriseUserAccount: ['id', 'login'],
};

const { text, integrity } = filePacked(PACKAGE, VERSION, 'schema.graphql');
const { definitions } = parse(text);
const types = definitions.filter(({ name }) => Object.hasOwn(KEPT, name?.value ?? '')).map(cut);
const inputs = reached(types);
const origin = `# ${PACKAGE} ${VERSION} (MIT License, Copyright (c) GitHub 2025), ${integrity}\n\n`;
writeFileSync(target, origin + [...types, ...inputs].map((one) => `${print(one)}\n`).join('\n'));
console.log(`${types.length} types with their fields, ${inputs.length} others`);

/** A type with the fields that are kept, without prose and directives. */
function cut(definition) {
  const fields = KEPT[definition.name.value];
  const known = new Set(definition.fields.map(({ name }) => name.value));
  for (const field of fields)
    if (!known.has(field)) throw new Error(`GitHub's schema has no ${definition.name.value}.${field}`);
  return bare({
    ...definition,
    interfaces: definition.interfaces.filter(({ name }) => Object.hasOwn(KEPT, name.value)),
    fields: definition.fields.filter(({ name }) => fields.includes(name.value)),
  });
}

function bare(definition) {
  return visit(definition, {
    enter: (node) => ({ ...node, description: undefined, ...(node.directives ? { directives: [] } : {}) }),
  });
}

/** The scalars, enums and inputs that `known` names, and those that these name in turn. */
function reached(known) {
  const found = new Map();
  const look = (definition) =>
    visit(definition, {
      NamedType({ name: { value } }) {
        if (Object.hasOwn(KEPT, value) || found.has(value)) return;
        const named = definitions.find(({ name }) => name?.value === value);
        if (!named) return; // GraphQL's own, such as String.
        found.set(value, bare(named));
        look(named);
      },
    });
  for (const one of known) look(one);
  return [...found.values()];
}
