// No secret in any log, history, failure or database file: canary keys are searched for in all of them.
import { toSeed } from '../../src/emulator';
import { SCALED_DURATIONS } from '../../src/local/environment';
import type { TemporalServer } from '../../src/local/temporal-server';
import { startWorkerProcess } from '../../src/local/worker-process';
import { startTestEmulator, type TestEmulator } from '../support/emulator';
import { type SearchedServer, startSearchedServer } from '../support/kept-texts';
import { request } from '../support/request';
import { startUnchecked } from '../support/start-unchecked';

const CANARIES = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'STS.canaryKeyId7f3a',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'canarySecret91bc',
  ALIBABA_CLOUD_SECURITY_TOKEN: 'canaryToken52de',
};

let server: SearchedServer;
let temporal: TemporalServer;
let emulator: TestEmulator;
beforeAll(async () => {
  const seed = toSeed({
    accessKeys: [
      {
        accessKeyId: CANARIES.ALIBABA_CLOUD_ACCESS_KEY_ID,
        accessKeySecret: CANARIES.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
        securityToken: CANARIES.ALIBABA_CLOUD_SECURITY_TOKEN,
      },
    ],
  });
  [server, emulator] = await Promise.all([
    startSearchedServer(),
    startTestEmulator({ copySeconds: 0.5, sharesPerImage: 2 }, seed),
  ]);
  ({ temporal } = server);
});
afterAll(async () => {
  await server.close();
  await emulator.close();
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

test('canary keys are nowhere', async () => {
  const started = { temporalAddress: temporal.address, emulatorUrl: emulator.url };
  const right = startWorkerProcess({ ...started, environment: { ...SCALED_DURATIONS, ...CANARIES } });
  const failures = await distributeAll();
  await right.stop();
  const wrongSecret = { ...CANARIES, ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'canarySecretWrong' };
  const wrong = startWorkerProcess({ ...started, environment: { ...SCALED_DURATIONS, ...wrongSecret } });
  failures.push(...(await distributeAll()));
  await wrong.stop();

  const sinks = [...failures, right.log(), wrong.log(), ...(await server.texts())].join('\n');
  expect(failures.length).toBeGreaterThanOrEqual(7);
  // The search finds what is there: names of images, codes of refusals.
  for (const present of ['canary-green', 'QuotaExceed.Share', 'SignatureDoesNotMatch'])
    expect(sinks).toContain(present);
  for (const canary of [...Object.values(CANARIES), 'canarySecretWrong']) expect(sinks).not.toContain(canary);
}, 120_000);
