import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../../schemas/', import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.json'),
);

/** The program itself does not check its schemas when it starts. */
test.each(files)('%s is valid JSON Schema 2020-12', (file) => {
  const ajv = new Ajv2020.default({ strict: false });
  expect(ajv.validateSchema(JSON.parse(readFileSync(`${folder}${file}`, 'utf8'))), ajv.errorsText()).toBe(
    true,
  );
});
