// A region id is judged twice: by the request's rules, and by the adapter, which makes a host name of it. Both agree.
import fc from 'fast-check';
import { isRegionId } from '../../src/ecd';
import { parseRequest } from '../../src/schema/parse-request';

function isTaken(regionId: string): boolean {
  const source = { regionId, imageId: 'm-golden' };
  return 'input' in parseRequest({ source, imageName: 'office', destinations: 'all', shareWith: [] });
}

const nearly = fc.stringMatching(/^[a-z]{1,3}(-[a-z0-9]{0,8}){0,9}$/);

test.each(['cn-hangzhou', 'cn-hangzhou-finance', 'ap-southeast-1'])('%s is one', (regionId) => {
  expect([isTaken(regionId), isRegionId(regionId)]).toEqual([true, true]);
});

test.each(['', 'cn', 'cn-', 'CN-hangzhou', 'cn-hangzhou.evil', 'cn-hang zhou', `cn-${'a'.repeat(61)}`])(
  '"%s" is none',
  (text) => {
    expect([isTaken(text), isRegionId(text)]).toEqual([false, false]);
  },
);

test('both agree on whatever looks like one', () => {
  fc.assert(
    fc.property(fc.oneof(nearly, fc.string()), (text) => isTaken(text) === isRegionId(text)),
    { numRuns: 2_000 },
  );
});
