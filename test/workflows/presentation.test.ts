// What the web UI shows says the same as the command line.
import type { DestinationOutcome, DestinationStatus } from '../../src/shared/distribution';
import { distributionDetails } from '../../src/workflows/presentation';

const source = { regionId: 'cn-hangzhou', imageId: 'm-golden' };
const ended = (outcome: DestinationOutcome): DestinationStatus => ({
  regionId: 'cn-shanghai',
  imageName: 'office',
  phase: 'done',
  outcome,
});
const title = (...destinations: DestinationStatus[]) => distributionDetails({ source, destinations }).split('\n')[0];

test('only what was asked for and is there counts as done', () => {
  expect(title(ended('copied'), ended('adopted'), ended('failed'), ended('cancelled'), ended('refused'))).toBe(
    '**2 of 5 destinations done, 1 failed, 1 cancelled, 1 refused** · m-golden from cn-hangzhou',
  );
});

test('a row under way is neither', () => {
  expect(title({ regionId: 'cn-beijing', imageName: 'office', phase: 'waiting' }, ended('copied'))).toContain(
    '**1 of 2 destinations done**',
  );
});
