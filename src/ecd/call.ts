// One call: to the endpoint of its own region, under our own timer, sent at most once, every failure an EcdError.
import { ExtendsParameters, RuntimeOptions } from '@darabonba/typescript';
import type { EcdAction } from './actions';
import { bodyOfSuccess, type Fields, fieldOf, textOf } from './answers';
import { type EcdCredential, guardCredential } from './credentials';
import type { EcdAnswer, SendOptions } from './ecd-client';
import { type Endpoint, parseEndpoint } from './endpoint';
import { CallTimeout, toEcdError } from './errors';
import { loadSdk } from './load-sdk';
import { NotSent } from './not-sent';
import { isRegionId, regionalHost } from './regions';
import { type Connection, type EcdSdk, type SdkAnswer, send } from './sdk';
import { type Redact, requestIdOf } from './texts';
import { createThrottleGate } from './throttle-gate';

/** How to reach ECD. */
export interface EcdClientOptions {
  credential: EcdCredential;
  /** Everything goes there instead of to each region's own host: `http://127.0.0.1:PORT`, without a path. */
  endpoint?: string | undefined;
  /** Overall time of one call in ms, from its start to the last byte of its answer. */
  callTimeoutMs: number;
  /** The most that counts of a wait that the service asks for, in ms: at most the 2 minutes that it is without. */
  longestRetryAfterMs?: number | undefined;
  /** Only for the contract test; otherwise the official SDK where it is installed, else the built-in client. */
  sdk?: EcdSdk | undefined;
}

/** Sends one action. `fields` are its parameters with a small first letter; `read` makes the value of a success, and masks secrets. */
export type Call = <T>(
  action: EcdAction,
  fields: Fields & { regionId: string },
  read: (body: Fields, redact: Redact) => T,
  options?: SendOptions,
) => Promise<EcdAnswer<T>>;

/** Added to our timer for the SDK's: its `connectTimeout`, an idle timer in truth, then only frees the socket. */
const SOCKET_GRACE_MS = 1_000;

const NO_REGION_ID = {
  what: 'this is no region id',
  kind: 'invalid',
  hint: 'Give an id such as cn-hangzhou.',
  retryable: false,
} as const;

/** Makes the function that sends calls. Throws `TypeError` when the endpoint is no address. */
export function createCall(options: EcdClientOptions): Call {
  const sdk = options.sdk ?? loadSdk();
  const credential = guardCredential(options.credential);
  const connect = createConnections(options, credential);
  const gate = createThrottleGate();
  return function call(action, fields, read, sendOptions = {}) {
    const { regionId } = fields;
    const subject = { action, regionId, imageId: textOf(fields.imageId) };
    return gate(subject, async () => {
      try {
        if (!isRegionId(regionId)) throw new NotSent(NO_REGION_ID);
        const sent = send(sdk, connect(regionId), action, fields, runtimeFor(sendOptions));
        const answer = await within(options.callTimeoutMs, sent);
        const body = bodyOfSuccess(answer);
        const requestId = requestIdOf(fieldOf(body, 'RequestId'), credential.redact) ?? '';
        return { value: read(body, credential.redact), requestId, date: dateOf(answer) };
      } catch (error) {
        throw toEcdError(error, subject, credential.redact, options.longestRetryAfterMs);
      }
    });
  };
}

/** Where calls to a region go. Throws `TypeError` when the endpoint is no address. */
function createConnections(options: EcdClientOptions, credential: EcdCredential) {
  const given = options.endpoint === undefined ? undefined : endpointOf(options.endpoint);
  const timeout = options.callTimeoutMs + SOCKET_GRACE_MS;
  return function connect(regionId: string): Connection {
    const { protocol, host } = given ?? { protocol: 'https', host: regionalHost(regionId) };
    return { credential, regionId, protocol, endpoint: host, connectTimeout: timeout, readTimeout: timeout };
  };
}

function endpointOf(text: string): Endpoint {
  const endpoint = parseEndpoint(text);
  if (endpoint) return endpoint;
  throw new TypeError('The ECD endpoint must be an address such as http://127.0.0.1:8080, without a path');
}

/** Headers given with a call replace those that the SDK makes, and are signed. */
function runtimeFor({ date }: SendOptions): RuntimeOptions {
  if (!date) return new RuntimeOptions({});
  const headers = { 'x-acs-date': date.toISOString().replace(/\.\d+/, '') };
  return new RuntimeOptions({ extendsParameters: new ExtendsParameters({ headers }) });
}

/** The caller has its answer in time, or `CallTimeout`; the call itself cannot be stopped. */
async function within<T>(milliseconds: number, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new CallTimeout(milliseconds)), milliseconds);
  });
  try {
    return await Promise.race([call, expiry]);
  } finally {
    clearTimeout(timer);
  }
}

function dateOf({ headers }: SdkAnswer): Date | undefined {
  const date = new Date(headers?.date ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
