// What the adapter is asked by the protocol, and what the protocol is told of a call that failed at the adapter.
import { calling, cloudCalls } from '../../src/activities/cloud';
import { type EcdClient, EcdError } from '../../src/ecd';
import { toEcdError } from '../../src/ecd/errors';
import { CallFailed } from '../../src/protocol/cloud';

async function told(statusCode: number, code: string): Promise<CallFailed> {
  const thrown = { statusCode, data: { Code: code, RequestId: 'R-1' }, retryAfter: 7_000 };
  const error = toEcdError(thrown, { action: 'CopyImage', regionId: 'cn-hangzhou' }, (text) => text);
  const failed = await calling(() => Promise.reject(error)).catch((reason: unknown) => reason);
  if (!(failed instanceof CallFailed)) throw failed;
  return failed;
}

test.each([
  ['NoPermission', 'NoPermission', 'denied'],
  ['Forbidden.RAM', 'NoPermission', 'denied'],
  ['InvalidAccessKeyId.NotFound', 'NoPermission', 'denied'],
  ['InvalidSecurityToken.Expired', 'NoPermission', 'denied'],
  ['SignatureDoesNotMatch', 'NoPermission', 'denied'],
  ['OperationDenied.ImageCopyConflict', 'CallFailed', 'conflict'],
  ['OperationDenied.ImageCopying', 'CallFailed', 'conflict'],
  ['InvalidImageName.Duplicated', 'CallFailed', 'name-in-use'],
  ['Throttling.User', 'Throttled', 'other'],
  ['QuotaExceed.Image', 'CallFailed', 'other'],
  ['Surprise', 'CallFailed', 'other'],
])('%s is a problem of the type %s, refused as %s', async (code, type, reason) => {
  const { problem, known } = await told(400, code);
  expect(problem).toMatchObject({ type, code, requestId: 'R-1', hint: expect.stringMatching(/./) });
  expect(known).toMatchObject({ outcome: 'not-applied', reason });
});

test('how long the service asks to wait goes along', async () => {
  expect((await told(400, 'Throttling.User')).known).toMatchObject({ retryable: true, retryAfterMs: 7_000 });
});

test('an answer that proves nothing leaves the outcome unknown', async () => {
  expect((await told(500, 'InternalError')).known).toMatchObject({ outcome: 'unknown', retryable: true });
});

test('an error that is none of the adapter’s comes through as it is', async () => {
  const bug = new TypeError('bug');
  await expect(calling(() => Promise.reject(bug))).rejects.toBe(bug);
  expect(bug).not.toBeInstanceOf(EcdError);
});

test('every write is sent with the date that it is given: that alone bounds how late it may take effect', async () => {
  const date = Date.parse('2026-11-24T03:05:26Z');
  const sent: [string, unknown, unknown][] = [];
  const write = (action: string) => async (request: unknown, options: unknown) => {
    sent.push([action, request, options]);
    return { value: { imageId: 'm-copy' }, requestId: 'R-1' };
  };
  const cloud = cloudCalls({
    copyImage: write('copy'),
    modifyImagePermission: write('share'),
    cancelCopyImage: write('cancel'),
  } as unknown as EcdClient);
  const image = { regionId: 'cn-shanghai', imageId: 'm-1' };
  const request = {
    regionId: 'cn-hangzhou',
    imageId: 'm-golden',
    destinationRegionId: 'cn-shanghai',
    destinationImageName: 'office',
    destinationDescription: '',
  };
  await cloud.copyImage(request, date);
  await cloud.addAccounts(['1'], image, date);
  await cloud.cancelCopyImage(image, date);
  const dated = { date: new Date(date) };
  expect(sent).toEqual([
    ['copy', request, dated],
    ['share', { ...image, addAccounts: ['1'] }, dated],
    ['cancel', image, dated],
  ]);
});
