import { createHash } from 'node:crypto';
import type { Manifest } from '../models/package.ts';
import { CHECK_HEADER } from './protocol.ts';

/** What a person, or a program, that opens `/` gets: which model this is and how to call it. */
export interface ServerPage {
  readonly html: string;
  /** The Content-Security-Policy of `html`. */
  readonly policy: string;
  readonly json: Readonly<Record<string, unknown>>;
}

const STYLE = `:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 18%,transparent)}
body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2.5rem auto;padding:0 1rem}
h1{font-size:1.6rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}p{margin:.3rem 0}
code,pre,textarea{font:13px/1.5 ui-monospace,monospace}
pre,textarea{border:1px solid var(--line);border-radius:8px;padding:.8rem;overflow:auto;box-sizing:border-box}
textarea{width:100%;min-height:13rem;background:transparent;color:inherit}
button{font:inherit;padding:.4rem 1.2rem;border-radius:8px;border:1px solid var(--line);cursor:pointer}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.25rem .8rem .25rem 0;border-bottom:1px solid var(--line)}`;

const SCRIPT = `const box=document.querySelector('textarea'),out=document.querySelector('#answer');
document.querySelector('button').addEventListener('click',async()=>{out.hidden=false;out.textContent='…';
try{const answer=await fetch('predict',{method:'POST',headers:{'content-type':'application/json','${CHECK_HEADER}':'page'},body:box.value});
out.textContent=JSON.stringify(await answer.json(),null,2)}catch(error){out.textContent=String(error)}});`;

const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** `host` is the host and port by which the client came. */
export function describePage(
  manifest: Manifest,
  version: string,
  example: Readonly<Record<string, unknown>>,
  limits: { readonly rows: number; readonly body: number },
  host: string,
): ServerPage {
  const { name, signature, identity } = manifest;
  const body = JSON.stringify({ rows: [example] }, null, 2);
  const columns = [
    ...signature.inputs.map((column) => ({ ...column, role: 'the model reads it' })),
    ...signature.extras.map((column) => ({ ...column, role: 'for the serving log' })),
  ];
  const json = {
    model: name,
    version,
    digest: identity,
    task: signature.task,
    ...(signature.classes.length > 0 ? { classes: signature.classes } : {}),
    columns,
    predict: { method: 'POST', path: '/predict', body: { rows: [example] } },
    protocol: { name: 'Open Inference Protocol', version: 2, path: `/v2/models/${name}/infer` },
    also: ['/healthz', '/readyz', '/metrics', '/v2'],
    limits: { rows: limits.rows, bytes: limits.body },
  };
  const rows = columns
    .map(
      (column) =>
        `<tr><td><code>${escapeHtml(column.name)}</code></td><td>${column.type}</td><td>${column.role}</td></tr>`,
    )
    .join('');
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(name)} ${escapeHtml(version)}</title><style>${STYLE}</style>
<h1>${escapeHtml(name)} <small>${escapeHtml(version)}</small></h1>
<p>This server predicts <code>${escapeHtml(signature.label)}</code> (${signature.task}). <code>${identity.slice(0, 19)}…</code></p>
<h2>Try it</h2><textarea spellcheck="false" aria-label="request">${escapeHtml(body)}</textarea>
<p><button>Predict</button> What is tried here is not logged.</p><pre id="answer" hidden></pre>
<h2>From a program</h2>
<pre>curl -s -H 'content-type: application/json' -d '${escapeHtml(JSON.stringify({ rows: [example] }).replaceAll("'", "'\\''"))}' \\
  http://${escapeHtml(host)}/predict</pre>
<p>Up to ${limits.rows} rows a request. The Open Inference Protocol is at <code>/v2/models/${escapeHtml(name)}/infer</code>;
<code>/healthz</code>, <code>/readyz</code> and <code>/metrics</code> tell how it fares.</p>
<h2>Columns of a row</h2><table><tr><th>column</th><th>type</th><th>use</th></tr>${rows}</table>
<script>${SCRIPT}</script></html>`;
  return { html, policy: POLICY, json };
}
