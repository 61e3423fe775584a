// `npm run bench:faults -- [--seed S] [--copies N] [--p PERCENT] [--runs N] [--json]`: five ways of copying images, each
// while 0, 1, 10 and 50 % of the answers to CopyImage go wrong. `--p` leaves one rate only. What a way does not call done
// is given to it again, as its user would, `--runs` times in all at most. The table goes to stdout, the rest to stderr.
import { parseArgs } from 'node:util';
import { Processes } from '../lib/local/processes.js';
import { startTemporalServer } from '../lib/local/temporal-server.js';
import { runWay, SETTLE_SECONDS } from './faults/run-way.mjs';
import { WAYS } from './faults/ways.mjs';

const PERCENTS = [0, 1, 10, 50];
const FULL_SETTLE_SECONDS = 22 * 60;
const COLUMNS = [
  ...['way', 'p', 'wanted', 'made', 'duplicates', 'lost', 'falseAvailable', 'falseShared'],
  ...['copyCalls', 'seconds'],
];

function say(text) {
  process.stderr.write(`${text}\n`);
}

function integer(name, text, least, most = Number.MAX_SAFE_INTEGER) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`--${name} must be a whole number from ${least}${most < 1_000 ? ` to ${most}` : ''}, not "${text}"`);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      copies: { type: 'string', default: '90' },
      p: { type: 'string' },
      runs: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
    },
  });
  return {
    seed: integer('seed', values.seed, 0),
    copies: integer('copies', values.copies, 1),
    percents: values.p === undefined ? PERCENTS : [integer('p', values.p, 0, 100)],
    runs: integer('runs', values.runs, 1),
    json: values.json,
  };
}

function toMarkdown(rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const cells = (row) => COLUMNS.map((name) => (name === 'p' ? `${row.p} %` : row[name]));
  const alignment = COLUMNS.map((name) => (name === 'way' ? '---' : '---:'));
  return [line(COLUMNS), line(alignment), ...rows.map((row) => line(cells(row)))].join('\n');
}

async function runAll(processes, { percents, ...options }) {
  const temporal = await startTemporalServer({}, processes);
  const rows = [];
  for (const percent of percents) {
    for (const way of WAYS) {
      const { row, notDone } = await runWay(way, { ...options, processes, temporalAddress: temporal.address, percent });
      const { duplicates, lost, seconds } = row;
      say(`${row.way}, ${percent} %: ${duplicates} duplicates, ${lost} lost, ${notDone} not called done, ${seconds} s`);
      rows.push(row);
    }
  }
  await temporal.close();
  return rows;
}

async function main() {
  const options = readOptions();
  const { seed, copies } = options;
  const factor = FULL_SETTLE_SECONDS / SETTLE_SECONDS;
  say(
    `${copies} copies, seed ${seed}; the settle window of 22 min is ${SETTLE_SECONDS} s here, ${factor} times as fast`,
  );
  say('the other ways wait shorter than in real life, too, and give up after about 30 s');
  const processes = new Processes();
  // The programs under way are ended at this one's exit, which a signal alone would skip.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  try {
    const rows = await Promise.race([runAll(processes, options), processes.failure]);
    process.stdout.write(`${options.json ? JSON.stringify({ rows }) : toMarkdown(rows)}\n`);
  } finally {
    await processes.stop();
  }
}

try {
  await main();
} catch (error) {
  say(error.message);
  process.exit(1);
}
