// What people do to a world while runs go on: requests, cancels, terminations, resets, and hands on the images.
import type { ModelImage } from './model-image';
import { inputOf, request, type Wish } from './model-parent';
import type { Workflow } from './model-server';
import { type Action, MINUTE_MS } from './settings';
import type { World } from './world';

/** The whole story; its last word is a request that nobody disturbs. */
export async function live(world: World, workflows: readonly Workflow[]): Promise<void> {
  const { random, time, settings } = world;
  const { mostActions, actions, requestAfter, lastRequest, foreignAtFirst } = settings.people;
  for (const workflow of workflows) if (random.chance(foreignAtFirst)) addForeign(world, workflow);
  void request(world, workflows, wish(world));
  const count = Math.floor(random.between(0, mostActions + 1));
  for (let index = 0; index < count; index++) {
    await time.sleep(random.between(0, random.pick(settings.people.pausesMs)));
    const action = random.pick(actions);
    ACTS[action](world, random.pick(workflows));
    if (action !== 'reset' && random.chance(requestAfter)) void request(world, some(world, workflows), wish(world));
  }
  if (lastRequest) await request(world, workflows, wish(world));
}

const ACTS: Readonly<Record<Action, (world: World, workflow: Workflow) => void>> = {
  terminate: (_, workflow) => workflow.terminate(),
  cancel: (_, workflow) => workflow.current?.cancel(),
  reset,
  'fail activity': (_, workflow) => workflow.current?.failActivity(),
  request: (world, workflow) => void request(world, [workflow], wish(world)),
  'by hand': (world, workflow) => startByHand(world, workflow, false),
  'refused by hand': (world, workflow) => startByHand(world, workflow, true),
  overtaken,
  delete: (world, workflow) => onImage(world, workflow, (image) => world.cloud.region(workflow.regionId).remove(image)),
  rename: (world, workflow) =>
    onImage(world, workflow, (image) => {
      image.name = `renamed-${image.imageId}`;
    }),
  foreign: addForeign,
  forged: addForged,
};

function startByHand(world: World, workflow: Workflow, isRefused: boolean): void {
  workflow.start({ ...inputOf(workflow, wish(world), world.settings), hasParent: false, isRefused });
}

/** A parent that sleeps between its describe and its start, while another run comes and is ended. */
function overtaken(world: World, workflow: Workflow): void {
  const { time, random } = world;
  const evidence = workflow.describe(time.now());
  if (!evidence) return;
  const input = { ...inputOf(workflow, wish(world), world.settings), previousRun: evidence.previousRun };
  startByHand(world, workflow, false);
  const overtaking = workflow.current;
  time.after(random.between(5_000, MINUTE_MS), () => overtaking?.interrupt());
  time.after(random.between(MINUTE_MS / 2, 3 * MINUTE_MS), () => workflow.start(input, evidence));
}

/** To any point of the history of any run, the last one mostly. */
function reset({ random, settings }: World, workflow: Workflow): void {
  if (!workflow.current) return;
  const of = random.chance(settings.people.resetOfAny) ? random.pick(workflow.runs) : workflow.current;
  const { entries, cancelIndex } = of.history;
  const kept = random.chance(0.4) ? entries.length : Math.floor(random.between(0, entries.length + 1));
  const keepsCancel = cancelIndex === kept && random.chance(0.5);
  workflow.reset(of, { kept, keepsCancel }, cancelIndex !== undefined && random.chance(0.5));
}

function wish({ random, settings }: World): Wish {
  const { onNameTaken, onCancel, mostAccounts } = settings.people;
  const accounts = Math.floor(random.between(0, mostAccounts + 1));
  const shareWith = Array.from({ length: accounts }, (_, index) => `${1_000 + index}`);
  return { onNameTaken: random.pick(onNameTaken), onCancel: random.pick(onCancel), shareWith };
}

function some({ random }: World, workflows: readonly Workflow[]): readonly Workflow[] {
  return workflows.length > 1 && random.chance(0.5) ? [random.pick(workflows)] : workflows;
}

/** People see the images that show. */
function onImage({ cloud, time, random }: World, workflow: Workflow, change: (image: ModelImage) => void): void {
  const images = cloud
    .region(workflow.regionId)
    .images.filter(({ shownAt, copyKey }) => copyKey === workflow.copyKey && shownAt <= time.now());
  if (images.length > 0) change(random.pick(images));
}

/** An image of somebody else's with the wanted name, of the source's system or another. */
function addForeign({ cloud, random }: World, { regionId, imageName }: Workflow): void {
  const region = cloud.region(regionId);
  if (region.holdsName(imageName)) return;
  const description = random.pick(['', 'made by hand', `[ecd-copy:v1:${'z'.repeat(20)}:0123456789ab]`]);
  const osType = random.pick(['WINDOWS', 'LINUX']);
  const name = random.pick([imageName, imageName.toUpperCase()]);
  region.add({ imageId: `m-foreign-${cloud.newImageId()}`, name, description, osType });
}

/** An image of somebody else's that carries the copy's own marker: its key is made of public names. */
function addForged({ cloud, time, random }: World, { regionId, copyKey }: Workflow): void {
  const description = `[ecd-copy:v1:${copyKey}:0123456789ab]`;
  const availableAt = random.chance(0.5) ? time.now() : Number.POSITIVE_INFINITY;
  const imageId = `m-forged-${cloud.newImageId()}`;
  cloud.region(regionId).add({ imageId, name: 'forged', description, osType: 'LINUX', availableAt });
}
