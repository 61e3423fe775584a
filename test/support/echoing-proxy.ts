// A proxy before the emulator that refuses some calls, and repeats in its refusals what the calls were signed with: as
// gateways do that help to find what is wrong.
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a call was signed with. */
export interface Signed {
  authorization: string;
  signature: string;
  token: string;
}

/** The refusal of a call; undefined: it is passed on. */
export type Refuse = (
  call: { action: string; params: URLSearchParams },
  signed: Signed,
) => { status: number; body: { Code: string; Message: string; RequestId: string } } | undefined;

export interface EchoingProxy {
  url: string;
  /** What the refused calls were signed with. */
  echoed: Signed[];
  close(): Promise<void>;
}

export async function echoingProxy(target: string, refuse: Refuse): Promise<EchoingProxy> {
  const echoed: Signed[] = [];
  const server = createServer((incoming, outgoing) => {
    const call = {
      action: String(incoming.headers['x-acs-action']),
      params: new URL(incoming.url ?? '', 'http://proxy').searchParams,
    };
    const signed = signedOf(incoming);
    const refusal = refuse(call, signed);
    if (!refusal) return passOn(target, incoming, outgoing);
    echoed.push(signed);
    outgoing.writeHead(refusal.status, { 'content-type': 'application/json' }).end(JSON.stringify(refusal.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    echoed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function signedOf({ headers }: IncomingMessage): Signed {
  const { authorization = '' } = headers;
  const [, signature = ''] = /Signature=(\w+)/.exec(authorization) ?? [];
  return { authorization, signature, token: String(headers['x-acs-security-token']) };
}

function passOn(target: string, { url, method, headers }: IncomingMessage, outgoing: ServerResponse): void {
  const passed = httpRequest(`${target}${url}`, { method, headers, agent: false }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  passed.on('error', () => outgoing.destroy()).end();
}
