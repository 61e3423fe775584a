// When two requests are the same one.
import fc from 'fast-check';
import { idFindings, requestHash } from '../../src/client/request-identity';
import type { DestinationInput, DistributeImageInput } from '../../src/shared/distribution';

const accounts = fc.uniqueArray(fc.stringMatching(/^\d{1,19}$/), { maxLength: 5 });

const destination: fc.Arbitrary<DestinationInput> = fc.record(
  { regionId: fc.stringMatching(/^cn-[a-z]{2,9}$/), imageName: fc.string(), shareWith: accounts },
  { requiredKeys: ['regionId'] },
);

const request: fc.Arbitrary<DistributeImageInput> = fc.record(
  {
    source: fc.record({ regionId: fc.string(), imageId: fc.string() }),
    imageName: fc.string(),
    destinations: fc.oneof(fc.constant('all' as const), fc.array(destination, { maxLength: 5 })),
    shareWith: accounts,
    description: fc.string(),
    maxConcurrent: fc.nat(),
    onCancel: fc.constantFrom('keep' as const, 'cancel-copy' as const),
  },
  { requiredKeys: ['source', 'imageName', 'destinations', 'shareWith'] },
);

function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed).reverse() as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, reversed(item)]);
  return Object.fromEntries(entries.reverse()) as T;
}

test('the order of destinations, accounts and fields does not matter, nor does the reason', () => {
  fc.assert(
    fc.property(request, fc.string(), (input, reason) => {
      expect(requestHash({ ...reversed(input), reason })).toBe(requestHash(input));
    }),
  );
});

test('a field that is undefined is a field that is not there', () => {
  fc.assert(
    fc.property(request, (input) => {
      expect(requestHash({ description: undefined, copyTimeout: undefined, ...input })).toBe(requestHash(input));
    }),
  );
});

test('whatever is asked for differently is another request', () => {
  fc.assert(
    fc.property(request, (input) => {
      const others: DistributeImageInput[] = [
        { ...input, imageName: `${input.imageName}x` },
        { ...input, source: { ...input.source, regionId: `${input.source.regionId}x` } },
        { ...input, shareWith: [...input.shareWith, '99999999999999999999'] },
        { ...input, destinations: input.destinations === 'all' ? [] : 'all' },
        { ...input, copyTimeout: '7h' },
      ];
      const hashes = [input, ...others].map(requestHash);
      expect(new Set(hashes).size).toBe(hashes.length);
    }),
  );
});

test('an input is not changed by hashing it', () => {
  const input: DistributeImageInput = {
    source: { regionId: 'cn-hangzhou', imageId: 'm-1' },
    imageName: 'office',
    destinations: [{ regionId: 'cn-shanghai' }, { regionId: 'cn-beijing', shareWith: ['2', '1'] }],
    shareWith: ['2', '1'],
  };
  const before = structuredClone(input);
  expect(requestHash(input)).toMatch(/^[0-9a-f]{20}$/);
  expect(input).toEqual(before);
});

test('ids that Temporal or its HTTP API cannot take are named', () => {
  expect(idFindings({ imageId: 'm-1', requestId: 'ticket-4711' })).toEqual([]);
  expect(idFindings({ imageId: 'm-1', requestId: 'a/b' })).toEqual([
    expect.stringMatching(/^requestId: must not contain/),
  ]);
  expect(idFindings({ imageId: 'm/1', requestId: 'a' })).toEqual([expect.stringMatching(/^source.imageId: /)]);
  expect(idFindings({ imageId: 'm-1', requestId: '' })).toEqual([
    expect.stringMatching(/^requestId: must not be empty/),
  ]);
  expect(idFindings({ imageId: 'm-1', requestId: '界'.repeat(80) })).toEqual([]);
  expect(idFindings({ imageId: 'm-1', requestId: '界'.repeat(81) })).toEqual([expect.stringMatching(/258 bytes/)]);
});
