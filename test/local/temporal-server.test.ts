// The kit's Temporal server: its namespaces, its HTTP API, its web UI, and its data after a kill -9.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { startTemporalServer, type TemporalServer } from '../../src/local/temporal-server';

let folder: string;
let temporal: TemporalServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ecd-temporal-'));
  temporal = await startTemporalServer({
    hasUi: true,
    databaseFile: join(folder, 'temporal.db'),
    namespaces: ['other'],
  });
});
afterAll(async () => {
  await temporal.close();
  rmSync(folder, { recursive: true });
});

test('what it was given before a kill -9 is there after its restart, on the same connection', async () => {
  const { workflow } = new Client({ connection: temporal.connection, namespace: 'other' });
  await workflow.start('any', { workflowId: 'kept', taskQueue: 'of-nobody' });
  await temporal.kill9();
  await temporal.restart();
  expect(await workflow.getHandle('kept').describe()).toMatchObject({ status: { name: 'RUNNING' } });
});

test('the HTTP API and the web UI are where it says', async () => {
  const api = await fetch(`${temporal.httpUrl}/api/v1/namespaces/default/workflows`);
  expect(await api.json()).toEqual({});
  expect(await (await fetch(`${temporal.uiUrl}/namespaces/default/workflows`)).text()).toContain('<html');
});
