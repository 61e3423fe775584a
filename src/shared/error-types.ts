// The types of failures that this project raises: what each means, and the one piece of advice that goes with it. They
// are an API: callers, alerts and the web UI match on them. docs/reference.md shows this table.

/** What a type of failure says to people. */
export interface ErrorDescription {
  means: string;
  /** What to do next. Absent: the cloud's own code decides, and the adapter's table knows. */
  advice?: string | undefined;
}

/** Every type of failure of workflows and activities, and of the problems in a result. */
export const ERRORS = {
  InvalidInput: {
    means: 'The input breaks a rule: every finding is in the message. Nothing was written.',
    advice: 'Correct what the message names, then start again.',
  },
  DistributionIncomplete: {
    means: 'Some destinations are not done. `details[0]` is the whole result.',
    advice: 'Do what each row says, then start the same request again: it does only what is missing.',
  },
  NoPermission: { means: 'The cloud denied access.' },
  CallFailed: { means: 'A cloud call failed.' },
  Throttled: {
    means: 'The service refused a call because there were too many, until there was no time left to try again.',
    advice: 'Run again when there are fewer calls, perhaps with fewer destinations at once (`maxConcurrent`).',
  },
  ListingUnstable: {
    means: 'The images of a region changed during every listing, so that none could be relied on.',
    advice: 'Run again when fewer images are made and deleted there.',
  },
  ListingSlow: {
    means: 'The images of a region could not be listed in time.',
    advice: 'Try again later. If it goes on, raise ECD_CALL_TIMEOUT of the worker.',
  },
  NotAwaited: {
    means: 'The run was cancelled, or no longer waited for an attempt: nothing was sent.',
    advice: 'Run again: what is done is kept.',
  },
  TemporalUnavailable: {
    means: 'The worker could not ask Temporal whether the run still waits: nothing was sent.',
    advice: 'See that the worker reaches the Temporal server, then run again: what is done is kept.',
  },
  RegionUnknown: {
    means: 'The service does not know the region.',
    advice: 'Check the id against the regions that DescribeRegions names.',
  },
  RegionNotAllowed: {
    means: 'The worker does not allow the region.',
    advice: 'Add it to ECD_ALLOWED_REGIONS of the worker, or leave it out.',
  },
  AccountNotAllowed: {
    means: 'The worker does not allow an account.',
    advice: 'Add it to ECD_ALLOWED_ACCOUNTS of the worker, or leave it out.',
  },
  NameTaken: {
    means: 'Another image holds the wanted name.',
    advice:
      'Choose another imageName, or set onNameTaken to "adopt" (take that image, where it fits) or "copy" (copy all the same).',
  },
  CopyOutcomeUnknown: {
    means: 'CopyImage may or may not have taken effect.',
    advice:
      'Run again later: the run looks before it copies. An image that the message names is probably the copy: look at it in the console, and delete it if it is unfinished.',
  },
  NotSentInTime: {
    means: 'The time of the copy, `copyTimeout`, was over before CopyImage could be sent: nothing was sent.',
    advice:
      'See that workers are running and keep up with their queues, then run again, perhaps with a longer copyTimeout.',
  },
  CopyNotShown: {
    means: 'CopyImage named an image that no read ever showed.',
    advice: 'Run again: it is looked for by its id first. Give the RequestId to Alibaba Cloud support.',
  },
  CreateFailed: {
    means: 'The copy ended as `CreateFailed`.',
    advice:
      'Alibaba Cloud gives no reason in DescribeImages. Run again: it is copied anew; the failed image may be deleted.',
  },
  CopyTimedOut: {
    means: 'The copy did not become Available within `copyTimeout`.',
    advice:
      'The copy goes on in the cloud. Run again, perhaps with a longer copyTimeout: it is adopted, not copied anew. One that stands still for ever: delete the image that the message names first.',
  },
  ImageGone: {
    means: 'The image was there and is no more.',
    advice: 'Somebody deleted it, or cancelled the copy in the console. Run again to have it copied anew.',
  },
  MarkerNotKept: {
    means: "The copy's description lost the marker, or stayed empty.",
    advice:
      'Put the marker that the message names back, at the end of the description. Then run again. To have it copied anew, delete the image first.',
  },
  NotACopy: {
    means: 'An image carries the marker of the copy and cannot be one: another system, platform or size, or encrypted.',
    advice:
      'Look at the image that the message names. Where it is none of ours, take the marker out of its description; to have the copy made anew, delete it. Then run again.',
  },
  ShareIncomplete: {
    means: 'Not every account could be read back.',
    advice:
      'Check that these are Alibaba Cloud account ids (not RAM users), then run again: only what is missing is added.',
  },
  OwnedByAnotherRun: {
    means: 'Another run owned the copy until `copyTimeout` was over.',
    advice:
      'Wait for the end of the run that the message names, or cancel it; then run again: what it made is adopted.',
  },
  Terminated: {
    means: "Somebody terminated the destination's own run.",
    advice: 'Its copy may go on in the cloud. Run again: it is adopted.',
  },
  Unexpected: {
    means: 'Something failed that no rule foresaw.',
    advice: 'The history of the run shows what failed. Run again: what is done is kept.',
  },
} as const satisfies Readonly<Record<string, ErrorDescription>>;

/** Name of a type of failure. */
export type ErrorType = keyof typeof ERRORS;

/** The types by their names. */
export const ErrorType = Object.fromEntries(Object.keys(ERRORS).map((name) => [name, name])) as {
  readonly [Name in ErrorType]: Name;
};

/** The error of a wait: not an error, the server tries again. */
export const NOT_YET = 'NotYet';
