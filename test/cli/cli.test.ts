// The built command line as a process.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../../src/local/free-port';

const MAIN = join(__dirname, '../../lib/cli/main.js');

function run(args: string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8', input });
  return { status, stdout, stderr };
}

test('help and version', () => {
  expect(run(['--version'])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  const help = run(['--help']);
  expect(help.status).toBe(0);
  for (const command of ['worker', 'emulator', 'distribute', 'status', 'cancel']) {
    expect(help.stdout).toContain(`  ${command} `);
    expect(run([command, '--help'])).toMatchObject({ status: 0, stderr: '' });
  }
});

test.each([
  [['--bogus'], /unknown option '--bogus'/],
  [['distribut'], /Did you mean distribute/],
  [['distribute', '--bogus'], /unknown option '--bogus'/],
  [['distribute', '--name', 'office'], /missing --source-region, --source-image, --to/],
  [['distribute', '--file', 'x', '--name', 'office'], /cannot be used with/],
  [['distribute', '--on-cancel', 'maybe'], /Allowed choices are cancel-copy, keep/],
  [['distribute', '--max-concurrent', '0'], /whole number from 1/],
  [['distribute', '--file', 'no-such-file'], /no-such-file/],
  [['status'], /missing required argument 'workflowId'/],
  [['emulator'], /required option '--port/],
  [['emulator', '--port', '70000'], /0 to 65535/],
  [['emulator', '--port', '0', '--seed', 'no-such-file'], /no-such-file/],
])('%j is wrong usage: exit code 2, and says what is wrong', (args, message) => {
  expect(run(args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(message) });
});

test.each([[[]], [['--no-wait']]])('a request that breaks a rule needs no server to be refused %j', async (more) => {
  const address = `127.0.0.1:${await freePort()}`;
  const flags = ['--source-region', 'cn-hangzhou', '--source-image', 'm-1', '--name', 'office', '--to', 'cn-shanghai'];
  const args = ['distribute', ...flags, '--share-with', '12ab', '--address', address, ...more];
  expect(run(args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('shareWith[0]') });
});

const shell = (command: string) => spawnSync('bash', ['-c', command], { encoding: 'utf8' });
const BINARY = `${process.execPath} ${MAIN}`;

test('a closed pipe ends a command quietly, with its exit code', () => {
  const piped = shell(`( sleep 0.5; ${BINARY} --help; echo $? >&2 ) | true`);
  expect(piped.stderr).toBe('0\n');
  expect(shell(`${BINARY} --bogus 2> /dev/full; echo $?`)).toMatchObject({ stdout: '2\n', stderr: '' });
});

test('output that is lost on a full disk is said, without a stack trace, and is a failure', () => {
  const { stdout, stderr } = shell(`${BINARY} --help > /dev/full; echo $?`);
  expect(stdout).toBe('1\n');
  expect(stderr).toMatch(/^ecd-image: the output could not be written: .*no space left on device.*\n$/i);
});

test('no Temporal server: says where it looked and what to do', async () => {
  const address = `127.0.0.1:${await freePort()}`;
  const { status, stdout, stderr } = run(['status', 'any', '--address', address]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(new RegExp(`No Temporal server answers at ${address}.*TEMPORAL_ADDRESS`));
});

test('the emulator prints one line when it listens, and ends cleanly when it is told to', async () => {
  const emulator = spawn(process.execPath, [MAIN, 'emulator', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(emulator, 'exit');
  let text = '';
  emulator.stdout.on('data', (chunk) => (text += chunk));
  await once(emulator.stdout, 'data');
  expect(text).toMatch(/^ECD emulator listening on http:\/\/127\.0\.0\.1:\d+\n$/);
  const url = text.trim().split(' ').at(-1);
  expect((await fetch(`${url}/_emulator/ledger`)).status).toBe(200);
  emulator.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  expect(text.trim().split('\n')).toHaveLength(1);
});
