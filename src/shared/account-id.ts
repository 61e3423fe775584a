// Ids of Alibaba Cloud accounts.

/**
 * Whether a text is the id of an account. The service holds ids as int64 (its SDKs, `AddAccount`): any other text, with
 * leading zeros or from 2^63 on, would come back as another one.
 */
export function isAccountId(text: string): boolean {
  return /^[1-9]\d{0,18}$/.test(text) && BigInt(text) < 2n ** 63n;
}
