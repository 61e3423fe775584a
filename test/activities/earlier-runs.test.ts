// What the runs before the last one left, and which of them have a record that counts.
import { type Client, type WorkflowExecutionDescription, WorkflowNotFoundError } from '@temporalio/client';
import { leftByRuns } from '../../src/activities/earlier-runs';

interface Told {
  status?: string;
  phase?: string;
  imageId?: string;
  suspects?: unknown;
  firstRunId?: string;
  /** The run that named itself when it came to its tasks. */
  takenOverBy?: string;
  isChild?: boolean;
  startedAt?: number;
}

function run(runId: string, told: Told) {
  const { status = 'TERMINATED', phase, imageId, suspects, firstRunId = runId, takenOverBy = runId } = told;
  const values: Record<string, string | undefined> = { EcdPhase: phase, EcdImageId: imageId };
  return {
    workflowId: 'copy-1',
    runId,
    status: { name: status },
    startTime: new Date(told.startedAt ?? 100),
    closeTime: new Date(1_000),
    typedSearchAttributes: { get: ({ name }: { name: string }) => values[name] },
    memo: { takenOverBy, suspectImageIds: suspects },
    parentExecution: told.isChild ? { workflowId: 'distribute:m-1:x' } : undefined,
    raw: { workflowExecutionInfo: { firstRunId } },
  } as unknown as WorkflowExecutionDescription;
}

/** `listed`: newest first; an error is what a describe of that run comes to. */
function left(last: Told, listed: (Told | Error)[]) {
  const ids = listed.map((_, index) => `earlier-${index}`);
  async function* list() {
    for (const [index, runId] of ids.entries()) {
      const told = listed[index];
      yield told instanceof Error ? { ...run(runId, { phase: 'copying' }), runId } : run(runId, told ?? {});
      if (index === 0) yield run('last', last);
    }
  }
  const getHandle = (_: string, runId: string) => ({
    describe: async () => {
      const told = listed[ids.indexOf(runId)] ?? new Error('asked for another run');
      if (told instanceof Error) throw told;
      return run(runId, told);
    },
  });
  return leftByRuns({ workflow: { list, getHandle } } as unknown as Client, run('last', last), 5);
}

const kept = { phase: 'waiting', imageId: 'm-kept', startedAt: 40 };
const nobodyAsks = new Error('nobody asks');

test('a run that took over and ended by itself says all that there is to say', async () => {
  const last = { status: 'FAILED', phase: 'waiting', imageId: 'm-last' };
  expect(await left(last, [nobodyAsks])).toMatchObject({ status: 'ENDED', imageId: 'm-last' });
});

test('a run whose settle came to no end owes it, though it ended by itself', async () => {
  expect(await left({ status: 'FAILED', phase: 'unsettled' }, [])).toMatchObject({ status: 'INTERRUPTED' });
});

test('what an interrupted run owes is owed since the first interrupted one before it began', async () => {
  const ended = { ...kept, status: 'COMPLETED', startedAt: 10 };
  const runs = [{ phase: 'copying', startedAt: 30 }, { startedAt: 25 }, { phase: 'copying', startedAt: 20 }, ended];
  expect(await left({ phase: 'copying' }, [...runs, nobodyAsks])).toMatchObject({
    status: 'INTERRUPTED',
    startTime: 20,
    closeTime: 1_000,
  });
});

test('of more runs than can be asked for, the rest may have left something at any time', async () => {
  const interrupted = Array.from({ length: 120 }, () => ({ phase: 'copying' }));
  expect(await left({ phase: 'copying' }, interrupted)).toMatchObject({ status: 'INTERRUPTED', startTime: 0 });
});

test('hundreds of runs that were refused have sent nothing, and are not asked', async () => {
  const refused = Array.from({ length: 300 }, () => ({ status: 'FAILED', startedAt: 90 }));
  expect(await left({ status: 'FAILED', startedAt: 95 }, [...refused, kept])).toMatchObject({
    status: 'INTERRUPTED',
    startTime: 40,
    imageId: 'm-kept',
  });
});

test('the run that asks is listed too: it has its phase from its parent, and says nothing of those before it', async () => {
  const asking = { status: 'RUNNING', phase: 'copying', isChild: true };
  const lost = { phase: 'copying', startedAt: 20 };
  expect(await left({ status: 'FAILED' }, [asking, lost])).toMatchObject({ status: 'INTERRUPTED', startTime: 20 });
});

test('of a run that did not take over, what its starter set counts for nothing', async () => {
  expect(await left({ imageId: 'm-preset' }, [{ imageId: 'm-preset' }, kept])).toMatchObject({ imageId: 'm-kept' });
  expect((await left({ imageId: 'm-preset' }, [])).imageId).toBeUndefined();
});

test('nor does a phase that a starter set on a run that never came to its tasks', async () => {
  const preset = { phase: 'waiting', imageId: 'm-preset', takenOverBy: 'guessed' };
  expect((await left(preset, [])).imageId).toBeUndefined();
  expect(await left({ ...preset, isChild: true }, [])).toMatchObject({ imageId: 'm-preset' });
  expect(await left({ ...preset, firstRunId: 'guessed' }, [])).toMatchObject({ imageId: 'm-preset' });
  // A server that names no first run cannot tell the name of a run that was reset from a guess.
  expect(await left({ ...preset, firstRunId: '' }, [])).toMatchObject({ imageId: 'm-preset' });
});

test('a run that began with a reset adds its own to that of the runs before it', async () => {
  const reset = { phase: 'settling', imageId: 'm-old', firstRunId: 'first' };
  expect(await left(reset, [kept])).toMatchObject({ imageId: 'm-old', suspectImageIds: ['m-kept'] });
});

test('a run that Temporal has forgotten since is passed over', async () => {
  const forgotten = new WorkflowNotFoundError('gone', 'copy-1', 'earlier-0');
  expect(await left({}, [forgotten, kept])).toMatchObject({ imageId: 'm-kept', status: 'INTERRUPTED' });
});

test('a record that anybody may have written is read within bounds', async () => {
  const suspects = ['x'.repeat(67), 7, 'a b', ...Array.from({ length: 60 }, (_, index) => `m-${index}`)];
  const { imageId, suspectImageIds } = await left({ phase: 'copying', imageId: 'y'.repeat(67), suspects }, []);
  expect(imageId).toBeUndefined();
  expect(suspectImageIds).toHaveLength(50);
  expect(suspectImageIds?.[0]).toBe('m-0');
  expect((await left({ phase: 'copying', suspects: 'm-1' }, [])).suspectImageIds).toBeUndefined();
});
