// The activities that share and cancel ask the fence right before they write: a worker that froze writes nothing late.
import type { Client } from '@temporalio/client';
import { createCancelCopy } from '../../src/activities/cancel-copy';
import type { CloudCalls } from '../../src/activities/cloud';
import { createShareImage } from '../../src/activities/share-image';
import type { Image } from '../../src/protocol/cloud';
import type { CancelCopyInput, ShareImageInput } from '../../src/shared/activities';
import { activityEnvironment } from '../support/activity';
import { TEST_TIMING } from '../support/timing';

const image = { regionId: 'cn-shanghai', imageId: 'm-1' };
const shareInput: ShareImageInput = { ...image, shareWith: ['1'], copyKey: 'a'.repeat(20), timing: TEST_TIMING };
const cancelInput: CancelCopyInput = { ...image, timing: TEST_TIMING };

/** Runs the first attempt of both activities in a world where the run is described like this; the writes that it sent. */
async function writesOf({ status = 'RUNNING', attempt = 1 }: { status?: string; attempt?: number }) {
  const raw = { pendingActivities: [{ activityId: 'a', attempt }] };
  const describe = async () => ({ status: { name: status }, raw });
  const client = { workflow: { getHandle: () => ({ describe }) } } as unknown as Client;
  const addAccounts = jest.fn(async () => ({ requestId: 'R-1' }));
  const cancelCopyImage = jest.fn(async () => ({ requestId: 'R-2' }));
  const cloud = { addAccounts, cancelCopyImage } as unknown as CloudCalls;
  const creating: Image = { ...image, name: '', description: '', status: 'Creating', encrypted: false };
  const reads = {
    listImages: async () => ({ images: [], pages: 1 }),
    describeImage: async () => creating,
    describeImagePermission: async () => ({ accounts: [] }),
  };
  const environment = () =>
    activityEnvironment({ activityId: 'a', attempt: 1, workflowExecution: { workflowId: 'w', runId: 'r' } });
  const typeOf = (error: { type?: string }) => error.type;
  const share = createShareImage({ cloud, reads, client, settings: {} });
  const cancel = createCancelCopy({ cloud, reads, client });
  const ends = [
    await environment().run(share, shareInput).catch(typeOf),
    await environment().run(cancel, cancelInput).catch(typeOf),
  ];
  return { ends, writes: [addAccounts.mock.calls.length, cancelCopyImage.mock.calls.length] };
}

test('a run that waits for the attempt has its accounts added and its copy cancelled', async () => {
  expect(await writesOf({})).toEqual({ ends: ['NotYet', 'NotYet'], writes: [1, 1] });
});

test.each([
  ['is closed', { status: 'TERMINATED' }],
  ['waits for another attempt', { attempt: 2 }],
])('for a run that %s nothing is written', async (_, described) => {
  expect(await writesOf(described)).toEqual({ ends: ['NotAwaited', 'NotAwaited'], writes: [0, 0] });
});
