// Copies that are children of another tool's workflow: they are checked as if started by hand, unless all of their input is
// what a distribution gives, and own their copy under its one id alone.
import { copyWorkflowId } from '../../src/shared/ids';
import { type AnotherTool, inputOfParent, startAnotherTool } from '../support/children-of-another-tool';
import { GOLDEN, request } from '../support/request';
import { TEST_TIMING } from '../support/timing';
import { startWorld, type World } from '../support/world';

let world: World;
let tool: AnotherTool;
beforeAll(async () => {
  world = await startWorld();
  tool = await startAnotherTool(world);
});
afterAll(async () => {
  await tool.close();
  await world.close();
});

const destination = (imageName: string) => ({ regionId: 'cn-shanghai', imageName, shareWith: [] as string[] });

const ofParent = (imageName: string, terms: object = {}) => inputOfParent(destination(imageName), terms);

async function creates(imageName: string) {
  return (await world.emulator.ledger('CopyImage')).filter(({ params }) => params.DestinationImageName === imageName);
}

test('terms of the right shape count, as a distribution’s do', async () => {
  const id = copyWorkflowId(GOLDEN, destination('office-tool'));
  expect(await tool.child(ofParent('office-tool'), id)).toMatchObject({ outcome: 'copied' });
});

test('under another id nothing is made', async () => {
  const id = `${copyWorkflowId(GOLDEN, destination('office-tool-id'))}-2`;
  await expect(tool.child(ofParent('office-tool-id'), id)).rejects.toMatchObject({
    cause: { cause: { type: 'InvalidInput' } },
  });
  expect(await creates('office-tool-id')).toEqual([]);
});

function nested(depth: number): object {
  let value = {};
  for (let level = 0; level < depth; level++) value = { value };
  return value;
}

/** Evidence of the right shape, but for what a test says. */
const seen = (more: object) => ({
  ...ofParent('office-tool-odd'),
  previousRun: { checkedAt: Date.now(), status: 'INTERRUPTED', ...more },
});

const { timing: _, ...untimed } = ofParent('office-tool-odd').terms;

test.each<[string, object]>([
  ['no timing', { ...ofParent('office-tool-odd'), terms: untimed }],
  ['a timing of nothing', ofParent('office-tool-odd', { timing: { ...TEST_TIMING, callTimeoutMs: 0 } })],
  ['a time without end', ofParent('office-tool-odd', { copyTimeoutMs: 1e300 })],
  ['no properties', ofParent('office-tool-odd', { sourceProperties: null })],
  ['a key that is none', ofParent('office-tool-odd', { copyKey: 7 })],
  ['evidence that is none', { ...ofParent('office-tool-odd'), previousRun: 'NOT_FOUND' }],
  ['evidence of no time', { ...ofParent('office-tool-odd'), previousRun: { status: 'NOT_FOUND' } }],
  [
    'intervals upside down',
    ofParent('office-tool-odd', { timing: { ...TEST_TIMING, pollMinMs: 5_000, pollMaxMs: 10 } }),
  ],
  ['evidence of a time that no clock shows', seen({ closeTime: 1e300 })],
  ['evidence of a time before all clocks', seen({ closeTime: -1e300 })],
  ['evidence of an id that is none', seen({ imageId: 'm'.repeat(5_000) })],
  ['evidence of more images than a record holds', seen({ suspectImageIds: Array(51).fill('m-1') })],
  ['evidence of an image that is a megabyte', seen({ suspectImageIds: ['m'.repeat(1_000_000)] })],
])('terms with %s are as none: the copy gets its own', async (_, input) => {
  const id = copyWorkflowId(GOLDEN, destination('office-tool-odd'));
  const row = (await tool.child(input, id)) as { outcome: string };
  expect(['copied', 'adopted']).toContain(row.outcome);
  expect(await creates('office-tool-odd')).toHaveLength(1);
});

test.each<[string, unknown]>([
  ['no source', { ...ofParent('office-tool-bad'), source: undefined }],
  [
    'a destination of numbers',
    { ...ofParent('office-tool-bad'), destination: { regionId: 1, imageName: 2, shareWith: 3 } },
  ],
  [
    'accounts of numbers',
    { ...ofParent('office-tool-bad'), destination: { ...destination('office-tool-bad'), shareWith: [7] } },
  ],
  ['nothing', null],
  ['a name of a megabyte', ofParent('x'.repeat(1_000_000))],
  ['properties that are nested by the thousand', ofParent('office-tool-bad', { sourceProperties: nested(2_000) })],
])('%s ends as InvalidInput', async (_, input) => {
  const id = copyWorkflowId(GOLDEN, destination('office-tool-bad'));
  await expect(tool.child(input, id)).rejects.toMatchObject({ cause: { cause: { type: 'InvalidInput' } } });
});

test('a settle that its input leaves no time is left to the next run', async () => {
  const wanted = destination('office-tool-window');
  await world.emulator.faults([{ action: 'CopyImage', effect: 'apply-late', ms: 2_500, times: 1 }]);
  const input = inputOfParent(wanted, { copyTimeoutMs: 1_000, timing: { ...TEST_TIMING, settleWindowMs: 1 } });
  await expect(tool.child(input, copyWorkflowId(GOLDEN, wanted))).rejects.toMatchObject({
    cause: { cause: { type: 'CopyOutcomeUnknown' } },
  });
  const next = await world.distributor.start(request({ imageName: wanted.imageName, shareWith: [] }));
  expect(await next.result()).toMatchObject({ destinations: [{ outcome: 'adopted' }] });
  expect(await creates('office-tool-window')).toHaveLength(1);
});
