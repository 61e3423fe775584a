// The RPC protocol of the service: one call from its headers to its answer, with the faults that it meets on the way.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isActionName } from './action-names';
import { ACTIONS } from './actions';
import type { Action } from './actions/action';
import { ApiError } from './api-error';
import type { Authentication } from './authentication';
import type { Cloud } from './cloud';
import { type Answer, write } from './exchange';
import { copyFaultOf, type FaultRule, type Faults } from './faults';
import type { Ledger, LedgerEntry } from './ledger';
import { answerWith } from './mishaps';
import { checkEncoding, Parameters } from './parameters';
import type { RateLimits } from './rate-limits';

const VERSION = '2020-09-30';

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
  action: Action;
  parameters: Parameters;
  fault?: FaultRule | undefined;
}

/** Serves one call. */
export async function serveCall(service: Service, request: IncomingMessage, response: ServerResponse, body: Buffer) {
  const { cloud, ledger } = service;
  const url = new URL(request.url ?? '/', 'http://emulator');
  const entry = ledger.open({
    at: new Date(cloud.now()).toISOString(),
    action: String(request.headers['x-acs-action'] ?? ''),
    params: Object.fromEntries(url.searchParams),
    requestId: randomUUID().toUpperCase(),
  });
  const answer = await answerTo(service, request, url, body, entry);
  if (!answer) {
    response.destroy();
    return;
  }
  entry.statusCode = answer.statusCode;
  const headers = { 'x-acs-request-id': entry.requestId, ...answer.headers };
  entry.answered = await write(response, { ...answer, headers }, cloud.serviceTime());
}

async function answerTo(service: Service, request: IncomingMessage, url: URL, body: Buffer, entry: LedgerEntry) {
  const refuse = (error: unknown) => errorAnswer(error, entry.requestId);
  let call: CheckedCall;
  try {
    call = check(service, request, url, body);
  } catch (error) {
    return refuse(error);
  }
  return answerWith(call.fault, { apply: () => apply(service, call, entry), refuse });
}

function check(service: Service, request: IncomingMessage, { search, searchParams }: URL, body: Buffer): CheckedCall {
  const { cloud, authentication, rateLimits, faults } = service;
  if (request.method !== 'POST') throw new ApiError('UnsupportedHTTPMethod', 'This http method is not supported.');
  checkEncoding(search);
  const name = String(request.headers['x-acs-action'] ?? '');
  if (!isActionName(name)) throw new ApiError('InvalidAction.NotFound', `Specified api ${name} is not found.`);
  if (request.headers['x-acs-version'] !== VERSION) throw new ApiError('InvalidVersion', `Only ${VERSION} is served.`);
  const signed = { method: request.method, path: '/', query: searchParams, headers: request.headers, body };
  const { dateToleranceSeconds: toleranceSeconds, callsPerMinute } = cloud.settings;
  authentication.check(signed, { now: cloud.serviceTime(), toleranceSeconds });
  const parameters = new Parameters(searchParams);
  const regionId = parameters.required('RegionId');
  cloud.checkRegion(regionId);
  rateLimits.count({ action: name, regionId }, cloud.now(), callsPerMinute);
  const destinationRegionId = parameters.optional('DestinationRegionId');
  return { action: ACTIONS[name], parameters, fault: faults.take({ action: name, regionId, destinationRegionId }) };
}

/** Lets a call take effect and gives its answer. */
function apply({ cloud }: Service, { action, parameters, fault }: CheckedCall, entry: LedgerEntry): Answer {
  try {
    const fields = action({ cloud, parameters, copyFault: copyFaultOf(fault) });
    entry.applied = true;
    if (typeof fields.ImageId === 'string') entry.imageId ??= fields.ImageId;
    return { statusCode: 200, body: JSON.stringify({ RequestId: entry.requestId, ...fields }) };
  } catch (error) {
    return errorAnswer(error, entry.requestId);
  }
}

/** The answer to a call that threw; what is no refusal of the service is a fault of the emulator, and says so. */
function errorAnswer(error: unknown, requestId: string): Answer {
  const refusal =
    error instanceof ApiError ? error : new ApiError('InternalError', `The emulator failed: ${String(error)}`);
  const { code, message, headers, statusCode } = refusal;
  const search = new URLSearchParams({ q: code, product: 'ecd', requestId });
  const body = {
    RequestId: requestId,
    HostId: 'ecd.emulator.local',
    Code: code,
    Message: message,
    Recommend: `https://api.aliyun.com/troubleshoot?${search}`,
  };
  return { statusCode, headers, body: JSON.stringify(body) };
}
