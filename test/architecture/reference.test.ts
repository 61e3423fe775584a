// docs/reference.md shows the table of error types as the code has it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS, type ErrorDescription } from '../../src/shared/error-types';

const BY_CODE = "by the cloud's code: see the row's hint";

test('docs/reference.md has every error type, what it means and what to do', () => {
  const page = readFileSync(join(__dirname, '../../docs/reference.md'), 'utf8');
  const rows = Object.entries(ERRORS).map(
    ([type, { means, advice = BY_CODE }]: [string, ErrorDescription]) => `| \`${type}\` | ${means} | ${advice} |`,
  );
  expect(page.split('\n').filter((line) => /^\| `[A-Z]\w+` \| /.test(line))).toEqual(rows);
});
