// Builds dist/: tsc, then ncc over its output, then the stubs and the files that no bundler copies.
// `--check` builds beside it and compares byte for byte with what is committed.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { minifySync } from '@swc/core';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const ACTIONS = readdirSync(join(root, 'actions'));

function run(program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`);
}

const bin = (name) => join(root, 'node_modules', '.bin', name);

/** Every file below `folder`, as paths with `/`, sorted. */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

const COMPRESSED_ORT = 'ort-wasm-simd-threaded.wasm.br';

/**
 * The committed brotli file where it unpacks to `bytes`, else a new one: compressing takes half a
 * minute, and another zlib would give other bytes for the same content.
 */
function committedOrt(bytes) {
  const committed = join(dist, COMPRESSED_ORT);
  if (existsSync(committed)) {
    const compressed = readFileSync(committed);
    if (brotliDecompressSync(compressed).equals(bytes)) return compressed;
  }
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return brotliCompressSync(bytes, { params });
}

/**
 * The code without its remarks and spaces, but for notices of copyright: half of what a job would download. Names
 * stay, so that a stack tells where it was.
 */
function withoutRemarks(code) {
  const options = { compress: false, mangle: false, module: true, format: { comments: 'some' } };
  return `${minifySync(code, options).code}\n`;
}

function build(out) {
  rmSync(join(root, 'build'), { recursive: true, force: true });
  run(bin('tsc'), '-p', 'tsconfig.json');
  const ortBytes = committedOrt(
    readFileSync(join(root, 'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm')),
  );
  rmSync(out, { recursive: true, force: true });
  run(bin('ncc'), 'build', join('build', 'index.js'), '-o', out, '--no-cache', '--no-source-map-register');

  for (const name of filesBelow(out).filter((file) => file.endsWith('.js'))) {
    const path = join(out, name);
    writeFileSync(path, withoutRemarks(readFileSync(path, 'utf8')));
  }

  // The two front doors: a stub per action, and the terminal.
  for (const name of ACTIONS)
    stub(`${name}.mjs`, `import { action } from './index.js';\nawait action('${name}');\n`);
  stub('pipeline.mjs', "import { action } from './index.js';\nawait action('pipeline');\n");
  stub('cli.mjs', "#!/usr/bin/env node\nimport { terminal } from './index.js';\nawait terminal();\n", 0o755);

  // No bundler copies WebAssembly. ONNX Runtime's 14 MB are stored as brotli, which Node reads itself.
  const tfjs = join(root, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');
  cpSync(join(tfjs, 'tfjs-backend-wasm-simd.wasm'), join(out, 'tfjs-backend-wasm-simd.wasm'));
  writeFileSync(join(out, COMPRESSED_ORT), ortBytes);
  const ort = 'ort.wasm.bundle.min.mjs';
  cpSync(join(root, 'node_modules/onnxruntime-web/dist', ort), join(out, ort));

  // What `npm ci` installs on first use: pinned by lockfile, shipped beside the bundle.
  cpSync(join(root, 'engines'), join(out, 'engines'), { recursive: true });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(
    join(out, 'package.json'),
    `${JSON.stringify({ name: 'mlops-actions', version, type: 'module', private: true })}\n`,
  );

  function stub(name, text, mode = 0o644) {
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, name), text, { mode });
  }
}

if (process.argv.includes('--check')) {
  const expected = join(mkdtempSync(join(tmpdir(), 'mlops-dist-')), 'dist');
  build(expected);
  const names = new Set([...filesBelow(expected), ...(existsSync(dist) ? filesBelow(dist) : [])]);
  const differing = [...names].filter((name) => {
    const [left, right] = [join(expected, name), join(dist, name)];
    return !existsSync(left) || !existsSync(right) || !readFileSync(left).equals(readFileSync(right));
  });
  rmSync(dirname(expected), { recursive: true, force: true });
  if (differing.length > 0) {
    console.error(
      `dist/ is not what src/ builds. Run \`npm run build\` and commit dist/. Differing: ${differing.join(', ')}`,
    );
    process.exit(1);
  }
  console.log(`dist/ is what src/ builds (${names.size} files)`);
} else {
  build(dist);
  console.log(`built dist/ (${filesBelow(dist).length} files)`);
}
