// Starts the longest test files first: one of them alone at the end would leave a core idle.
const { default: Sequencer } = require('@jest/test-sequencer');

const SLOWEST = [
  'faults/everything',
  'simulation/simulation',
  'faults/answers',
  'faults/crash-points',
  'faults/images',
];

function rank({ path }) {
  const index = SLOWEST.findIndex((name) => path.includes(name));
  return index < 0 ? SLOWEST.length : index;
}

module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
};
