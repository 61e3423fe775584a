// Asks a distribution to end.
import type { ConnectOptions } from '../../client';
import { say } from '../report';
import { withDistributor } from '../with-distributor';

/** Returns when the request was taken, and says what happens to the copies. */
export async function cancelAction(workflowId: string, connection: ConnectOptions): Promise<void> {
  await withDistributor(connection, (distributor) => distributor.get(workflowId).cancel());
  say(
    `${workflowId} is asked to end. Copies in flight that it made itself are cancelled, unless its request says\n` +
      'onCancel "keep"; copies that are finished or were adopted stay as they are.\n' +
      `See how it ends: ecd-image status ${workflowId}`,
  );
}
