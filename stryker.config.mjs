// npm run test:mutation: changes the protocol and the table of outcomes in every small way and expects a fast test to
// fail. A runner is renewed now and then, since Jest keeps what it loaded; a busy machine gets time; and Stryker does not
// see tsconfig.json, which it would rewrite with an API that TypeScript 7 no longer has.

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ['src/protocol/**/*.ts', 'src/ecd/errors.ts', 'src/ecd/error-rules.ts'],
  testRunner: 'jest',
  jest: {
    config: {
      testMatch: ['<rootDir>/test/protocol/**/*.test.ts', '<rootDir>/test/ecd/{outcomes,error-rules,thrown}.test.ts'],
    },
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  maxTestRunnerReuse: 25,
  timeoutMS: 15_000,
  thresholds: { high: 95, low: 90, break: 90 },
  reporters: ['clear-text', 'html', 'json'],
  clearTextReporter: { reportTests: false },
  htmlReporter: { fileName: 'reports/mutation.html' },
  jsonReporter: { fileName: 'reports/mutation.json' },
  tempDirName: '.stryker-tmp',
  ignorePatterns: ['/lib', '/docs', '/deploy', '/reports', '/tsconfig.json'],
};
