// What becomes of an attempt whose calls fail, and what the protocol's errors say of themselves.
import { refusalOf } from '../../src/protocol/cloud';
import { Cancelled, CopyFailure } from '../../src/protocol/run-effects';
import { type Step, tried } from '../../src/protocol/step';
import { callFailed, passing } from './played-region';

type TriedStep = Step<string, number>;

const failing = (error: Error) => async (): Promise<TriedStep> => {
  throw error;
};

test('an attempt whose calls succeed ends as they say', async () => {
  expect(await tried(async (): Promise<TriedStep> => ({ kind: 'done', value: 'there' }), 7)).toEqual({
    kind: 'done',
    value: 'there',
  });
});

test('a call that fails for good is the end, and nothing is forgotten', async () => {
  expect(await tried(failing(callFailed()), 7)).toEqual({ kind: 'failed', problem: callFailed().problem, learned: 7 });
});

test('a call that fails for now is another attempt, when the service asks for it, and nothing is forgotten', async () => {
  const { problem } = passing();
  const again = { kind: 'again', why: 'said the service', problem, learned: 7 };
  expect(await tried(failing(passing({ retryAfterMs: 9_000 })), 7)).toEqual({ ...again, afterMs: 9_000 });
  expect(await tried(failing(passing()), 7)).toEqual(again);
});

test('what no rule foresaw is thrown on', async () => {
  await expect(tried(failing(new TypeError('a defect')))).rejects.toThrow('a defect');
});

describe('a refusal', () => {
  it('keeps why, and when it may be tried again', () => {
    const { problem } = callFailed();
    const refusal = refusalOf(passing({ retryAfterMs: 9_000 }));
    expect(refusal).toEqual({ problem, retryable: true, isConflict: false, retryAfterMs: 9_000 });
    expect(refusalOf(callFailed())).toEqual({ problem, retryable: false, isConflict: false });
  });

  it.each([
    ['conflict', true],
    ['denied', false],
    ['name-in-use', false],
    ['other', false],
  ] as const)('for the reason %s is a conflict: %s', (reason, isConflict) => {
    expect(refusalOf(callFailed({ reason })).isConflict).toBe(isConflict);
  });
});

test('the protocol’s errors say in a log what they are', () => {
  const { problem } = callFailed();
  expect([new Cancelled(), new CopyFailure(problem), callFailed()].map(String)).toEqual([
    'Cancelled: The run was cancelled',
    'CopyFailure: said the service',
    'CallFailed: said the service',
  ]);
});
