// What goes over the wire and comes back, with every SDK there is: the same for each.
import {
  type Answer,
  answer,
  COPY_REQUEST,
  createTestClient,
  errorOf,
  type FakeService,
  KEYS,
  startFakeService,
} from './fake-service';
import { official, SDKS } from './sdks';
import { readAuthorization, sign } from './signature';

const IMAGE = {
  ImageId: 'm-1',
  Name: 'Office',
  Description: 'of the office',
  Status: 'Available',
  Progress: '100%',
  ImageType: 'CUSTOM',
  CreationTime: '2026-11-24T03:05:26Z',
  OsType: 'WINDOWS',
  Platform: 'Windows Server 2022',
  Size: 40,
  SharedCount: 1,
  GpuDriverVersion: 417.22,
  VolumeEncryptionEnabled: false,
};

let service: FakeService | undefined;
afterEach(() => service?.close());

if (!official) process.stderr.write('@alicloud/ecd20200930 is not installed: the ECD contract runs without it\n');

// Skipped, so that a run's report counts what that run has not tested.
(official ? it : it.skip)('has the official SDK to run over', () => {
  expect(SDKS.map(({ sdk }) => sdk)).toContain(official);
});

describe.each(SDKS)('with $name', ({ sdk }) => {
  async function connect(...answers: Answer[]) {
    service = await startFakeService(...answers);
    return createTestClient(service.endpoint, { sdk });
  }
  const sent = () => service?.requests.map(({ parameters }) => parameters);

  it('sends CopyImage as a signed POST with its parameters in the query, and gives the new id', async () => {
    const date = 'Tue, 24 Nov 2026 03:05:26 GMT';
    const client = await connect(answer(200, { ImageId: 'm-copy', RequestId: 'R-1' }, { date }));
    await expect(client.copyImage(COPY_REQUEST)).resolves.toEqual({
      value: { imageId: 'm-copy' },
      requestId: 'R-1',
      date: new Date('2026-11-24T03:05:26Z'),
    });
    expect(service?.requests[0]).toMatchObject({
      method: 'POST',
      pathname: '/',
      headers: { 'x-acs-action': 'CopyImage', 'x-acs-version': '2020-09-30', 'content-length': '0' },
      parameters: {
        RegionId: 'cn-hangzhou',
        ImageId: 'm-gx2x1dhsmusr2abcd',
        DestinationRegionId: 'cn-shenzhen',
        DestinationImageName: 'Office_Shanghai',
        DestinationDescription: "it's a (test)* ~ 100%",
      },
    });
  });

  it('sends a given date as x-acs-date, signed', async () => {
    const client = await connect(answer(200, { ImageId: 'm-copy', RequestId: 'R-1' }));
    await client.copyImage(COPY_REQUEST, { date: new Date('2020-02-03T04:05:06.789Z') });
    const request = service?.requests[0];
    if (!request) throw new Error('no request came');
    expect(request.headers['x-acs-date']).toBe('2020-02-03T04:05:06Z');
    const { signedHeaders, signature } = readAuthorization(request.headers.authorization);
    expect(signedHeaders).toEqual(expect.arrayContaining(['host', 'x-acs-action', 'x-acs-date', 'x-acs-version']));
    expect(signature).toBe(sign(request, signedHeaders, KEYS.accessKeySecret));
  });

  it('lists all pages of the custom images, and reads their fields', async () => {
    const client = await connect(
      answer(200, { RequestId: 'R-1', NextToken: 'more', Images: [IMAGE] }),
      answer(200, { RequestId: 'R-2', NextToken: '', Images: [{ ...IMAGE, ImageId: 'm-2' }] }),
    );
    const { value, requestId } = await client.listImages({ regionId: 'cn-hangzhou' });
    expect(value.pages).toBe(2);
    expect(requestId).toBe('R-2');
    expect(value.images.map(({ imageId }) => imageId)).toEqual(['m-1', 'm-2']);
    expect(value.images[0]).toEqual({
      imageId: 'm-1',
      name: 'Office',
      description: 'of the office',
      status: 'Available',
      percent: 100,
      imageType: 'CUSTOM',
      creationTime: '2026-11-24T03:05:26Z',
      osType: 'WINDOWS',
      platform: 'Windows Server 2022',
      size: 40,
      sharedCount: 1,
      encrypted: false,
    });
    const page = { RegionId: 'cn-hangzhou', ImageType: 'CUSTOM', MaxResults: '100' };
    expect(sent()).toEqual([page, { ...page, NextToken: 'more' }]);
  });

  it('flattens lists', async () => {
    const client = await connect(answer(200, { RequestId: 'R-1', Images: [] }), answer(200, { RequestId: 'R-2' }));
    const regionId = 'cn-hangzhou';
    await client.describeImages({ regionId, imageIds: ['m-1', 'm-2'] });
    await client.deleteImages({ regionId, imageIds: ['m-3'] });
    const accounts = { addAccounts: ['1234567890123456', '9007199254740993'], removeAccounts: ['1'] };
    await client.modifyImagePermission({ regionId, imageId: 'm-1', ...accounts });
    expect(sent()).toEqual([
      { RegionId: regionId, 'ImageId.1': 'm-1', 'ImageId.2': 'm-2', MaxResults: '100' },
      { RegionId: regionId, 'ImageId.1': 'm-3' },
      {
        RegionId: regionId,
        ImageId: 'm-1',
        'AddAccount.1': '1234567890123456',
        'AddAccount.2': '9007199254740993',
        'RemoveAccount.1': '1',
      },
    ]);
  });

  it('reads permissions and regions', async () => {
    const client = await connect(
      answer(200, { RequestId: 'R-1', AliUids: ['1234567890123456'] }),
      answer(200, { RequestId: 'R-2' }),
      answer(200, { RequestId: 'R-3', Regions: [{ RegionId: 'cn-hangzhou', LocalName: 'Hangzhou' }] }),
    );
    const image = { regionId: 'cn-hangzhou', imageId: 'm-1' };
    expect((await client.describeImagePermission(image)).value).toEqual(['1234567890123456']);
    expect((await client.describeImagePermission(image)).value).toEqual([]);
    expect((await client.describeRegions({ regionId: 'cn-hangzhou' })).value).toEqual([
      { regionId: 'cn-hangzhou', localName: 'Hangzhou' },
    ]);
  });

  it('reads account ids as they are sent, and leaves out what is none', async () => {
    const AliUids = ['1', '9223372036854775807', 1234567890123456, 2 ** 53, null, '', {}];
    const client = await connect(answer(200, { RequestId: 'R-1', AliUids }));
    const { value } = await client.describeImagePermission({ regionId: 'cn-hangzhou', imageId: 'm-1' });
    expect(value).toEqual(['1', '9223372036854775807', '1234567890123456']);
  });

  it('sees an error code in a 200 of an action that has no value of its own', async () => {
    const client = await connect(answer(200, { RequestId: 'R-1', Code: 'Odd' }));
    const error = await errorOf(client.cancelCopyImage({ regionId: 'cn-hangzhou', imageId: 'm-1' }));
    expect(error).toMatchObject({ outcome: 'unknown', code: 'Odd', requestId: 'R-1', statusCode: 200 });
  });

  it('gives code, status, RequestId and reason of a refusal', async () => {
    const client = await connect(
      answer(403, { Code: 'QuotaExceed.Image', Message: 'Too many images.', RequestId: 'R-1', HostId: 'h' }),
    );
    const error = await errorOf(client.copyImage(COPY_REQUEST));
    expect(error).toMatchObject({
      action: 'CopyImage',
      regionId: 'cn-hangzhou',
      code: 'QuotaExceed.Image',
      statusCode: 403,
      requestId: 'R-1',
      outcome: 'not-applied',
      retryable: false,
    });
    expect(error.message).toBe(
      'CopyImage of m-gx2x1dhsmusr2abcd in cn-hangzhou (QuotaExceed.Image, HTTP 403, RequestId R-1): Too many images.',
    );
    expect(error.hint).toContain('Look up RequestId R-1 at https://api.aliyun.com/troubleshoot');
  });
});
