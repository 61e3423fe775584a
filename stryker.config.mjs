// npm run test:mutation: changes the protocol and the outcome table in every small way and expects a fast test to fail.

// Every mutant of the protocol runs them; most already fail a test of a single decision, so a few are enough.
process.env.SIMULATION_SEEDS ??= '30';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ['src/workflows/ensure-copy.ts', 'src/workflows/settle.ts', 'src/ecd/errors.ts', 'src/ecd/error-rules.ts'],
  testRunner: 'jest',
  jest: {
    config: {
      testMatch: [
        '<rootDir>/test/workflows/{ensure-copy,settle}.test.ts',
        '<rootDir>/test/simulation/*.test.ts',
        '<rootDir>/test/ecd/{outcomes,error-rules,thrown}.test.ts',
      ],
      // The simulation without a rule of the protocol: too few seeds for it.
      testNamePattern: '^(?!without the rule)',
    },
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // Jest keeps what it loaded: a runner that is never renewed grows by some 10 MB with each mutant.
  maxTestRunnerReuse: 25,
  // A mutant that never ends is noticed by its hits; this is for a machine that is busy with other things.
  timeoutMS: 15_000,
  thresholds: { high: 95, low: 85, break: 85 },
  reporters: ['clear-text', 'html', 'json'],
  htmlReporter: { fileName: 'reports/mutation.html' },
  jsonReporter: { fileName: 'reports/mutation.json' },
  tempDirName: '.stryker-tmp',
  // Stryker would rewrite tsconfig.json with an API that TypeScript 7 no longer has; swc needs none.
  ignorePatterns: ['/lib', '/docs', '/deploy', '/reports', '/tsconfig.json'],
};
