// A service that repeats in its refusals what a call was signed with: nothing of it is kept anywhere.
import { toSeed } from '../../src/emulator';
import { SCALED_DURATIONS } from '../../src/local/environment';
import { startWorkerProcess } from '../../src/local/worker-process';
import { type EchoingProxy, echoingProxy, type Refuse } from '../support/echoing-proxy';
import { startTestEmulator, type TestEmulator } from '../support/emulator';
import { type SearchedServer, startSearchedServer } from '../support/kept-texts';
import { request } from '../support/request';
import { startUnchecked } from '../support/start-unchecked';

// With characters that are percent-encoded.
const KEYS = {
  accessKeyId: 'STS.canary+Id7f3a',
  accessKeySecret: 'canary/Secret+91bc',
  securityToken: 'canary+Token/52de==',
};

const ENVIRONMENT = {
  ...SCALED_DURATIONS,
  ALIBABA_CLOUD_ACCESS_KEY_ID: KEYS.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEYS.accessKeySecret,
  ALIBABA_CLOUD_SECURITY_TOKEN: KEYS.securityToken,
};

/** Where CopyImage is refused, and how the refusal repeats its call. */
const COPIES: Record<string, (text: string) => string> = {
  'cn-shanghai': (text) => text,
  'cn-beijing': encodeURIComponent,
  'cn-shenzhen': (text) => encodeURIComponent(encodeURIComponent(text)),
};

/** Where the code and the RequestId are the signature and the token: the outcome is unknown then. */
const WHOLE = 'cn-chengdu';

const SHARED = 'cn-hongkong';

/** A source whose check is refused. */
const MISSING = 'm-refused';

const refuse: Refuse = ({ action, params }, { authorization, signature, token }) => {
  const told = (encode = (text: string) => text) =>
    `echo of ${encode(authorization)} by ${encode(token)} and ${encode(signature)} with ${encode(KEYS.accessKeySecret)}`;
  const to = params.get('DestinationRegionId') ?? '';
  const encode = COPIES[to];
  if (encode) return { status: 403, body: { Code: 'QuotaExceed.Image', Message: told(encode), RequestId: signature } };
  if (to === WHOLE) return { status: 403, body: { Code: signature, Message: told(), RequestId: token } };
  if (action === 'ModifyImagePermission' && params.get('RegionId') === SHARED) {
    return { status: 403, body: { Code: 'QuotaExceed.Share', Message: told(), RequestId: token } };
  }
  if (params.get('ImageId.1') !== MISSING) return undefined;
  return { status: 403, body: { Code: 'NoPermission', Message: told(encodeURIComponent), RequestId: authorization } };
};

let server: SearchedServer;
let emulator: TestEmulator;
let proxy: EchoingProxy;
beforeAll(async () => {
  const seed = toSeed({ accessKeys: [KEYS] });
  [server, emulator] = await Promise.all([startSearchedServer(), startTestEmulator({ copySeconds: 0.5 }, seed)]);
  proxy = await echoingProxy(emulator.url, refuse);
});
afterAll(async () => {
  await server.close();
  await proxy.close();
  await emulator.close();
});

test('nothing of it is in a history, a result, a memo, a log or a database file', async () => {
  const { temporal } = server;
  const worker = startWorkerProcess({
    temporalAddress: temporal.address,
    emulatorUrl: proxy.url,
    environment: ENVIRONMENT,
  });
  const regions = [...Object.keys(COPIES), WHOLE, SHARED];
  const destinations = regions.map((regionId) => ({ regionId }));
  const inputs = [
    request({ destinations }),
    request({ source: { regionId: 'cn-hangzhou', imageId: MISSING }, imageName: 'office-refused' }),
  ];
  const failures = await Promise.all(
    inputs.map(async (input) => {
      const error = await (await startUnchecked(temporal.client, input)).result().catch((reason: Error) => reason);
      return error instanceof Error ? `${error.stack} ${JSON.stringify(error)}` : '';
    }),
  );
  await worker.stop();

  const sinks = [...failures, worker.log(), ...(await server.texts())].join('\n');
  // Every refusal is there, with its words.
  for (const present of ['QuotaExceed.Image', 'QuotaExceed.Share', 'CopyOutcomeUnknown', 'NoPermission', 'echo of'])
    expect(sinks).toContain(present);
  expect(proxy.echoed.length).toBeGreaterThanOrEqual(8);
  for (const { signature, token } of proxy.echoed) {
    expect([signature.length, token]).toEqual([64, KEYS.securityToken]);
    expect(sinks).not.toContain(signature.slice(0, 16));
  }
  expect(sinks).not.toMatch(/canary/);
}, 120_000);
