// What shows where there is no terminal, and waiting with it.
import { follow } from '../../src/cli/follow';
import { statusLines } from '../../src/cli/status-lines';
import {
  type DestinationStatus,
  type DistributionHandle,
  DistributionIncompleteError,
  type DistributionStatus,
  StatusUnavailableError,
} from '../../src/client';

const SOURCE = { regionId: 'cn-hangzhou', imageId: 'm-golden' };

function status(...destinations: DestinationStatus[]): DistributionStatus {
  return { source: SOURCE, destinations };
}

const shanghai = (percent: number): DestinationStatus => ({
  regionId: 'cn-shanghai',
  imageName: 'office',
  phase: 'waiting',
  percent,
});
const beijing: DestinationStatus = { regionId: 'cn-beijing', imageName: 'office', phase: 'queued' };

test('one line per change of a destination', () => {
  const lines: string[] = [];
  const view = statusLines((line) => lines.push(line));
  view.show(status(shanghai(10), beijing));
  view.show(status(shanghai(20), beijing));
  view.show(status(shanghai(20), beijing));
  expect(lines).toEqual(['cn-shanghai      waiting 10%', 'cn-beijing       queued', 'cn-shanghai      waiting 20%']);
});

/** A handle whose watch meets silence before its only status, and whose result is `result`. */
function handle(result: () => Promise<unknown>): DistributionHandle {
  async function* watch({ onUnavailable }: { onUnavailable(error: StatusUnavailableError): void }) {
    const silence = new StatusUnavailableError('nobody answers', 'id');
    onUnavailable(silence);
    onUnavailable(silence);
    yield status(beijing);
  }
  return { workflowId: 'id', watch, result } as unknown as DistributionHandle;
}

function recordingView() {
  const seen: string[] = [];
  return {
    seen,
    show: ({ destinations }: DistributionStatus) => void seen.push(`${destinations.length} shown`),
    note: (text: string) => void seen.push(text),
    end: async () => void seen.push('end'),
  };
}

test('silence of the workers is said once, and the view ends before the result is reported', async () => {
  const view = recordingView();
  const result = { source: SOURCE, destinations: [] };
  expect(
    await follow(
      handle(async () => result),
      view,
    ),
  ).toEqual({ result });
  expect(view.seen).toEqual([expect.stringContaining('no worker answers'), '1 shown', 'end']);
});

test('a red run gives its error and its table; what has none gives the error alone', async () => {
  const result = { source: SOURCE, destinations: [] };
  const red = new DistributionIncompleteError('1 of 2', 'id', result);
  expect(
    await follow(
      handle(() => Promise.reject(red)),
      recordingView(),
    ),
  ).toEqual({ error: red, result });
  const lost = new Error('lost');
  expect(
    await follow(
      handle(() => Promise.reject(lost)),
      recordingView(),
    ),
  ).toEqual({ error: lost, result: undefined });
});
