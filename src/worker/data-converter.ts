// How workers read payloads, and the client that their activities use: see shared/payload-converter.ts.
import { join } from 'node:path';

/** The bundle of the workflows has it already; the SDK wants it of the worker, too. */
export const DATA_CONVERTER = { payloadConverterPath: join(__dirname, '../shared/payload-converter') };
