#!/usr/bin/env node
// The command line `ecd-image`: arguments in, tables or JSON out. What a command needs is loaded when it runs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { addCancelCommand } from './commands/cancel';
import { addDistributeCommand } from './commands/distribute';
import { addEmulatorCommand } from './commands/emulator';
import { addStatusCommand } from './commands/status';
import { addWorkerCommand } from './commands/worker';
import { ExitCode } from './exit-code';
import { endWellWithoutOutput } from './output-errors';

function version(): string {
  return JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')).version;
}

function createProgram(): Command {
  const program = new Command('ecd-image')
    .description('Copies an Alibaba Cloud ECD image to many regions and shares it there, on Temporal.')
    .version(version())
    .option('--address <host:port>', 'Temporal server (default: TEMPORAL_ADDRESS, temporal.toml, localhost:7233)')
    .option('--namespace <name>', 'Temporal namespace (default: TEMPORAL_NAMESPACE, temporal.toml, default)')
    .option('--profile <name>', 'profile of temporal.toml (default: TEMPORAL_PROFILE)')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(--help shows what is possible)')
    .exitOverride();
  addDistributeCommand(program);
  addStatusCommand(program);
  addCancelCommand(program);
  addWorkerCommand(program);
  addEmulatorCommand(program);
  return program;
}

async function exitCodeAfter(error: unknown): Promise<ExitCode> {
  // Commander has said already what is wrong.
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.Done : ExitCode.WrongUsage;
  const { exitCodeOf, explain } = await import('./explain.js');
  process.stderr.write(`ecd-image: ${explain(error)}\n`);
  return exitCodeOf(error);
}

async function main(): Promise<void> {
  endWellWithoutOutput();
  try {
    await createProgram().parseAsync();
  } catch (error) {
    process.exitCode = await exitCodeAfter(error);
  }
}

void main();
