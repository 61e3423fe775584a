// The tests' own signer, against a request that was captured from `@alicloud/openapi-core` 1.0.8.
import { KEYS } from './fake-service';
import { sign } from './signature';

it('signs like the SDK', () => {
  const headers = {
    host: '127.0.0.1:18080',
    'x-acs-version': '2020-09-30',
    'x-acs-action': 'CopyImage',
    'x-acs-date': '2026-11-24T03:05:26Z',
    'x-acs-signature-nonce': '1a064f6fdde59cf96c1fe0e9f97fda0881f900a27181eb6b1644402598fa8d29',
    'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'x-acs-credentials-provider': 'static_ak',
  };
  const parameters = {
    DestinationDescription: "it's a (test)* ~ 100%",
    DestinationImageName: 'Office_Shanghai',
    DestinationRegionId: 'cn-shenzhen',
    ImageId: 'm-gx2x1dhsmusr2abcd',
    RegionId: 'cn-hangzhou',
  };
  const request = { method: 'POST', pathname: '/', parameters, headers };
  expect(sign(request, Object.keys(headers).sort(), KEYS.accessKeySecret)).toBe(
    'e26be7cf7f01e99c2b605215969cbf9e9c222e8014f77931a9b4528c623d0250',
  );
});
