// Why a destination is not done: every problem of a row is made here, its advice taken from the table of error types.
import type { Destination, ImageAt } from './copy';
import type { OnNameTaken } from './distribution';
import { ErrorType } from './error-types';
import { MAX_WORKFLOW_ID_BYTES } from './ids';
import { MAX_MESSAGE_LENGTH, problem } from './make-problem';
import type { Problem } from './problem';

/** What the cloud said of a call. */
export type CallFacts = Pick<Problem, 'code' | 'requestId' | 'message'>;

/** A cloud call failed; the adapter's table knows what to do about its code. */
export function callFailed(facts: CallFacts & { why: 'denied' | 'throttled' | 'other'; hint: string }): Problem {
  const { why, message, code, requestId, hint } = facts;
  if (why === 'throttled') return { ...problem(ErrorType.Throttled, message), code, requestId };
  const type = why === 'denied' ? ErrorType.NoPermission : ErrorType.CallFailed;
  return { ...problem(type, message), code, requestId, hint };
}

/** What ended a wait for a better answer: so many refusals, since `since` (ms since the epoch). */
export function refusedSo(last: Problem, { refusals, since }: { refusals: number; since: number }): Problem {
  if (refusals < 2) return last;
  const count = ` Refused ${refusals} times since ${new Date(since).toISOString()}.`;
  return { ...last, message: `${last.message.slice(0, MAX_MESSAGE_LENGTH - count.length)}${count}` };
}

/** Nothing was sent: no listing of the region could be relied on. */
export function listingUnstable(regionId: string): Problem {
  return problem(ErrorType.ListingUnstable, `The images of ${regionId} changed during every listing`);
}

/** A plan does not know: the region's images could not be listed in the time that a plan has. */
export function lookTooLong(regionId: string): Problem {
  return problem(ErrorType.ListingSlow, `The images of ${regionId} could not be listed in time`);
}

/** Nothing was sent: Temporal does not wait for the attempt. */
export function notAwaited(regionId: string): Problem {
  return problem(ErrorType.NotAwaited, `The run no longer waits for this attempt in ${regionId}`);
}

/** Nothing was sent: Temporal could not be asked whether it waits for the attempt. */
export function temporalUnavailable(regionId: string): Problem {
  const message = `The worker could not ask Temporal whether the run still waits for its call in ${regionId}`;
  return problem(ErrorType.TemporalUnavailable, message);
}

/** Another image, which was seen, holds the wanted name. */
export function nameTaken(
  { regionId, imageName }: Destination,
  { holder, onNameTaken }: { holder: string; onNameTaken: OnNameTaken },
): Problem {
  const message = `Image ${holder} in ${regionId} holds the name ${imageName} and is not a copy of this source`;
  const why =
    'It cannot be adopted: it is a copy of another image, not ready, encrypted, or of another system or size.';
  return problem(ErrorType.NameTaken, onNameTaken === 'adopt' ? `${message}. ${why}` : message);
}

/** The service says that the name is in use, and no look shows by what. */
export function nameInUse({ message, code, requestId }: CallFacts): Problem {
  return { ...problem(ErrorType.NameTaken, message), code, requestId };
}

/** So many images fit into a message whole. */
const NAMED_SUSPECTS = 3;

/** Nobody knows whether CopyImage took effect. `suspects` are images that may be the copy. */
export function outcomeUnknown(
  { regionId, imageName }: Destination,
  known: {
    suspects?: readonly string[] | undefined;
    call?: CallFacts | undefined;
    /** Why it could not be looked for. */
    look?: CallFacts | undefined;
    neverSeen?: number | undefined;
  },
): Problem {
  const { suspects = [], call, look, neverSeen } = known;
  const happened = neverSeen
    ? `${neverSeen} attempts at CopyImage of ${imageName} to ${regionId} ended without a clear answer, and no image showed.`
    : `CopyImage of ${imageName} to ${regionId} may or may not have taken effect.`;
  const [suspect] = suspects;
  const images = `${suspects.slice(0, NAMED_SUSPECTS).join(', ')}${suspects.length > NAMED_SUSPECTS ? ' and more' : ''}`;
  const one = suspect ? ` Image ${suspect} has the name but no marker: it is probably the copy.` : '';
  const image =
    suspects.length < 2 ? one : ` Images ${images} have the name but no marker: one of them is probably the copy.`;
  const looked = look ? ` The last look: ${look.message}` : '';
  const cause = call ? ` The call: ${call.message}` : '';
  const message = `${happened}${image}${looked}${cause}`;
  const { code, requestId } = call ?? look ?? {};
  return { ...problem(ErrorType.CopyOutcomeUnknown, message), code, requestId };
}

/** The image was made and its copy failed. */
export function createFailed({ regionId, imageId }: ImageAt, percent?: number): Problem {
  const at = percent === undefined ? '' : ` at ${percent}%`;
  return {
    ...problem(ErrorType.CreateFailed, `Image ${imageId} in ${regionId} ended as CreateFailed${at}`),
    code: 'CreateFailed',
  };
}

/** The copy's time was over before it was Available. */
export function copyTimedOut({ regionId, imageId }: ImageAt, lastSeen: string): Problem {
  const message = `Image ${imageId} in ${regionId} was not Available within copyTimeout. Last seen: ${lastSeen}`;
  return problem(ErrorType.CopyTimedOut, message);
}

/** The copy's time was over before CopyImage could be sent. */
export function notSentInTime({ regionId, imageName }: Destination): Problem {
  const message = `CopyImage of ${imageName} to ${regionId} was not sent: copyTimeout was over before`;
  return problem(ErrorType.NotSentInTime, message);
}

/** The copy key of an input is not that of its names: no distribution makes such an input. */
export function wrongCopyKey({ regionId, imageName }: Destination): Problem {
  return problem(ErrorType.InvalidInput, `The copy key is not that of ${imageName} in ${regionId}`);
}

/** CopyImage named an image that no read ever showed. */
export function copyNotShown({ regionId, imageId }: ImageAt): Problem {
  const message = `CopyImage answered with image ${imageId}, which DescribeImages in ${regionId} never showed`;
  return problem(ErrorType.CopyNotShown, message);
}

/** The image was seen, and is there no more. */
export function imageGone({ regionId, imageId }: ImageAt): Problem {
  return problem(ErrorType.ImageGone, `Image ${imageId} was in ${regionId} and is no more`);
}

/** The description of the copy is not the one that CopyImage was given. */
export function markerNotKept({ regionId, imageId }: ImageAt, marker: string): Problem {
  const message = `Image ${imageId} in ${regionId} does not carry the marker that CopyImage was given: ${marker}`;
  return problem(ErrorType.MarkerNotKept, message);
}

/** An image has the marker of the copy, and what it is says otherwise. */
export function notACopy({ regionId, imageId }: ImageAt): Problem {
  const message = `Image ${imageId} in ${regionId} carries the marker of this copy, and cannot be a copy of the source: its system, platform, size or encryption is another`;
  return problem(ErrorType.NotACopy, message);
}

/** Some of the `asked` accounts cannot be read back. */
export function shareIncomplete(
  { regionId, imageId }: ImageAt,
  { missing, asked }: { missing: readonly string[]; asked: number },
): Problem {
  const where = `Image ${imageId} in ${regionId}: DescribeImagePermission does not show`;
  return problem(ErrorType.ShareIncomplete, `${where} ${missing.length} of ${asked} accounts: ${named(missing)}`);
}

/** The service does not know the region. */
export function regionUnknown(regionId: string): Problem {
  return problem(ErrorType.RegionUnknown, `The service does not know the region ${regionId}`);
}

/** The worker's settings leave the region out. */
export function regionNotAllowed(regionId: string): Problem {
  return problem(ErrorType.RegionNotAllowed, `The worker does not allow the region ${regionId}`);
}

/** The worker's settings leave some accounts out. */
export function accountsNotAllowed(accounts: readonly string[]): Problem {
  return problem(ErrorType.AccountNotAllowed, `The worker does not allow the accounts ${named(accounts)}`);
}

/** With this name the copy would have no workflow id. `bytes`: how long the id would be. */
export function workflowIdTooLong(regionId: string, bytes: number): Problem {
  const limit = `the workflow id would have ${bytes} bytes; at most ${MAX_WORKFLOW_ID_BYTES} are allowed`;
  return problem(ErrorType.InvalidInput, `imageName is too long for ${regionId}: ${limit}`);
}

/** `owner` says which run owns the copy. */
export function ownedByAnotherRun(owner: string): Problem {
  return problem(ErrorType.OwnedByAnotherRun, `${owner}, and did not end within copyTimeout`);
}

/** Temporal did not tell whether a run owns the copy. */
export function ownerUnknown(workflowId: string): Problem {
  const message = `The worker could not ask Temporal within copyTimeout whether a run owns ${workflowId}`;
  return problem(ErrorType.TemporalUnavailable, message);
}

/** The destination's own run was terminated. */
export function terminated(regionId: string): Problem {
  return problem(ErrorType.Terminated, `The run of the copy to ${regionId} was terminated`);
}

/** Something failed that no rule foresaw. */
export function unexpected(message: string): Problem {
  return problem(ErrorType.Unexpected, message);
}

/** So many account ids fit into a message whole. */
const NAMED_ACCOUNTS = 5;

function named(accounts: readonly string[]): string {
  const more = accounts.length > NAMED_ACCOUNTS ? ` and ${accounts.length - NAMED_ACCOUNTS} more` : '';
  return `${accounts.slice(0, NAMED_ACCOUNTS).join(', ')}${more}`;
}
