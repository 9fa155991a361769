import fc from 'fast-check';
import type { Evidence } from '../../src/evidence/schema.ts';
import { STORIES, story } from './stories.ts';

/** Text that tries to be more than text, in Markdown, HTML, Mermaid, SVG or at a terminal. */
const PAYLOADS = [
  '@acme/admins',
  '#1 fixes acme/flights#2 GH-3 GHSA-abcd-abcd-abcd',
  'https://evil.example/x?a=1 http://evil.example www.evil.example ftp://evil.example mailto:a@evil.example',
  'a@evil.example',
  '<https://evil.example>',
  '[click](https://evil.example) ![pixel](https://evil.example/p.png) [a]: https://evil.example',
  '<img src="https://evil.example/p.png" onerror="alert(1)">',
  '</details></summary></sub><script>alert(1)</script><details>',
  '"><svg onload=alert(1)><a href="javascript:alert(1)">x</a>',
  "'; background: url(https://evil.example); x='",
  '<!-- mlops-actions -->',
  '```\n# heading\n| a | b |\n|---|---|\n',
  '``` ` `` ``',
  '`ends the code` @team <b>',
  '\\`\\[\\*|\\|',
  'a|b||c\\|d',
  '\n\n## heading\n\n- item\n\n> [!WARNING]\n> no',
  '[ ] task',
  '[^1] $x^2$ $`y`$ :rocket: ~~gone~~ **bold** _it_',
  '\u202egnp.exe\u202c \u2066x\u2069 \u200b\u200d\ufeff\u00ad\u061c',
  '\u0000\u0007\u001b[31mred\u001b[0m\u001b]8;;https://evil.example\u0007x\u009b2J\r',
  '"]\n  bar [1]\n%%{init: {"theme":"dark"}}%%\n---\nclick A href "https://evil.example"',
  '::error::no ##[error]no',
  '=HYPERLINK("https://evil.example","x")',
  '__proto__',
  'constructor',
  '\ud800 half a pair \udc00',
  '&lt;b&gt; &#64;team &commat;team &amp;',
  '',
  ' ',
  'x'.repeat(5000),
  '🏴‍☠️'.repeat(300),
  '日本語の列 … ｆｕｌｌ',
  '1. one',
  '+ plus - minus',
  '    code',
  'a  \nb',
  '<details open>',
  'datum.x; signal("y")',
  '0 … <b>1</b>',
];

/** Keys whose values are not free text. */
const FIXED = new Set([
  'schema',
  'stage',
  'verdict',
  'outcome',
  'severity',
  'task',
  'action',
  'sha256',
  'digest',
  'test',
  'damage',
  'unit',
  'method',
  'explains',
]);
const FIXED_PATTERN =
  /^(sha256:[0-9a-f]{64}|\d{4}-\d\d-\d\dT[\d:.]+Z|higher|lower|breaking|loosening|neutral|added|removed|changed|values|type|domain-classifier|pca-reconstruction)$/;

/** Records of the evidence whose keys come from outside. */
const OPEN = new Set([
  'metrics',
  'directions',
  'titles',
  'intervals',
  'inputs',
  'outputs',
  'parameters',
  'tools',
  'challenger',
  'champion',
]);

function poisoned(value: unknown, key: string, next: (text: string) => string): unknown {
  if (typeof value === 'string') return FIXED.has(key) || FIXED_PATTERN.test(value) ? value : next(value);
  if (Array.isArray(value)) return value.map((item) => poisoned(item, key, next));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const isRecord = OPEN.has(key) && entries.every(([name]) => name !== 'metrics');
  const changed = entries.map(([name, item]) => [isRecord ? next(name) : name, poisoned(item, name, next)]);
  return Object.fromEntries(changed as [string, unknown][]);
}

/** Text that tries to be more than text. */
export const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PAYLOADS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: fc.constantFrom(...'`|\\<>[]()!@#$*_~:/&\n -=+."\''), maxLength: 30 }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...PAYLOADS), fc.constantFrom(...PAYLOADS))
      .map((both) => both.join('')),
  },
);

export interface Poison {
  readonly name: string;
  readonly texts: readonly string[];
  /** Of all different texts. */
  readonly share: number;
}

export const poison: fc.Arbitrary<Poison> = fc.record({
  name: fc.constantFrom(...STORIES),
  texts: fc.array(hostileText, { minLength: 1, maxLength: 12 }),
  share: fc.constantFrom(0.2, 0.6, 1),
});

/** Evidence of a story with hostile text wherever text is free: the same text everywhere the same was. */
export function poisonedStory({ name, texts, share }: Poison): Evidence[] {
  let turn = 0;
  const known = new Map<string, string>();
  const next = (original: string) => {
    const found = known.get(original);
    if (found !== undefined) return found;
    turn += 1;
    const isKept = (turn * 0.618) % 1 > share;
    const made = isKept ? original : (texts[turn % texts.length] ?? '');
    known.set(original, made);
    return made;
  };
  return poisoned(story(name), '', next) as Evidence[];
}
