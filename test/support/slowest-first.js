// Starts the longest test files first: one of them alone at the end would leave a core idle. The simulation goes through
// Node's event loop millions of times, which is several times slower in a process that has run workers of Temporal before.
const { default: Sequencer } = require('@jest/test-sequencer');

const SLOWEST = ['faults/everything', 'simulation/', 'faults/answers', 'faults/crash-points', 'faults/images'];

function rank({ path }) {
  const index = SLOWEST.findIndex((name) => path.includes(name));
  return index < 0 ? SLOWEST.length : index;
}

module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
};
