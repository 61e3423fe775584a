// Programs that some tests need beside Node: where one is missing such a test says so, and under CI it fails.
import { spawnSync } from 'node:child_process';

/** `test`, or a test that is skipped by name: set-up promises only Node and npm. Under CI nothing may be missing. */
export function testWith(...programs: string[]): jest.It {
  const missing = programs.filter((program) => spawnSync(program, ['--version']).error);
  if (missing.length === 0 || process.env.CI) return test;
  process.stderr.write(`Not run here, for want of ${missing.join(' and ')}: ${expect.getState().testPath}\n`);
  return test.skip;
}
