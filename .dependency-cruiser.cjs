// The arrows of the house: a room stands above all that it imports; no arrow runs up, no circle.
const LEVELS = [
  ['stats', 'system'],
  ['learners'],
  ['github', 'evidence', 'config'],
  ['data', 'evaluation', 'report'],
  ['features', 'drift', 'monitoring'],
  ['models'],
  ['registry', 'deployment', 'training', 'serving'],
  ['stages', 'tools'],
];
const TOP = ['pipeline', 'publish', 'ports'];
const DOORS = ['main', 'cli', 'index', 'runner', 'terminal'];

const room = (names) => `^src/(${names.join('|')})/`;
const file = (names) => `^src/(${names.join('|')})([.]ts|/)`;

const arrows = LEVELS.slice(0, -1).map((names, level) => ({
  name: `no-arrow-up-from-${names.join('-')}`,
  severity: 'error',
  from: { path: room(names) },
  to: { path: [room(LEVELS.slice(level + 1).flat()), file([...TOP, ...DOORS])].join('|') },
}));

const PURE = [
  '^src/stats/',
  '^src/learners/',
  '^src/evaluation/',
  '^src/report/',
  '^src/drift/methods/',
].join('|');

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'stages-below-pipeline',
      severity: 'error',
      from: { path: '^src/(stages|tools)/' },
      to: { path: file([...TOP, ...DOORS]) },
    },
    { name: 'pipeline-below-doors', severity: 'error', from: { path: file(TOP) }, to: { path: file(DOORS) } },
    {
      name: 'stats-and-system-apart',
      severity: 'error',
      from: { path: '^src/stats/' },
      to: { path: '^src/system/(?!errors)' },
    },
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'github-only-from-its-backend',
      comment: 'Between a stage and GitHub stands the one file that is the GitHub backend of an area.',
      severity: 'error',
      from: {
        path: '^src/(registry|deployment|training|serving|models|features|drift|monitoring|data|evaluation|report)/',
        pathNot: '/github[^/]*[.]ts$',
      },
      to: { path: '^src/github/' },
    },
    {
      name: 'pure-rooms-do-no-io',
      severity: 'error',
      from: { path: PURE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'actions-toolkit-only-in-github',
      severity: 'error',
      from: { pathNot: '^src/github/' },
      to: { path: 'node_modules/(@actions|@octokit|octokit)/' },
    },
    {
      name: 'duckdb-only-in-data',
      severity: 'error',
      from: { pathNot: '^src/data/' },
      to: { path: 'node_modules/@duckdb/' },
    },
    {
      name: 'model-engines-only-in-models-and-tfjs',
      severity: 'error',
      from: { pathNot: '^src/(models/|training/tfjs)' },
      to: { path: 'node_modules/(@tensorflow|onnxruntime-)' },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      // A package of types alone has nothing to resolve.
      to: { couldNotResolve: true, pathNot: '^@octokit/types$' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/index[.]ts$' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
