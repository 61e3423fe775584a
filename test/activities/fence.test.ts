// The fence, as a describe of the run answers it.
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { isAwaited, isAwaitedUncancelled } from '../../src/activities/fence';
import { activityEnvironment } from '../support/activity';

interface Described {
  status?: string;
  attempt?: number;
  cancelRequested?: boolean;
  /** Of the distribution. */
  parentCancelled?: boolean | Error;
}

/** What both fences say of a run that waits for its first attempt, but for what a test says. */
async function asked({ status = 'RUNNING', attempt = 1, cancelRequested = false, parentCancelled }: Described) {
  const info = { activityId: 'a', attempt: 1, workflowExecution: { workflowId: 'w', runId: 'r' } };
  const parentExecution = parentCancelled === undefined ? undefined : { workflowId: 'parent', runId: 'p' };
  const raw = {
    pendingActivities: [{ activityId: 'a', attempt }],
    workflowExtendedInfo: { cancelRequested },
    workflowExecutionInfo: { parentExecution },
  };
  const describe = async () => ({ status: { name: status }, raw });
  const describeParent = async () => {
    if (parentCancelled instanceof Error) throw parentCancelled;
    return { raw: { workflowExtendedInfo: { cancelRequested: parentCancelled } } };
  };
  const getHandle = (workflowId: string) => ({ describe: workflowId === 'parent' ? describeParent : describe });
  const client = { workflow: { getHandle } } as unknown as Client;
  const run = (fence: typeof isAwaited) => activityEnvironment(info).run(() => fence(client));
  return { write: await run(isAwaited), copy: await run(isAwaitedUncancelled) };
}

const NOT_FOUND = new WorkflowNotFoundError('gone', 'parent', 'p');

test.each<[string, Described, { write: boolean; copy: boolean }]>([
  ['waits', {}, { write: true, copy: true }],
  ['is cancelled', { cancelRequested: true }, { write: true, copy: false }],
  ['belongs to a distribution', { parentCancelled: false }, { write: true, copy: true }],
  ['belongs to a distribution that is cancelled', { parentCancelled: true }, { write: true, copy: false }],
  ['outlives its distribution', { parentCancelled: NOT_FOUND }, { write: true, copy: true }],
  ['is closed', { status: 'TERMINATED' }, { write: false, copy: false }],
  ['waits for another attempt', { attempt: 2 }, { write: false, copy: false }],
])('a run that %s', async (_, described, answers) => {
  expect(await asked(described)).toEqual(answers);
});
