// Shows where a distribution stands.
import type { ConnectOptions, DistributionHandle, DistributionStatus } from '../../client';
import { ExitCode } from '../exit-code';
import { exitCodeOf } from '../explain';
import { printJson } from '../report';
import { tableOf } from '../text';
import { withDistributor } from '../with-distributor';

/** Flags of `status`. */
export interface StatusFlags extends ConnectOptions {
  json?: boolean | undefined;
}

/** Prints the table, or the status as JSON. Throws what `DistributionHandle.status` throws. */
export async function statusAction(workflowId: string, { json, ...connection }: StatusFlags): Promise<ExitCode> {
  return withDistributor(connection, async (distributor) => {
    const run = distributor.get(workflowId);
    const status = await run.status();
    show(status, json ?? false);
    return endOf(run, status);
  });
}

function show(status: DistributionStatus, json: boolean): void {
  if (json) printJson(status);
  else process.stdout.write(`${tableOf(status)}\n`);
}

/** How a run that has ended would have ended a wait for it; 0 while it is under way. */
async function endOf(run: DistributionHandle, { destinations }: DistributionStatus): Promise<ExitCode> {
  const hasEnded = destinations.length > 0 && destinations.every(({ phase }) => phase === 'done');
  if (!hasEnded) return ExitCode.Done;
  return run.result().then(() => ExitCode.Done, exitCodeOf);
}
