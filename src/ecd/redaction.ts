// Masks secrets in texts, wherever an answer repeats them: as they are, or percent-encoded, once or more.
import type { Redact } from './texts';

const MASK = '***';

/** What is shorter is no secret, and would mask parts of words. */
const MIN_LENGTH = 6;

/** Temporary keys change: an answer may repeat those that its request was signed with. */
const KEPT = 8;

/** `Signature=…` of an Authorization header. */
const NAMED_SIGNATURE = /(Signature(?:=|%(?:25)*3D))[^\s,&"%]+/gi;

/** HMAC-SHA256 in hexadecimal: nothing else that the service has to say looks like it. */
const BARE_SIGNATURE = /[0-9a-f]{64,}/gi;

/** Masks the secrets that it has learned of, and signatures. */
export function createRedaction(): { redact: Redact; learn: (secrets: readonly string[]) => void } {
  let known: readonly string[] = [];
  let patterns: readonly RegExp[] = [];
  return {
    learn(secrets) {
      if (secrets.every((secret) => known.includes(secret))) return;
      known = [...new Set([...secrets, ...known])].slice(0, KEPT);
      // The longest first: one may be the beginning of another.
      const maskable = known.filter(({ length }) => length >= MIN_LENGTH).sort((a, b) => b.length - a.length);
      patterns = maskable.map(patternOf);
    },
    redact: (text) =>
      patterns
        .reduce((masked, pattern) => masked.replace(pattern, MASK), text)
        .replace(NAMED_SIGNATURE, `$1${MASK}`)
        .replace(BARE_SIGNATURE, MASK),
  };
}

/** Matches a secret, each of its bytes as it is or as `%2B`, `%2b`, `%252B`. */
function patternOf(secret: string): RegExp {
  const bytes = [...Buffer.from(secret)].map((byte) => {
    const hex = byte.toString(16).padStart(2, '0');
    const anyCase = hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
    return `(?:\\x${hex}|%(?:25)*${anyCase})`;
  });
  return new RegExp(bytes.join(''), 'g');
}
