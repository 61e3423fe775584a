// What the played world and the played region have in common: answers one after the other.

/** The next answer; the last one is that of all later questions. An error is thrown. */
export function nextOf<T>(answers: (T | Error)[]): T {
  if (answers.length === 0) throw new Error('the test has no answer left');
  const answer = (answers.length > 1 ? answers.shift() : answers[0]) as T | Error;
  if (answer instanceof Error) throw answer;
  return answer;
}
