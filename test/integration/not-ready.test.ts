// An image that is Available may be unknown to the calls of sharing for a while: neither once nor for seconds is the end.
import { ACCOUNTS, request } from '../support/request';
import { TEST_TIMING } from '../support/timing';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  // The 3 minutes of production in 10 s: read-backs are a second apart here, too.
  world = await startWorld({ copySeconds: 0.5, settings: { timing: { ...TEST_TIMING, visibilityGraceMs: 10_000 } } });
});
afterAll(() => world.close());

const ACTIONS = ['DescribeImagePermission', 'ModifyImagePermission'] as const;
const CODES = ['InvalidImageId.NotFound', 'IncorrectImageStatus'];

test.each(ACTIONS.flatMap((action) => CODES.flatMap((code) => [1, 3].map((times) => ({ action, code, times })))))(
  '$action refused with $code, $times times',
  async ({ action, code, times }) => {
    await world.emulator.faults([{ action, effect: 'error', status: 404, code, times }]);
    const imageName = `office-${action}-${code.slice(0, 7)}-${times}`;
    const { destinations } = await (await world.distributor.start(request({ imageName }))).result();
    const [row] = destinations;
    expect(row).toMatchObject({ outcome: 'copied', sharedWith: ACCOUNTS });
    const calls = (await world.emulator.ledger(action)).filter(({ params }) => params.ImageId === row?.imageId);
    expect(calls.filter((call) => call.statusCode === 404)).toHaveLength(times);
  },
);
