// What the web UI shows of a request, whatever the request holds.
import fc from 'fast-check';
import { requestDetails, requestSummary } from '../../src/client/request-summary';
import type { DistributeImageInput } from '../../src/shared/distribution';

const INPUT: DistributeImageInput = {
  source: { regionId: 'cn-hangzhou', imageId: 'm-1' },
  imageName: 'office-2026-11',
  destinations: [{ regionId: 'cn-shanghai' }, { regionId: 'cn-beijing' }],
  shareWith: ['1', '2', '3'],
};

test('a summary says what goes where', () => {
  expect(requestSummary(INPUT)).toBe('office-2026-11 from cn-hangzhou to 2 regions, shared with 3 accounts');
  expect(requestSummary({ ...INPUT, destinations: 'all', shareWith: [] })).toBe(
    'office-2026-11 from cn-hangzhou to all other regions',
  );
  expect(requestSummary({ ...INPUT, destinations: [{ regionId: 'cn-beijing' }], shareWith: ['1'] })).toBe(
    'office-2026-11 from cn-hangzhou to 1 region, shared with 1 account',
  );
});

test('a long name is cut, at a whole character, and the rest stays', () => {
  const summary = requestSummary({ ...INPUT, imageName: '办公'.repeat(64) });
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(200);
  expect(summary).toMatch(/^(办公)+办?… from cn-hangzhou to 2 regions, shared with 3 accounts$/);
});

test('no summary has more than 200 bytes, no details more than 20 KB', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300 });
  fc.assert(
    fc.property(
      text,
      text,
      fc.array(fc.record({ regionId: text }), { maxLength: 500 }),
      (name, reason, destinations) => {
        const input = {
          ...INPUT,
          imageName: name,
          source: { regionId: reason, imageId: name },
          destinations,
          reason,
          description: reason,
          shareWith: destinations.map(({ regionId }) => regionId),
        };
        expect(Buffer.byteLength(requestSummary(input))).toBeLessThanOrEqual(200);
        expect(Buffer.byteLength(requestDetails(input))).toBeLessThanOrEqual(20_000);
      },
    ),
    { numRuns: 50 },
  );
});

test('the longest texts are cut to what Temporal takes', () => {
  const regionId = '办'.repeat(200);
  const destinations = Array.from({ length: 500 }, () => ({ regionId }));
  const shareWith = destinations.map(() => regionId);
  const details = requestDetails({ ...INPUT, destinations, shareWith, reason: regionId.repeat(9) });
  expect(Buffer.byteLength(details)).toBeLessThanOrEqual(20_000);
});

test('details tell the reason and everything that was asked for', () => {
  const details = requestDetails({ ...INPUT, reason: 'ticket 4711', copyTimeout: '7h', description: 'a `b`' });
  expect(details).toContain('> ticket 4711');
  expect(details).toContain('- to: `cn-shanghai`, `cn-beijing`');
  expect(details).toContain('- shared with: `1`, `2`, `3`');
  expect(details).toContain('- copyTimeout: `7h`');
  expect(details).toContain("- description: `a 'b'`");
});
