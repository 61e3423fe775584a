// swc compiles the TypeScript that jest loads; `tsc` (npm run typecheck) is what checks its types.
/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Hostile inputs by the hundred, 500 destinations: `npm run test:limits`.
  testPathIgnorePatterns: ['/node_modules/', ...(process.env.TEST_LIMITS ? [] : ['<rootDir>/test/limits/'])],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Copies of this project that mutation tests work on.
  modulePathIgnorePatterns: ['<rootDir>/.stryker-tmp/'],
  // Every integration test file starts a Temporal server, a worker and an emulator.
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/support/slowest-first.js',
  // Tests that run side by side in a file have a worker process and an emulator each.
  maxConcurrency: 3,
  testTimeout: 60_000,
};
