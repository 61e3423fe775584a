// Credentials by Alibaba Cloud's own conventions, and the form in which the SDK gets them.
import Credential, { Config, type CredentialModel } from '@alicloud/credentials';
import { NotSent } from './not-sent';
import { createRedaction } from './redaction';
import type { Redact } from './texts';

/** Where signatures come from: any `Credential` of `@alicloud/credentials`. */
export type EcdCredential = Pick<Credential, 'getCredential'>;

/** Fixed keys, for tests and the emulator. */
export interface StaticKeys {
  accessKeyId: string;
  accessKeySecret: string;
  /** Of temporary keys (STS). */
  securityToken?: string | undefined;
}

/** A credential that never lets an error or a text say a secret. */
export interface GuardedCredential extends EcdCredential {
  /** Masks the secrets last used, and signatures, wherever a text has them, percent-encoded or not. */
  redact: Redact;
}

const WHERE_CREDENTIALS_COME_FROM =
  'Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET ' +
  '(and ALIBABA_CLOUD_SECURITY_TOKEN for temporary keys), ' +
  'or ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN and ALIBABA_CLOUD_OIDC_TOKEN_FILE, ' +
  'or make a profile in ~/.aliyun/config.json or ~/.alibabacloud/credentials, ' +
  'or run on an ECS instance with a RAM role.';

/** There are no credentials. The library's reason is left out: it may quote the file that it could not read. */
export class CredentialsError extends Error {
  override name = 'CredentialsError';

  constructor() {
    super(`No Alibaba Cloud credentials were found. ${WHERE_CREDENTIALS_COME_FROM}`);
  }
}

/**
 * The credential to share between all calls: Alibaba's default chain (environment, OIDC, profiles, ECS RAM role), or
 * the given keys. Asked once before it is given out: first calls made together race through the chain, and a chain that
 * failed once stays at its last provider for ever (both `@alicloud/credentials` 2.4.7). So a failure throws
 * `CredentialsError`, and the next call here starts with a new chain.
 */
export async function createCredential(keys?: StaticKeys): Promise<EcdCredential> {
  try {
    const credential = new Credential(keys && new Config({ ...keys, type: keys.securityToken ? 'sts' : 'access_key' }));
    await credential.getCredential();
    return credential;
  } catch {
    throw new CredentialsError();
  }
}

/**
 * Guards a credential. Its failure becomes `NotSent`, since the SDK asks it before it sends: a failure to refresh is
 * taken for one that passes.
 */
export function guardCredential(credential: EcdCredential): GuardedCredential {
  const { redact, learn } = createRedaction();
  return {
    async getCredential() {
      try {
        const model = await credential.getCredential();
        learn(secretsOf(model));
        return model;
      } catch {
        throw new NotSent({
          what: 'the credentials could not be read or refreshed',
          kind: 'no-credentials',
          hint: WHERE_CREDENTIALS_COME_FROM,
          retryable: true,
        });
      }
    },
    redact,
  };
}

function secretsOf(model: CredentialModel): string[] {
  const { accessKeyId, accessKeySecret, securityToken, bearerToken } = model;
  return [accessKeyId, accessKeySecret, securityToken, bearerToken].flatMap((secret) => secret || []);
}
