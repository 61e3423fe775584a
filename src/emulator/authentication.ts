// Who calls: keys, signature, the age of the date, and nonces that may be used once.
import { ApiError } from './api-error';
import type { AccessKey } from './seed';
import { parseAuthorization, type SignedRequest, verifySignature } from './signature';

const DATE_FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** The service's time in ms, and how far from it the date of a call may be. */
interface Clock {
  now: number;
  toleranceSeconds: number;
}

/** Checks callers; remembers nonces for twice the tolerance of dates, after which their date is refused anyway. */
export class Authentication {
  private readonly nonces = new Map<string, number>();

  constructor(private readonly accessKeys: readonly AccessKey[]) {}

  /** Throws the gateway's refusals. */
  check(request: SignedRequest, clock: Clock): void {
    const authorization = parseAuthorization(request.headers.authorization);
    const key = this.accessKeys.find(({ accessKeyId }) => accessKeyId === authorization.accessKeyId);
    if (!key) throw new ApiError('InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
    this.checkDate(String(request.headers['x-acs-date'] ?? ''), clock);
    this.checkToken(key, request.headers['x-acs-security-token']);
    verifySignature(request, authorization, key.accessKeySecret);
    this.useNonce(String(request.headers['x-acs-signature-nonce'] ?? ''), clock);
  }

  private checkDate(text: string, { now, toleranceSeconds }: Clock): void {
    const date = Date.parse(text);
    if (!DATE_FORM.test(text) || Number.isNaN(date)) {
      throw new ApiError('InvalidTimeStamp.Format', 'Specified time stamp is not of the form yyyy-MM-ddTHH:mm:ssZ.');
    }
    if (Math.abs(now - date) > toleranceSeconds * 1_000) {
      throw new ApiError('InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
    }
  }

  private checkToken(key: AccessKey, token: string | string[] | undefined): void {
    if (key.securityToken !== undefined && token !== key.securityToken) {
      throw new ApiError('InvalidSecurityToken.Malformed', 'Specified security token is not that of the access key.');
    }
  }

  private useNonce(nonce: string, { now, toleranceSeconds }: Clock): void {
    if (!nonce) throw new ApiError('MissingSignatureNonce', 'x-acs-signature-nonce is mandatory.');
    if (this.nonces.has(nonce)) throw new ApiError('SignatureNonceUsed', 'Specified signature nonce was used already.');
    this.nonces.set(nonce, now);
    // In the order in which they came: the oldest stand first.
    for (const [old, usedAt] of this.nonces) {
      if (now - usedAt <= 2 * toleranceSeconds * 1_000) break;
      this.nonces.delete(old);
    }
  }
}
