// A real Temporal server: the dev server of the Temporal CLI that the set-up has linked.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { freePort } from './free-port';
import { type LocalProcess, Processes } from './processes';

/** The CLI that scripts/setup.mjs links. */
export const TEMPORAL_CLI = join(__dirname, '../../node_modules/.cache/ecd-image-distributor/temporal');

const HOST = '127.0.0.1';
const START_TIMEOUT_MS = 30_000;
const TRY_TIMEOUT_MS = 1_000;
const TRY_INTERVAL_MS = 100;

/** Else the dev server fires timers and retries up to a second late. */
const PROMPT_TIMERS = ['--dynamic-config-value', 'history.timerProcessorMaxTimeShift="0s"'];

/** What the server has beside gRPC and its HTTP API. */
export interface TemporalServerOptions {
  /** Brings the web UI. */
  hasUi?: boolean | undefined;
  /** Keeps its data when it is killed. Without a file they end with it. */
  databaseFile?: string | undefined;
  /** Namespaces beside `default`. */
  namespaces?: readonly string[] | undefined;
  /** More arguments of `temporal server start-dev`. */
  extraArgs?: readonly string[] | undefined;
}

/** A server that serves, and a client of it. */
export interface TemporalServer {
  /** `host:port` of gRPC. */
  address: string;
  httpUrl: string;
  /** Undefined without a web UI. */
  uiUrl: string | undefined;
  connection: Connection;
  /** Of the namespace `default`. */
  client: Client;
  /** Ends the server as a power cut would. */
  kill9(): Promise<void>;
  /** Starts it again, on what its database holds. */
  restart(): Promise<void>;
  /** Ends it for good, and the connection with it. */
  close(): Promise<void>;
}

/** Starts a server on free ports of loopback. Rejects when it does not answer within 30 s. */
export async function startTemporalServer(
  options: TemporalServerOptions = {},
  processes = new Processes(),
): Promise<TemporalServer> {
  const [port, httpPort, uiPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const address = `${HOST}:${port}`;
  const args = argsOf(options, { port, httpPort, uiPort });
  const start = async () => {
    const server = processes.start({ name: 'Temporal server', command: TEMPORAL_CLI, args });
    return { server, connection: await connected(address, server) };
  };
  const { connection, ...running } = await start();
  return {
    address,
    httpUrl: `http://${HOST}:${httpPort}`,
    uiUrl: options.hasUi ? `http://${HOST}:${uiPort}` : undefined,
    connection,
    client: new Client({ connection }),
    kill9: () => running.server.kill9(),
    async restart() {
      const again = await start();
      running.server = again.server;
      await again.connection.close();
    },
    async close() {
      await connection.close();
      await running.server.kill9();
    },
  };
}

function argsOf(
  { hasUi = false, databaseFile, namespaces = [], extraArgs = [] }: TemporalServerOptions,
  ports: { port: number; httpPort: number; uiPort: number },
): string[] {
  return [
    ...['server', 'start-dev', '--log-level', 'error', '--ip', HOST, ...PROMPT_TIMERS],
    ...['--port', String(ports.port), '--http-port', String(ports.httpPort)],
    ...(hasUi ? ['--ui-port', String(ports.uiPort)] : ['--headless']),
    ...(databaseFile === undefined ? [] : ['--db-filename', databaseFile]),
    ...namespaces.flatMap((namespace) => ['--namespace', namespace]),
    ...extraArgs,
  ];
}

async function connected(address: string, server: LocalProcess): Promise<Connection> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      return await Connection.connect({ address, connectTimeout: TRY_TIMEOUT_MS });
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await Promise.race([sleep(TRY_INTERVAL_MS), server.failure]);
  }
}
