// What planDistribution says of a destination is what a run then does there, over generated worlds.
import fc from 'fast-check';
import { planDestination } from '../../src/activities/plan-destination';
import { canBeCopy } from '../../src/protocol/likeness';
import type { OnNameTaken } from '../../src/shared/distribution';
import type { DestinationPlan } from '../../src/shared/plan';
import { calm } from './calm';
import { drawSettings } from './draw-settings';
import type { ModelImage } from './model-image';
import { SOURCE_PROPERTIES } from './model-image';
import type { ModelRun } from './model-run';
import { Random } from './random';
import { createWorld } from './scenario';
import { MINUTE_MS } from './settings';

const NAME = 'Büro-2026';
const KEY = 'a'.repeat(20);
const ACCOUNTS = ['1000', '1001', '1002'];
const RUNS = 500;
const MOST_EVENTS = 10_000;

/** A run that has to wait for no image is over sooner. */
const LONGEST_CALM_MS = 30_000;

interface Drawn {
  name: string;
  description: string;
  status: string;
  ageMinutes: number;
  osType: string;
  platform: string;
  size: number;
  encrypted: boolean;
  sharedWith: string[];
}

const marker = (key: string, run = '0123456789ab') => `[ecd-copy:v1:${key}:${run}]`;
const rarely = <T>(usual: T, other: T) => fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, fc.constant(other));

const drawnImage: fc.Arbitrary<Drawn> = fc.record({
  name: fc.constantFrom(NAME, NAME.toUpperCase(), NAME.normalize('NFD'), 'Other', `${NAME}-2`),
  description: fc.constantFrom(
    '',
    'by hand',
    marker(KEY),
    `x ${marker(KEY, 'ba9876543210')} y`,
    marker('z'.repeat(20)),
  ),
  status: fc.constantFrom('Available', 'Available', 'Creating', 'CreateFailed', 'Waiting'),
  ageMinutes: fc.integer({ min: 1, max: 100 }),
  osType: rarely('WINDOWS', 'LINUX'),
  platform: rarely(SOURCE_PROPERTIES.platform, 'Ubuntu'),
  size: rarely(SOURCE_PROPERTIES.size, 40),
  encrypted: rarely(false, true),
  sharedWith: fc.subarray(ACCOUNTS),
});

/** What a marked image is shows at its end only: a plan cannot foresee it of an unfinished one. */
const isForeseeable = (drawn: Drawn) =>
  drawn.status === 'Available' ||
  !drawn.description.includes(KEY) ||
  canBeCopy({ ...drawn, imageId: '', status: 'Available' }, SOURCE_PROPERTIES);

const drawnWorld = fc.record({
  images: fc.array(drawnImage.filter(isForeseeable), { maxLength: 7 }),
  onNameTaken: fc.constantFrom<OnNameTaken>('fail', 'adopt', 'copy'),
  shareWith: fc.subarray(ACCOUNTS),
});

test('a run does what the plan says', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(drawnWorld, async (drawn) => {
      const { plan, run, images } = await planAndRun(drawn);
      seen.set(plan.action, (seen.get(plan.action) ?? 0) + 1);
      expect(whatWasDone(run, images)).toEqual(whatWasSaid(plan));
    }),
    { numRuns: RUNS, seed: 20261101 },
  );
  expect([...seen.keys()].sort()).toEqual(['adopt', 'copy', 'nothing-to-do', 'refused']);
});

type DrawnWorld = typeof drawnWorld extends fc.Arbitrary<infer World> ? World : never;

async function planAndRun({ images: drawn, onNameTaken, shareWith }: DrawnWorld) {
  const random = new Random(1);
  const settings = drawSettings(random);
  calm(settings, {});
  const { world, workflows } = createWorld(random, settings, { imageName: NAME });
  const [workflow] = workflows;
  if (!workflow) throw new Error('the world has no region');
  const { regionId } = workflow;
  const region = world.cloud.region(regionId);
  drawn.forEach((image, index) => {
    region.add(asModelImage(image, `m-listed-${index}`, world.time.now()));
  });
  const destination = { regionId, imageName: NAME, shareWith };
  const terms = { sourceProperties: SOURCE_PROPERTIES, onNameTaken };
  const planning = planDestination(world.cloud.reads(), terms, { ...destination, copyKey: KEY });
  await world.time.runToEnd(MOST_EVENTS);
  const plan = await planning;
  const wanted = { destination, onNameTaken, onCancel: 'keep' as const };
  const previousRun = { checkedAt: world.time.now(), status: 'NOT_FOUND' as const };
  const input = {
    wanted,
    copyTimeoutMs: settings.people.copyTimeoutMs,
    hasParent: true,
    isRefused: false,
    previousRun,
  };
  const run = workflow.start(input);
  await world.time.runToEnd(MOST_EVENTS);
  expect(world.watch.violations).toEqual([]);
  return { plan, run, images: region.images };
}

function asModelImage(drawn: Drawn, imageId: string, now: number): Parameters<ModelImageAdder>[0] {
  const { status, ageMinutes, sharedWith, ...facts } = drawn;
  const isFinished = status === 'Available' || status === 'CreateFailed';
  const createdAt = now - ageMinutes * MINUTE_MS;
  return {
    ...facts,
    imageId,
    createdAt,
    availableAt: isFinished ? createdAt : now + ageMinutes * MINUTE_MS,
    fails: status === 'CreateFailed',
    unfinished: status,
    accounts: new Map(sharedWith.map((account) => [account, createdAt])),
  };
}

type ModelImageAdder = (image: Partial<ModelImage> & Pick<ModelImage, 'imageId' | 'name' | 'description'>) => void;

/** What a run did, in the words of a plan. */
function whatWasDone(run: ModelRun | undefined, images: readonly ModelImage[]) {
  const made = images.filter(({ madeBy }) => madeBy !== undefined).length;
  const added = images.flatMap(({ adds }) => adds.flat());
  const { end, closedAt = 0, createdAt = 0 } = run ?? {};
  if (end?.kind === 'failed') return { end: end.problem.type, made, added, hadToDo: made + added.length > 0 };
  if (end?.kind !== 'done') return { end: end?.kind };
  const hadToDo = made + added.length > 0 || closedAt - createdAt > LONGEST_CALM_MS;
  return { end: end.copy.madeByThisRun ? 'copied' : `adopted ${end.copy.imageId}`, made, added, hadToDo };
}

function whatWasSaid({ action, imageId, missingAccounts, error }: DestinationPlan) {
  switch (action) {
    case 'copy':
      return { end: 'copied', made: 1, added: missingAccounts, hadToDo: true };
    case 'adopt':
      return { end: `adopted ${imageId}`, made: 0, added: missingAccounts, hadToDo: true };
    case 'nothing-to-do':
      return { end: `adopted ${imageId}`, made: 0, added: [], hadToDo: false };
    default:
      return { end: error?.type, made: 0, added: [], hadToDo: false };
  }
}
