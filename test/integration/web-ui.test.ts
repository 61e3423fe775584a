// What an operator sees in Temporal's web UI alone, without our command line: in a real browser.
import { type Browser, chromium, type Page } from 'playwright-core';
import { copyWorkflowId } from '../../src/shared/ids';
import { GOLDEN, request } from '../support/request';
import { testWith } from '../support/tools';
import { waitFor } from '../support/wait';
import { startWorld, type World } from '../support/world';

let world: World;
let ui: string;
let browser: Browser | undefined;
beforeAll(async () => {
  world = await startWorld({ hasUi: true });
  ui = `${world.temporal.uiUrl}/namespaces/default/workflows`;
});
afterAll(async () => {
  await browser?.close();
  await world.close();
});

/** The page's text once it holds all of `parts`; Markdown stands in frames of its own. */
async function showing(page: Page, url: string, ...parts: string[]): Promise<void> {
  await page.goto(url);
  let seen = '';
  const holdsAll = async () => {
    const texts = page.frames().map((frame) =>
      frame
        .locator('body')
        .innerText({ timeout: 1_000 })
        .catch(() => ''),
    );
    seen = (await Promise.all(texts)).join('\n');
    return parts.every((part) => seen.includes(part));
  };
  await waitFor(holdsAll).catch(() => undefined);
  for (const part of parts) expect(seen).toContain(part);
}

testWith('chromium')(
  'summary, table of the destinations, search attributes and activity labels are all there',
  async () => {
    await world.emulator.faults([{ action: 'CopyImage', destinationRegionId: 'cn-beijing', effect: 'create-failed' }]);
    const destinations = ['cn-shanghai', 'cn-beijing'].map((regionId) => ({ regionId }));
    const run = await world.distributor.start(request({ imageName: 'seen', destinations, reason: 'Ticket 4711' }));
    await run.result().catch(() => undefined);
    const child = copyWorkflowId(GOLDEN, { regionId: 'cn-shanghai', imageName: 'seen' });
    const { runId } = await world.temporal.client.workflow.getHandle(child).describe();

    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    const page = await browser.newPage();
    const parentUrl = `${ui}/${encodeURIComponent(run.workflowId)}/${run.runId}`;
    const summary = 'seen from cn-hangzhou to 2 regions, shared with 3 accounts';
    await showing(
      page,
      `${parentUrl}/user-metadata`,
      summary,
      'Ticket 4711',
      '1 of 2 destinations done, 1 failed',
      'CreateFailed',
    );
    const childUrl = `${ui}/${encodeURIComponent(child)}/${runId}`;
    await showing(
      page,
      `${childUrl}/history`,
      'Look for the copy in cn-shanghai, else CopyImage',
      'Wait until m-',
      'Share m-',
    );
    await showing(
      page,
      `${childUrl}/search-attributes`,
      'EcdDestinationRegion',
      'EcdImageId',
      'EcdPhase',
      'EcdSourceImage',
    );
  },
  90_000,
);
