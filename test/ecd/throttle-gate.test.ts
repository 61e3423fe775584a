// After a throttled call: nothing is sent until it is time, then one call finds out, and the others follow.
import { EcdError } from '../../src/ecd';
import { createThrottleGate, type ThrottleGate } from '../../src/ecd/throttle-gate';

const SUBJECT = { action: 'CopyImage', regionId: 'cn-hangzhou' } as const;

const READ = { action: 'DescribeImages', regionId: 'cn-hangzhou' } as const;

const KEPT_BACK = { kind: 'throttled', outcome: 'not-applied', retryable: true } as const;

function throttled(retryAfterMs?: number): EcdError {
  return new EcdError(SUBJECT, {
    ...KEPT_BACK,
    what: 'too many',
    hint: '',
    retryAfterMs,
  });
}

function unclear(): EcdError {
  return new EcdError(SUBJECT, { what: '502', kind: 'unclear', outcome: 'unknown', retryable: true, hint: '' });
}

let gate: ThrottleGate;
let sent: number;
let answer: () => Promise<string>;

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  gate = createThrottleGate();
  sent = 0;
});
afterEach(() => {
  jest.useRealTimers();
});

async function call(subject: Parameters<ThrottleGate>[0] = SUBJECT): Promise<string> {
  const send = () => {
    sent++;
    return answer();
  };
  return gate(subject, send).catch((error: EcdError) => `retry after ${error.retryAfterMs}`);
}

test('waits as long as the service asks', async () => {
  answer = () => Promise.reject(throttled(7_000));
  await call();
  jest.setSystemTime(6_000);
  expect(await call()).toBe('retry after 1000');
  expect(sent).toBe(1);
  answer = () => Promise.resolve('done');
  jest.setSystemTime(7_000);
  expect(await call()).toBe('done');
  expect(await call()).toBe('done');
});

test('waits twice as long each time when the service asks for nothing, half a minute at most', async () => {
  answer = () => Promise.reject(throttled());
  const pauses: number[] = [];
  for (let second = 0, last = 0; second <= 130; second++) {
    jest.setSystemTime(second * 1_000);
    const before = sent;
    await call();
    if (sent === before) continue;
    pauses.push(second - last);
    last = second;
  }
  expect(pauses).toEqual([0, 1, 2, 4, 8, 16, 30, 30, 30]);
});

test('a single call finds out; other reads wait for what it finds', async () => {
  answer = () => Promise.reject(throttled(1_000));
  await call(READ);
  jest.setSystemTime(1_000);
  let reply: (text: string) => void = () => {};
  answer = () =>
    new Promise((resolve) => {
      reply = resolve;
    });
  const calls = [call(READ), call(READ), call(READ)];
  await Promise.resolve();
  expect(sent).toBe(2);
  answer = () => Promise.resolve('after it');
  reply('first');
  expect(await Promise.all(calls)).toEqual(['first', 'after it', 'after it']);
});

test('a call that finds out and has no clear answer has found nothing', async () => {
  answer = () => Promise.reject(throttled(1_000));
  await call();
  jest.setSystemTime(1_000);
  answer = () => Promise.reject(unclear());
  const calls = [call(), call(), call()];
  await Promise.all(calls);
  expect(sent).toBe(2);
});

test('says that the call was not sent, so that it may be repeated', async () => {
  answer = () => Promise.reject(throttled(5_000));
  await call();
  const error = await gate(SUBJECT, answer).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(EcdError);
  expect(error).toMatchObject({ ...KEPT_BACK, regionId: 'cn-hangzhou' });
});

test('names the last call that the service refused', async () => {
  const refused = (code: string, requestId: string) =>
    new EcdError(SUBJECT, { ...KEPT_BACK, what: 'too many', hint: `see ${requestId}`, code, requestId });
  answer = () => Promise.reject(refused('Throttling.User', 'R-1'));
  await call();
  jest.setSystemTime(1_000);
  answer = () => Promise.reject(refused('Throttling.Api', 'R-2'));
  await call();
  const error = await gate(SUBJECT, answer).catch((thrown: unknown) => thrown);
  expect(sent).toBe(2);
  expect(error).toMatchObject({ ...KEPT_BACK, code: 'Throttling.Api', requestId: 'R-2', hint: 'see R-2' });
  expect(error).toMatchObject({ statusCode: undefined, message: expect.stringMatching(/R-2\): not sent/) });
});

test('other actions, other regions and other failures are not kept back', async () => {
  answer = () => Promise.reject(throttled(60_000));
  await call();
  await call({ action: 'DescribeImages', regionId: 'cn-hangzhou' });
  await call({ action: 'CopyImage', regionId: 'cn-shanghai' });
  expect(sent).toBe(3);
  gate = createThrottleGate();
  answer = () => Promise.reject(unclear());
  await call();
  await call();
  expect(sent).toBe(5);
});

test('no write waits for the call that finds out: whoever sends it has made sure a moment ago that it may', async () => {
  answer = () => Promise.reject(throttled(7_000));
  await call();
  jest.setSystemTime(7_000);
  let found = (_: string) => {};
  answer = () =>
    new Promise((resolve) => {
      found = resolve;
    });
  const findingOut = call();
  expect(await call()).toBe('retry after 1000');
  expect(sent).toBe(2);
  found('done');
  expect(await findingOut).toBe('done');
});
