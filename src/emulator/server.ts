// The HTTP server of the emulator: the RPC at /, the controls under /_emulator.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Authentication } from './authentication';
import { Cloud } from './cloud';
import { serveControl } from './control';
import { readBody, write } from './exchange';
import { Faults } from './faults';
import { Ledger } from './ledger';
import { RateLimits } from './rate-limits';
import { type Service, serveCall } from './rpc';
import { type EmulatorSeed, toSeed } from './seed';

/** Where the emulator listens and what it starts with. */
export interface EmulatorOptions {
  /** Any free port when it is left out, or 0. */
  port?: number | undefined;
  /** Loopback when it is left out. */
  host?: string | undefined;
  seed?: EmulatorSeed | undefined;
  /** This machine's clock in ms since the epoch. */
  now?: (() => number) | undefined;
}

/** An emulator that listens. */
export interface RunningEmulator {
  url: string;
  host: string;
  port: number;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

// Longer than clients pause: one that reuses a connection while it is being closed meets a reset that no fault rule made.
const KEEP_ALIVE_MS = 75_000;

/** Starts an emulator. Rejects when the port is taken. */
export async function startEmulator({
  port = 0,
  host = LOOPBACK,
  seed = toSeed(),
  now = Date.now,
}: EmulatorOptions = {}): Promise<RunningEmulator> {
  const service: Service = {
    cloud: new Cloud(seed, now),
    authentication: new Authentication(seed.accessKeys),
    rateLimits: new RateLimits(),
    faults: new Faults(),
    ledger: new Ledger(),
  };
  const server = createServer((request, response) => void serve(service, request, response));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    host,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // The connection ends with a refusal: what is left of the request would be taken for the next one.
  const refuse = (statusCode: number, error: string) => {
    const headers = { connection: 'close' };
    return write(response, { statusCode, headers, body: JSON.stringify({ error }) }, service.cloud.serviceTime());
  };
  try {
    const body = await readBody(request);
    const { pathname } = new URL(request.url ?? '/', 'http://emulator');
    if (pathname.startsWith('/_emulator/')) {
      await write(response, serveControl(service, request, body), service.cloud.serviceTime());
    } else if (pathname === '/') {
      await serveCall(service, request, response, body);
    } else {
      await refuse(404, 'The API is POST /');
    }
  } catch (error) {
    if (!response.headersSent) await refuse(400, error instanceof Error ? error.message : String(error));
    else response.destroy();
  }
}
