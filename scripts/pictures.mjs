// Makes docs/pictures again: the report of a refused model in light and dark, and the comment about it as GitHub shows
// it. The model is trained and refused for this: examples/flights, in a temporary folder, with this checkout's dist.
//   node scripts/pictures.mjs TOOLS [CHROMIUM]
// TOOLS is a folder of yours in which GitHub's stylesheet and Mermaid are installed; they are no dependencies here:
//   mkdir TOOLS && cd TOOLS && npm init --yes && npm install --ignore-scripts github-markdown-css@5 mermaid@11
// CHROMIUM is a browser, by default /usr/bin/chromium; emoji need a font such as Debian's fonts-noto-color-emoji.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { chromium } from 'playwright-core';
import { COMMENT_BUDGET, evidenceOfRun } from '../src/publish.ts';
import { markdownOf } from '../src/report/markdown.ts';
import { reportOf } from '../src/report/report.ts';
import { root } from './lib/toolchain.mjs';

const [tools = '', browserPath = '/usr/bin/chromium'] = process.argv.slice(2);
const pictures = join(root, 'docs', 'pictures');
const MERMAID = 'node_modules/mermaid/dist/mermaid.min.js';
const CSS = 'node_modules/github-markdown-css/github-markdown-light.css';
for (const path of [join(tools, MERMAID), join(tools, CSS), browserPath]) {
  if (tools !== '' && existsSync(path)) continue;
  console.error(`${path} is not there. The head of scripts/pictures.mjs says what to install, and where.`);
  process.exit(2);
}

const work = mkdtempSync(join(tmpdir(), 'pictures-'));
try {
  const run = await refusedRun();
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
  try {
    const report = pathToFileURL(join(run, 'report.html')).href;
    await picture(browser, report, 'report-light.png', { width: 1120, height: 1180 }, 'light');
    await picture(browser, report, 'report-dark.png', { width: 1120, height: 1180 }, 'dark');
    const page = join(work, 'comment.html');
    writeFileSync(page, await commentPage(run));
    await picture(browser, pathToFileURL(page).href, 'comment.png', { width: 880, height: 1240 }, 'light');
  } finally {
    await browser.close();
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Trains and registers the example's first model, then one that is worse; the run folder of the second. */
async function refusedRun() {
  cpSync(join(root, 'examples', 'flights'), work, {
    recursive: true,
    filter: (path) => !path.includes('.mlops'),
  });
  const until = ['--set', 'data.split.until=2013-05-16'];
  mlops(
    0,
    'run',
    '--stages',
    'validate-data,train,evaluate-gate,register,deploy',
    ...until,
    '--set',
    'deploy.production={target: folder, path: bundle}',
  );
  mlops(
    1,
    'run',
    '--stages',
    'validate-data,train,evaluate-gate',
    ...until,
    '--set',
    'train.epochs=1',
    '--set',
    'train.l2=0.1',
  );
  const runs = join(work, '.mlops', 'runs');
  return join(runs, readdirSync(runs).sort().at(-1));
}

function mlops(expected, ...args) {
  console.log(`mlops ${args.join(' ')}`);
  const cli = join(root, 'dist', 'cli.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args, '--quiet'], {
    cwd: work,
    encoding: 'utf8',
  });
  if (status !== expected) throw new Error(`exit code ${status}, not ${expected}:\n${stdout}${stderr}`);
}

/** The comment as `src/runner` writes it, in GitHub's stylesheet, with its charts drawn. */
async function commentPage(run) {
  const body = markdownOf(reportOf(await evidenceOfRun(run)), { budget: COMMENT_BUDGET, brief: true });
  const html = micromark(body, {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  const mermaid = pathToFileURL(resolve(tools, MERMAID)).href;
  return `<!doctype html><meta charset="utf-8"><style>${readFileSync(join(tools, CSS), 'utf8')}
body { margin: 0 } .markdown-body { padding: 16px; font-size: 14px }</style>
<article class="markdown-body">${html}</article>
<script src="${mermaid}"></script><script>
  for (const code of document.querySelectorAll('code.language-mermaid')) {
    const drawn = document.createElement('div');
    drawn.className = 'mermaid';
    drawn.textContent = code.textContent;
    code.parentElement.replaceWith(drawn);
  }
  mermaid.initialize({ startOnLoad: false });
  mermaid.run().then(() => { document.body.dataset.drawn = 'yes'; });
</script>`;
}

async function picture(browser, address, name, viewport, colorScheme) {
  const page = await browser.newPage({ viewport, colorScheme });
  await page.goto(address);
  if (name.startsWith('comment')) await page.waitForSelector('body[data-drawn=yes]', { timeout: 30_000 });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(pictures, name) });
  await page.close();
  console.log(`docs/pictures/${name}`);
}
