// `ecd-image distribute`: starts a distribution, or attaches to the same one, and waits for its end.
import { type Command, InvalidArgumentError, Option } from 'commander';

const HELP = `
Examples:
  $ ecd-image distribute --source-region cn-hangzhou --source-image m-abc123 --name office-2026-11 \\
      --to cn-shanghai ap-southeast-1 --share-with 1234567890123456 --reason "ticket 4711"
  $ ecd-image distribute --file request.yaml --request-id ticket-4711
  $ generate-request | ecd-image distribute --file - --json | jq '.destinations[] | .imageId'

The same request again does only what is missing; while it is under way, it is attached to.

Exit codes: 0 done, 1 failed or cancelled, 2 wrong usage or input, 3 some destinations are not done,
4 no permission, 5 the connection was lost and the work goes on, 130 interrupted and the work goes on.`;

const REQUEST_OPTIONS = [
  new Option('--source-region <region>', 'region of the image'),
  new Option('--source-image <id>', 'id of the image, m-…'),
  new Option('--name <name>', 'name of the copies'),
  new Option('--to <regions...>', 'destination regions, or "all" others'),
  new Option('--share-with <accounts...>', 'Alibaba Cloud account ids; without it the image is only copied'),
  new Option('--description <text>', 'description of the copies'),
  new Option('--on-name-taken <what>', 'when another image has the name').choices(['fail', 'adopt', 'copy']),
  new Option('--on-cancel <what>', 'with copies in flight when cancelled').choices(['cancel-copy', 'keep']),
  new Option('--copy-timeout <duration>', 'how long one copy may take, for example 6h'),
  new Option('--max-concurrent <number>', 'destinations that are worked on at once').argParser(positiveInteger),
  new Option('--reason <text>', 'why, for whoever reads the run later'),
];

/** Adds the command. */
export function addDistributeCommand(program: Command): void {
  const command = program.command('distribute').description('copy an image to regions and share it there');
  for (const option of REQUEST_OPTIONS) command.addOption(option);
  command
    .addOption(
      new Option('--file <path>', 'the whole request in JSON or YAML; - reads stdin').conflicts(
        REQUEST_OPTIONS.map((option) => option.attributeName()),
      ),
    )
    .option('--request-id <id>', 'your own id of the request (default: a hash of it)')
    .option('--no-wait', 'return as soon as the distribution has been started')
    .option('--json', 'print the result as JSON on stdout, alone')
    .addHelpText('after', HELP)
    .action(async (_flags: object, self: Command) => {
      const { distributeAction } = await import('../actions/distribute.js');
      process.exitCode = await distributeAction(self.optsWithGlobals());
    });
}

function positiveInteger(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}
