// A real Temporal server with its web UI: the dev server of the Temporal CLI that the set-up has linked.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { freePort } from './free-port';
import type { Processes } from './processes';

const CLI = join(__dirname, '../../node_modules/.cache/ecd-image-distributor/temporal');
const HOST = '127.0.0.1';
const START_TIMEOUT_MS = 20_000;
const TRY_TIMEOUT_MS = 1_000;
const TRY_INTERVAL_MS = 100;

/** Where the server is, and a client of it. */
export interface TemporalServer {
  client: Client;
  /** `host:port` of gRPC. */
  address: string;
  httpUrl: string;
  uiUrl: string;
}

async function connected(address: string): Promise<Client> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      return new Client({ connection: await Connection.connect({ address, connectTimeout: TRY_TIMEOUT_MS }) });
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(TRY_INTERVAL_MS);
    }
  }
}

/** Starts the server on free ports of loopback. Rejects when it does not answer within 20 s. */
export async function startTemporalServer(processes: Processes): Promise<TemporalServer> {
  const [port, uiPort, httpPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const ports = ['--port', String(port), '--ui-port', String(uiPort), '--http-port', String(httpPort)];
  const server = processes.start({
    name: 'Temporal server',
    command: CLI,
    args: [
      ...['server', 'start-dev', '--headless=false', '--ip', HOST, ...ports, '--log-level', 'error'],
      // Else the dev server fires timers and retries up to a second late.
      ...['--dynamic-config-value', 'history.timerProcessorMaxTimeShift="0s"'],
    ],
  });
  const address = `${HOST}:${port}`;
  const client = await Promise.race([connected(address), server.failure]);
  return { client, address, httpUrl: `http://${HOST}:${httpPort}`, uiUrl: `http://${HOST}:${uiPort}` };
}
