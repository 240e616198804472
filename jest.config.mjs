const swc = {
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true, tsx: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
    experimental: { keepImportAttributes: true },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

/** Projects are told apart by file suffix, so that a spec's cost can be read from its name. */
function project(displayName, testRegex, rest = {}) {
  return {
    displayName,
    rootDir: import.meta.dirname,
    roots: ['<rootDir>/services', '<rootDir>/libs', '<rootDir>/infra'],
    testRegex,
    testEnvironment: 'node',
    testEnvironmentOptions: { customExportConditions: ['rapport-source', 'node', 'node-addons'] },
    modulePathIgnorePatterns: ['/dist/', '/.rapport/'],
    extensionsToTreatAsEsm: ['.ts', '.tsx'],
    transform: { '\\.tsx?$': ['@swc/jest', swc] },
    ...rest,
  };
}

export default {
  // No measure of speed: a busy machine has to come to the end. What waits for other processes waits half as long at most.
  testTimeout: 120_000,
  projects: [
    project('unit', ['(?<!\\.(int|journey|browser))\\.spec\\.tsx?$']),
    project('integration', ['\\.int\\.spec\\.ts$']),
    project('journey', ['\\.journey\\.spec\\.ts$']),
    project('browser', ['\\.browser\\.spec\\.ts$']),
  ],
};
