// The RPC protocol of the service: one call from its headers to its answer, with the faults that it meets on the way.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ACTIONS } from './actions';
import type { Action } from './actions/action';
import { ApiError } from './api-error';
import type { Authentication } from './authentication';
import type { Cloud } from './cloud';
import { type Answer, write } from './exchange';
import type { FaultRule, Faults } from './faults';
import type { CopyFault } from './image';
import type { Ledger, LedgerEntry } from './ledger';
import { Parameters } from './parameters';
import type { RateLimits } from './rate-limits';

const VERSION = '2020-09-30';
const COPY_FAULTS: Readonly<Record<string, CopyFault>> = {
  'create-failed': 'create-failed',
  stuck: 'stuck',
  'unknown-status': 'unknown-status',
  'no-progress': 'no-progress',
};
const CUT_AFTER = 10;

/** What serves all calls. */
export interface Service {
  cloud: Cloud;
  authentication: Authentication;
  rateLimits: RateLimits;
  faults: Faults;
  ledger: Ledger;
}

/** A call past its checks, ready to take effect. */
interface CheckedCall {
  name: string;
  action: Action;
  parameters: Parameters;
  fault?: FaultRule | undefined;
}

function errorAnswer({ code, message, headers, statusCode }: ApiError, requestId: string): Answer {
  const body = {
    RequestId: requestId,
    HostId: 'ecd.emulator.local',
    Code: code,
    Message: message,
    Recommend: `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(code)}&product=ecd`,
  };
  return { statusCode, headers, body: JSON.stringify(body) };
}

/** Does what `work` does, and turns its refusal into an answer. */
function answering(requestId: string, work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof ApiError) return errorAnswer(error, requestId);
    throw error;
  }
}

function check(service: Service, request: IncomingMessage, query: URLSearchParams, body: Buffer): CheckedCall {
  const { cloud, authentication, rateLimits, faults } = service;
  const name = String(request.headers['x-acs-action'] ?? '');
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action) throw new ApiError('InvalidAction.NotFound', `Specified api ${name} is not found.`);
  if (request.headers['x-acs-version'] !== VERSION) throw new ApiError('InvalidVersion', `Only ${VERSION} is served.`);
  const method = request.method ?? '';
  const signed = { method, path: '/', query, headers: request.headers, body };
  authentication.check(signed, cloud.serviceTime(), cloud.settings.dateToleranceSeconds);
  const parameters = new Parameters(query);
  const regionId = parameters.required('RegionId');
  cloud.checkRegion(regionId);
  rateLimits.count(name, regionId, cloud.now(), cloud.settings.callsPerMinute);
  return { name, action, parameters, fault: faults.take(name, regionId, parameters.optional('DestinationRegionId')) };
}

/** Lets a call take effect and gives its answer. */
function apply({ cloud }: Service, call: CheckedCall, entry: LedgerEntry): Answer {
  const { action, parameters, fault } = call;
  return answering(entry.requestId, () => {
    const fields = action({ cloud, parameters, copyFault: fault && COPY_FAULTS[fault.effect] });
    entry.applied = true;
    if (typeof fields.ImageId === 'string') entry.imageId = fields.ImageId;
    return { statusCode: 200, body: JSON.stringify({ RequestId: entry.requestId, ...fields }) };
  });
}

/** What comes back of a call that met a fault; undefined: the connection is broken off. */
async function answerOfFault(service: Service, call: CheckedCall, fault: FaultRule, entry: LedgerEntry) {
  const html = { statusCode: 502, contentType: 'text/html', body: '<html><body>502 Bad Gateway</body></html>' };
  switch (fault.effect) {
    case 'drop-before':
      return undefined;
    case 'drop-after':
      apply(service, call, entry);
      return undefined;
    case 'apply-late':
      setTimeout(() => apply(service, call, entry), fault.ms).unref();
      return undefined;
    case 'hang':
      await sleep(fault.ms, undefined, { ref: false });
      return undefined;
    case 'delay-after': {
      const answer = apply(service, call, entry);
      await sleep(fault.ms, undefined, { ref: false });
      return answer;
    }
    case 'apply-twice': {
      const answer = apply(service, call, entry);
      call.action({ cloud: service.cloud, parameters: call.parameters });
      return answer;
    }
    case 'html-502':
      apply(service, call, entry);
      return html;
    case 'empty-body':
      return { ...apply(service, call, entry), body: '' };
    case 'error': {
      if (fault.applied) apply(service, call, entry);
      const headers = fault.retryAfterMs === undefined ? {} : { 'x-acs-retry-after': String(fault.retryAfterMs) };
      return errorAnswer(new ApiError(fault.code, 'A fault was asked for.', headers, fault.status), entry.requestId);
    }
    default:
      return apply(service, call, entry);
  }
}

/** Serves one call. */
export async function serveCall(service: Service, request: IncomingMessage, response: ServerResponse, body: Buffer) {
  const { cloud, ledger } = service;
  const query = new URL(request.url ?? '/', 'http://emulator').searchParams;
  const entry = ledger.open({
    at: new Date(cloud.now()).toISOString(),
    action: String(request.headers['x-acs-action'] ?? ''),
    params: Object.fromEntries(query),
    requestId: randomUUID().toUpperCase(),
  });
  let call: CheckedCall | undefined;
  const refusal = answering(entry.requestId, () => {
    call = check(service, request, query, body);
    return { statusCode: 200, body: '' };
  });
  const fault = call?.fault;
  const answer = !call
    ? refusal
    : fault
      ? await answerOfFault(service, call, fault, entry)
      : apply(service, call, entry);
  if (!answer) {
    response.destroy();
    return;
  }
  entry.statusCode = answer.statusCode;
  const cutAt = fault?.effect === 'cut-body' ? CUT_AFTER : undefined;
  entry.answered = await write(response, answer, cloud.serviceTime(), cutAt);
}
