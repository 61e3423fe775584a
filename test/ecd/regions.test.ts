// Region ids: they become host names, so only their form decides what may be called.
import { createCredential, createEcdClient, ECD_REGION_IDS, isRegionId } from '../../src/ecd';
import { builtInSdk } from '../../src/ecd/built-in-client';
import { CALL_TIMEOUT_MS, COPY_REQUEST, KEYS } from './fake-service';

it('knows 24 regions, all of the form', () => {
  expect(new Set(ECD_REGION_IDS).size).toBe(24);
  expect(ECD_REGION_IDS.filter((regionId) => !isRegionId(regionId))).toEqual([]);
});

it.each([
  'cn-hangzhou.evil.example',
  'cn-hangzhou.',
  '../',
  'cn',
  'cn-',
  'cn-hangzhou-',
  'cn--hangzhou',
  'CN-HANGZHOU',
  'cn-hangzhou\n',
  'cn-hangzhou:80',
  'cn-hangzhou/x',
  'cn-hangzhou@evil',
  '127.0.0.1',
  'localhost',
  'http://cn-hangzhou',
  `cn-${'a'.repeat(64)}`,
  '',
])('refuses %j', (text) => {
  expect(isRegionId(text)).toBe(false);
});

it("goes to each call's own region", async () => {
  const hosts: string[] = [];
  class SpyingClient extends builtInSdk.default {
    constructor(config: ConstructorParameters<typeof builtInSdk.default>[0]) {
      hosts.push(`${config.protocol}://${config.endpoint}`);
      // The spy stops here: nothing leaves this machine.
      super(Object.assign(config, { endpoint: '127.0.0.1:1', protocol: 'http', ...KEYS }));
    }
  }
  const sdk = { ...builtInSdk, default: SpyingClient };
  const client = createEcdClient({ credential: await createCredential(KEYS), callTimeoutMs: CALL_TIMEOUT_MS, sdk });
  const image = { regionId: 'cn-shenzhen', imageId: 'm-copy' };
  const calls = [
    client.copyImage(COPY_REQUEST),
    client.cancelCopyImage(image),
    client.describeImagePermission(image),
    client.listImages({ regionId: 'eu-central-1' }),
  ];
  expect((await Promise.allSettled(calls)).map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  expect(hosts).toEqual([
    'https://ecd.cn-hangzhou.aliyuncs.com',
    'https://ecd.cn-shenzhen.aliyuncs.com',
    'https://ecd.cn-shenzhen.aliyuncs.com',
    'https://ecd.eu-central-1.aliyuncs.com',
  ]);
});
