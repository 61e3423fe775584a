// A proxy before the emulator that holds the requests of one action back for a while.
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface SlowProxy {
  url: string;
  /** Resolves when a request is being held. */
  held(): Promise<void>;
  close(): Promise<void>;
}

/** Passes everything on to `target`; requests of `action` only after `delayMs`, even when the caller has gone. */
export async function slowProxy(
  target: string,
  { action, delayMs }: { action: string; delayMs: number },
): Promise<SlowProxy> {
  let announce = () => {};
  const held = new Promise<void>((resolve) => {
    announce = resolve;
  });
  const server = createServer(async (incoming, outgoing) => {
    if (incoming.headers['x-acs-action'] === action) {
      announce();
      await sleep(delayMs);
    }
    const forward = httpRequest(`${target}${incoming.url}`, { method: incoming.method, headers: incoming.headers });
    forward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forward.on('error', () => outgoing.destroy());
    forward.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    held: () => held,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
