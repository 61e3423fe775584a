// What no request can be made of is surely not sent, and is refused at once: to repeat it, or to look for what it did,
// is of no use.
import { createCredential } from '../../src/ecd';
import { builtInSdk } from '../../src/ecd/built-in-client';
import type { EcdSdk } from '../../src/ecd/sdk';
import {
  answer,
  COPY_REQUEST,
  createTestClient,
  errorOf,
  type FakeService,
  KEYS,
  startFakeService,
} from './fake-service';
import { SDKS } from './sdks';

const notBuilt = { kind: 'invalid', outcome: 'not-applied', retryable: false };

let service: FakeService;
beforeEach(async () => {
  service = await startFakeService(answer(200, { ImageId: 'm-copy', RequestId: 'R-1' }));
});
afterEach(() => service.close());

describe.each(SDKS)('with $name', ({ sdk }) => {
  test.each([
    ['the end of a description', { destinationDescription: 'half a character: \ud83d' }],
    ['the beginning of a name', { destinationImageName: '\ude00ffice' }],
    ['an image id', { imageId: 'm-\udead' }],
  ])('half a character in %s', async (_, fields) => {
    const client = await createTestClient(service.endpoint, { sdk });
    const error = await errorOf(client.copyImage({ ...COPY_REQUEST, ...fields }));
    expect(error).toMatchObject(notBuilt);
    expect(error.hint).toMatch(/half a character/);
    expect(error.message).not.toMatch(/\p{Surrogate}/u);
    expect(service.requests).toHaveLength(0);
  });

  test('an access key with a line break', async () => {
    const credential = await createCredential({ ...KEYS, accessKeyId: 'testAccess\nKeyId' });
    const client = await createTestClient(service.endpoint, { sdk, credential });
    const error = await errorOf(client.copyImage(COPY_REQUEST));
    expect(error).toMatchObject(notBuilt);
    expect(error.hint).toMatch(/access key/);
    expect(service.requests).toHaveLength(0);
  });

  test('a request that the SDK refuses to make', async () => {
    const refusing = class {
      constructor() {
        throw new Error('no such field');
      }
    };
    const broken: EcdSdk = { ...builtInSdk, default: sdk.default, CopyImageRequest: refusing };
    const client = await createTestClient(service.endpoint, { sdk: broken });
    expect(await errorOf(client.copyImage(COPY_REQUEST))).toMatchObject(notBuilt);
    expect(service.requests).toHaveLength(0);
  });
});

/** The built-in client with another method for CopyImage. */
function sdkThat(copyImage: (callIt: () => Promise<unknown>) => Promise<unknown>): EcdSdk {
  class Other extends builtInSdk.default {
    constructor(config: ConstructorParameters<EcdSdk['default']>[0]) {
      super(config);
      const { copyImageWithOptions } = this;
      this.copyImageWithOptions = (...call) => copyImage(() => copyImageWithOptions.apply(this, call));
    }
  }
  return { ...builtInSdk, default: Other };
}

test('an SDK that fails over an answer that came does not change what the answer says', async () => {
  const sdk = sdkThat(async (callIt) => {
    await callIt();
    throw new TypeError('cannot cast');
  });
  const client = await createTestClient(service.endpoint, { sdk });
  expect((await client.copyImage(COPY_REQUEST)).value).toEqual({ imageId: 'm-copy' });
});

test('an SDK that gives an answer from somewhere else is not believed', async () => {
  const client = await createTestClient(service.endpoint, { sdk: sdkThat(async () => ({ statusCode: 200 })) });
  expect(await errorOf(client.copyImage(COPY_REQUEST))).toMatchObject({ outcome: 'unknown', retryable: true });
});

test('an SDK that fails before it has a signature has sent nothing', async () => {
  const sdk = sdkThat(() => Promise.reject(new TypeError('bug')));
  const client = await createTestClient(service.endpoint, { sdk });
  expect(await errorOf(client.copyImage(COPY_REQUEST))).toMatchObject(notBuilt);
});

test('calls of one client at the same time have each its own answer', async () => {
  await service.close();
  service = await startFakeService((response, request) => {
    const imageId = `${request.parameters.DestinationImageName}-copy`;
    const wait = Number(request.parameters.DestinationImageName?.slice(2)) % 3;
    setTimeout(() => answer(200, { ImageId: imageId, RequestId: 'R-1' })(response, request), wait * 10);
  });
  for (const { sdk } of SDKS) {
    const client = await createTestClient(service.endpoint, { sdk });
    const names = Array.from({ length: 12 }, (_, index) => `m-${index}`);
    const copies = await Promise.all(
      names.map((destinationImageName) => client.copyImage({ ...COPY_REQUEST, destinationImageName })),
    );
    expect(copies.map(({ value }) => value.imageId)).toEqual(names.map((name) => `${name}-copy`));
  }
});
