// Failures of the adapter's own before a request leaves this machine.
import type { FailureFacts } from './ecd-error';

/** Nothing was sent: the call surely did not take effect. */
export class NotSent extends Error {
  readonly failure: FailureFacts;

  constructor(failure: Pick<FailureFacts, 'what' | 'kind' | 'hint' | 'retryable'>) {
    super(failure.what);
    this.failure = { ...failure, outcome: 'not-applied' };
  }
}

/** Of a request that no request can be made of: a text with half a character, a key with a line break. */
export const NOT_BUILT = {
  what: 'the request could not be built',
  kind: 'invalid',
  hint:
    'Check names and descriptions for half a character (a lone surrogate), and the access key for a line break or ' +
    'another character that a header cannot hold.',
  retryable: false,
} as const;
