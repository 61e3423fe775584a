// `npm run demo`: the whole system on this machine, and one image on its way to all regions of the emulated cloud.
import { Command, CommanderError } from 'commander';
import { createStatusView } from '../cli/create-status-view';
import { ExitCode } from '../cli/exit-code';
import { explain } from '../cli/explain';
import { follow } from '../cli/follow';
import { reportEnd, say } from '../cli/report';
import { untilStopped } from '../cli/signals';
import type { StatusView } from '../cli/status-view';
import { type DistributeImageInput, type DistributionHandle, ImageDistributor } from '../client';
import { DEFAULT_SOURCE } from '../emulator';
import { type DemoWorld, startDemoWorld } from './demo-world';
import { Processes } from './processes';

interface DemoFlags {
  keep: boolean;
  json: boolean;
}

const REQUEST: DistributeImageInput = {
  source: { ...DEFAULT_SOURCE },
  imageName: 'office-2026-11',
  destinations: 'all',
  shareWith: ['1234567890123456', '1234567890123457', '1234567890123458'],
  description: 'The golden image of the office desktops',
  reason: 'Demo',
};

// What was left waiting when the demo was interrupted must not keep it.
void main().then((exitCode) => process.exit(exitCode));

async function main(): Promise<ExitCode> {
  try {
    return await demo(readFlags());
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.Done : ExitCode.WrongUsage;
    say(explain(error));
    return ExitCode.Failed;
  }
}

function readFlags(): DemoFlags {
  const { keep = false, json = false } = new Command('npm run demo --')
    .description('Distributes an image in an emulated cloud, with a real Temporal server and its web UI.')
    .option('--keep', 'leave everything running until Ctrl-C')
    .option('--json', 'print the result as JSON on stdout, alone')
    .exitOverride()
    .parse()
    .opts<Partial<DemoFlags>>();
  return { keep, json };
}

async function demo(flags: DemoFlags): Promise<ExitCode> {
  const processes = new Processes();
  const stopped = untilStopped();
  const view = await createStatusView();
  try {
    const interrupted = stopped.then(() => ExitCode.Interrupted);
    const exitCode = await Promise.race([distribute(processes, view, flags), interrupted, processes.failure]);
    if (flags.keep) {
      processes.failure.catch((error: unknown) => say(explain(error)));
      await stopped;
    }
    return exitCode;
  } finally {
    await view.end();
    await processes.stop();
  }
}

async function distribute(processes: Processes, view: StatusView, { keep, json }: DemoFlags): Promise<ExitCode> {
  say('Starting a Temporal server, the emulated cloud and a worker');
  const world = await startDemoWorld(processes);
  const handle = await new ImageDistributor(world.temporal.client).start(REQUEST);
  const address = uiAddress(world, handle);
  say(`Distributing ${REQUEST.source.imageId} from ${REQUEST.source.regionId} to all other regions: ${address}\n`);
  const end = await follow(handle, view);
  const exitCode = reportEnd(handle.workflowId, end, json);
  say(`\nThe run in the web UI${keep ? '' : ' (it stays with "npm run demo -- --keep")'}: ${address}`);
  if (keep) tellHowToUse(world, handle.workflowId);
  return exitCode;
}

function uiAddress({ temporal }: DemoWorld, { workflowId, runId }: DistributionHandle): string {
  return `${temporal.uiUrl}/namespaces/default/workflows/${workflowId}/${runId}/history`;
}

function tellHowToUse({ temporal, emulatorUrl, environment }: DemoWorld, workflowId: string): void {
  const { TEMPORAL_ADDRESS, ...forWorkers } = environment;
  const variables = Object.entries(forWorkers).map(([name, value]) => `  export ${name}=${value}`);
  say(`
Everything stays until Ctrl-C:
  web UI        ${temporal.uiUrl}
  Temporal      ${temporal.address} (gRPC), ${temporal.httpUrl} (HTTP API)
  emulated ECD  ${emulatorUrl} (what it was asked: ${emulatorUrl}/_emulator/ledger)

To use the command line on it, in another terminal:
  export TEMPORAL_ADDRESS=${TEMPORAL_ADDRESS}
  node lib/cli/main.js status ${workflowId}

A worker of your own needs besides:
${variables.join('\n')}
  node lib/cli/main.js worker`);
}
