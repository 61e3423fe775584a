// Failures of the adapter's own before a request leaves this machine.
import type { FailedCall } from './ecd-error';

/** Nothing was sent: the call surely did not take effect. */
export class NotSent extends Error {
  readonly failure: FailedCall;

  constructor(failure: Pick<FailedCall, 'what' | 'kind' | 'hint' | 'retryable'>) {
    super(failure.what);
    this.failure = { ...failure, outcome: 'not-applied' };
  }
}
