// `node scripts/github-openapi.mjs`: makes test/github/openapi.json, the part of GitHub's own description of its API
// that this program uses. To be run when a request to a new place is written, or for a newer description.
// It is taken from the npm package @octokit/openapi (MIT), which is far too large to be a dependency.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filePacked } from './lib/packed.mjs';

const PACKAGE = '@octokit/openapi';
const VERSION = '23.0.2';
const root = fileURLToPath(new URL('../', import.meta.url));
const target = join(root, 'test', 'github', 'openapi.json');

/** What is asked by the libraries that the program uses, not by its own code. */
const OF_LIBRARIES = [
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts',
  'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}',
  'POST /repos/{owner}/{repo}/check-runs',
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
  'POST /repos/{owner}/{repo}/statuses/{sha}',
  'GET /repos/{owner}/{repo}/commits/{ref}/statuses',
  'GET /repos/{owner}/{repo}/commits/{ref}',
  'GET /repos/{owner}/{repo}/compare/{basehead}',
  'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
  'GET /repos/{owner}/{repo}/pulls',
  'GET /repos/{owner}/{repo}/issues',
  'POST /repos/{owner}/{repo}/issues',
  'GET /repos/{owner}/{repo}/issues/{issue_number}',
  'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/labels',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
  'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}',
  'POST /repos/{owner}/{repo}/labels',
  'GET /repos/{owner}/{repo}/labels/{name}',
  'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
  'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions',
  'GET /repos/{owner}/{repo}/actions/artifacts',
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
  'GET /repos/{owner}/{repo}/actions/runs',
  'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
  'GET /repos/{owner}/{repo}/contents/{path}',
];
const METHODS = 'GET|POST|PUT|PATCH|DELETE';
const KEPT = [
  'type',
  'format',
  'enum',
  'required',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'pattern',
];

const { text, integrity } = filePacked(PACKAGE, VERSION, 'generated/api.github.com.json');
const description = JSON.parse(text);
// The prose of the upload's description tells of this state, its schema does not.
description.components.schemas['release-asset'].properties.state.enum.push('starter');
const operations = Object.fromEntries(usedRoutes().map((route) => [route, operationOf(route)]));
const schemas = referenced(operations);
const origin = `${PACKAGE} ${VERSION} (MIT License, Copyright (c) 2020 Octokit contributors), ${integrity}`;
writeFileSync(target, JSON.stringify({ origin, operations, schemas }));
execFileSync('npx', ['biome', 'format', '--write', target], { cwd: root, stdio: 'inherit' });
console.log(
  `${Object.keys(operations).length} operations, ${Object.keys(schemas).length} schemas, ${readFileSync(target).length} bytes`,
);

/** Every route that the sources name, as `GET /repos/…`. */
function usedRoutes() {
  const src = join(root, 'src');
  const files = readdirSync(src, { recursive: true }).filter((name) => name.endsWith('.ts'));
  const named = files.flatMap((name) => {
    const text = readFileSync(join(src, name), 'utf8');
    const found = text.matchAll(new RegExp(`'((?:${METHODS}) (?:\\{origin\\})?/[^']+)'`, 'g'));
    return [...found].map((match) => match[1].replace('{origin}', '').replace(/\{\?.*\}$/, ''));
  });
  return [...new Set([...named, ...OF_LIBRARIES])].sort();
}

function operationOf(route) {
  const [method, path] = route.split(' ');
  const operation = description.paths[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`GitHub's description has no ${route}`);
  const parameters = (operation.parameters ?? []).map((one) =>
    one.$ref ? description.components.parameters[nameIn(one.$ref)] : one,
  );
  const placed = (place) =>
    Object.fromEntries(
      parameters.filter((one) => one.in === place).map((one) => [one.name, converted(one.schema, false)]),
    );
  const body = operation.requestBody?.content['application/json']?.schema;
  return {
    path: placed('path'),
    query: placed('query'),
    required: parameters.filter((one) => one.in === 'query' && one.required).map(({ name }) => name),
    ...(body ? { body: converted(body, true) } : {}),
    replies: Object.fromEntries(Object.entries(operation.responses).map(replyOf)),
  };
}

/** What a status answers with: null where the description does not say. */
function replyOf([status, given]) {
  const reply = given.$ref ? description.components.responses[nameIn(given.$ref)] : given;
  const schema = reply.content?.['application/json']?.schema;
  return [status, schema ? converted(schema, true) : null];
}

/** All schemas that are reached from `operations`. */
function referenced(from) {
  // GitHub gives errors a `status` too, and details, which the description forgets.
  const extended = new Set(['basic-error', 'validation-error', 'validation-error-simple']);
  const found = {};
  const look = (value) => {
    if (Array.isArray(value)) return value.forEach(look);
    if (typeof value !== 'object' || value === null) return;
    for (const one of value.allOf ?? []) if (one.$ref) extended.add(nameIn(one.$ref));
    if (typeof value.$ref === 'string') {
      const name = nameIn(value.$ref);
      if (!(name in found)) {
        found[name] = null;
        look(converted(description.components.schemas[name], true));
      }
    }
    Object.values(value).forEach(look);
  };
  look(from);
  for (const name of ['basic-error', 'simple-user']) found[name] ??= null;
  return Object.fromEntries(
    Object.keys(found)
      .sort()
      .map((name) => [name, converted(description.components.schemas[name], !extended.has(name))]),
  );
}

/**
 * A schema of OpenAPI 3.0 as one of JSON Schema 2020-12, without prose. `closed`: an object has no other keys than
 * those described; not so for parts that are put together with others.
 */
function converted(schema, closed) {
  if (schema.$ref) return { $ref: `#/schemas/${nameIn(schema.$ref)}` };
  const made = {};
  for (const key of KEPT) if (key in schema) made[key] = schema[key];
  // Where there is no address, GitHub gives an empty text.
  if (schema.format === 'uri' && schema.default === '') delete made.format;
  if (schema.properties) {
    made.properties = mapped(schema.properties, (one) => converted(one, closed));
    if (closed && schema.additionalProperties === undefined) made.additionalProperties = false;
  }
  if (typeof schema.additionalProperties === 'object')
    made.additionalProperties = converted(schema.additionalProperties, closed);
  else if (schema.additionalProperties !== undefined) made.additionalProperties = schema.additionalProperties;
  if (schema.items) made.items = converted(schema.items, closed);
  if (schema.not) made.not = converted(schema.not, false);
  // An alternative is whole; a part of a sum is not, nor is one beside properties.
  const alone = closed && !schema.properties;
  for (const key of ['oneOf', 'anyOf'])
    if (schema[key]) made[key] = schema[key].map((one) => converted(one, alone));
  if (schema.allOf) made.allOf = schema.allOf.map((one) => converted(one, false));
  // The description gives several alternatives that one value fits.
  if (made.oneOf) {
    made.anyOf = made.oneOf;
    delete made.oneOf;
  }
  if (schema.nullable !== true) return made;
  if (typeof made.type !== 'string') return { anyOf: [made, { type: 'null' }] };
  made.type = [made.type, 'null'];
  if (made.enum && !made.enum.includes(null)) made.enum = [...made.enum, null];
  return made;
}

function mapped(record, change) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function nameIn(reference) {
  return reference.split('/').at(-1);
}
