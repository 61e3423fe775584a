// An unknown outcome whose image shows up is adopted within 10 s of its becoming visible: here with the durations of
// production, nothing scaled, and in the other fault tests with scaled ones.
import { startTemporalServer } from '../../src/local/temporal-server';
import { request } from '../support/request';
import { startFaultWorld } from './fault-world';

/** Past the first 30 s, in which looks are 2 s apart: then they are 8 s apart. */
const VISIBILITY_LAG_SECONDS = 37;

const PRODUCTION = {
  ECD_CALL_TIMEOUT: '30s',
  ECD_SETTLE_WINDOW: '22m',
  ECD_POLL_MIN: '10s',
  ECD_POLL_MAX: '2m',
  ECD_VISIBILITY_GRACE: '3m',
};

test('lost answers: nine images are adopted, shared and read back within 10 s of being visible', async () => {
  const temporal = await startTemporalServer();
  const settings = { copySeconds: 1, visibilityLagSeconds: VISIBILITY_LAG_SECONDS };
  const world = await startFaultWorld(temporal, 'default', { settings, environment: PRODUCTION });
  world.startWorker();
  try {
    await world.emulator.faults([{ action: 'CopyImage', effect: 'drop-after' }]);
    const { destinations } = await (await world.distributor.start(request({ destinations: 'all' }))).result();
    const creates = await world.emulator.ledger('CopyImage');
    expect(creates).toHaveLength(9);
    for (const { regionId, outcome, finishedAt } of destinations) {
      const create = creates.find(({ params }) => params.DestinationRegionId === regionId);
      const visibleAt = Date.parse(create?.at ?? '') + VISIBILITY_LAG_SECONDS * 1_000;
      expect(outcome).toBe('copied');
      expect(Date.parse(finishedAt) - visibleAt).toBeGreaterThan(0);
      expect(Date.parse(finishedAt) - visibleAt).toBeLessThan(10_000);
    }
  } finally {
    await world.close();
    await temporal.close();
  }
}, 120_000);
