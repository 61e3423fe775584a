// The fence, as a describe of the run answers it.
import type { Client } from '@temporalio/client';
import { isAwaited, isAwaitedUncancelled } from '../../src/activities/fence';
import { activityEnvironment } from '../support/activity';

interface Described {
  status?: string;
  attempt?: number;
  cancelRequested?: boolean;
}

/** What both fences say of a run that waits for its first attempt, but for what a test says. */
async function asked({ status = 'RUNNING', attempt = 1, cancelRequested = false }: Described) {
  const info = { activityId: 'a', attempt: 1, workflowExecution: { workflowId: 'w', runId: 'r' } };
  const raw = { pendingActivities: [{ activityId: 'a', attempt }], workflowExtendedInfo: { cancelRequested } };
  const describe = async () => ({ status: { name: status }, raw });
  const client = { workflow: { getHandle: () => ({ describe }) } } as unknown as Client;
  const run = (fence: typeof isAwaited) => activityEnvironment(info).run(() => fence(client));
  return { write: await run(isAwaited), copy: await run(isAwaitedUncancelled) };
}

test.each<[string, Described, { write: boolean; copy: boolean }]>([
  ['waits', {}, { write: true, copy: true }],
  ['is cancelled', { cancelRequested: true }, { write: true, copy: false }],
  ['is closed', { status: 'TERMINATED' }, { write: false, copy: false }],
  ['waits for another attempt', { attempt: 2 }, { write: false, copy: false }],
])('a run that %s', async (_, described, answers) => {
  expect(await asked(described)).toEqual(answers);
});
