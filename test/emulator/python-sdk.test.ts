// The emulator as a client sees it that we did not write: Alibaba Cloud's official Python SDK.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DEFAULT_SOURCE } from '../../src/emulator';
import type { FaultRequest } from '../../src/local/emulator-control';
import { startTestEmulator, type TestEmulator } from '../support/emulator';
import { testWith } from '../support/tools';

const SDK = 'alibabacloud-ecd20200930==5.5.0';
const ENVIRONMENT = join(__dirname, '../../node_modules/.cache/ecd-image-distributor/python-ecd-5.5.0');
const PYTHON = join(ENVIRONMENT, 'bin/python');

const run = promisify(execFile);
let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator({ copySeconds: 0.2 });
});
afterAll(() => emulator.close());

/** Installs the SDK once; `ready` marks an installation that was finished. */
async function installSdk(): Promise<void> {
  const ready = join(ENVIRONMENT, 'ready');
  if (existsSync(ready)) return;
  await run('python3', ['-m', 'venv', ENVIRONMENT]);
  await run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', SDK]);
  await run('touch', [ready]);
}

async function drive() {
  const script = join(__dirname, 'python_sdk.py');
  const endpoint = new URL(emulator.url).host;
  const { stdout } = await run(
    PYTHON,
    [script, endpoint, DEFAULT_SOURCE.regionId, DEFAULT_SOURCE.imageId, 'cn-shanghai'],
    {
      env: { ...process.env, ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true' },
    },
  );
  return JSON.parse(stdout);
}

testWith('python3')(
  'copies, describes, shares, reads back, cancels, deletes; a wrong secret is refused',
  async () => {
    await installSdk();
    // The copy to be cancelled must not be finished before.
    const stuckSecond: FaultRequest[] = [{ action: 'CopyImage', nth: 2, effect: 'stuck' }];
    await emulator.faults(stuckSecond);
    const seen = await drive();
    expect(seen.regions).toHaveLength(10);
    expect(seen).toMatchObject({
      localName: '华东1（杭州）',
      requestIds: [true, true],
      pages: [2, null],
      copy: { name: 'python-copy', description: "it's a (test)* ~ 100% of 云桌面", progress: '100%' },
      shared: ['1234567890123456', '1234567890123457', '1234567890123458'],
      deleteShared: 'OperationDenied.ImageShared',
      unshared: [],
      deleted: true,
      cancelled: true,
      wrongSecret: 'SignatureDoesNotMatch',
    });
    await emulator.settings({ emptyNextToken: true, omitEmptyAliUids: true, queuedStatus: 'Waiting' });
    await emulator.faults(stuckSecond);
    expect(await drive()).toMatchObject({ pages: [2, ''], unshared: null, deleted: true, cancelled: true });
    await emulator.settings({ clockSkewSeconds: 1_000 });
    await expect(drive()).rejects.toThrow('InvalidTimeStamp.Expired');
  },
  300_000,
);
