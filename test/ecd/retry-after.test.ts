// How long the service asks to wait: one value for the error, for the throttle gate, and for whoever repeats.
import { LONGEST_RETRY_AFTER_MS } from '../../src/ecd';
import { answer, COPY_REQUEST, createTestClient, errorOf, type FakeService, startFakeService } from './fake-service';
import { SDKS } from './sdks';

let service: FakeService | undefined;
afterEach(() => service?.close());

const ASKED: [header: string, retryAfterMs: number | undefined, pauseMs: number][] = [
  ['0', undefined, 1_000],
  ['-5000', undefined, 1_000],
  ['soon', undefined, 1_000],
  ['', undefined, 1_000],
  ['9'.repeat(400), undefined, 1_000],
  ['200', 1_000, 1_000],
  ['2500', 2_500, 2_500],
  ['86400000', LONGEST_RETRY_AFTER_MS, LONGEST_RETRY_AFTER_MS],
];

describe.each(SDKS)('with $name', ({ sdk }) => {
  test.each(ASKED)(
    'asked to wait for %j: %p, and the next call is kept back for %i ms',
    async (header, asked, pause) => {
      const body = { Code: 'Throttling.User', RequestId: 'R-1' };
      service = await startFakeService(answer(429, body, { 'x-acs-retry-after': header }));
      const client = await createTestClient(service.endpoint, { sdk });
      expect(await errorOf(client.copyImage(COPY_REQUEST))).toMatchObject({ kind: 'throttled', retryAfterMs: asked });
      const keptBack = await errorOf(client.copyImage(COPY_REQUEST));
      expect(keptBack).toMatchObject({ kind: 'throttled', code: 'Throttling.User', requestId: 'R-1' });
      expect(keptBack.hint).toContain('RequestId R-1');
      expect(keptBack.retryAfterMs).toBeGreaterThan(0);
      expect(keptBack.retryAfterMs).toBeLessThanOrEqual(pause);
      expect(keptBack.retryAfterMs).toBeGreaterThan(pause - 1_000);
      expect(service.requests).toHaveLength(1);
    },
  );
});

test('the longest wait is two minutes', () => {
  expect(LONGEST_RETRY_AFTER_MS).toBe(120_000);
});

test.each([
  [5_000, 5_000],
  [200, 200],
  [86_400_000, LONGEST_RETRY_AFTER_MS],
])('a client may have a shorter one: told %i ms, it waits %i', async (longestRetryAfterMs, retryAfterMs) => {
  service = await startFakeService(answer(429, { Code: 'Throttling.User' }, { 'x-acs-retry-after': '86400000' }));
  const client = await createTestClient(service.endpoint, { longestRetryAfterMs });
  expect(await errorOf(client.copyImage(COPY_REQUEST))).toMatchObject({ retryAfterMs });
});
