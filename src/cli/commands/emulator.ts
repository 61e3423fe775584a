// `ecd-image emulator`: runs a local ECD until it is told to stop.
import { type Command, InvalidArgumentError } from 'commander';
import type { EmulatorFlags } from '../actions/emulator';

const MAX_PORT = 65_535;

/** Adds the command. */
export function addEmulatorCommand(program: Command): void {
  program
    .command('emulator')
    .description('run a local ECD that speaks the real protocol, for trying and testing')
    .requiredOption('--port <number>', 'port to listen on; 0 takes a free one', portNumber)
    .option('--host <host>', 'address to listen on (default: loopback)')
    .option('--seed <file>', 'regions, images, keys and settings to start with, in YAML or JSON')
    .action(async (flags: EmulatorFlags) => {
      const { runEmulatorAction } = await import('../actions/emulator.js');
      await runEmulatorAction(flags);
    });
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > MAX_PORT) throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return port;
}
