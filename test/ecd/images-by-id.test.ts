// Reading images by their ids: what does not exist is absent, and fails nobody else.
import { type Answer, answer, createTestClient, errorOf, type FakeService, startFakeService } from './fake-service';

const regionId = 'cn-hangzhou';
const image = (imageId: string) => ({ ImageId: imageId, Status: 'Available' });
const notFound = answer(404, { Code: 'InvalidImageId.NotFound', Message: 'no such image', RequestId: 'R-404' });

let service: FakeService | undefined;
afterEach(() => service?.close());

async function read(imageIds: readonly string[], ...answers: Answer[]) {
  service = await startFakeService(...answers);
  const client = await createTestClient(service.endpoint);
  const { value, ...rest } = await client.describeImages({ regionId, imageIds });
  return { ...rest, found: value.map(({ imageId }) => imageId) };
}

/** Refuses every call that names a bad id, as a service does that checks them. */
function strict(isBad: (imageId: string) => boolean): Answer {
  return (response, request) => {
    const ids = Object.entries(request.parameters).flatMap(([name, id]) => (name.startsWith('ImageId.') ? [id] : []));
    const says = ids.some(isBad) ? notFound : answer(200, { RequestId: 'R-1', Images: ids.map(image) });
    says(response, request);
  };
}

const asked = () => service?.requests.map(({ parameters }) => parameters['ImageId.1']);

test('one that the service says does not exist is absent', async () => {
  expect(await read(['m-gone'], notFound)).toEqual({ found: [], requestId: 'R-404' });
  expect(service?.requests).toHaveLength(1);
});

test('one of several that does not exist fails nobody else', async () => {
  const { found } = await read(
    ['m-1', 'm-gone', 'm-2'],
    strict((imageId) => imageId === 'm-gone'),
  );
  expect(found).toEqual(['m-1', 'm-2']);
  expect(asked()).toEqual(['m-1', 'm-1', 'm-gone', 'm-2']);
});

test('they are asked for together as long as all exist', async () => {
  expect(
    (
      await read(
        ['m-1', 'm-2'],
        strict(() => false),
      )
    ).found,
  ).toEqual(['m-1', 'm-2']);
  expect(service?.requests).toHaveLength(1);
});

test('a hundred that do not exist are no more than 101 calls', async () => {
  const ids = Array.from({ length: 100 }, (_, index) => `m-${index}`);
  expect(
    (
      await read(
        ids,
        strict(() => true),
      )
    ).found,
  ).toEqual([]);
  expect(service?.requests).toHaveLength(101);
});

test.each([
  ['another refusal', answer(403, { Code: 'NoPermission', RequestId: 'R-2' }), 'denied'],
  ['a 404 that is no answer of ECD', answer(404, '<html>'), 'unclear'],
  [
    'a region that does not exist',
    answer(404, { Code: 'InvalidRegionId.NotFound', RequestId: 'R-2' }),
    'unknown-region',
  ],
])('%s says nothing of an image', async (_, failure, kind) => {
  expect(await errorOf(read(['m-1'], failure))).toMatchObject({ kind });
});

test('a failure while they are asked for one by one fails the read', async () => {
  const failing = answer(503, { Code: 'ServiceUnavailable', RequestId: 'R-2' });
  expect(await errorOf(read(['m-1', 'm-2'], notFound, failing))).toMatchObject({ outcome: 'unknown' });
  expect(service?.requests).toHaveLength(2);
});

test('one that is on a further page is there', async () => {
  const page = (imageId: string, NextToken?: string) =>
    answer(200, { RequestId: 'R-1', Images: [image(imageId)], NextToken });
  expect((await read(['m-1', 'm-2'], page('m-1', 'more'), page('m-2', 'and more'))).found).toEqual(['m-1', 'm-2']);
  expect(service?.requests.map(({ parameters }) => parameters.NextToken)).toEqual([undefined, 'more']);
});
