// How the model cloud's calls fail: as the adapter would tell it.
import { CallFailed, type RefusalReason } from '../../src/protocol/cloud';
import { callFailed } from '../../src/shared/problems';

interface Failure {
  outcome?: 'unknown' | 'not-applied';
  retryable?: boolean;
  reason?: RefusalReason;
  retryAfterMs?: number;
}

/** A refusal or, when it says so, an answer that never came. */
export function modelError(code: string, failure: Failure = {}): CallFailed {
  const { outcome = 'not-applied', retryable = false, reason = 'other', retryAfterMs } = failure;
  const why = reason === 'denied' ? 'denied' : code.startsWith('Throttling') ? 'throttled' : 'other';
  const problem = callFailed({ code, message: `The model says ${code}`, hint: '', why });
  return new CallFailed(problem, { outcome, retryable, reason, retryAfterMs });
}

export const noAnswer = () => modelError('NoAnswer', { outcome: 'unknown', retryable: true });
export const unavailable = () => modelError('ServiceUnavailable', { outcome: 'unknown', retryable: true });
export const denied = () => modelError('NoPermission', { reason: 'denied' });
export const notFound = () => modelError('InvalidImageId.NotFound', { reason: 'not-ready' });
export const expired = () => modelError('InvalidTimeStamp.Expired', { retryable: true });
export const throttled = (retryAfterMs: number) => modelError('Throttling.User', { retryable: true, retryAfterMs });
export const conflict = () => modelError('OperationDenied.ImageCopyConflict', { retryable: true, reason: 'conflict' });
export const nameInUse = () => modelError('InvalidImageName.Duplicated', { reason: 'name-in-use' });
