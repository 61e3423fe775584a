// Starting: what Temporal is asked for, and what is refused before it is asked.
import { type Client, ServiceError } from '@temporalio/client';
import {
  type DistributeImageInput,
  ImageDistributor,
  InvalidInputError,
  RequestIdConflictError,
} from '../../src/client';
import { requestHash } from '../../src/client/request-identity';

const INPUT: DistributeImageInput = {
  source: { regionId: 'cn-hangzhou', imageId: 'm-1' },
  imageName: 'office',
  destinations: 'all',
  shareWith: ['1'],
};

type Memo = Record<string, unknown>;

/** A Temporal where `running`, when there is one, is the memo of the run under way. */
function temporal(running?: Memo) {
  const starts: { workflowId: string; memo: Memo; typedSearchAttributes?: unknown }[] = [];
  const workflow = {
    start: jest.fn(async (_type: string, options: (typeof starts)[number]) => {
      starts.push(options);
      return { firstExecutionRunId: 'run-1' };
    }),
    getHandle: () => ({ describe: async () => ({ memo: running ?? starts.at(-1)?.memo }) }),
  };
  return { starts, workflow, distributor: new ImageDistributor({ workflow } as unknown as Client) };
}

test('the id is made of the request id, or of the hash of the input', async () => {
  const { distributor, starts } = temporal();
  const byId = await distributor.start(INPUT, { requestId: 'ticket-4711' });
  expect(byId).toMatchObject({ workflowId: 'distribute:m-1:ticket-4711', runId: 'run-1', attached: false });
  const byHash = await distributor.start(INPUT);
  expect(byHash.workflowId).toBe(`distribute:m-1:${requestHash(INPUT)}`);
  expect(starts[0]).toMatchObject({
    taskQueue: 'ecd-image-distributor',
    args: [INPUT],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    memo: { requestHash: requestHash(INPUT) },
    staticSummary: 'office from cn-hangzhou to all other regions, shared with 1 account',
  });
});

test('a run of the same request under way is attached to', async () => {
  const { distributor } = temporal({ requestHash: requestHash(INPUT), startId: 'somebody else' });
  expect(await distributor.start({ ...INPUT, reason: 'again' })).toMatchObject({ attached: true });
});

test('a run with other input under the same request id is a conflict', async () => {
  const { distributor } = temporal({ requestHash: 'another' });
  await expect(distributor.start(INPUT, { requestId: 'ticket-4711' })).rejects.toThrow(RequestIdConflictError);
});

test('a namespace that does not know our search attributes yet takes the run without', async () => {
  const { distributor, workflow, starts } = temporal();
  const unknownAttribute = Object.assign(new Error('no such attribute'), { code: 3, details: '', metadata: {} });
  workflow.start.mockRejectedValueOnce(new ServiceError('Failed to start Workflow', { cause: unknownAttribute }));
  expect(await distributor.start(INPUT)).toMatchObject({ runId: 'run-1' });
  expect(starts).toHaveLength(1);
  expect(starts[0]).not.toHaveProperty('typedSearchAttributes');
});

test.each([
  [{}, 'source.regionId'],
  [[], 'the request must be an object'],
  [{ ...INPUT, source: { regionId: 'cn-hangzhou', imageId: 7 } }, 'source.imageId'],
  [{ ...INPUT, destinations: 'cn-shanghai' }, 'destinations: must be a list of destinations, or "all"'],
  [{ ...INPUT, destinations: ['cn-shanghai'] }, 'destinations[0]: must be an object'],
  [{ ...INPUT, destinations: [{ regionId: 'cn-shanghai', shareWith: '1' }] }, 'destinations[0].shareWith'],
  [{ ...INPUT, shareWith: '1' }, 'shareWith'],
])('%j has not the shape of a request', async (input, finding) => {
  const { distributor, starts } = temporal();
  const error = await distributor.start(input as DistributeImageInput).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InvalidInputError);
  expect((error as InvalidInputError).findings.join('\n')).toContain(finding);
  expect(starts).toEqual([]);
});

test('a request id that cannot be one is refused', async () => {
  await expect(temporal().distributor.start(INPUT, { requestId: 'a/b' })).rejects.toThrow(InvalidInputError);
});
