// Everything that a Temporal server keeps, as texts, to search for what must not be in it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { startTemporalServer, type TemporalServer } from '../../src/local/temporal-server';

export interface SearchedServer {
  temporal: TemporalServer;
  /** Histories with their payloads, memos among them, and the files of the database. */
  texts(): Promise<string[]>;
  close(): Promise<void>;
}

/** A server whose database is in files. */
export async function startSearchedServer(): Promise<SearchedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ecd-secrets-'));
  const temporal = await startTemporalServer({ databaseFile: join(folder, 'temporal.db') });
  return {
    temporal,
    async texts() {
      // SQLite's journal comes and goes with each commit; it holds pages that the database has or had.
      const names = readdirSync(folder).filter((name) => !name.endsWith('-journal'));
      const files = names.map((name) => readFileSync(join(folder, name), 'latin1'));
      return [...(await histories(temporal)), ...files];
    },
    async close() {
      await temporal.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function histories({ client }: TemporalServer): Promise<string[]> {
  const texts: string[] = [];
  for await (const { workflowId, runId } of client.workflow.list()) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    // Payloads are base64 in it.
    const json = historyToJSON(history);
    texts.push(
      json,
      ...[...json.matchAll(/"data": "([^"]+)"/g)].map(([, data = '']) => Buffer.from(data, 'base64').toString()),
    );
  }
  return texts;
}
