// A client of the same methods as `@alicloud/ecd20200930`, over openapi-core, which signs and sends.
import OpenApi, { $OpenApiUtil, OpenApiUtil } from '@alicloud/openapi-core';
import type { RuntimeOptions } from '@darabonba/typescript';
import { API_VERSION, type EcdAction } from './actions';
import type { EcdSdk } from './sdk';

class EcdRequest {
  /** Fields by their name with a small first letter, as the official request classes take them. */
  constructor(fields: Readonly<Record<string, unknown>>) {
    Object.assign(this, fields);
  }
}

class BuiltInClient extends OpenApi {
  copyImageWithOptions(request: object, runtime: RuntimeOptions) {
    return this.send('CopyImage', request, runtime);
  }

  cancelCopyImageWithOptions(request: object, runtime: RuntimeOptions) {
    return this.send('CancelCopyImage', request, runtime);
  }

  describeImagesWithOptions(request: object, runtime: RuntimeOptions) {
    return this.send('DescribeImages', request, runtime);
  }

  modifyImagePermissionWithOptions(request: object, runtime: RuntimeOptions) {
    return this.send('ModifyImagePermission', request, runtime);
  }

  describeImagePermissionWithOptions(request: object, runtime: RuntimeOptions) {
    return this.send('DescribeImagePermission', request, runtime);
  }

  deleteImagesWithOptions(request: object, runtime: RuntimeOptions) {
    return this.send('DeleteImages', request, runtime);
  }

  describeRegionsWithOptions(request: object, runtime: RuntimeOptions) {
    return this.send('DescribeRegions', request, runtime);
  }

  /** An RPC call: POST to `/`, every parameter in the query with lists flattened to `Name.1`, `Name.2`, no body. */
  private send(action: EcdAction, request: object, runtime: RuntimeOptions): Promise<unknown> {
    const params = new $OpenApiUtil.Params({
      action,
      version: API_VERSION,
      protocol: 'HTTPS',
      pathname: '/',
      method: 'POST',
      authType: 'AK',
      style: 'RPC',
      reqBodyType: 'formData',
      bodyType: 'json',
    });
    const openApiRequest = new $OpenApiUtil.OpenApiRequest({ query: OpenApiUtil.query(capitalized(request)) });
    return this.callApi(params, openApiRequest, runtime);
  }
}

/** The built-in client and its requests, under the names that the official package exports. */
export const builtInSdk: EcdSdk = {
  default: BuiltInClient,
  CopyImageRequest: EcdRequest,
  CancelCopyImageRequest: EcdRequest,
  DescribeImagesRequest: EcdRequest,
  ModifyImagePermissionRequest: EcdRequest,
  DescribeImagePermissionRequest: EcdRequest,
  DeleteImagesRequest: EcdRequest,
  DescribeRegionsRequest: EcdRequest,
};

function capitalized(request: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(request).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
  );
}
