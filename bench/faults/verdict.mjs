// Compares what a way told its user with what the emulated cloud holds.

const keyOf = ({ regionId, imageName }) => `${regionId} ${imageName}`;

/** What is true of one wanted copy. `own` are the images that have its name in its region. */
function judge(own, { imageId, done }, { shareWith, mustBeDone }) {
  const made = own.filter(({ image }) => image.Status !== 'CreateFailed');
  const named = made.find(({ image }) => image.ImageId === imageId);
  return {
    made: made.length,
    duplicates: Math.max(0, made.length - 1),
    lost: !named || (mustBeDone && !done) ? 1 : 0,
    falseAvailable: done && named?.image.Status !== 'Available' ? 1 : 0,
    falseShared: done && !shareWith.every((account) => named?.sharedWith.includes(account)) ? 1 : 0,
  };
}

/** Counts over all wanted copies. With `mustBeDone` a copy that the way does not call done counts as lost, too. */
export function verdictOf({ wanted, shareWith }, told, images, mustBeDone) {
  const toldOf = new Map(told.map((row) => [keyOf(row), row]));
  const counts = { wanted: wanted.length, made: 0, duplicates: 0, lost: 0, falseAvailable: 0, falseShared: 0 };
  for (const copy of wanted) {
    const own = images.filter(({ regionId, image }) => regionId === copy.regionId && image.Name === copy.imageName);
    const row = toldOf.get(keyOf(copy)) ?? { done: false };
    const judged = judge(own, row, { shareWith, mustBeDone });
    for (const [name, count] of Object.entries(judged)) counts[name] += count;
  }
  return counts;
}
