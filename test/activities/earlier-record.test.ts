// The record of a copy where its last run has not kept it: what counts is that of runs that took over, newest first.
import { type Client, type WorkflowExecutionDescription, WorkflowNotFoundError } from '@temporalio/client';
import { leftWithRecord } from '../../src/activities/earlier-record';

interface Told {
  phase?: string;
  imageId?: string;
  firstRunId?: string;
}

function run(runId: string, { phase, imageId, firstRunId = runId }: Told) {
  const values: Record<string, string | undefined> = { EcdPhase: phase, EcdImageId: imageId };
  return {
    workflowId: 'copy-1',
    runId,
    status: { name: 'TERMINATED' },
    startTime: new Date(0),
    closeTime: new Date(1),
    typedSearchAttributes: { get: ({ name }: { name: string }) => values[name] },
    raw: { workflowExecutionInfo: { firstRunId } },
  } as unknown as WorkflowExecutionDescription;
}

/** `listed`: newest first; an error is what a describe of that run comes to. */
function recordAfter(last: Told, listed: (Told | Error)[]) {
  const ids = listed.map((_, index) => `earlier-${index}`);
  async function* list() {
    for (const runId of ids) yield { runId };
  }
  const getHandle = (_: string, runId: string) => ({
    describe: async () => {
      const told = listed[ids.indexOf(runId)] ?? new Error('asked for another run');
      if (told instanceof Error) throw told;
      return run(runId, told);
    },
  });
  return leftWithRecord({ workflow: { list, getHandle } } as unknown as Client, run('last', last), 5);
}

const kept = { phase: 'waiting', imageId: 'm-kept' };

test('a run that took over has all of the record', async () => {
  expect(await recordAfter({ phase: 'copying', imageId: 'm-last' }, [new Error('nobody asks')])).toMatchObject({
    imageId: 'm-last',
  });
});

test('of a run that did not take over, what its starter set counts for nothing', async () => {
  expect(await recordAfter({ imageId: 'm-preset' }, [{ imageId: 'm-preset' }, kept])).toMatchObject({
    imageId: 'm-kept',
  });
  expect((await recordAfter({ imageId: 'm-preset' }, [])).imageId).toBeUndefined();
});

test('a run that began with a reset adds its own to that of the runs before it', async () => {
  const reset = { phase: 'settling', imageId: 'm-old', firstRunId: 'first' };
  expect(await recordAfter(reset, [kept])).toMatchObject({ imageId: 'm-old', suspectImageIds: ['m-kept'] });
});

test('a run that Temporal has forgotten since is passed over', async () => {
  const forgotten = new WorkflowNotFoundError('gone', 'copy-1', 'earlier-0');
  expect(await recordAfter({}, [forgotten, kept])).toMatchObject({ imageId: 'm-kept', status: 'INTERRUPTED' });
});
