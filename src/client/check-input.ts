// Every rule of a request that needs no cloud, before anything is started: the worker's own schema.
import { parseRequest } from '../schema/parse-request';
import type { DistributeImageInput } from '../shared/distribution';
import { InvalidInputError } from './errors';

/** Who has more of them has no use for the rest. */
const MAX_FINDINGS = 100;

/** The request with every rule checked. Throws `InvalidInputError`, whatever it is given. */
export function checkInput(request: unknown): DistributeImageInput {
  const result = parseRequest(request);
  if ('input' in result) return result.input;
  throw invalidInput(result.findings);
}

/** Throws `InvalidInputError` when there is a finding. */
export function checkFindings(findings: readonly string[]): void {
  if (findings.length > 0) throw invalidInput(findings);
}

function invalidInput(findings: readonly string[]): InvalidInputError {
  const shown = findings.slice(0, MAX_FINDINGS);
  return new InvalidInputError(`The request is not right:\n  ${shown.join('\n  ')}`, '', shown);
}
