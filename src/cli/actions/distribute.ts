// Starts a distribution, or attaches to the same one, and waits for its end.
import type { ConnectOptions, DistributeImageInput, DistributionHandle } from '../../client';
import { checkInput } from '../../client/internal';
import { createStatusView } from '../create-status-view';
import { ExitCode } from '../exit-code';
import { follow } from '../follow';
import { howToWatch, printJson, reportEnd, say } from '../report';
import { readRequestFile } from '../request-file';
import { type RequestFlags, requestFromFlags } from '../request-flags';
import { onStop } from '../signals';
import type { StatusView } from '../status-view';
import { withDistributor } from '../with-distributor';

/** Flags of `distribute`. */
export interface DistributeFlags extends RequestFlags, ConnectOptions {
  file?: string | undefined;
  requestId?: string | undefined;
  wait: boolean;
  json?: boolean | undefined;
}

/** Gives the exit code. Throws what `ImageDistributor.start` throws, and `UsageError`. */
export async function distributeAction(flags: DistributeFlags): Promise<ExitCode> {
  const { wait, requestId, json = false } = flags;
  // Before there is a connection: what is not right needs none.
  const input = checkInput(await readRequest(flags));
  return withDistributor(flags, async (distributor) => {
    const handle = await distributor.start(input, { requestId });
    const { workflowId, runId, attached } = handle;
    say(`${attached ? 'Attached to the run under way' : 'Started'}: ${workflowId}`);
    if (wait) return waitForEnd(handle, json);
    if (json) printJson({ workflowId, runId, attached });
    else process.stdout.write(`${workflowId}\n`);
    return ExitCode.Done;
  });
}

function readRequest({ file, ...flags }: DistributeFlags): DistributeImageInput | Promise<DistributeImageInput> {
  return file === undefined ? requestFromFlags(flags) : readRequestFile(file);
}

async function waitForEnd(handle: DistributionHandle, json: boolean): Promise<ExitCode> {
  const view = await createStatusView();
  leaveOnInterrupt(handle.workflowId, view);
  return reportEnd(handle.workflowId, await follow(handle, view), json);
}

/** Ctrl-C ends the wait, not the work. */
function leaveOnInterrupt(workflowId: string, view: StatusView): void {
  const leave = async () => {
    await view.end();
    say(`Interrupted. ${howToWatch(workflowId)}`);
    process.exit(ExitCode.Interrupted);
  };
  onStop(() => void leave(), ['SIGINT']);
}
