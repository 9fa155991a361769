import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedConfigSchema, publishedSchema } from '../../src/config/json-schema.ts';
import { ContractSchema } from '../../src/data/contract/contract.ts';
import { EVIDENCE_SCHEMAS, STAGES } from '../../src/evidence/schema.ts';
import { inputsTable, outputsTable } from './action-tables.ts';
import { actionsPage } from './actions-page.ts';
import { configTables, contractTables } from './config-tables.ts';
import { replaceBetween } from './markers.ts';
import { methodTables } from './method-tables.ts';
import { ownWorkflow } from './own-workflow.ts';
import { REUSABLE, reusableWorkflow } from './reusable-workflows.ts';

/** A file as it must be, relative to the root of the repository. */
export interface GeneratedFile {
  readonly path: string;
  readonly content: string;
}

/** All generated files. Tables stand between markers in pages that are written by hand. */
export function generatedFiles(root: string): GeneratedFile[] {
  return [
    json('schemas/mlops.schema.json', publishedConfigSchema()),
    json('schemas/contract.schema.json', publishedSchema(ContractSchema, 'contract.yml')),
    ...STAGES.map((stage) =>
      json(
        `schemas/evidence/${stage}.json`,
        publishedSchema(EVIDENCE_SCHEMAS[stage], `Evidence of ${stage}`),
      ),
    ),
    page(root, 'docs/config.md', configTables()),
    page(root, 'docs/contract.md', contractTables()),
    page(root, 'docs/drift-methods.md', methodTables()),
    ...actionPages(root),
    { path: 'docs/actions.md', content: actionsPage(root) },
    {
      path: '.github/workflows/flights.yml',
      content: ownWorkflow(readFileSync(join(root, 'workflows-templates/level-0.yml'), 'utf8')),
    },
    ...REUSABLE.map((workflow) => ({
      path: `.github/workflows/${workflow.name}.yml`,
      content: reusableWorkflow(
        readFileSync(join(root, `workflows-templates/${workflow.from}.yml`), 'utf8'),
        workflow,
      ),
    })),
  ];
}

function json(path: string, value: unknown): GeneratedFile {
  return { path, content: `${JSON.stringify(value, null, 2)}\n` };
}

/** The page at `path` with each table between its markers; a table without markers is an error. */
function page(root: string, path: string, tables: ReadonlyMap<string, string>): GeneratedFile {
  let content = readFileSync(join(root, path), 'utf8');
  for (const [name, table] of tables) content = replaceBetween(content, name, table, path);
  return { path, content };
}

/** The README beside each action.yml: `actions/<stage>/` and the root, whose README may have no tables. */
function actionPages(root: string): GeneratedFile[] {
  const folders = existsSync(join(root, 'actions')) ? readdirSync(join(root, 'actions')).sort() : [];
  const pages: GeneratedFile[] = [];
  for (const folder of ['', ...folders.map((name) => `actions/${name}/`)]) {
    const action = join(root, `${folder}action.yml`);
    const path = `${folder}README.md`;
    if (!existsSync(action) || !existsSync(join(root, path))) continue;
    if (folder === '' && !readFileSync(join(root, path), 'utf8').includes('<!-- inputs:start -->')) continue;
    const text = readFileSync(action, 'utf8');
    const tables = new Map([
      ['inputs', inputsTable(text, action)],
      ['outputs', outputsTable(text, action)],
    ]);
    pages.push(page(root, path, tables));
  }
  return pages;
}
