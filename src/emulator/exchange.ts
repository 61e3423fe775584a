// One HTTP exchange: reads the request, writes the answer with the service's own date, or breaks it off.
import type { IncomingMessage, ServerResponse } from 'node:http';

/** An answer that is ready to be written. */
export interface Answer {
  statusCode: number;
  headers?: Record<string, string> | undefined;
  contentType?: string | undefined;
  body: string;
  /** Characters after which the connection breaks. */
  cutAt?: number | undefined;
}

const MAX_BODY_BYTES = 1_000_000;

/** Reads the whole body. Throws `RangeError` when it is too long. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new RangeError(`A body may have ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Writes an answer dated by the service's clock. Resolves whether it was written to its end. */
export function write(response: ServerResponse, answer: Answer, serviceTime: number): Promise<boolean> {
  const { statusCode, headers, body, cutAt, contentType = 'application/json;charset=utf-8' } = answer;
  // Whoever asked has gone: no event will come any more.
  if (response.destroyed) return Promise.resolve(false);
  return new Promise((resolve) => {
    response.on('close', () => resolve(response.writableFinished));
    response.sendDate = false;
    response.writeHead(statusCode, {
      'content-type': contentType,
      'content-length': Buffer.byteLength(body),
      date: new Date(serviceTime).toUTCString(),
      ...headers,
    });
    if (cutAt === undefined) return response.end(body);
    return response.write(body.slice(0, cutAt), () => response.destroy());
  });
}
