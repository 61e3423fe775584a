// Bad input is refused before anything is written, and every finding names its field and the rule.
import fc from 'fast-check';
import { check, input, refusal, source } from './checked-request';

const to = (destination: object) => ({ ...input, destinations: [destination] });

test.each([
  ['a name of 129 characters', { ...input, imageName: 'a'.repeat(129) }, 'imageName: must have 2 to 128 characters'],
  ['a name of one character', { ...input, imageName: 'a' }, 'imageName: must have 2 to 128 characters'],
  ['a name that begins with a digit', { ...input, imageName: '1office' }, 'imageName: must begin with a letter'],
  ['http:// in a name', { ...input, imageName: 'http://office' }, 'imageName: must not begin with http://'],
  ['http:// in a description', { ...input, description: 'http://x' }, 'description: must not begin with http://'],
  ['a marker in a description', { ...input, description: 'a [ecd-copy:v1' }, 'description: must not contain'],
  ['a description of 209 characters', { ...input, description: 'a'.repeat(209) }, 'description: must have at most 208'],
  [
    'accounts as numbers',
    { ...input, shareWith: [1234567890123456] },
    'shareWith[0]: must be an account id as a string',
  ],
  ['accounts with letters', { ...input, shareWith: ['12a'] }, 'shareWith[0]: must be an account id: 1 to 19 digits'],
  [
    '51 accounts',
    { ...input, shareWith: Array.from({ length: 51 }, (_, i) => `${i + 1}`) },
    'shareWith: must have at most 50',
  ],
  ['an account twice', { ...input, shareWith: ['1', '1'] }, 'shareWith: names account 1 twice'],
  ['an account with a leading zero', { ...input, shareWith: ['012'] }, 'shareWith[0]: must be an account id'],
  ['an account of 2^63', { ...input, shareWith: ['9223372036854775808'] }, 'shareWith[0]: must be an account id'],
  ['half a character', { ...input, description: 'ab\ud800c' }, 'description: must be well-formed text'],
  ['half a character in a reason', { ...input, reason: '\udc00' }, 'reason: must be well-formed text'],
  ['NUL in a description', { ...input, description: 'ab\0c' }, 'description: must not hold control characters'],
  ['ESC in a reason', { ...input, reason: '\u001b[2J' }, 'reason: must not hold control characters'],
  ['a line separator', { ...input, description: 'ab\u2028c' }, 'description: must not hold control characters'],
  ['text that turns round', { ...input, description: 'ab\u202ec' }, 'description: must not hold control characters'],
  ['a copyTimeout of 8 days', { ...input, copyTimeout: '8d' }, 'copyTimeout: must be at most 7 days'],
  ['no destinations', { ...input, destinations: [] }, 'destinations: must have at least one destination'],
  ['a number as destinations', { ...input, destinations: 7 }, 'destinations: must be a list of destinations, or "all"'],
  ['the source region', to({ regionId: 'cn-hangzhou' }), "destinations[0].regionId: must not be the source's region"],
  [
    'a region twice',
    { ...input, destinations: [{ regionId: 'cn-shanghai' }, { regionId: 'cn-shanghai' }] },
    'destinations[1].regionId: names the region of destinations[0] again',
  ],
  ['a path as region', to({ regionId: '../' }), 'destinations[0].regionId: must be a region id'],
  ['a host as region', to({ regionId: 'evil.example' }), 'destinations[0].regionId: must be a region id'],
  [
    'a host with a region',
    to({ regionId: 'cn-hangzhou.evil.example' }),
    'destinations[0].regionId: must be a region id',
  ],
  ['a bad source region', { ...input, source: { ...source, regionId: 'x/y' } }, 'source.regionId: must be a region id'],
  ['an unknown field', { ...input, deleteFailedCopies: true }, 'input: Unrecognized key: "deleteFailedCopies"'],
  ['an unknown field inside', to({ regionId: 'cn-shanghai', share: [] }), 'destinations[0]: Unrecognized key: "share"'],
  ['a missing field', { ...input, shareWith: undefined }, 'shareWith: '],
  ['a duration without a unit', { ...input, copyTimeout: '6' }, 'copyTimeout: must be a duration such as 6h'],
  ['a number as duration', { ...input, copyTimeout: 6 }, 'copyTimeout: must be a duration such as 6h'],
  ['a duration that is none', { ...input, copyTimeout: 'soon' }, 'copyTimeout: must be a duration such as 6h'],
  ['no object', 'cn-hangzhou', 'input: '],
  [
    'a name too long for a workflow id',
    { ...input, imageName: '办'.repeat(90) },
    'destinations[0].imageName: is too long: the workflow id would pass 255 bytes',
  ],
])('refuses %s', async (_, request, finding) => {
  expect(await refusal(request)).toContain(finding);
});

test('names all findings in one message', async () => {
  const message = await refusal({ ...input, imageName: '1', shareWith: [5], description: 'https://x' });
  expect(message.split('; ').map((finding) => finding.split(':')[0])).toEqual(
    expect.arrayContaining(['imageName', 'shareWith[0]', 'description']),
  );
});

test('refuses 10,000 destinations with a short message', async () => {
  const destinations = Array.from({ length: 10_000 }, () => ({ regionId: 'cn-shanghai' }));
  const message = await refusal({ ...input, destinations });
  expect(message).toContain('destinations: must have at most 500 destinations');
  expect(message.length).toBeLessThan(10_000);
});

test('a finding stays short, however long the key that it names', async () => {
  const message = await refusal({ ...input, ['x'.repeat(1_200_000)]: 1 });
  expect(message.length).toBeLessThanOrEqual(200);
  expect(message).toContain('Unrecognized key');
});

test('takes copyTimeout up to 7 days, accounts below 2^63, and line breaks in a reason', async () => {
  const request = { ...input, copyTimeout: '7d', shareWith: ['9223372036854775807'], reason: 'two\nlines' };
  expect(await check(request)).toMatchObject({ copyTimeoutMs: 604_800_000 });
});

test('no input makes it fail in another way than with findings', async () => {
  const hostile = fc.record(
    {
      source: fc.anything(),
      imageName: fc.oneof(fc.string({ unit: 'grapheme' }), fc.anything()),
      destinations: fc.oneof(fc.array(fc.record({ regionId: fc.string(), imageName: fc.string() })), fc.anything()),
      shareWith: fc.oneof(fc.array(fc.oneof(fc.string(), fc.integer())), fc.anything()),
      description: fc.anything(),
      copyTimeout: fc.anything(),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(hostile, fc.anything()), async (request) => {
      expect(await refusal(request)).not.toBe('');
    }),
    { numRuns: 2_000 },
  );
});

test.each(['0123', '9223372036854775808', '0'])(
  'the account %s is refused: the service would hold another number',
  async (account) => {
    expect(await refusal({ ...input, shareWith: [account] })).toContain('shareWith[0]: must be an account id');
  },
);
