// A small ECD for the adapter's tests: answers as it is told and keeps every request. Nothing here speaks to the cloud.
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCredential, createEcdClient, type EcdClient, type EcdClientOptions, EcdError } from '../../src/ecd';

export const KEYS = { accessKeyId: 'testAccessKeyId', accessKeySecret: 'testAccessKeySecret' };

/** Long enough for a busy machine; tests of the timer itself set a shorter one. */
export const CALL_TIMEOUT_MS = 10_000;

export const COPY_REQUEST = {
  regionId: 'cn-hangzhou',
  imageId: 'm-gx2x1dhsmusr2abcd',
  destinationRegionId: 'cn-shenzhen',
  destinationImageName: 'Office_Shanghai',
  destinationDescription: "it's a (test)* ~ 100%",
};

export interface KeptRequest {
  method: string;
  pathname: string;
  parameters: Record<string, string>;
  headers: IncomingHttpHeaders;
}

export type Answer = (response: ServerResponse, request: KeptRequest) => void;

export interface FakeService {
  endpoint: string;
  requests: KeptRequest[];
  close(): Promise<void>;
}

function keep(request: IncomingMessage): KeptRequest {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://service');
  return {
    method: request.method ?? '',
    pathname,
    parameters: Object.fromEntries(searchParams),
    headers: request.headers,
  };
}

/** Serves one answer to every request, or the answers in turn. */
export async function startFakeService(...answers: Answer[]): Promise<FakeService> {
  const requests: KeptRequest[] = [];
  const server = createServer((request, response) => {
    const kept = keep(request);
    const answer = answers[Math.min(requests.push(kept), answers.length) - 1];
    request.resume().once('end', () => answer?.(response, kept));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with a status and a body: an object is sent as JSON. */
export function answer(statusCode: number, body: object | string = '', headers: Record<string, string> = {}): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (response) => response.writeHead(statusCode, { 'content-type': 'application/json', ...headers }).end(text);
}

/** A client of the fake service, with the test's keys. */
export async function createTestClient(endpoint: string, options: Partial<EcdClientOptions> = {}): Promise<EcdClient> {
  const credential = await createCredential(KEYS);
  return createEcdClient({ credential, endpoint, callTimeoutMs: CALL_TIMEOUT_MS, ...options });
}

/** The error of a call that must fail. */
export async function errorOf(call: Promise<unknown>): Promise<EcdError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof EcdError)) throw new Error('The call was to reject with an EcdError', { cause: error });
  return error;
}
