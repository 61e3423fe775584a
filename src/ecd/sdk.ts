// The one seam to the cloud's SDK: what the adapter uses of it, and how. The official package and the built-in client
// have this shape.
import type OpenApi from '@alicloud/openapi-core';
import type { $OpenApiUtil } from '@alicloud/openapi-core';
import type { RuntimeOptions } from '@darabonba/typescript';
import type { EcdAction } from './actions';
import { assertSuccess } from './answers';

/** What a method of an SDK client resolves to. `body` has the answer's fields with a small first letter. */
export interface SdkAnswer {
  statusCode?: number | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
  body?: unknown;
}

/** The SDK's method of an action. */
export type SdkMethod<Action extends EcdAction = EcdAction> = `${Uncapitalize<Action>}WithOptions`;

/** What the adapter uses of an SDK client. Every method sends through `callApi`. */
export type SdkClient = Pick<OpenApi, 'callApi'> & {
  [Method in SdkMethod]: (request: object, runtime: RuntimeOptions) => Promise<SdkAnswer>;
};

/** What the adapter uses of the package `@alicloud/ecd20200930`: the client class, and a class for each request. */
export type EcdSdk = { default: new (config: $OpenApiUtil.Config) => SdkClient } & {
  [Action in EcdAction as `${Action}Request`]: new (
    fields: Readonly<Record<string, unknown>>,
  ) => object;
};

/** A client of one endpoint whose calls reject when an answer with a good status is no success. */
export function createSdkClient(sdk: EcdSdk, config: $OpenApiUtil.Config): SdkClient {
  const client = new sdk.default(config);
  const callApi = client.callApi.bind(client);
  // Here and not on what the methods give: the official models drop fields that they do not know, such as `Code`.
  client.callApi = async (...call) => {
    const answer = await callApi(...call);
    assertSuccess(answer);
    return answer;
  };
  return client;
}

/** Sends one action through the client's method for it. */
export function send(
  sdk: EcdSdk,
  client: SdkClient,
  action: EcdAction,
  fields: Readonly<Record<string, unknown>>,
  runtime: RuntimeOptions,
): Promise<SdkAnswer> {
  const method = `${action.charAt(0).toLowerCase()}${action.slice(1)}WithOptions` as SdkMethod;
  return client[method](new sdk[`${action}Request`](fields), runtime);
}
