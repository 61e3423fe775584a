// The points of a copy's way at which a test strikes: all nine destinations of a run are there at the same moment.
import type { DistributionHandle } from '../../src/client';
import type { Hold, HoldRule } from '../support/intercepting-proxy';
import { ACCOUNTS, GOLDEN } from '../support/request';
import { everyDestination, type FaultWorld } from './fault-world';

/** One more account than a call of ModifyImagePermission takes. */
export const ELEVEN_ACCOUNTS = [...ACCOUNTS, ...Array.from({ length: 8 }, (_, index) => `1234567890${index}`)];

const DESTINATIONS = 9;

/** A point, armed before the run starts. */
export interface ArmedPoint {
  /** Resolves when all destinations are there. */
  reached(run: DistributionHandle): Promise<void>;
  /** Lets the calls that are held there go on. */
  passOn(): void;
}

export type Point = (world: FaultWorld) => Promise<ArmedPoint>;

function held(isMatch: HoldRule['isMatch'], at: HoldRule['at']): Point {
  return async ({ proxy }) => {
    const hold: Hold = proxy.hold({ isMatch, at, count: DESTINATIONS });
    return { reached: () => hold.all(), passOn: () => hold.passOn() };
  };
}

const isLook: HoldRule['isMatch'] = ({ action, params }) =>
  action === 'DescribeImages' && params.get('RegionId') !== GOLDEN.regionId;

const isCreate: HoldRule['isMatch'] = ({ action }) => action === 'CopyImage';

const isShare: HoldRule['isMatch'] = ({ action }) => action === 'ModifyImagePermission';

function isLastShare({ action, params }: Parameters<HoldRule['isMatch']>[0]): boolean {
  return action === 'ModifyImagePermission' && [...params.values()].includes(ELEVEN_ACCOUNTS.at(-1) ?? '');
}

/** The look is answered, nothing is sent. */
export const beforeSend = held(isLook, 'answer');

/** The cloud has not got the call yet. */
export const bytesSent = held(isCreate, 'request');

export const appliedButUnanswered = held(isCreate, 'answer');

/** The workflow knows the image ids. */
export const idSaved: Point = async () => ({
  reached: (run) => everyDestination(run, ({ imageId }) => imageId !== undefined),
  passOn: () => {},
});

export const shareSent = held(isShare, 'answer');

/** Ten accounts are added, the eleventh is not. */
export const betweenShareCalls = held(isLastShare, 'request');

/** Time enough for nine calls to arrive before the first of them is given up, and for nine settles at once. */
export const PATIENT = { ECD_CALL_TIMEOUT: '5s', ECD_SETTLE_WINDOW: '12s' };

/** Every answer of CopyImage is lost, and the images are not visible yet. For `PATIENT` workers. */
export const duringSettle: Point = async ({ emulator }) => {
  await emulator.settings({ visibilityLagSeconds: 9 });
  await emulator.faults([{ action: 'CopyImage', effect: 'drop-after' }]);
  return { reached: (run) => everyDestination(run, ({ phase }) => phase === 'settling'), passOn: () => {} };
};
