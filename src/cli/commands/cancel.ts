// `ecd-image cancel`: asks a distribution to end.
import type { Command } from 'commander';

/** Adds the command. */
export function addCancelCommand(program: Command): void {
  program
    .command('cancel')
    .description('ask a distribution to end')
    .argument('<workflowId>', 'as "ecd-image distribute" prints it')
    .action(async (workflowId: string, _flags: object, command: Command) => {
      const { cancelAction } = await import('../actions/cancel.js');
      await cancelAction(workflowId, command.optsWithGlobals());
    });
}
