// Waiting for a distribution while a view shows where it stands.
import {
  DistributionCancelledError,
  type DistributionHandle,
  DistributionIncompleteError,
  type DistributionResult,
} from '../client';
import type { StatusView } from './status-view';

/** How a wait ended: with the table where the run left one, and with the error unless the run is green. */
export interface FollowEnd {
  result?: DistributionResult | undefined;
  error?: unknown;
}

/** Shows the distribution in the view until its end. Throws nothing: also a lost connection is an end of the wait. */
export async function follow(handle: DistributionHandle, view: StatusView): Promise<FollowEnd> {
  let isSilent = false;
  const onUnavailable = () => {
    if (!isSilent) view.note('no worker answers; the run goes on as soon as one does');
    isSilent = true;
  };
  try {
    for await (const status of handle.watch({ onUnavailable })) {
      isSilent = false;
      view.show(status);
    }
    return { result: await handle.result() };
  } catch (error) {
    return { error, result: tableIn(error) };
  } finally {
    await view.end();
  }
}

function tableIn(error: unknown): DistributionResult | undefined {
  const hasTable = error instanceof DistributionIncompleteError || error instanceof DistributionCancelledError;
  return hasTable ? error.result : undefined;
}
