// The control of the crash points: a script killed there and started again makes every image twice, and the verdict
// sees it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { emulatorEnvironment } from '../../src/local/environment';
import type { DestinationResult } from '../../src/shared/distribution';
import { startTestEmulator } from '../support/emulator';
import { interceptingProxy } from '../support/intercepting-proxy';
import { ACCOUNTS, GOLDEN } from '../support/request';
import { verdictOn } from './fault-world';

const SCRIPT = join(__dirname, '../../bench/faults/p-limit-script.mjs');

const REGIONS = ['cn-shanghai', 'cn-beijing', 'cn-shenzhen'];

const WANTED = REGIONS.map((regionId) => ({ regionId, imageName: 'office-script' }));

function startScript(endpoint: string): ChildProcess {
  const script = spawn(process.execPath, [SCRIPT], {
    env: emulatorEnvironment(endpoint),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  script.stdin?.end(JSON.stringify({ source: GOLDEN, shareWith: ACCOUNTS, wanted: WANTED, runs: 1 }));
  return script;
}

test('a script killed when its calls are applied but unanswered, and started again, doubles every image', async () => {
  const emulator = await startTestEmulator({ copySeconds: 0.5 });
  const proxy = await interceptingProxy(emulator.url);
  const isCreate = ({ action }: { action: string }) => action === 'CopyImage';
  const hold = proxy.hold({ isMatch: isCreate, at: 'answer', count: REGIONS.length });
  const killed = startScript(proxy.url);
  await hold.all();
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  hold.passOn();

  const again = startScript(proxy.url);
  if (!again.stdout) throw new Error('no stdout');
  const { told } = JSON.parse(await text(again.stdout));
  const rows: DestinationResult[] = told.map((row: object) => ({ ...row, outcome: 'copied' }));
  expect(await verdictOn(emulator, rows)).toMatchObject({
    made: 2 * REGIONS.length,
    doubled: REGIONS.map((regionId) => `office-script in ${regionId}`),
  });
  await proxy.close();
  await emulator.close();
});
