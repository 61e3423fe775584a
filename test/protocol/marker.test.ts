import fc from 'fast-check';
import { markedDescription, markerRun, parseMarker } from '../../src/protocol/marker';
import { MAX_DESCRIPTION_LENGTH } from '../../src/shared/limits';

const copyKey = fc.stringMatching(/^[a-z2-7]{20}$/);
const run = fc.stringMatching(/^[0-9a-f]{12}$/);

test('a marker is read back from wherever it stands in a description', () => {
  fc.assert(
    fc.property(copyKey, run, fc.string(), fc.string(), (key, id, before, after) => {
      const marker = { copyKey: key, run: id };
      expect(parseMarker(`${before} ${markedDescription(undefined, marker)}${after}`)).toEqual(marker);
    }),
  );
});

test('the longest text, a space and the marker fill the 256 characters that the cloud takes', () => {
  const marker = { copyKey: 'a'.repeat(20), run: '0'.repeat(12) };
  expect(markedDescription('x'.repeat(MAX_DESCRIPTION_LENGTH), marker)).toHaveLength(256);
  expect(markedDescription('Office', marker)).toBe(`Office [ecd-copy:v1:${'a'.repeat(20)}:${'0'.repeat(12)}]`);
});

test('a marker holds the end of the run id, since the beginnings of run ids are alike', () => {
  expect(markerRun('019a1b2c-3d4e-7f56-8a9b-0c1d2e3f4a5b')).toBe('0c1d2e3f4a5b');
  expect(markerRun('019a1b2c-3d4e-7f56-8a9b0c-1d2e-3f4a5b')).toBe('0c1d2e3f4a5b');
});

test.each(['', 'Office', '[ecd-copy:v1:short:0c1d2e3f4a5b]', '[ecd-copy:v2:aaaaaaaaaaaaaaaaaaaa:0c1d2e3f4a5b]'])(
  'there is no marker in "%s"',
  (description) => {
    expect(parseMarker(description)).toBeUndefined();
  },
);
