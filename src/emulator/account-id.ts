// Account ids, which the API takes as int64: texts of one number are one account.

const DIGITS = /^\d{1,64}$/;
const MAX_INT64 = 2n ** 63n - 1n;

/** The id as the service gives it back, without leading zeros; undefined: no id. From 2^63 on it does not wrap. */
export function toAccountId(text: string): string | undefined {
  if (!DIGITS.test(text)) return undefined;
  const value = BigInt(text);
  return value <= MAX_INT64 ? String(value) : undefined;
}
