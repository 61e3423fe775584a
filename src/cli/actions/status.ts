// Shows where a distribution stands.
import type { ConnectOptions } from '../../client';
import { printJson } from '../report';
import { tableOf } from '../text';
import { withDistributor } from '../with-distributor';

/** Flags of `status`. */
export interface StatusFlags extends ConnectOptions {
  json?: boolean;
}

/** Prints the table, or the status as JSON. Throws what `DistributionHandle.status` throws. */
export async function statusAction(workflowId: string, { json, ...connection }: StatusFlags): Promise<void> {
  const status = await withDistributor(connection, (distributor) => distributor.get(workflowId).status());
  if (json) printJson(status);
  else process.stdout.write(`${tableOf(status)}\n`);
}
