// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of GitHub’s

/**
 * The templates as workflows that others call by one line. They differ from the templates by what starts
 * them: the caller's event, with inputs in place of what a template's user edits.
 */
export interface ReusableWorkflow {
  /** The template, without `.yml`. */
  readonly from: string;
  /** The file in `.github/workflows`, without `.yml`. */
  readonly name: string;
  readonly inputs: Readonly<Record<string, Input>>;
  readonly outputs?: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  /** What of the template becomes what; each must be there. */
  readonly changes: readonly (readonly [string, string])[];
}

interface Input {
  readonly description: string;
  readonly type?: 'boolean';
  /** Left out: the caller must say it. */
  readonly default?: string;
}

const CONFIG = { config: { description: 'The config file', default: 'mlops.yml' } };
const SET = {
  set: { description: 'Keys of the config for this run, one `path=value` a line', default: '' },
};
const MODEL = { model: { description: 'Which model, where the config has several', default: '' } };
const ENVIRONMENT = { environment: { description: 'Where to deploy', default: 'production' } };
const TASK = {
  task: { description: 'What to do, where a person started it; empty where an event did', default: '' },
  version: { description: 'For deploy, the version; empty is the newest', default: '' },
};
const FROM_RUN = {
  'from-run': { description: 'For the tasks evaluate-gate and register, the run before', default: '' },
};
const DEPLOY = {
  deploy: {
    description:
      'Whether to deploy here; false where your own job does it, with the secrets of its environment',
    type: 'boolean' as const,
    default: 'true',
  },
};
const VERSION = {
  version: { description: 'The version that was registered', value: '${{ jobs.register.outputs.version }}' },
};

const TAKES_CONFIG = ['MLOPS_CONFIG: mlops.yml', 'MLOPS_CONFIG: ${{ inputs.config }}'] as const;

export const REUSABLE: readonly ReusableWorkflow[] = [
  {
    from: 'level-0',
    name: 'level-0',
    inputs: { ...CONFIG, ...TASK, ...FROM_RUN, ...ENVIRONMENT, ...MODEL, ...SET },
    outputs: VERSION,
    changes: [TAKES_CONFIG],
  },
  {
    from: 'level-1',
    name: 'level-1',
    inputs: { ...CONFIG, ...ENVIRONMENT, ...DEPLOY, ...MODEL, ...SET },
    outputs: VERSION,
    changes: [TAKES_CONFIG, ['    needs: register\n', '    needs: register\n    if: inputs.deploy\n']],
  },
  {
    from: 'level-2',
    name: 'level-2',
    inputs: {
      ...CONFIG,
      ...TASK,
      ...ENVIRONMENT,
      ...DEPLOY,
      sample: {
        description: 'Keys of the config that make the training of a pull request short',
        default: '',
      },
      ...MODEL,
      ...SET,
    },
    outputs: VERSION,
    changes: [
      TAKES_CONFIG,
      ['MLOPS_SAMPLE: ""', 'MLOPS_SAMPLE: ${{ inputs.sample }}'],
      [
        "if: ${{ !cancelled() && needs.register.result == 'success' }}",
        "if: ${{ !cancelled() && inputs.deploy && needs.register.result == 'success' }}",
      ],
    ],
  },
  {
    from: 'monitor-schedule',
    name: 'monitor-drift',
    inputs: { ...CONFIG, ...MODEL, ...SET },
    changes: [TAKES_CONFIG, ['MLOPS_SET: ""', 'MLOPS_SET: ${{ inputs.set }}']],
  },
  { from: 'commands', name: 'commands', inputs: CONFIG, changes: [TAKES_CONFIG] },
  {
    from: 'fork-report',
    name: 'fork-report',
    inputs: {
      workflow: { description: 'The file whose runs are reported, such as .github/workflows/level-2.yml' },
    },
    changes: [['workflow: .github/workflows/level-2.yml', 'workflow: ${{ inputs.workflow }}']],
  },
  {
    from: 'gpu',
    name: 'gpu',
    inputs: {
      ...CONFIG,
      runner: {
        description: 'The labels of the machine, or the name of a scale set, as JSON',
        default: '["self-hosted", "gpu"]',
      },
      ...MODEL,
      ...SET,
    },
    changes: [TAKES_CONFIG, ['runs-on: [self-hosted, gpu]', 'runs-on: ${{ fromJSON(inputs.runner) }}']],
  },
];

/** The reusable workflow that a template makes; what is not found in the template is an error. */
export function reusableWorkflow(template: string, workflow: ReusableWorkflow): string {
  const { from, name, changes } = workflow;
  const path = `workflows-templates/${from}.yml`;
  const begin = template.indexOf('\non:\n');
  const end = template.indexOf('\npermissions: {}\n');
  if (begin < 0 || end < begin) throw new Error(`${path} has no \`on:\` before its \`permissions: {}\``);
  const title = /^name: (.+)$/m.exec(template)?.[1];
  const [, repository] = /uses: (\S+)\/actions\/\S+@[0-9a-f]{40} # \S+/.exec(template) ?? [];
  if (!repository) throw new Error(`${path} uses no action of ours`);
  let body = template.slice(end);
  for (const [what, by] of changes) {
    if (!body.includes(what)) throw new Error(`${path} has no ${JSON.stringify(what)}`);
    body = body.replace(what, () => by);
  }
  return [
    `# Generated from ${path} by \`npm run docs\`: change that, not this.`,
    '#',
    '# Called by a job of a workflow that has the triggers; that file says which they are, and what each is for:',
    '#',
    `#     uses: ${repository}/.github/workflows/${name}.yml@COMMIT # the one that docs/templates.md names`,
    '#     permissions:',
    ...[...permissionsIn(body)].map(([scope, access]) => `#       ${scope}: ${access}`),
    '#',
    ...(workflow.inputs.deploy === undefined ? [] : SECRETS),
    `name: ${title}`,
    '',
    'on:',
    '  workflow_call:',
    ...inputLines(workflow),
    ...outputLines(workflow),
  ]
    .join('\n')
    .concat('\n', body);
}

const SECRETS = [
  '# The secrets of an environment do not reach a called workflow. Where a deployment needs them, give',
  '# `deploy: false` and deploy in a job of your own, with `needs.<job>.outputs.version`.',
];

/** The most that a job of the workflow is granted, by scope. */
export function permissionsIn(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, scope = '', access = ''] of text.matchAll(/^ {6}([a-z-]+): (read|write) #/gm)) {
    if (found.get(scope) !== 'write') found.set(scope, access);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function inputLines({ inputs }: ReusableWorkflow): string[] {
  return [
    '    inputs:',
    ...Object.entries(inputs).flatMap(([name, { description, type = 'string', default: otherwise }]) => [
      `      ${name}:`,
      `        description: ${quoted(description)}`,
      `        type: ${type}`,
      ...(otherwise === undefined
        ? ['        required: true']
        : [`        default: ${type === 'string' ? quoted(otherwise) : otherwise}`]),
    ]),
  ];
}

function outputLines({ outputs = {} }: ReusableWorkflow): string[] {
  const lines = Object.entries(outputs).flatMap(([name, { description, value }]) => [
    `      ${name}:`,
    `        description: ${quoted(description)}`,
    `        value: ${value}`,
  ]);
  return lines.length === 0 ? [] : ['    outputs:', ...lines];
}

const quoted = (text: string) => JSON.stringify(text);
