// ACS3-HMAC-SHA256, the signature of Alibaba Cloud's API gateway (its page "V3 request body and signature mechanism").
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from './api-error';

/** What a signature covers. */
export interface SignedRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** The parts of the `Authorization` header. */
export interface Authorization {
  accessKeyId: string;
  signedHeaders: string[];
  signature: string;
}

const ALGORITHM = 'ACS3-HMAC-SHA256';
const FORM = /^ACS3-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/;
const MUST_BE_SIGNED = [
  'host',
  'x-acs-action',
  'x-acs-content-sha256',
  'x-acs-date',
  'x-acs-signature-nonce',
  'x-acs-version',
];

/** Reads the header. Throws `IncompleteSignature` when it is not of the form, or leaves a header unsigned. */
export function parseAuthorization(header: string | undefined): Authorization {
  const [, accessKeyId, list, signature] = FORM.exec(header ?? '') ?? [];
  if (!accessKeyId || !list || !signature) {
    throw new ApiError('IncompleteSignature', `The request has no Authorization header of the form ${ALGORITHM}.`);
  }
  const signedHeaders = list.split(';');
  const unsigned = MUST_BE_SIGNED.filter((name) => !signedHeaders.includes(name));
  if (unsigned.length > 0) throw new ApiError('IncompleteSignature', `Not signed: ${unsigned.join(', ')}.`);
  return { accessKeyId, signedHeaders, signature };
}

/** Hex signature of a request over exactly the headers that its client chose to sign. */
export function sign(request: SignedRequest, signedHeaders: readonly string[], secret: string): string {
  const names = [...signedHeaders].sort();
  const headers = names.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`).join('');
  const canonical = [
    request.method,
    request.path,
    canonicalQuery(request.query),
    headers,
    names.join(';'),
    sha256(request.body),
  ].join('\n');
  return createHmac('sha256', secret)
    .update(`${ALGORITHM}\n${sha256(canonical)}`)
    .digest('hex');
}

/** Throws `SignatureDoesNotMatch`. */
export function verifySignature(request: SignedRequest, authorization: Authorization, secret: string): void {
  const expected = Buffer.from(sign(request, authorization.signedHeaders, secret));
  const isSame = timingSafeEqual(expected, Buffer.from(authorization.signature));
  const isBody = request.headers['x-acs-content-sha256'] === sha256(request.body);
  if (!isSame || !isBody) {
    throw new ApiError('SignatureDoesNotMatch', 'Specified signature does not match our calculation.');
  }
}

/** Sorted by key alone (`X.1` before `X.10`), whatever order and encoding the client used on the wire. */
function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
