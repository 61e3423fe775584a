// A request from a file or from stdin, in JSON or YAML.
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import type { DistributeImageInput } from '../client';
import { UsageError } from './usage-error';

/** The path that stands for stdin. */
const STDIN = '-';

/**
 * Reads a request; its rules are checked by the client and the worker. Throws `UsageError` when the file cannot be read
 * or is neither JSON nor YAML.
 */
export async function readRequestFile(path: string): Promise<DistributeImageInput> {
  try {
    const content = path === STDIN ? await text(process.stdin) : await readFile(path, 'utf8');
    // YAML 1.2 contains JSON.
    return parse(content);
  } catch (error) {
    const name = path === STDIN ? 'stdin' : path;
    throw new UsageError(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
