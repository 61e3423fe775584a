// The kinds of failed calls: all that the rest of the program tells apart, so that no code of the cloud's is read
// outside this folder.

/** Why a call failed. Whether it took effect is another question: see `CallOutcome`. */
export type FailureKind =
  /** The worker's identity lacks the right, or its keys are not valid (any more). */
  | 'denied'
  /** Too many calls. */
  | 'throttled'
  /** The image is being copied already: worth another try minutes later, not seconds. */
  | 'conflict'
  /** An earlier request is being worked on. */
  | 'busy'
  /** An image in the destination has the wanted name. */
  | 'name-in-use'
  /** There is no such image. */
  | 'not-found'
  /** The image's status does not allow it. */
  | 'wrong-status'
  /** An encrypted image cannot be shared, or not be copied there. */
  | 'encrypted'
  /** There is no such region. */
  | 'unknown-region'
  /** The region exists and does not take it. */
  | 'unsuitable-region'
  /** There may be no more of it. */
  | 'quota'
  /** The account owes money. */
  | 'arrears'
  /** The request came too long after its date. */
  | 'expired'
  /** A parameter is wrong. */
  | 'invalid'
  /** Not sent: the worker has no credentials at the moment. */
  | 'no-credentials'
  /** Not sent: there was no connection. */
  | 'unreachable'
  /** No answer, or none that says why. */
  | 'unclear'
  /** A refusal that the table does not know. */
  | 'other';
