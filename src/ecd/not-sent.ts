// Failures of the adapter's own before a request leaves this machine.

/** Nothing was sent: the call surely did not take effect. */
export class NotSent extends Error {
  /** `message` says what happened, `hint` what to do; `retryable` when it may pass by itself. */
  constructor(
    message: string,
    readonly hint: string,
    readonly retryable: boolean,
  ) {
    super(message);
  }
}
