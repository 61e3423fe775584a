// A copy is free only when its last run has ended for sure.

import type { Client } from '@temporalio/client';
import { createAwaitOwnership } from '../../src/activities/await-ownership';
import { createFindPreviousRun } from '../../src/activities/find-previous-run';
import { activityEnvironment } from '../support/activity';

const attributes = { get: () => 'copying' };
const run = (name: string, firstRunId = 'other-run') => ({
  workflowId: 'copy-1',
  runId: 'other-run',
  raw: { workflowExecutionInfo: { firstRunId } },
  status: { name },
  startTime: new Date(0),
  closeTime: new Date(1),
  typedSearchAttributes: attributes,
  memo: {},
  parentExecution: { workflowId: 'distribute:m-1:x' },
});

interface Told {
  now?: number;
  workflowId?: string;
  queries?: string[];
  firstRunId?: string;
}

function activityAt({ now = 1_000, workflowId = 'copy-1' }: Told) {
  const workflowExecution = { workflowId, runId: 'own-run' };
  return activityEnvironment({
    workflowExecution,
    scheduledTimestampMs: 1_000,
    currentAttemptScheduledTimestampMs: now,
  });
}

async function* noOther() {}

const described = (status: string, firstRunId?: string) => ({
  list: noOther,
  getHandle: () => ({ describe: async () => run(status, firstRunId) }),
});

const timeouts: unknown[] = [];

function clientOf(workflow: object): Client {
  const withDeadline = (deadline: unknown, look: () => unknown) => {
    timeouts.push(deadline);
    return look();
  };
  return { workflow, withDeadline } as unknown as Client;
}

function ownership(status: string, now?: number, deadline = 60_000) {
  const client = clientOf(described(status));
  return activityAt({ now: now ?? 1_000 }).run(createAwaitOwnership(client), { workflowId: 'copy-1', deadline });
}

function previous(status: string, told: Told = {}) {
  async function* list({ query }: { query: string }) {
    told.queries?.push(query);
    yield run(status);
  }
  return activityAt(told).run(
    createFindPreviousRun({ workflow: { ...described(status, told.firstRunId), list } } as unknown as Client),
  );
}

const ENDED = ['COMPLETED', 'FAILED', 'CANCELLED', 'TERMINATED', 'TIMED_OUT', 'CONTINUED_AS_NEW'];

test.each(ENDED)('a run that is %s owns its copy no more', async (status) => {
  expect(await ownership(status)).toMatchObject({ status: expect.stringMatching(/ENDED|INTERRUPTED/) });
  expect(await previous(status)).toMatchObject({ status: expect.stringMatching(/ENDED|INTERRUPTED/) });
});

test.each(['RUNNING', 'PAUSED', 'UNKNOWN', 'UNSPECIFIED'])('a run that is %s still owns its copy', async (status) => {
  await expect(ownership(status)).rejects.toMatchObject({
    type: 'NotYet',
    message: expect.stringMatching(/run other-run, a child of distribute:m-1:x, which is/),
  });
  await expect(previous(status)).rejects.toMatchObject({ type: 'NotYet' });
});

test('the wait for another run ends with the time of the copy, and names that run', async () => {
  await expect(ownership('RUNNING', 4_999, 5_000)).rejects.toMatchObject({ type: 'NotYet' });
  await expect(ownership('RUNNING', 5_000, 5_000)).rejects.toMatchObject({
    type: 'OwnedByAnotherRun',
    nonRetryable: true,
    details: [{ type: 'OwnedByAnotherRun', message: expect.stringContaining('other-run') }],
  });
});

test('a look that hangs, or that fails, is an end once the time of the copy is over', async () => {
  const failing = { getHandle: () => ({ describe: async () => Promise.reject(new Error('deadline exceeded')) }) };
  const wait = (now: number) =>
    activityAt({ now }).run(createAwaitOwnership(clientOf(failing)), { workflowId: 'copy-1', deadline: 5_000 });
  await expect(wait(4_999)).rejects.toThrow('deadline exceeded');
  await expect(wait(5_000)).rejects.toMatchObject({ type: 'TemporalUnavailable', nonRetryable: true });
  expect(timeouts.every((deadline) => Math.abs(Number(deadline) - Date.now() - 20_000) < 5_000)).toBe(true);
});

test('a copy that is free is taken, however late', async () => {
  expect(await ownership('COMPLETED', 500_000, 5_000)).toMatchObject({ status: 'ENDED' });
});

test('a run that began with a reset may have ended without an attempt, and owes a settle', async () => {
  expect(await previous('COMPLETED')).toMatchObject({ status: 'ENDED', closeTime: 1 });
  expect(await previous('COMPLETED', { firstRunId: '' })).toMatchObject({ status: 'ENDED' });
  expect(await previous('COMPLETED', { firstRunId: 'first' })).toMatchObject({ status: 'INTERRUPTED', closeTime: 1 });
});

test('a workflow id with quotes and backslashes is escaped in the query', async () => {
  const queries: string[] = [];
  await previous('COMPLETED', { workflowId: 'a\\b"c', queries });
  expect(queries).toEqual(['WorkflowId = "a\\\\b\\"c"']);
});

test('visibility that is away for minutes is not waited for', async () => {
  expect(await previous('COMPLETED', { now: 1_000 + 3 * 60_000 })).toMatchObject({
    status: 'UNKNOWN',
    // A call may have been sent at any time.
    startTime: 0,
  });
});
