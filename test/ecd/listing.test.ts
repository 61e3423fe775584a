// A listing is complete or fails: a missing image would be copied once more.
import { type Answer, answer, createTestClient, errorOf, type FakeService, startFakeService } from './fake-service';

const image = (fields: object = {}) => ({ ImageId: 'm-1', Status: 'Creating', ...fields });
const page = (images: object[], fields: object = {}) => answer(200, { RequestId: 'R-1', Images: images, ...fields });

let service: FakeService | undefined;
afterEach(() => service?.close());

async function list(...answers: Answer[]) {
  service = await startFakeService(...answers);
  const client = await createTestClient(service.endpoint);
  return client.listImages({ regionId: 'cn-hangzhou' });
}

it.each([
  ['12%', 12],
  ['12', 12],
  [12, 12],
  ['12.5 %', 12.5],
  ['101%', 100],
  ['soon', undefined],
  [undefined, undefined],
])('reads the progress %j', async (Progress, percent) => {
  const { value } = await list(page([image({ Progress })]));
  expect(value.images[0]?.percent).toBe(percent);
});

it('passes on a status that nobody knows, and fills in what is absent', async () => {
  const { value } = await list(page([image({ Status: 'Migrating' })]));
  const texts = { name: '', description: '', imageType: '' };
  expect(value.images).toEqual([{ imageId: 'm-1', status: 'Migrating', encrypted: false, ...texts }]);
});

it('reads an empty list as one page without images', async () => {
  expect((await list(page([]))).value).toEqual({ images: [], pages: 1 });
});

it.each<[string, Answer]>([
  ['without a list', answer(200, { RequestId: 'R-1' })],
  ['with a code', answer(200, { RequestId: 'R-1', Images: [], Code: 'Odd' })],
  ['with an image without an id', page([{ Status: 'Available' }])],
  ['with a second page that is missing', answer(503, { Code: 'ServiceUnavailable', RequestId: 'R-2' })],
])('fails for a page %s', async (_name, last) => {
  expect(await errorOf(list(page([image()], { NextToken: 'more' }), last))).toMatchObject({ outcome: 'unknown' });
  expect(service?.requests).toHaveLength(2);
});

it('fails for pages that go round in a circle', async () => {
  const error = await errorOf(
    list(page([], { NextToken: 'a' }), page([], { NextToken: 'b' }), page([], { NextToken: 'a' })),
  );
  expect(error).toMatchObject({ outcome: 'unknown', retryable: true });
  expect(service?.requests).toHaveLength(3);
});

it('fails for pages without end, and says so', async () => {
  let pages = 0;
  const error = await errorOf(
    list((response, request) => page([image()], { NextToken: `after ${++pages}` })(response, request)),
  );
  expect(error).toMatchObject({ outcome: 'unknown', message: expect.stringContaining('is page 200 of a listing') });
  expect(service?.requests).toHaveLength(200);
});

it('is complete with 200 pages', async () => {
  let pages = 0;
  const { value } = await list((response, request) => {
    const isLast = ++pages === 200;
    page([image({ ImageId: `m-${pages}` })], { NextToken: isLast ? '' : `after ${pages}` })(response, request);
  });
  expect(value.pages).toBe(200);
  expect(value.images).toHaveLength(200);
});

it.each([5, false, {}, [], 'x'.repeat(4_097)])('takes no token that is none for the last page', async (NextToken) => {
  const error = await errorOf(list(page([image()], { NextToken })));
  expect(error).toMatchObject({ outcome: 'unknown', message: expect.stringContaining('has a NextToken that is') });
});

it('takes a token of 4096 characters', async () => {
  const NextToken = 'x'.repeat(4_096);
  expect((await list(page([image()], { NextToken }), page([]))).value.pages).toBe(2);
  expect(service?.requests[1]?.parameters.NextToken).toBe(NextToken);
});

it.each([
  [true, true],
  ['true', true],
  ['True', true],
  [false, false],
  ['false', false],
  [1, false],
  [undefined, false],
])('reads the encryption %j', async (VolumeEncryptionEnabled, encrypted) => {
  const { value } = await list(page([image({ VolumeEncryptionEnabled })]));
  expect(value.images[0]?.encrypted).toBe(encrypted);
});

it.each([
  [40, 40],
  ['40', 40],
  ['40 GiB', undefined],
  ['', undefined],
  [{}, undefined],
])('reads the size %j', async (Size, size) => {
  const { value } = await list(page([image({ Size })]));
  expect(value.images[0]?.size).toBe(size);
});

it.each([0, 101])('takes no list of %i ids', async (count) => {
  const client = await createTestClient('http://127.0.0.1:1');
  const request = { regionId: 'cn-hangzhou', imageIds: Array.from({ length: count }, (_, index) => `m-${index}`) };
  await expect(client.describeImages(request)).rejects.toThrow(RangeError);
  await expect(client.deleteImages(request)).rejects.toThrow(RangeError);
});
