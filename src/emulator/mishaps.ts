// What comes back of a call that meets a fault: late, cut, unreadable, or nothing at all.
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from './api-error';
import type { Answer } from './exchange';
import type { FaultRule } from './faults';

const CUT_AFTER = 10;

/** A call that is ready to take effect. */
export interface ReadyCall {
  /** Lets it take effect, and gives its answer. Never throws. */
  apply(): Answer;
  refuse(error: ApiError): Answer;
}

/** The answer to a call; undefined: the connection is broken off. */
export async function answerWith(fault: FaultRule | undefined, call: ReadyCall): Promise<Answer | undefined> {
  switch (fault?.effect) {
    case 'drop-before':
      return undefined;
    case 'drop-after':
      call.apply();
      return undefined;
    case 'apply-late':
      setTimeout(() => call.apply(), fault.ms).unref();
      return undefined;
    case 'hang':
      await sleep(fault.ms, undefined, { ref: false });
      return undefined;
    case 'delay-after': {
      const answer = call.apply();
      await sleep(fault.ms, undefined, { ref: false });
      return answer;
    }
    case 'apply-twice': {
      const answer = call.apply();
      call.apply();
      return answer;
    }
    case 'html-502':
      call.apply();
      return { statusCode: 502, contentType: 'text/html', body: '<html><body>502 Bad Gateway</body></html>' };
    case 'empty-body':
      return { ...call.apply(), body: '' };
    case 'cut-body':
      return { ...call.apply(), cutAt: CUT_AFTER };
    case 'error': {
      if (fault.applied) call.apply();
      const retryAfter = fault.retryAfter ?? fault.retryAfterMs?.toString();
      const headers = retryAfter === undefined ? {} : { 'x-acs-retry-after': retryAfter };
      return call.refuse(new ApiError(fault.code, 'A fault was asked for.', headers, fault.status));
    }
    default:
      return call.apply();
  }
}
