// The one seam to the cloud's SDK: what the adapter uses of it, and how. The official package and the built-in client
// have this shape.
import type OpenApi from '@alicloud/openapi-core';
import { $OpenApiUtil } from '@alicloud/openapi-core';
import type { RuntimeOptions } from '@darabonba/typescript';
import type { EcdAction } from './actions';
import type { EcdCredential } from './credentials';
import { NOT_BUILT, NotSent } from './not-sent';

/** An answer as `callApi` gives it: `body` is the JSON that the service sent. */
export interface SdkAnswer {
  statusCode?: number | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
  body?: unknown;
}

/** The SDK's method of an action. */
export type SdkMethod<Action extends EcdAction = EcdAction> = `${Uncapitalize<Action>}WithOptions`;

/** What the adapter uses of an SDK client. Every method sends through `callApi` of its object. */
export type SdkClient = Pick<OpenApi, 'callApi'> & {
  [Method in SdkMethod]: (request: object, runtime: RuntimeOptions) => Promise<unknown>;
};

/** Where a call goes, and what signs it. Without retryOptions: the SDK then never repeats a call. */
export interface Connection {
  protocol: string;
  /** Host name and port. */
  endpoint: string;
  credential: EcdCredential;
  regionId: string;
  connectTimeout: number;
  readTimeout: number;
}

/** What the adapter uses of the package `@alicloud/ecd20200930`: the client class, and a class for each request. */
export type EcdSdk = { default: new (config: $OpenApiUtil.Config) => SdkClient } & {
  [Action in EcdAction as `${Action}Request`]: new (
    fields: Readonly<Record<string, unknown>>,
  ) => object;
};

/**
 * Sends one action through the SDK's method for it. Resolves to the answer as the service sent it, whatever the method
 * makes of it, so that every SDK reads the same: the official models refuse whole answers for one odd field. Rejects
 * with `NotSent` for what fails before the credential was asked: no request leaves without a signature.
 */
export async function send(
  sdk: EcdSdk,
  connection: Connection,
  action: EcdAction,
  fields: Readonly<Record<string, unknown>>,
  runtime: RuntimeOptions,
): Promise<SdkAnswer> {
  let isBuilt = false;
  let answer: Promise<SdkAnswer> | undefined;
  const credential = {
    getCredential() {
      isBuilt = true;
      return connection.credential.getCredential();
    },
  };
  try {
    // A client for this call alone, so that what it is answered is the answer to this call. Sockets are shared by all.
    const client = new sdk.default(new $OpenApiUtil.Config({ ...connection, credential }));
    const callApi = client.callApi.bind(client);
    client.callApi = (...call) => {
      const sent = callApi(...call);
      answer = sent;
      return sent;
    };
    await client[methodOf(action)](new sdk[`${action}Request`](fields), runtime);
  } catch (error) {
    if (!isBuilt) throw new NotSent(NOT_BUILT);
    if (!answer) throw error;
  }
  if (!answer) throw new Error('the SDK did not send through callApi');
  return answer;
}

function methodOf(action: EcdAction): SdkMethod {
  return `${action.charAt(0).toLowerCase()}${action.slice(1)}WithOptions` as SdkMethod;
}
