// What a wait is told of its copy: what may be gone, and what it is compared with.
import { waitInput } from '../../src/protocol/wait-input';
import { image, wanted } from './played-world';

const { copyKey, sourceProperties, timing } = wanted.terms;
const common = {
  regionId: wanted.destination.regionId,
  imageId: image.imageId,
  timing,
  originalRunId: wanted.originalRunId,
};
const made = { ...image, madeByThisRun: true, foreign: false, requestId: 'R-1' };

test.each([
  ['that an answer named may not be visible yet', made, { wasSeen: false, copyKey }],
  ['of this run that a look showed was seen', { ...made, requestId: undefined }, { wasSeen: true, copyKey }],
  [
    'of another run is compared with the source',
    { ...made, madeByThisRun: false, requestId: undefined },
    { wasSeen: true, copyKey, sourceProperties },
  ],
  [
    'of somebody else has neither marker nor comparison',
    { ...made, madeByThisRun: false, foreign: true, requestId: undefined },
    { wasSeen: true },
  ],
])('a copy %s', (_, copy, more) => {
  expect(waitInput(wanted, copy)).toEqual({ ...common, ...more });
});
