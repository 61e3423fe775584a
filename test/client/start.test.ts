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

/** Lists within lists, deeper than any stack. */
function nested(levels: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'input: '],
  ['an empty object', {}, 'source: '],
  ['a list', [], 'input: '],
  ['a number as image', { ...INPUT, source: { regionId: 'cn-hangzhou', imageId: 7 } }, 'source.imageId'],
  ['a text as destinations', { ...INPUT, destinations: 'cn-shanghai' }, 'destinations: must be a list of'],
  ['a text as destination', { ...INPUT, destinations: ['cn-shanghai'] }, 'destinations[0]: '],
  ['a text as accounts', { ...INPUT, shareWith: '1' }, 'shareWith'],
  ['an account with letters', { ...INPUT, shareWith: ['12ab'] }, 'shareWith[0]: must be an account id'],
  ['a number as reason', { ...INPUT, reason: 7 }, 'reason: '],
  ['an object as description', { ...INPUT, description: {} }, 'description: '],
  ['a BigInt', { ...INPUT, shareWith: [1n], maxConcurrent: 1n }, 'shareWith[0]'],
  ['an object without toString', { ...INPUT, imageName: Object.create(null) }, 'imageName: '],
  ['5,000 levels', { ...INPUT, destinations: nested(5_000), reason: nested(5_000) }, 'destinations'],
  ['half a character', { ...INPUT, description: 'ab\ud800' }, 'description: must be well-formed'],
  ['an unknown field', { ...INPUT, deep: nested(5_000) }, 'Unrecognized key: "deep"'],
])('%s is refused before anything is started', async (_, input, finding) => {
  const { distributor, starts } = temporal();
  for (const call of [
    distributor.start(input as DistributeImageInput),
    distributor.plan(input as DistributeImageInput),
  ]) {
    const error = await call.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as InvalidInputError).findings.join('\n')).toContain(finding);
  }
  expect(starts).toEqual([]);
});

test('a request id that cannot be one is refused', async () => {
  for (const requestId of ['a/b', '', 'a\ud800', 'a\0', 7, Object.create(null)]) {
    await expect(temporal().distributor.start(INPUT, { requestId })).rejects.toThrow(InvalidInputError);
  }
});
