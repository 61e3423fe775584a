// The emulator's own endpoints under /_emulator: the ledger, the images, the settings, the faults. Never part of the RPC.
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { type DescribedImage, describeImage } from './described-image';
import type { Answer } from './exchange';
import { faultPlan } from './faults';
import type { Service } from './rpc';
import { partialSettings } from './settings';

/** An image of any region, whether reads show it yet or not. */
export interface EmulatorImage {
  regionId: string;
  image: DescribedImage;
  sharedWith: string[];
}

/** Serves one request of a test or a person. */
export function serveControl(service: Service, request: IncomingMessage, body: Buffer): Answer {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://emulator');
  switch (`${request.method} ${pathname}`) {
    case 'GET /_emulator/ledger':
      return ledger(service, searchParams);
    case 'GET /_emulator/images':
      return images(service);
    case 'GET /_emulator/settings':
      return json(service.cloud.settings);
    case 'POST /_emulator/settings':
      return changeSettings(service, body);
    case 'POST /_emulator/faults':
      return setFaults(service, body);
    case 'DELETE /_emulator/faults':
      service.faults.clear();
      return json({});
    default:
      return json({ error: `There is no ${request.method} ${pathname}` }, 404);
  }
}

function ledger({ ledger: entries }: Service, query: URLSearchParams): Answer {
  const after = Number(query.get('after') ?? 0);
  if (!Number.isInteger(after)) return json({ error: 'after must be a seq' }, 400);
  return json(entries.read(query.get('action') ?? undefined, after));
}

function images({ cloud }: Service): Answer {
  const described: EmulatorImage[] = cloud.allImages().map((image) => ({
    regionId: image.regionId,
    image: describeImage(image, cloud.now(), cloud.settings),
    sharedWith: image.sharedWith,
  }));
  return json(described);
}

function changeSettings({ cloud }: Service, body: Buffer): Answer {
  const result = parsed(partialSettings, body);
  if ('refusal' in result) return result.refusal;
  return json(cloud.changeSettings(result.value));
}

function setFaults({ faults }: Service, body: Buffer): Answer {
  const result = parsed(faultPlan, body);
  if ('refusal' in result) return result.refusal;
  faults.set(result.value);
  return json(result.value);
}

function parsed<T>(shape: z.ZodType<T>, body: Buffer): { value: T } | { refusal: Answer } {
  let input: unknown;
  try {
    input = JSON.parse(body.toString());
  } catch {
    return { refusal: json({ error: 'The body is not JSON' }, 400) };
  }
  const result = shape.safeParse(input);
  return result.success ? { value: result.data } : { refusal: json({ error: z.prettifyError(result.error) }, 400) };
}

function json(value: unknown, statusCode = 200): Answer {
  return { statusCode, body: JSON.stringify(value) };
}
