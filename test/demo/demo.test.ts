// The demo as a process: what `npm run --silent demo -- --json` does after its set-up.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { DistributionResult } from '../../src/client';

const MAIN = join(__dirname, '../../lib/local/demo.js');

function start(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  return { child, exited: once(child, 'exit'), stdout: text(child.stdout), stderr: text(child.stderr) };
}

/** Whether something still listens at an address that the demo named. */
async function answers(url: string | undefined): Promise<boolean> {
  if (url === undefined) throw new Error('the demo named no address');
  return fetch(url).then(
    () => true,
    () => false,
  );
}

test('every destination is copied and shared, stdout is the result alone, and nothing is left running', async () => {
  const { exited, stdout, stderr } = start('--json');
  expect(await exited).toEqual([0, null]);
  const { destinations }: DistributionResult = JSON.parse(await stdout);
  expect(destinations.length).toBeGreaterThanOrEqual(8);
  for (const row of destinations) expect(row).toMatchObject({ outcome: 'copied', duplicates: [] });
  expect(destinations.every(({ sharedWith }) => sharedWith.length === 3)).toBe(true);
  const [ui] = /http:\/\/127\.0\.0\.1:\d+/.exec(await stderr) ?? [];
  expect(await answers(ui)).toBe(false);
}, 60_000);

/** Resolves with the first match in what the demo says. */
function said({ child }: ReturnType<typeof start>, pattern: RegExp): Promise<string> {
  let heard = '';
  return new Promise((resolve) => {
    child.stderr.on('data', (chunk) => {
      heard += chunk;
      const [, match] = pattern.exec(heard) ?? [];
      if (match) resolve(match);
    });
  });
}

test('kept: the emulator was asked for one copy per destination; Ctrl-C ends it all with the run’s exit code', async () => {
  const demo = start('--json', '--keep');
  const ledger = await said(demo, /asked: (\S+)\)\n/);
  const creates = await (await fetch(`${ledger}?action=CopyImage`)).json();
  demo.child.kill('SIGINT');
  expect(await demo.exited).toEqual([0, null]);
  const { destinations }: DistributionResult = JSON.parse(await demo.stdout);
  const destinationsOf = (calls: { params: Record<string, string> }[]) =>
    calls.map(({ params }) => params.DestinationRegionId).sort();
  expect(destinationsOf(creates)).toEqual(destinations.map(({ regionId }) => regionId).sort());
  expect(await answers(ledger)).toBe(false);
}, 60_000);

test('interrupted: ends everything that it started, with exit code 130', async () => {
  const demo = start();
  const ui = await said(demo, /(http:\/\/127\.0\.0\.1:\d+)/);
  expect(await answers(ui)).toBe(true);
  demo.child.kill('SIGINT');
  expect(await demo.exited).toEqual([130, null]);
  expect(await answers(ui)).toBe(false);
}, 60_000);
