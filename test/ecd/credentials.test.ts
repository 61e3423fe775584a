// Credentials come by Alibaba Cloud's own conventions. Nothing here asks a metadata service.
import { tmpdir } from 'node:os';
import { createCredential } from '../../src/ecd';

const ENVIRONMENT = { ...process.env };

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('ALIBABA_CLOUD_')) delete process.env[name];
  process.env.ALIBABA_CLOUD_ECS_METADATA_DISABLED = 'true';
  process.env.ALIBABA_CLOUD_CLI_PROFILE_DISABLED = 'true';
  process.env.ALIBABA_CLOUD_CREDENTIALS_FILE = `${tmpdir()}/there-is-no-such-file`;
});
afterAll(() => {
  process.env = ENVIRONMENT;
});

it('takes the keys of the environment', async () => {
  Object.assign(process.env, {
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
    ALIBABA_CLOUD_SECURITY_TOKEN: 'token',
  });
  const credential = await createCredential();
  expect(await credential.getCredential()).toMatchObject({
    accessKeyId: 'id',
    accessKeySecret: 'secret',
    securityToken: 'token',
  });
});

it('says what to set when there are none, and finds those that are set later', async () => {
  const error = await createCredential().catch((reason: Error) => reason);
  expect(error).toMatchObject({ name: 'CredentialsError' });
  expect(String(error)).toMatch(/ALIBABA_CLOUD_ACCESS_KEY_ID.*~\/\.aliyun\/config\.json.*RAM role/);
  Object.assign(process.env, { ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret' });
  await expect(createCredential()).resolves.toBeDefined();
});

it.each([
  [{ accessKeyId: 'id', accessKeySecret: 'secret' }, 'access_key'],
  [{ accessKeyId: 'id', accessKeySecret: 'secret', securityToken: 'token' }, 'sts'],
])('takes keys that are given', async (keys, kind) => {
  const credential = await createCredential(keys);
  expect(await credential.getCredential()).toMatchObject({ ...keys, type: kind });
});
