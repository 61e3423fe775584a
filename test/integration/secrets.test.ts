// No secret in any log, history, failure or database file: canary keys are searched for in all of them.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { toSeed } from '../../src/emulator';
import { SCALED_DURATIONS } from '../../src/local/environment';
import { startTemporalServer, type TemporalServer } from '../../src/local/temporal-server';
import { startWorkerProcess } from '../../src/local/worker-process';
import { startTestEmulator, type TestEmulator } from '../support/emulator';
import { request } from '../support/request';
import { startUnchecked } from '../support/start-unchecked';

const CANARIES = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'STS.canaryKeyId7f3a',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'canarySecret91bc',
  ALIBABA_CLOUD_SECURITY_TOKEN: 'canaryToken52de',
};

let folder: string;
let temporal: TemporalServer;
let emulator: TestEmulator;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ecd-secrets-'));
  const seed = toSeed({
    accessKeys: [
      {
        accessKeyId: CANARIES.ALIBABA_CLOUD_ACCESS_KEY_ID,
        accessKeySecret: CANARIES.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
        securityToken: CANARIES.ALIBABA_CLOUD_SECURITY_TOKEN,
      },
    ],
  });
  [temporal, emulator] = await Promise.all([
    startTemporalServer({ databaseFile: join(folder, 'temporal.db') }),
    startTestEmulator({ copySeconds: 0.5, sharesPerImage: 2 }, seed),
  ]);
});
afterAll(async () => {
  await temporal.close();
  await emulator.close();
  rmSync(folder, { recursive: true });
});

/** Every way of distributing that ends in a failure of its own, and one that is green. */
async function distributeAll(): Promise<string[]> {
  const inputs = [
    request({ imageName: 'canary-green', shareWith: [] }),
    request({ imageName: 'canary-refused' }),
    request({ imageName: '1' }),
    request({ imageName: 'canary-missing', source: { regionId: 'cn-hangzhou', imageId: 'm-missing' } }),
  ];
  const failures: string[] = [];
  for (const input of inputs) {
    const run = await startUnchecked(temporal.client, input);
    await run.result().catch((error: Error) => failures.push(`${error.stack} ${JSON.stringify(error)}`));
  }
  return failures;
}

async function histories(): Promise<string[]> {
  const texts: string[] = [];
  for await (const { workflowId, runId } of temporal.client.workflow.list()) {
    const history = await temporal.client.workflow.getHandle(workflowId, runId).fetchHistory();
    // Payloads are base64 in it.
    const json = historyToJSON(history);
    texts.push(
      json,
      ...[...json.matchAll(/"data": "([^"]+)"/g)].map(([, data = '']) => Buffer.from(data, 'base64').toString()),
    );
  }
  return texts;
}

test('canary keys are nowhere', async () => {
  const started = { temporalAddress: temporal.address, emulatorUrl: emulator.url };
  const right = startWorkerProcess({ ...started, environment: { ...SCALED_DURATIONS, ...CANARIES } });
  const failures = await distributeAll();
  await right.stop();
  const wrongSecret = { ...CANARIES, ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'canarySecretWrong' };
  const wrong = startWorkerProcess({ ...started, environment: { ...SCALED_DURATIONS, ...wrongSecret } });
  failures.push(...(await distributeAll()));
  await wrong.stop();

  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  const sinks = [...failures, right.log(), wrong.log(), ...(await histories()), ...files].join('\n');
  expect(failures.length).toBeGreaterThanOrEqual(7);
  // The search finds what is there: names of images, codes of refusals.
  for (const present of ['canary-green', 'QuotaExceed.Share', 'SignatureDoesNotMatch'])
    expect(sinks).toContain(present);
  for (const canary of [...Object.values(CANARIES), 'canarySecretWrong']) expect(sinks).not.toContain(canary);
}, 120_000);
