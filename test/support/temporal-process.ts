// A Temporal server as its own process with its database in a file, so that a test can kill it and start it again.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { endProcess } from './end-process';
import { freePort } from './free-port';
import { PROMPT_TIMERS, TEMPORAL_CLI } from './temporal';
import { waitFor } from './wait';

export interface TemporalProcess {
  address: string;
  connection: Connection;
  /** Ends it as a power cut would. */
  kill9(): Promise<void>;
  /** Starts it again on what its database holds. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

async function isServing(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 1_000 });
    await connection.close();
    return true;
  } catch {
    return false;
  }
}

/** Starts a server with these namespaces; resolves when it serves. */
export async function startTemporalProcess(namespaces: readonly string[] = ['default']): Promise<TemporalProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'ecd-temporal-'));
  const [port, metricsPort] = [await freePort(), await freePort()];
  const address = `127.0.0.1:${port}`;
  const args = ['server', 'start-dev', '--headless', '--log-level', 'never', '--port', String(port)];
  args.push('--metrics-port', String(metricsPort), '--db-filename', join(folder, 'temporal.db'), ...PROMPT_TIMERS);
  // What a killed process wrote is safe without: only a crash of the machine would lose it.
  args.push('--sqlite-pragma', 'synchronous=off');
  args.push(...namespaces.flatMap((namespace) => ['--namespace', namespace]));
  const start = async () => {
    const started = spawn(TEMPORAL_CLI, args, { stdio: 'ignore' });
    await waitFor(() => isServing(address), 30_000);
    return started;
  };
  let child = await start();
  const connection = await Connection.connect({ address });
  return {
    address,
    connection,
    kill9: async () => void (await endProcess(child, 'SIGKILL')),
    async restart() {
      child = await start();
    },
    async close() {
      await connection.close();
      await endProcess(child, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
