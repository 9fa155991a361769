/** The look of the HTML report: one column of text, wide tables and rows of charts, calm colours. */
export const STYLE = `
:root {
  --paper: #ffffff; --card: #f6f8fa; --ink: #1f2328; --muted: #59636e; --line: #d1d9e0;
  --pass: #1a7f37; --fail: #cf222e; --warn: #9a6700; --accent: #0969da; --none: #59636e;
  --series-1: #0969da; --series-2: #bc4c00; --series-3: #1a7f37;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0d1117; --card: #151b23; --ink: #f0f6fc; --muted: #9198a1; --line: #3d444d;
    --pass: #3fb950; --fail: #ff7b72; --warn: #d29922; --accent: #4493f8; --none: #9198a1;
    --series-1: #58a6ff; --series-2: #f0883e; --series-3: #3fb950;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 72rem; padding: 1.5rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; overflow-wrap: anywhere;
}
header {
  --tone: var(--none); border: 1px solid var(--line); border-left: 6px solid var(--tone); border-radius: 10px;
  padding: 1.1rem 1.4rem; margin-bottom: 1rem; background: color-mix(in srgb, var(--tone) 7%, var(--paper));
}
header p { margin: 0; }
header .model { color: var(--muted); font-weight: 600; }
h1 { font-size: 1.9rem; line-height: 1.25; margin: .1rem 0 .4rem; }
header .headline { font-size: 1.1rem; max-width: 60rem; }
header .origin { margin-top: .8rem; font-size: .84rem; color: var(--muted); }
h2 { font-size: 1.3rem; margin: 0 0 .2rem; line-height: 1.3; }
h3 { font-size: 1rem; margin: 1.6rem 0 .5rem; }
.outcome-pass { --tone: var(--pass) !important; }
.outcome-fail { --tone: var(--fail) !important; }
.outcome-inconclusive, .outcome-warn { --tone: var(--warn) !important; }
nav { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .6rem; margin-bottom: 2.2rem; }
nav a {
  padding: .65rem .85rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card); color: inherit;
  text-decoration: none; display: block;
}
nav a:hover, nav a:focus-visible { border-color: var(--accent); }
nav .sign { margin-right: .4rem; }
nav small { display: block; color: var(--muted); font-size: .8rem; line-height: 1.4; }
section { padding-top: 1.6rem; margin-top: 1.8rem; border-top: 1px solid var(--line); }
.summary, .muted { color: var(--muted); }
.summary { margin: 0 0 1rem; }
ol, ul { padding-left: 1.5rem; max-width: 60rem; } li { margin: .25rem 0; }
.scroll { overflow-x: auto; margin: .8rem 0 1.1rem; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .36rem .8rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th, td { overflow-wrap: break-word; } td { max-width: 34rem; }
th { color: var(--muted); font-weight: 600; vertical-align: bottom; }
th:first-child, td:first-child { padding-left: .2rem; }
th.right, td.right { text-align: right; white-space: nowrap; } th.center, td.center { text-align: center; white-space: nowrap; }
tbody tr:hover { background: var(--card); }
.better { color: var(--pass); } .worse { color: var(--fail); }
td.shaded { background: color-mix(in srgb, var(--series-1) calc(var(--share) * .38), transparent); }
code {
  font: .87em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; padding: .1em .35em; border-radius: 4px;
  background: color-mix(in srgb, var(--muted) 12%, transparent);
}
td > code:only-child { white-space: nowrap; }
.bars { display: block; max-width: none; } .bars path { fill: var(--series-1); opacity: .85; }
.row { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 1rem; margin: 1.2rem 0; }
figure { margin: .8rem 0; border: 1px solid var(--line); border-radius: 8px; padding: .7rem .8rem .5rem; max-width: 100%; }
figure.wide { max-width: 48rem; }
.row figure { margin: 0; }
figcaption { font-weight: 600; font-size: .9rem; margin-bottom: .3rem; }
figure svg { display: block; width: 100%; height: auto; }
details { margin: .6rem 0; } summary { cursor: pointer; width: fit-content; }
section > details { margin: 1rem 0; } section > details > summary { font-weight: 600; }
summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (max-width: 40rem) {
  body { padding: .8rem .8rem 3rem; } header { padding: .9rem 1rem; } h1 { font-size: 1.6rem; }
  nav { grid-template-columns: 1fr 1fr; } th, td { padding: .36rem .5rem; } table { width: max-content; } td { max-width: 18rem; }
  td .muted, th .muted { display: none; }
  table.prose, .prose tbody, .prose tr, .prose td { display: block; width: auto; max-width: none; }
  .prose thead { display: none; } .prose tr { border-bottom: 1px solid var(--line); padding: .5rem 0; }
  .prose td { border: 0; padding: .1rem 0; text-align: left !important; } .prose td.right { display: none; } .prose td:first-child { float: left; margin-right: .5rem; }
  figure.wide > div { overflow-x: auto; } figure.wide svg { min-width: 34rem; }
}
@media print { nav { display: none; } .scroll { overflow: visible; } }
`.trim();
