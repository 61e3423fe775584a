// The fence: right before a write Temporal is asked whether the run still waits for this very attempt.
import type { Problem } from '../shared/problem';
import { notAwaited, temporalUnavailable } from '../shared/problems';

/** Undefined: it may write. Else why not: nobody waits, or Temporal could not be asked, which says nothing. */
export async function fenced(isAwaited: () => Promise<boolean>, regionId: string): Promise<Problem | undefined> {
  try {
    return (await isAwaited()) ? undefined : notAwaited(regionId);
  } catch {
    return temporalUnavailable(regionId);
  }
}
