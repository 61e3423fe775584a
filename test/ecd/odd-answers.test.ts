// Answers with status 200 that are not as documented: whichever SDK sends the calls, they read the same. What proves a
// success is believed however odd the rest; what proves nothing leaves the outcome unknown.
import type { EcdClient } from '../../src/ecd';
import {
  type Answer,
  answer,
  COPY_REQUEST,
  createTestClient,
  errorOf,
  type FakeService,
  startFakeService,
} from './fake-service';
import { SDKS } from './sdks';

type Fields = Record<string, unknown>;

interface Mishap {
  name: string;
  call: keyof typeof CALLS;
  answer: Answer;
  /** The value, or that nobody knows. */
  means: 'success' | 'unknown';
}

const regionId = 'cn-hangzhou';
const IMAGE = { regionId, imageId: 'm-1' };

const CALLS = {
  copyImage: (client: EcdClient) => client.copyImage(COPY_REQUEST),
  cancelCopyImage: (client: EcdClient) => client.cancelCopyImage(IMAGE),
  listImages: (client: EcdClient) => client.listImages({ regionId }),
  describeImages: (client: EcdClient) => client.describeImages({ regionId, imageIds: ['m-1', 'm-2'] }),
  modifyImagePermission: (client: EcdClient) => client.modifyImagePermission({ ...IMAGE, addAccounts: ['1'] }),
  describeImagePermission: (client: EcdClient) => client.describeImagePermission(IMAGE),
  describeRegions: (client: EcdClient) => client.describeRegions({ regionId }),
};

const OURS = { ImageId: 'm-1', Name: 'Ours', Description: '[ecd-copy:v1:key:run]', Status: 'Available', Size: 40 };

const BODIES: Record<keyof typeof CALLS, Fields> = {
  copyImage: { RequestId: 'R-1', ImageId: 'm-copy' },
  cancelCopyImage: { RequestId: 'R-1' },
  listImages: { RequestId: 'R-1', Images: [OURS] },
  describeImages: { RequestId: 'R-1', Images: [OURS] },
  modifyImagePermission: { RequestId: 'R-1' },
  describeImagePermission: { RequestId: 'R-1', AliUids: ['1234567890123456'] },
  describeRegions: { RequestId: 'R-1', Regions: [{ RegionId: regionId, LocalName: 'Hangzhou' }] },
};
const ACTIONS = Object.keys(CALLS) as (keyof typeof CALLS)[];

/** Nobody's idea of a field; the last ones make a text of themselves only with an error. */
const ODD: Record<string, unknown> = {
  null: null,
  'a number': 5,
  'a huge number': 1e30,
  'a boolean': true,
  'a text': '40 GiB',
  'an empty text': '',
  'an empty list': [],
  'a list': [{ a: 1 }],
  'an object': { a: 1 },
  'an object that is no text': { toString: 1, valueOf: 1 },
  'a deep list': JSON.parse('['.repeat(1_000) + ']'.repeat(1_000)),
};

const IMAGE_FIELDS =
  'Name Description Status Progress ImageType CreationTime UpdateTime Size DataDiskSize SharedCount OsType Platform ' +
  'ProtocolType SessionType GpuCategory GpuDriverVersion VolumeEncryptionEnabled VolumeEncryptionKey AppVersion ' +
  'SupportedLanguages Unheard';

function mishap(means: Mishap['means'], call: keyof typeof CALLS, name: string, body: Fields | string): Mishap {
  return { means, call, name, answer: answer(200, body) };
}

/** One odd field in somebody else's image. */
const oddImages = IMAGE_FIELDS.split(' ').flatMap((field) =>
  Object.entries(ODD).map(([name, odd]) =>
    mishap('success', 'listImages', `${field} of another image is ${name}`, {
      ...BODIES.listImages,
      Images: [OURS, { ImageId: 'm-2', [field]: odd }],
    }),
  ),
);

const oddEverywhere = ACTIONS.flatMap((call) => [
  ...['null', '[]', '"text"', '5', 'true', '', '{', '<html>', '{}'].map((text) =>
    mishap('unknown', call, `a body ${JSON.stringify(text)}`, text),
  ),
  ...['200', 200, 'ok', 'OK', 'success', 'Success', '', null, 0].map((code) =>
    mishap('success', call, `the code ${JSON.stringify(code)}`, { ...BODIES[call], Code: code, Message: 'fine' }),
  ),
  ...['Odd', 'successful', 'not ok', 201, true, ['ok'], { ok: 1 }].map((code) =>
    mishap('unknown', call, `the code ${JSON.stringify(code)}`, { ...BODIES[call], Code: code, Message: 'no' }),
  ),
  mishap('unknown', call, 'a code with a small first letter', { ...BODIES[call], code: 'Odd' }),
  mishap('unknown', call, 'a code that says success, and nothing else', { Code: 'success', Message: 'fine' }),
  ...Object.entries(ODD).map(([name, odd]) =>
    mishap('success', call, `an unheard-of field that is ${name}`, { ...BODIES[call], Unheard: odd }),
  ),
]);

const small = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name[0]?.toLowerCase() + name.slice(1), value]));

const oddRest = [
  ...ACTIONS.map((call) => mishap('success', call, 'fields with a small first letter', small(BODIES[call]))),
  ...['m'.repeat(129), 'm-\u001b[2J', 'm copy', 'm-办'].flatMap((id) => [
    mishap('unknown', 'copyImage', `the ImageId ${id}, which cannot be one`, { RequestId: 'R-1', ImageId: id }),
    mishap('unknown', 'listImages', `an ImageId ${id}, which cannot be one`, { Images: [OURS, { ImageId: id }] }),
  ]),
  ...[null, 5, true, {}, []].flatMap((value) => [
    mishap('unknown', 'copyImage', `the ImageId ${JSON.stringify(value)}`, { RequestId: 'R-1', ImageId: value }),
    mishap('unknown', 'listImages', `the Images ${JSON.stringify({ Image: value })}`, { Images: { Image: value } }),
    mishap('unknown', 'listImages', `an image that is ${JSON.stringify(value)}`, { Images: [OURS, value] }),
    mishap('unknown', 'cancelCopyImage', `the RequestId ${JSON.stringify(value)}`, { RequestId: value }),
    mishap('success', 'listImages', `the RequestId ${JSON.stringify(value)}`, { Images: [OURS], RequestId: value }),
  ]),
  ...[5, 0, true, false, {}, [], ['more'], 'x'.repeat(4_097)].map((token, index) =>
    mishap('unknown', 'listImages', `NextToken ${index} that is none`, { ...BODIES.listImages, NextToken: token }),
  ),
  ...[null, ''].map((token) =>
    mishap('success', 'listImages', `NextToken ${token}`, { ...BODIES.listImages, NextToken: token }),
  ),
  ...[5, '1234567890123456', true, {}].map((list) =>
    mishap('unknown', 'describeImagePermission', `AliUids ${JSON.stringify(list)}`, {
      RequestId: 'R-1',
      AliUids: list,
    }),
  ),
  ...[null, 'cn-hangzhou', {}, [{}], [{ RegionId: '../' }], [{ RegionId: `cn-${'x'.repeat(61)}` }]].map((list) =>
    mishap('unknown', 'describeRegions', `Regions ${JSON.stringify(list)}`, { RequestId: 'R-1', Regions: list }),
  ),
];

const MISHAPS = [...oddImages, ...oddEverywhere, ...oddRest];

let service: FakeService | undefined;
afterEach(() => service?.close());

/** What a call comes to: all that the rest of the program goes by. */
async function resultOf(call: Promise<{ value: unknown; requestId: string }>): Promise<Fields> {
  return call.then(
    ({ value, requestId }) => ({ means: 'success', value, requestId }),
    async () => {
      const { kind, outcome, code, requestId, statusCode, retryable, message, hint } = await errorOf(call);
      return { means: outcome, kind, code, requestId, statusCode, retryable, message, hint };
    },
  );
}

test.each(MISHAPS)('$call, $name: $means', async ({ call, answer: odd, means }) => {
  service = await startFakeService(odd);
  const results: Fields[] = [];
  for (const { sdk } of SDKS) {
    const client = await createTestClient(service.endpoint, { sdk });
    results.push(await resultOf(CALLS[call](client)));
  }
  expect(results[0]).toMatchObject({ means });
  expect(results).toEqual(results.map(() => results[0]));
});

test.each(oddImages)('$name: ours is read as ever', async ({ answer: odd }) => {
  service = await startFakeService(odd);
  const client = await createTestClient(service.endpoint);
  const { value } = await client.listImages({ regionId });
  expect(value.images).toHaveLength(2);
  expect(value.images[0]).toMatchObject({ imageId: 'm-1', name: 'Ours', status: 'Available', size: 40 });
  expect(value.images[1]).toMatchObject({ imageId: 'm-2' });
});

test('a region that is named twice is one', async () => {
  const region = (RegionId: string) => ({ RegionId, LocalName: RegionId });
  const Regions = ['cn-hangzhou', 'cn-shanghai', 'cn-hangzhou'].map(region);
  service = await startFakeService(answer(200, { RequestId: 'R-1', Regions }));
  const client = await createTestClient(service.endpoint);
  const { value } = await client.describeRegions({ regionId });
  expect(value.map((one) => one.regionId)).toEqual(['cn-hangzhou', 'cn-shanghai']);
});

test('there are as many mishaps as it takes', () => {
  expect(MISHAPS.length).toBeGreaterThan(400);
});
