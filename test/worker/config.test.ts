// The worker's settings: what they mean, and what a wrong one is answered with.
import { ConfigError, readWorkerConfig } from '../../src/worker/config';

test('without settings: the durations of the failure model, and each region’s own endpoint', () => {
  expect(readWorkerConfig({})).toMatchObject({
    ecdEndpoint: undefined,
    writesPerSecond: 15,
    settings: {
      timing: {
        callTimeoutMs: 30_000,
        settleWindowMs: 1_320_000,
        pollMinMs: 10_000,
        pollMaxMs: 120_000,
        visibilityGraceMs: 180_000,
      },
      allowedRegions: undefined,
      allowedAccounts: undefined,
    },
  });
});

test.each([
  ['22m', 120_000],
  ['1m', 5_455],
  ['4s', 364],
  ['2h', 120_000],
])(
  'with a settle window of %s a wait that the cloud asks for counts up to %i ms',
  (settleWindow, longestRetryAfterMs) => {
    expect(readWorkerConfig({ ECD_SETTLE_WINDOW: settleWindow })).toMatchObject({ longestRetryAfterMs });
  },
);

test('reads what is set', () => {
  const config = readWorkerConfig({
    TEMPORAL_ADDRESS: 'temporal.example:7233',
    TEMPORAL_NAMESPACE: 'images',
    ECD_ENDPOINT: 'http://127.0.0.1:8080',
    ECD_ALLOWED_REGIONS: 'cn-shanghai, cn-beijing',
    ECD_ALLOWED_ACCOUNTS: '1234567890123456',
    ECD_CALL_TIMEOUT: '5s',
  });
  expect(config.temporal).toMatchObject({
    connectionOptions: { address: 'temporal.example:7233' },
    namespace: 'images',
  });
  expect(config.ecdEndpoint).toBe('http://127.0.0.1:8080');
  expect([...(config.settings.allowedRegions ?? [])]).toEqual(['cn-shanghai', 'cn-beijing']);
  expect(config.settings.timing.callTimeoutMs).toBe(5_000);
});

test.each([
  ['a duration without a unit', { ECD_SETTLE_WINDOW: '22' }, 'ECD_SETTLE_WINDOW: must be a duration such as 30s'],
  ['a duration that is none', { ECD_CALL_TIMEOUT: 'soon' }, 'ECD_CALL_TIMEOUT: must be a duration such as 30s'],
  ['bounds the wrong way round', { ECD_POLL_MIN: '5m' }, 'ECD_POLL_MIN: must not be longer than ECD_POLL_MAX'],
  ['an endpoint that is no URL', { ECD_ENDPOINT: 'localhost' }, 'ECD_ENDPOINT: must be a URL'],
  ['plain http beyond loopback', { ECD_ENDPOINT: 'http://10.0.0.1:80' }, 'ECD_ALLOW_INSECURE_ENDPOINT=true'],
  ['plain http, however it is written', { ECD_ENDPOINT: 'HTTP://evil.example' }, 'ECD_ALLOW_INSECURE_ENDPOINT=true'],
  ['an endpoint with a path', { ECD_ENDPOINT: 'https://ecd.example/path' }, 'ECD_ENDPOINT: must be a URL'],
  ['an endpoint with a user', { ECD_ENDPOINT: 'https://user:pass@ecd.example' }, 'ECD_ENDPOINT: must be a URL'],
  ['an endpoint of another protocol', { ECD_ENDPOINT: 'ftp://127.0.0.1' }, 'ECD_ENDPOINT: must be a URL'],
  ['a region that is none', { ECD_ALLOWED_REGIONS: 'cn-shanghai,../' }, 'ECD_ALLOWED_REGIONS: must be region ids'],
  ['an account that is none', { ECD_ALLOWED_ACCOUNTS: 'me' }, 'ECD_ALLOWED_ACCOUNTS: must be account ids'],
  ['an account with a leading zero', { ECD_ALLOWED_ACCOUNTS: '0123' }, 'ECD_ALLOWED_ACCOUNTS: must be account ids'],
  ['an account of 0', { ECD_ALLOWED_ACCOUNTS: '0' }, 'ECD_ALLOWED_ACCOUNTS: must be account ids'],
  ['an account of 20 digits', { ECD_ALLOWED_ACCOUNTS: '1'.repeat(20) }, 'ECD_ALLOWED_ACCOUNTS: must be account ids'],
  ['an account past int64', { ECD_ALLOWED_ACCOUNTS: '9223372036854775808' }, 'without leading zeros and below 2^63'],
  ['a rate of nothing', { ECD_WRITES_PER_SECOND: '0' }, 'ECD_WRITES_PER_SECOND: must be more than 0'],
  ['a name that does not exist', { ECD_SETLE_WINDOW: '1m' }, 'ECD_SETLE_WINDOW: no such setting'],
])('refuses %s, and says what to set', (_, environment, message) => {
  expect(() => readWorkerConfig(environment)).toThrow(message);
});

test('plain http beyond loopback is possible when it is asked for', () => {
  const environment = { ECD_ENDPOINT: 'http://emulator:8080', ECD_ALLOW_INSECURE_ENDPOINT: 'true' };
  expect(readWorkerConfig(environment).ecdEndpoint).toBe('http://emulator:8080');
});

test('the longest account id there can be is one', () => {
  const { settings } = readWorkerConfig({ ECD_ALLOWED_ACCOUNTS: '9223372036854775807,1' });
  expect([...(settings.allowedAccounts ?? [])]).toEqual(['9223372036854775807', '1']);
});

test.each(['HTTP://127.0.0.1:8080', 'http://LOCALHOST:8080', 'http://[::1]:8080/', 'HTTPS://ecd.example'])(
  'the endpoint %s needs no leave',
  (endpoint) => {
    expect(readWorkerConfig({ ECD_ENDPOINT: endpoint }).ecdEndpoint).toBe(endpoint);
  },
);

test('names every wrong setting at once, those too that are wrong together', () => {
  const environment = {
    ECD_ENDPOINT: 'http://10.0.0.1:80',
    ECD_ALLOWED_REGIONS: '../',
    ECD_ALLOWED_ACCOUNTS: 'me',
    ECD_CALL_TIMEOUT: 'soon',
    ECD_POLL_MIN: '5m',
    ECD_WRITES_PER_SECOND: 'many',
    ECD_SETLE_WINDOW: '1m',
  };
  let error: unknown;
  try {
    readWorkerConfig(environment);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(ConfigError);
  const lines = String(error).split('\n').slice(1);
  expect(lines.map((line) => line.trim().split(':')[0]).sort()).toEqual(Object.keys(environment).sort());
});

test('an endpoint with a password is not repeated', () => {
  expect(() => readWorkerConfig({ ECD_ENDPOINT: 'https://user:pass@ecd.example' })).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining('pass') }),
  );
});
