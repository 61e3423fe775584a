// Runs under way must survive a change of the workflows: recorded histories replay on today's bundle.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { WORKFLOW_BUNDLE } from '../support/temporal';

const folder = join(__dirname, 'histories');
const names = readdirSync(folder);
const options = { workflowBundle: { codePath: WORKFLOW_BUNDLE } };

beforeAll(() => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
});

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

test('the main paths are recorded', () => {
  const paths = ['copy-cancelled', 'copy-failed', 'copy-green', 'copy-settled'];
  const distributions = ['distribution-cancelled', 'distribution-green', 'distribution-partial'];
  expect(names).toEqual(expect.arrayContaining([...paths, ...distributions].map((name) => `${name}.json`)));
});

/** Under the id that the run had: a copy's id is what tells that the run owns it. */
function replay(text: string): Promise<void> {
  const history = JSON.parse(text);
  const [{ workflowExecutionStartedEventAttributes: started }] = history.events;
  return Worker.runReplayHistory(options, history, started.workflowId);
}

test.each(names)('%s replays', async (name) => {
  await replay(read(name));
});

test('a history of another workflow than today’s does not replay', async () => {
  const altered = read('copy-green.json').replaceAll('"awaitAvailable"', '"describeImage"');
  expect(altered).not.toBe(read('copy-green.json'));
  await expect(replay(altered)).rejects.toThrow(DeterminismViolationError);
});
