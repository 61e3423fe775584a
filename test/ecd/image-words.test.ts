// Words of an image that go into histories and messages: short, on one line, without secrets, and never half a character.
import { readImagePage } from '../../src/ecd/images';

const redact = (text: string) => text.replaceAll('secret', '***');

function statusOf(status: string): string | undefined {
  const body = { RequestId: 'R-1', Images: [{ ImageId: 'm-1', Status: status }] };
  return readImagePage(body, redact).images[0]?.status;
}

test.each([
  ['as it is', 'Available', 'Available'],
  ['masked', 'Wait for secret', 'Wait for ***'],
  ['on one line', 'Wait\n\u001b[2J', 'Wait [2J'],
  ['short', 'x'.repeat(900), 'x'.repeat(64)],
  ['whole to its last character', `${'x'.repeat(63)}😀y`, `${'x'.repeat(63)}😀`],
])('a status is %s', (_, said, read) => {
  expect(statusOf(said)).toBe(read);
});
