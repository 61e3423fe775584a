// What the description of a child adds to the row of its destination.
import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { describedStatus, withChildren } from '../../src/client/live-status';
import type { DistributionStatus } from '../../src/shared/distribution';
import { imageIdAttribute, phaseAttribute } from '../../src/shared/search-attributes';

function described(phase: string, activityType: string, heartbeat?: object) {
  const payloads = heartbeat && [defaultPayloadConverter.toPayload(heartbeat)];
  return {
    typedSearchAttributes: new TypedSearchAttributes([
      { key: phaseAttribute, value: phase },
      { key: imageIdAttribute, value: 'm-copy' },
    ]),
    raw: {
      pendingActivities: [
        { activityType: { name: activityType }, attempt: 7, ...(payloads && { heartbeatDetails: { payloads } }) },
      ],
    },
  };
}

test('phase, image, attempt, and the percent of the last heartbeat', () => {
  const child = described('waiting', 'awaitAvailable', { seen: true, status: 'Creating', percent: 40 });
  expect(describedStatus(child)).toEqual({ phase: 'waiting', imageId: 'm-copy', attempt: 7, percent: 40 });
});

test('a copy that is being cancelled says so, and there may be no activity at all', () => {
  expect(describedStatus(described('waiting', 'cancelCopy'))).toMatchObject({ phase: 'cancelling' });
  const fresh = { typedSearchAttributes: new TypedSearchAttributes([]), raw: {} };
  expect(describedStatus(fresh)).toEqual({});
});

test('only started rows are read, at most 10 at a time, and one that cannot be read stays as it is', async () => {
  let reading = 0;
  let most = 0;
  const asked: string[] = [];
  const describe = async (workflowId: string) => {
    asked.push(workflowId);
    most = Math.max(most, ++reading);
    await new Promise((resolve) => setTimeout(resolve, 1));
    reading--;
    if (workflowId.includes('region-3')) throw new Error('not now');
    return described('waiting', 'awaitAvailable', { percent: 5 });
  };
  const getHandle = (workflowId: string) => ({ describe: () => describe(workflowId) });
  const client = { workflow: { getHandle } } as unknown as Client;
  const status: DistributionStatus = {
    source: { regionId: 'cn-hangzhou', imageId: 'm-1' },
    destinations: Array.from({ length: 40 }, (_, index) => ({
      regionId: `region-${index}`,
      imageName: 'office',
      phase: index === 5 ? 'queued' : 'started',
    })),
  };
  const { destinations } = await withChildren(client, status);
  expect(most).toBe(10);
  expect(asked).toHaveLength(39);
  expect(asked).toContain('copy-and-share:cn-hangzhou:m-1:region-0:office');
  expect(destinations[0]).toMatchObject({ phase: 'waiting', percent: 5 });
  expect(destinations[3]).toEqual(status.destinations[3]);
  expect(destinations[5]).toEqual(status.destinations[5]);
});

test('how long a settle lasts is asked of the child itself', async () => {
  const query = async () => ({ phase: 'settling-before-cancel', settlesUntil: '2026-11-24T12:00:00.000Z' });
  const getHandle = () => ({ describe: async () => described('settling', 'settleCopy'), query });
  const client = { workflow: { getHandle } } as unknown as Client;
  const { destinations } = await withChildren(client, {
    source: { regionId: 'cn-hangzhou', imageId: 'm-1' },
    destinations: [{ regionId: 'cn-shanghai', imageName: 'office', phase: 'started' }],
  });
  expect(destinations[0]).toMatchObject({
    regionId: 'cn-shanghai',
    phase: 'settling-before-cancel',
    settlesUntil: '2026-11-24T12:00:00.000Z',
  });
});
