/**
 * The level 0 template as this repository uses it on its example: the actions of the checkout instead of
 * a release's, and the example's config. What is not found in the template is an error.
 */
export function ownWorkflow(template: string): string {
  const body = template.slice(template.indexOf('name: '));
  const replaced = REPLACEMENTS.reduce((text, [what, by]) => {
    if (text.replace(what, '') === text) throw new Error(`workflows-templates/level-0.yml has no ${what}`);
    return text.replace(what, by);
  }, body);
  return `${HEADING}${replaced}`;
}

const HEADING =
  '# Generated from workflows-templates/level-0.yml by `npm run docs`: change that, not this.\n';

const EXAMPLE = 'examples/flights';

const REPLACEMENTS: readonly (readonly [RegExp, string])[] = [
  [/^name: .*$/m, 'name: Flights example'],
  [
    /^ {6}- mlops\.yml\n {6}- contract\.yml\n {6}- data\/\*\*$/m,
    `      - ${EXAMPLE}/**\n      - actions/**\n      - dist/**\n      - .github/workflows/flights.yml`,
  ],
  [/^ {2}MLOPS_CONFIG: .*$/m, `  MLOPS_CONFIG: ${EXAMPLE}/mlops.yml`],
  [
    /^ {2}MLOPS_SET: /m,
    '  MLOPS_SET: |\n    registry={kind: github}\n    deploy.production={target: folder, path: bundle}\n    ',
  ],
  [/group: mlops-level-0-/, 'group: flights-'],
  // The same commit as the workflow: it was checked out just before.
  [
    /uses: [\w.-]+\/[\w.-]+\/actions\/(\S+)@\S+ # \S+/g,
    'uses: ./actions/$1 # zizmor: ignore[self-repository]',
  ],
];
