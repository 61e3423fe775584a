// `ecd-image worker`: runs a worker until it is told to stop.
import type { Command } from 'commander';

const HELP = `
Configuration comes from the environment:
  TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, …  Temporal, or a profile of temporal.toml
  ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET, …  or ~/.aliyun/config.json, a RAM role, OIDC
  ECD_ENDPOINT=http://127.0.0.1:PORT  the emulator instead of the cloud
  ECD_ALLOWED_REGIONS, ECD_ALLOWED_ACCOUNTS  what this worker may touch, separated by commas

SIGINT or SIGTERM stops it after the cloud calls under way.`;

/** Adds the command. */
export function addWorkerCommand(program: Command): void {
  program
    .command('worker')
    .description('run a worker: it needs Temporal and Alibaba Cloud credentials')
    .addHelpText('after', HELP)
    .action(async (_flags: object, command: Command) => {
      const { runWorkerAction } = await import('../actions/worker.js');
      await runWorkerAction(command.optsWithGlobals());
    });
}
