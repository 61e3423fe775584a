// What users of the package can import: the client, and nothing behind it.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** A package may import itself by its name, and then sees what its users see. */
function evaluate(expression: string): string {
  return execFileSync(process.execPath, ['-p', expression], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }).trim();
}

test('the package gives the client', () => {
  const names = evaluate("Object.keys(require('ecd-image-distributor')).sort().join()").split(',');
  expect(names).toEqual(expect.arrayContaining(['ErrorType', 'ImageDistributor', 'TASK_QUEUE', 'connect']));
});

test.each(['lib/client/internal.js', 'lib/activities/index.js', 'client'])('%s is not for users', (path) => {
  expect(() => evaluate(`require('ecd-image-distributor/${path}')`)).toThrow(/ERR_PACKAGE_PATH_NOT_EXPORTED/);
});
