// A distribution, as far as its copies need it: a child for each destination, as soon as no other run owns the copy.
import type { Destination } from '../../src/shared/copy';
import type { ModelRun } from './model-run';
import type { Evidence, Workflow } from './model-server';
import type { RunInput } from './run-input';
import type { World } from './world';

const MAX_OWNER_POLL_MS = 15_000;

/** What a request wants of all its destinations. */
export type Wish = Pick<RunInput['wanted'], 'onNameTaken' | 'onCancel'> & Pick<Destination, 'shareWith'>;

/** Requests some copies; gives the child of each once it is closed. */
export function request(world: World, workflows: readonly Workflow[], wish: Wish): Promise<ModelRun[]> {
  return Promise.all(
    workflows.map(async (workflow) => {
      const run = await startAsOwner(world, workflow, wish);
      await run.closed();
      return run;
    }),
  );
}

export function inputOf({ regionId, imageName }: Workflow, wish: Wish, { people }: World['settings']): RunInput {
  const { shareWith, onNameTaken, onCancel } = wish;
  const wanted = { destination: { regionId, imageName, shareWith }, onNameTaken, onCancel };
  return { wanted, copyTimeoutMs: people.copyTimeoutMs, hasParent: true, isRefused: false };
}

async function startAsOwner(world: World, workflow: Workflow, wish: Wish): Promise<ModelRun> {
  for (;;) {
    const evidence = await awaitOwnership(world, workflow);
    await workflowTask(world);
    const input = { ...inputOf(workflow, wish, world.settings), previousRun: evidence.previousRun };
    const run = workflow.start(input, evidence);
    if (run) return run;
  }
}

/** As await-ownership.ts: each attempt describes once; `checkedAt` is when it was scheduled. */
async function awaitOwnership({ time, random }: World, workflow: Workflow): Promise<Evidence> {
  for (;;) {
    const checkedAt = time.now();
    await time.sleep(random.between(0, 1_000));
    const evidence = workflow.describe(checkedAt);
    if (evidence) return evidence;
    // Looks at which it is open yet change nothing.
    await workflow.current?.closed();
    await time.sleep(random.between(0, MAX_OWNER_POLL_MS));
  }
}

/** Between describe and start a parent may wait for a worker. */
async function workflowTask({ time, random, fate }: World): Promise<void> {
  if (random.chance(fate.slowWorkflow)) await time.sleep(random.between(0, fate.longestStartMs));
}
