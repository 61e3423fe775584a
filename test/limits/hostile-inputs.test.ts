// Hostile inputs of every workflow type over Temporal's HTTP API: every run ends by itself, as InvalidInput or as a proper
// run; no workflow task fails, and what is refused for its own sake never reaches the cloud. `npm run test:limits`.
import fc from 'fast-check';
import { parseRequest } from '../../src/schema/parse-request';
import { copyWorkflowId } from '../../src/shared/ids';
import { TASK_QUEUE } from '../../src/shared/task-queues';
import { WorkflowType } from '../../src/shared/workflow-types';
import { GOLDEN } from '../support/request';
import { startWorld, type World } from '../support/world';

const INPUTS = Number(process.env.LIMITS_INPUTS ?? 500);
const SEED = Number(process.env.LIMITS_SEED ?? 1);
const PATIENCE_MS = 90_000;

/** Two regions and one name: whatever is copied is copied at most once each. */
const DESTINATION = { regionId: 'cn-shanghai', imageName: 'limits', shareWith: ['1234567890123456'] };
const WRITES = ['CopyImage', 'ModifyImagePermission', 'CancelCopyImage'];

jest.setTimeout(120_000);

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Everything that JSON can say, and what people and attackers send instead of the right thing. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, 0, -1, 1e308, '', [], {}, [null], [[]], '\0', '\u001b[2J', 'ab\u202e', 'http://x', '../', '办'],
    ...['9223372036854775808', '012', 'x'.repeat(3_000), '[ecd-copy:v1', '10000000d', '1ms', 'all', 'cn-shanghai'],
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A right thing of which some fields are missing, odd, or too many. */
function spoiled(right: object): fc.Arbitrary<unknown> {
  const fields = Object.entries(right).map(([name, value]) => [
    name,
    fc.oneof({ weight: 4, arbitrary: fc.constant<unknown>(value) }, { weight: 1, arbitrary: odd }),
  ]);
  const known = fc.record(Object.fromEntries(fields), { requiredKeys: [] });
  return fc.oneof(
    { weight: 4, arbitrary: known },
    {
      weight: 1,
      arbitrary: fc
        .tuple(known, fc.string({ maxLength: 40 }), odd)
        .map(([all, key, value]) => ({ ...all, [key]: value })),
    },
    { weight: 1, arbitrary: odd },
  );
}

const options = { onNameTaken: 'adopt', onCancel: 'keep', description: 'A test' };
const distribution = spoiled({
  source: GOLDEN,
  imageName: 'limits',
  destinations: [DESTINATION],
  shareWith: [],
  copyTimeout: '1m',
  maxConcurrent: 2,
  reason: 'a test',
  ...options,
});
const copy = fc
  .tuple(spoiled(GOLDEN), spoiled({ ...DESTINATION, description: 'A test' }), odd, odd)
  .chain(([source, destination, terms, previousRun]) =>
    fc.oneof(
      spoiled({ source: GOLDEN, destination, onNameTaken: 'adopt', terms, previousRun }),
      spoiled({ source, destination: DESTINATION, onCancel: 'keep' }),
    ),
  );

const INPUTS_OF: Record<string, fc.Arbitrary<unknown>> = {
  [WorkflowType.distributeImage]: distribution,
  [WorkflowType.planDistribution]: distribution,
  [WorkflowType.copyAndShareImage]: copy,
};

interface HistoryEvent {
  eventType: string;
  workflowExecutionFailedEventAttributes?: { failure: { applicationFailureInfo?: { type: string } } };
}

async function call(path: string, body?: object) {
  const url = `${world.temporal.httpUrl}/api/v1/namespaces/default${path}`;
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, body ? { method: 'POST', headers, body: JSON.stringify(body) } : {});
  return { ok: answer.ok, value: (await answer.json()) as Record<string, unknown> };
}

/** How the run of an input ended; undefined where the server itself did not take the input. */
async function endOf({ type, id, input }: Start): Promise<string | undefined> {
  const workflowType = { name: type };
  const started = await call(`/workflows/${id}`, { workflowType, taskQueue: { name: TASK_QUEUE }, input: [input] });
  if (!started.ok) return undefined;
  const { runId } = started.value;
  const query = `execution.runId=${runId}&historyEventFilterType=HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT&waitNewEvent=true`;
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const { value } = await call(`/workflows/${id}/history?${query}`);
    const [event] = (value.history as { events?: HistoryEvent[] } | undefined)?.events ?? [];
    if (event) {
      await expectNoFailedTask(id, String(runId));
      const failure = event.workflowExecutionFailedEventAttributes?.failure;
      return failure ? (failure.applicationFailureInfo?.type ?? 'no type') : event.eventType;
    }
  }
  return `open: ${JSON.stringify(input)}`;
}

async function expectNoFailedTask(workflowId: string, runId: string): Promise<void> {
  const { events } = await world.temporal.client.workflow.getHandle(workflowId, runId).fetchHistory();
  const failed = (events ?? []).filter(({ workflowTaskFailedEventAttributes }) => workflowTaskFailedEventAttributes);
  expect(failed).toEqual([]);
}

/** Red for a reason of its own, with the whole table. */
const PROPER = ['EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED', 'DistributionIncomplete', 'NameTaken', 'RegionUnknown'];

interface Start {
  type: string;
  id: string;
  input: unknown;
}

/** Runs all of them, `atOnce` at a time; gives the ends of those that the server took. */
async function endsOf(starts: readonly Start[], atOnce: number): Promise<Set<string>> {
  const ends: string[] = [];
  const waiting = starts.values();
  const work = async () => {
    for (const start of waiting) {
      const end = await endOf(start);
      if (end !== undefined) ends.push(end);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  expect(ends.length).toBeGreaterThan(starts.length / 2);
  return new Set(ends);
}

function startsOf(type: string): Start[] {
  const inputs = fc.sample(INPUTS_OF[type] ?? odd, { numRuns: INPUTS, seed: SEED });
  return inputs.map((input, index) => ({ type, id: `limits-${type}-${index}`, input }));
}

/** Refused by the rules alone: nobody needs to ask the cloud. */
const breaksRules = ({ input }: Start) => 'findings' in parseRequest(input);

async function cloudCalls(): Promise<number> {
  return (await world.emulator.ledger()).length;
}

const DISTRIBUTIONS = [WorkflowType.distributeImage, WorkflowType.planDistribution];

test.each(DISTRIBUTIONS)('inputs of %s that break a rule end as InvalidInput without one cloud call', async (type) => {
  const before = await cloudCalls();
  const ends = await endsOf(startsOf(type).filter(breaksRules), 20);
  expect([...ends]).toEqual(['InvalidInput']);
  expect(await cloudCalls()).toBe(before);
});

test.each(DISTRIBUTIONS)('all other inputs of %s end by themselves', async (type) => {
  const ends = await endsOf(
    startsOf(type).filter((start) => !breaksRules(start)),
    // They want one copy: more at once would wait for each other.
    2,
  );
  expect([...ends].filter((end) => end !== 'InvalidInput' && !PROPER.includes(end))).toEqual([]);
});

test('inputs of copyAndShareImage under ids that own nothing end as InvalidInput, and write nothing', async () => {
  const writes = async () => (await world.emulator.ledger()).filter(({ action }) => WRITES.includes(action)).length;
  const before = await writes();
  const starts = startsOf(WorkflowType.copyAndShareImage).filter((_, index) => index % 5 !== 0);
  expect([...(await endsOf(starts, 20))].filter((end) => end !== 'InvalidInput' && end !== 'RegionUnknown')).toEqual(
    [],
  );
  expect(await writes()).toBe(before);
});

test('inputs of copyAndShareImage under the id that owns the copy end by themselves', async () => {
  const starts = startsOf(WorkflowType.copyAndShareImage).filter((_, index) => index % 5 === 0);
  const id = copyWorkflowId(GOLDEN, DESTINATION);
  const ends = await endsOf(
    starts.map((start) => ({ ...start, id })),
    1,
  );
  expect([...ends].filter((end) => end !== 'InvalidInput' && !PROPER.includes(end))).toEqual([]);
});

test('no image was made twice, and no run is open', async () => {
  const writes = (await world.emulator.ledger()).filter(({ action }) => WRITES.includes(action));
  const copies = writes
    .filter(({ action }) => action === 'CopyImage')
    .map(({ params }) => JSON.stringify([params.DestinationRegionId, params.DestinationImageName]));
  expect(copies).toHaveLength(new Set(copies).size);
  const open = world.temporal.client.workflow.list({ query: 'ExecutionStatus = "Running"' });
  for await (const { workflowId } of open) throw new Error(`${workflowId} is open`);
});
