import tseslint from 'typescript-eslint';

/** Which of our packages a project may import. What is not listed is forbidden: no lib imports a service, no service another. */
const packages = {
  'libs/decider': [],
  'libs/contracts': [],
  'libs/statistics': [],
  'libs/business-time': [],
  'libs/messaging': ['contracts', 'decider'],
  'libs/service-kit': ['contracts', 'decider', 'messaging'],
  'libs/simulator': ['contracts'],
  'libs/testing': ['contracts', 'decider', 'messaging', 'local'],
  'infra/kafka': ['contracts', 'messaging'],
  'infra/local': ['contracts', 'kafka', 'messaging', 'simulator'],
  'infra/bench': ['contracts', 'decider', 'local', 'messaging', 'service-kit'],
  'infra/chaos': ['contracts', 'decider', 'kafka', 'local', 'messaging', 'simulator'],
  'infra/checks': ['contracts', 'local', 'testing'],
  'services/analytics': ['contracts', 'decider', 'messaging', 'service-kit', 'statistics'],
  'services/complaints': ['business-time', 'contracts', 'decider', 'messaging', 'service-kit'],
  'services/console': ['contracts'],
  'services/gateway': ['contracts', 'messaging', 'service-kit'],
  'services/interactions': ['business-time', 'contracts', 'decider', 'messaging', 'service-kit', 'statistics'],
  'services/loyalty': ['contracts', 'decider', 'messaging', 'service-kit'],
  'services/profile': ['contracts', 'decider', 'messaging', 'service-kit', 'statistics'],
};

/** What a folder of a service may import beside its own files: the pattern names what is forbidden. */
const folders = {
  domain: {
    forbidden:
      '^(?!\\./|@rapport/decider$|@rapport/contracts$|@rapport/statistics$|@rapport/business-time$|luxon$|libphonenumber-js)',
    why: 'The domain is pure: it knows the decider, the contracts and pure libraries.',
  },
  projections: {
    forbidden: '^\\.\\./(domain|api|policies)/|^@nestjs/|^node:(fs|http|net|child_process)',
    why: 'A projection knows events and tables; not the domain, not the routes.',
  },
  policies: {
    forbidden: '^(?!\\./|\\.\\./domain/|@rapport/contracts$|@rapport/messaging$)',
    why: 'A policy knows events and commands, nothing else.',
  },
  migrations: {
    forbidden: '^(?!\\./|typeorm$|node:fs$|node:fs/promises$|node:url$|@rapport/service-kit/migrations$)',
    why: 'A migration is frozen: it depends on nothing that changes.',
  },
};

const outside = { regex: '^\\.\\./\\.\\./', message: 'Leave the project by a package, not by a path.' };
const kafkaClient = {
  regex: '^@platformatic/kafka',
  message: 'Kafka’s client is known to libs/messaging only: kafka.ts and topics.ts.',
};
const deep = {
  regex: '^@rapport/(?!service-kit/migrations$)[^/]+/',
  message: 'A package is imported by its root only, but for the migration that services have in common.',
};

function packagePattern(allowed) {
  const open = allowed.length === 0 ? '' : `(?!(${allowed.join('|')})(/|$))`;
  return { regex: `^@rapport/${open}`, message: 'This package may not be imported here: see eslint.boundaries.mjs.' };
}

const restrict = patterns => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] });
const plugins = { '@typescript-eslint': tseslint.plugin };
const specs = ['**/*.spec.ts', '**/*.spec.tsx', '**/*.fixture.ts'];

const impure = [
  ["CallExpression[callee.object.name='Date'][callee.property.name='now']", 'Time comes in with the command.'],
  ["NewExpression[callee.name='Date'][arguments.length=0]", 'Time comes in with the command.'],
  ["CallExpression[callee.object.name='Math'][callee.property.name='random']", 'Chance comes in with the command.'],
  [':function[async=true]', 'The domain is synchronous.'],
  ['AwaitExpression', 'The domain is synchronous.'],
  ["Identifier[name='process']", 'The environment stays outside the domain.'],
].map(([selector, message]) => ({ selector, message }));

const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'The environment is read in config.ts only.',
};

/**
 * @type {import('eslint').Linter.Config[]}
 * The table of design by rules: who may import whom, by project and by folder. Specs may use the testing library. */
export const boundaries = Object.entries(packages).flatMap(([project, allowed]) => {
  const own = [packagePattern(allowed), outside, deep];
  const withoutClient = [...own, kafkaClient];
  const inFolders = Object.entries(folders).map(([folder, { forbidden, why }]) => ({
    name: `rapport/${project}/${folder}`,
    files: [`${project}/src/${folder}/**/*.ts`],
    ignores: specs,
    plugins,
    rules: restrict([
      ...withoutClient,
      { regex: forbidden, message: why, ...(folder === 'policies' && { allowTypeImports: false }) },
    ]),
  }));
  return [
    {
      name: `rapport/${project}`,
      files: [`${project}/src/**/*.{ts,tsx}`],
      ignores: specs,
      plugins,
      rules: restrict(withoutClient),
    },
    {
      name: `rapport/${project}/specs`,
      files: specs.map(glob => `${project}/src/${glob}`),
      plugins,
      rules: restrict([
        packagePattern([...allowed, 'testing', 'local', 'decider', 'contracts', 'messaging', 'simulator']),
        kafkaClient,
      ]),
    },
    ...(project === 'libs/messaging'
      ? [
          {
            name: 'rapport/kafka-client',
            files: [`${project}/src/{kafka,topics}.ts`],
            plugins,
            rules: restrict(own),
          },
        ]
      : []),
    ...(project.startsWith('services/') ? inFolders : []),
  ];
});

/** @type {import('eslint').Linter.Config[]} */
export const purity = [
  {
    name: 'rapport/pure-domain',
    files: ['services/*/src/domain/**/*.ts'],
    ignores: specs,
    rules: { 'no-restricted-syntax': ['error', ...impure] },
  },
  {
    name: 'rapport/environment',
    files: ['services/*/src/**/*.ts'],
    ignores: [...specs, 'services/*/src/config.ts', 'services/*/src/domain/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', environment] },
  },
];
