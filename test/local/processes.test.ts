// The kit's processes: what they say is kept, they end when they are told to, and none outlives its owner.
import { join } from 'node:path';
import { Processes } from '../../src/local/processes';
import { waitFor } from '../support/wait';

const MODULE = join(__dirname, '../../lib/local/emulator-process.js');

const processes = new Processes();
afterAll(() => processes.kill9());

/** Runs a script in Node. */
function start(script: string) {
  return processes.start({ name: 'script', command: process.execPath, args: ['-e', script] });
}

const STAYS = 'setInterval(() => {}, 1_000); console.log("I am here");';

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

test('one that ends before it says what is waited for: the error has its last words', async () => {
  const script = start('console.error("no such port"); process.exitCode = 3;');
  await expect(script.printed(/listening/)).rejects.toThrow(/^The script ended before its time.*\n {2}no such port$/);
  await expect(script.failure).rejects.toThrow('no such port');
  expect(script.log()).toBe('no such port\n');
  expect(await script.stop()).toBe(3);
});

test('one that cannot be started says so', async () => {
  const { failure } = processes.start({ name: 'server', command: join(__dirname, 'no-such-program'), args: [] });
  await expect(failure).rejects.toThrow(/^The server cannot be started: .*ENOENT/);
});

test('told to stop it ends with its own exit code, and for good when it takes too long', async () => {
  const polite = start(`process.on('SIGTERM', () => process.exit(7)); ${STAYS}`);
  const deaf = start(`process.on('SIGTERM', () => {}); ${STAYS}`);
  await Promise.all([polite.printed(/I am/), deaf.printed(/I am/)]);
  expect(await polite.stop()).toBe(7);
  expect(await deaf.stop(100)).toBeNull();
});

test('a frozen one does nothing until it thaws', async () => {
  const counter = start('let count = 0; setInterval(() => console.log(++count), 20);');
  await counter.printed(/5\n/);
  counter.freeze();
  await new Promise((resolve) => setTimeout(resolve, 100));
  const before = counter.log();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(counter.log()).toBe(before);
  counter.thaw();
  await waitFor(() => counter.log() !== before);
  await counter.kill9();
});

test('one whose owner dies by kill -9 dies with it', async () => {
  const owner = start(`
    const { startEmulatorProcess } = require(${JSON.stringify(MODULE)});
    startEmulatorProcess().then(({ url }) => console.log('It is at ' + url));
  `);
  const [, url = ''] = await owner.printed(/It is at (\S+)\n/);
  expect(await answers(url)).toBe(true);
  await owner.kill9();
  await waitFor(async () => !(await answers(url)));
});
