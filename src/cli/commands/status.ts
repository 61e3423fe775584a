// `ecd-image status`: where a distribution stands, under way or ended.
import type { Command } from 'commander';

/** Adds the command. */
export function addStatusCommand(program: Command): void {
  program
    .command('status')
    .description('show where a distribution stands')
    .argument('<workflowId>', 'as "ecd-image distribute" prints it')
    .option('--json', 'print the status as JSON')
    .action(async (workflowId: string, _flags: object, command: Command) => {
      const { statusAction } = await import('../actions/status.js');
      process.exitCode = await statusAction(workflowId, command.optsWithGlobals());
    });
}
