// A proxy before the emulator that holds calls at a moment of their way until a test lets them go.
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call on its way. */
export interface PassingCall {
  action: string;
  params: URLSearchParams;
}

/** Which calls to hold, where, and how many of them. */
export interface HoldRule {
  isMatch(call: PassingCall): boolean;
  /** `request`: arrived, not passed on. `answer`: the cloud has answered, and the caller does not know it. */
  at: 'request' | 'answer';
  count: number;
}

/** Calls that are being held. */
export interface Hold {
  /** Resolves when so many are held as were asked for. */
  all(): Promise<void>;
  /** Lets them go on, also those whose caller is gone. */
  passOn(): void;
}

export interface InterceptingProxy {
  url: string;
  hold(rule: HoldRule): Hold;
  /** While it is cut, every connection is broken off. */
  setCut(isCut: boolean): void;
  close(): Promise<void>;
}

interface Armed extends HoldRule {
  held: number;
  onHeld(): void;
  passedOn: Promise<void>;
}

function passingCall({ headers, url }: IncomingMessage): PassingCall {
  return { action: String(headers['x-acs-action']), params: new URL(url ?? '', 'http://proxy').searchParams };
}

async function wait(armed: readonly Armed[], call: PassingCall, at: HoldRule['at']): Promise<void> {
  const rule = armed.find((one) => one.at === at && one.held < one.count && one.isMatch(call));
  if (!rule) return;
  rule.held++;
  if (rule.held === rule.count) rule.onHeld();
  await rule.passedOn;
}

function forward(target: string, { url, method, headers }: IncomingMessage): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    httpRequest(`${target}${url}`, { method, headers, agent: false }, resolve).on('error', reject).end();
  });
}

function arm(armed: Armed[], rule: HoldRule): Hold {
  let onHeld = () => {};
  let passOn = () => {};
  const all = new Promise<void>((resolve) => {
    onHeld = resolve;
  });
  const passedOn = new Promise<void>((resolve) => {
    passOn = resolve;
  });
  armed.push({ ...rule, held: 0, onHeld, passedOn });
  return { all: () => all, passOn: () => passOn() };
}

/** Passes everything on to `target`. */
export async function interceptingProxy(target: string): Promise<InterceptingProxy> {
  const armed: Armed[] = [];
  let isCut = false;
  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const call = passingCall(incoming);
    await wait(armed, call, 'request');
    const answer = await forward(target, incoming);
    await wait(armed, call, 'answer');
    if (isCut) return outgoing.destroy();
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    return answer.pipe(outgoing);
  };
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.on('connection', (socket) => {
    if (isCut) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold: (rule) => arm(armed, rule),
    setCut(cut) {
      isCut = cut;
      if (cut) server.closeAllConnections();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
