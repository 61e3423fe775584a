// An attempt of an activity without a server, which says nothing of the failures that a test wants.
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';

/** What Temporal tells the attempt; the rest is made up. */
type AttemptInfo = NonNullable<ConstructorParameters<typeof MockActivityEnvironment>[0]>;

/** The environment of one attempt. */
export function activityEnvironment(info: AttemptInfo = {}): MockActivityEnvironment {
  return new MockActivityEnvironment(info, { logger: new DefaultLogger('ERROR') });
}
