// Why a destination is not done, as its row says it. They are made in problems.ts.

/** What happened to a destination, where, and what to do next. */
export interface Problem {
  /** One of `ErrorType`. */
  type: string;
  /** The cloud's error code. */
  code?: string | undefined;
  message: string;
  requestId?: string | undefined;
  /** What to do next. */
  hint: string;
}
