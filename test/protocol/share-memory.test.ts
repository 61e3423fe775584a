// What a row takes of a sharing that failed, and what is no memory of one.
import { isShareMemory, sharedSoFar } from '../../src/protocol/share-memory';
import { START } from './played-region';

const call = { at: START, count: 1, requestId: 'R-1' };

test('a sharing so far is what was read back, and one RequestId for each ten accounts', () => {
  const memory = { calls: { 0: call, 1: { ...call, requestId: 'R-2' } }, sharedWith: ['42'] };
  expect(sharedSoFar(memory)).toEqual({ sharedWith: ['42'], duplicates: [], requestIds: ['R-1', 'R-2'] });
  expect(sharedSoFar(memory, ['m-2'])).toMatchObject({ duplicates: ['m-2'] });
});

test('nothing is shared where nothing was read', () => {
  expect(sharedSoFar({ calls: {} })).toEqual({ sharedWith: [], duplicates: [], requestIds: [] });
});

test.each([
  [{ calls: {} }, true],
  [{ type: 'CallFailed', message: 'refused' }, false],
  [null, false],
  [undefined, false],
  ['calls', false],
])('of %j being the memory of a sharing: %s', (details, isOne) => {
  expect(isShareMemory(details)).toBe(isOne);
});
