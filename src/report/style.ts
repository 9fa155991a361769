/** The look of the HTML report: one column of text, wide tables and rows of charts, calm colours. */
export const STYLE = `
:root {
  --paper: #ffffff; --card: #f6f8fa; --ink: #1f2328; --muted: #59636e; --line: #d1d9e0;
  --pass: #1a7f37; --fail: #cf222e; --warn: #9a6700; --accent: #0969da;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0d1117; --card: #151b23; --ink: #f0f6fc; --muted: #9198a1; --line: #3d444d;
    --pass: #3fb950; --fail: #f85149; --warn: #d29922; --accent: #4493f8;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body {
  margin: 0 auto; max-width: 72rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; overflow-wrap: anywhere;
}
header { border-left: 6px solid var(--line); padding: .25rem 0 .25rem 1.25rem; margin-bottom: 1.75rem; }
header .model { margin: 0; color: var(--muted); }
h1 { font-size: 1.6rem; line-height: 1.3; margin: .15rem 0 0; font-weight: 600; }
h2 { font-size: 1.25rem; margin: 0 0 .25rem; }
header.outcome-pass { border-color: var(--pass); } header.outcome-fail { border-color: var(--fail); }
header.outcome-inconclusive, header.outcome-warn { border-color: var(--warn); }
nav { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: .6rem; margin-bottom: 2rem; }
nav a {
  display: block; padding: .7rem .85rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card);
  color: inherit; text-decoration: none;
}
nav a:hover, nav a:focus-visible { border-color: var(--accent); }
nav .sign { margin-right: .4rem; }
nav small { display: block; color: var(--muted); font-size: .82rem; line-height: 1.4; }
section { padding-top: 1.5rem; margin-top: 1.5rem; border-top: 1px solid var(--line); }
.summary, .muted, footer { color: var(--muted); }
.summary { margin: 0 0 1rem; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .38rem .8rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--muted); font-weight: 600; white-space: nowrap; }
td { overflow-wrap: break-word; }
.right { text-align: right; white-space: nowrap; } .center { text-align: center; }
tbody tr:hover { background: var(--card); }
code { font: .88em ui-monospace, SFMono-Regular, Menlo, monospace; background: var(--card); padding: .1em .35em; border-radius: 4px; }
.row { display: flex; flex-wrap: wrap; gap: 1.25rem 2rem; align-items: flex-start; margin: 1rem 0; }
.row > details { flex-basis: 100%; }
figure { margin: .5rem 0; max-width: 100%; overflow-x: auto; }
figure svg { max-width: 100%; height: auto; }
details { margin: .6rem 0; }
summary { cursor: pointer; }
footer { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .88rem; }
@media print { nav { display: none; } details > * { display: block; } }
`.trim();
