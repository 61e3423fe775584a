// How a step of the protocol becomes an attempt of an activity, and its end what Temporal understands.
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { type PolledFacts, polled } from '../../src/activities/polled';
import type { Step } from '../../src/protocol/step';
import { activityEnvironment } from '../support/activity';

const problem = { type: 'CallFailed', message: 'refused', hint: 'wait' };

/** Runs one attempt whose step ends like this, after an attempt that left `before`. */
async function attempt(end: Step<string, { count: number }>, before?: { count: number }, leftMs = 60_000) {
  const times = {
    scheduledTimestampMs: 1_000,
    currentAttemptScheduledTimestampMs: 1_000,
    scheduleToCloseTimeoutMs: leftMs,
  };
  const environment = activityEnvironment({ heartbeatDetails: before, attempt: 3, ...times });
  const heartbeats: unknown[] = [];
  environment.on('heartbeat', (details) => heartbeats.push(details));
  let facts: PolledFacts<{ count: number }> | undefined;
  const activity = polled(async (_: object, given: PolledFacts<{ count: number }>) => {
    facts = given;
    return end;
  });
  const outcome = await environment.run(activity, {}).catch((error: unknown) => error);
  return { outcome, heartbeats, facts };
}

test('a step that is done is the result', async () => {
  expect(await attempt({ kind: 'done', value: 'done' })).toMatchObject({ outcome: 'done', heartbeats: [] });
});

test('a step that failed is not tried again, and its problem is what the row shows', async () => {
  const { outcome } = await attempt({ kind: 'failed', problem });
  expect(outcome).toBeInstanceOf(ApplicationFailure);
  expect(outcome).toMatchObject({ type: 'CallFailed', message: 'refused', nonRetryable: true, details: [problem] });
  const learned = { count: 4 };
  const knowing = await attempt({ kind: 'failed', problem, learned });
  expect(knowing.outcome).toMatchObject({ details: [problem, learned] });
});

test('a step that waits is an expected failure, and the next attempt knows what it learned', async () => {
  const { outcome, heartbeats } = await attempt({ kind: 'again', afterMs: 1_500.4, why: '40%', learned: { count: 4 } });
  expect(outcome).toMatchObject({
    type: 'NotYet',
    message: '40%',
    nonRetryable: false,
    nextRetryDelay: 1_500,
    category: ApplicationFailureCategory.BENIGN,
    details: [{ count: 4 }],
  });
  expect(heartbeats).toEqual([{ count: 4 }]);
});

test('a step that learned nothing leaves what the attempts before it did', async () => {
  const { heartbeats, facts } = await attempt({ kind: 'again', afterMs: 0, why: 'not yet' }, { count: 2 });
  expect([heartbeats, facts?.learned, facts?.attempt]).toEqual([[], { count: 2 }, 3]);
});

test('a call that may pass is tried again as the service asks, else by the back-off of the activity', async () => {
  const asked = await attempt({ kind: 'again', afterMs: 7_000, why: 'refused', problem });
  expect(asked.outcome).toMatchObject({ type: 'CallFailed', nextRetryDelay: 7_000, details: [problem] });
  const { outcome } = await attempt({ kind: 'again', why: 'refused', problem, learned: { count: 4 } });
  expect(outcome).toMatchObject({ details: [problem, { count: 4 }] });
  expect((outcome as ApplicationFailure).nextRetryDelay).toBeUndefined();
  expect(outcome).toMatchObject({ nonRetryable: false });
});

test('no wait goes past the time left: there is one more attempt before its end', async () => {
  for (const step of [{ problem }, {}]) {
    const { outcome } = await attempt({ kind: 'again', afterMs: 120_000, why: 'wait', ...step }, undefined, 30_000);
    expect((outcome as ApplicationFailure).nextRetryDelay).toBeGreaterThan(29_000);
    expect((outcome as ApplicationFailure).nextRetryDelay).toBeLessThan(30_000);
  }
});
