// Sees what happens while it happens, and knows what reads do not show: the rules that a single moment can break.

import type { Sender, SentCall, Watcher } from './model-cloud';
import type { ModelImage } from './model-image';
import type { ModelRun } from './model-run';
import type { Workflow } from './model-server';
import type { World } from './world';

export type Kind =
  /** Two images of one copy that are not the service's own doubling. */
  | 'images'
  /** A CopyImage that an earlier one of the copy could still follow. */
  | 'in-flight'
  /** A call takes effect after the run that answers for it has ended by itself. */
  | 'left-in-flight'
  /** An image is cancelled that the run did not make. */
  | 'wrong-cancel'
  /** A green end without an Available image, or without an account. */
  | 'falsely-green'
  | 'unnamed-duplicate'
  /** The result names an image that is not there. */
  | 'lost'
  /** An image of the copy's own is taken for somebody else's. */
  | 'own-as-foreign'
  | 'never-ended'
  | 'unexplained-red'
  | 'dated-after-cancel'
  | 'dated-after-end'
  | 'sent-after-deadline'
  /** CancelCopyImage by a run that has ended. */
  | 'cancelled-after-end'
  | 'needless-writes'
  | 'nondeterministic'
  | 'threw';

export interface Violation {
  kind: Kind;
  text: string;
}

export class Watch implements Watcher {
  readonly violations: Violation[] = [];
  readonly workflows: Workflow[] = [];
  world: World | undefined;

  report(kind: Kind, text: string): void {
    const at = new Date(this.world?.time.now() ?? 0).toISOString();
    this.violations.push({ kind, text: `${at} ${text}` });
  }

  sent(call: SentCall, earlier: readonly SentCall[]): void {
    const { sender, datedAt } = call;
    const run = this.runOf(sender.runId);
    if (!run || !this.world) return;
    // A call that the gateway will refuse is harmless, whenever it is sent.
    if (call.appliesAt !== undefined) this.checkAlone(call, earlier);
    // The run's clock is the server's: an answer without a date cannot be compared with it.
    if (this.world.settings.hostility.undated > 0) return;
    if (run.cancelledAt !== undefined && datedAt > run.cancelledAt) {
      this.report('dated-after-cancel', `run ${sender.runId}, cancelled at ${run.cancelledAt}, sends CopyImage`);
    }
    if (run.closedAt !== undefined && datedAt > run.closedAt) {
      this.report('dated-after-end', `run ${sender.runId}, closed at ${run.closedAt}, sends CopyImage`);
    }
    // Its task may have waited for a worker since.
    if ((sender.triedAt ?? 0) > run.deadline) {
      this.report('sent-after-deadline', `run ${sender.runId} sends CopyImage`);
    }
  }

  applied({ sender }: SentCall, before: readonly ModelImage[]): void {
    const ours = before.filter(({ isDoubled }) => !isDoubled);
    if (ours.length > 0) this.report('images', `${sender.runId} makes one more than ${ours.map((i) => i.imageId)}`);
    const owner = this.runOf(sender.runId)?.workflow.current;
    // A run that began with a reset leaves what it knows nothing of to the next one, and so does one that could not settle.
    if (owner?.status === 'ended' && owner.tookOver && !owner.reset && !owner.isUnsettled) {
      this.report('left-in-flight', `a call of ${sender.runId} takes effect after ${owner.runId} has ended`);
    }
  }

  /** What a run that was reset knows from its history it made itself. */
  cancelling(image: ModelImage | undefined, { runId, isDatedByTemporal }: Sender, datedAt: number): void {
    const run = this.runOf(runId);
    // An image that no read shows yet gives no date, and Temporal's clock is not the one that dates are judged by.
    if (run?.closedAt !== undefined && datedAt > run.closedAt && !isDatedByTemporal) {
      this.report('cancelled-after-end', `${runId}, closed at ${run.closedAt}, cancels`);
    }
    if (!image || image.madeBy === runId) return;
    const isInherited = run && ancestors(run).some((earlier) => earlier.runId === image.madeBy) && knows(run, image);
    if (!isInherited) this.report('wrong-cancel', `${runId} cancels ${image.imageId} of ${image.madeBy}`);
  }

  /** A run has ended by itself. */
  ended(run: ModelRun): void {
    const { end, input } = run;
    if (end?.kind === 'done') this.checkGreen(run, end.copy.imageId);
    if (end?.kind === 'cancelled' && !end.problem && input.wanted.onCancel === 'cancel-copy') this.checkUndone(run);
  }

  /** A cancelled run that was to cancel its copy, and says of no trouble, has none in the making. */
  private checkUndone({ world, workflow, runId }: ModelRun): void {
    const now = world.time.now();
    const left = world.cloud
      .region(workflow.regionId)
      .images.filter(({ madeBy, availableAt, isDoubled }) => madeBy === runId && availableAt > now && !isDoubled);
    if (left.length > 0) this.report('left-in-flight', `${runId}, cancelled, leaves ${left.map((i) => i.imageId)}`);
  }

  private checkAlone(call: SentCall, earlier: readonly SentCall[]): void {
    const { copyKey, runId } = call.sender;
    const other = earlier.find(
      (sent) => sent.sender.copyKey === copyKey && sent.appliesAt !== undefined && sent.appliesAt > call.sentAt,
    );
    if (other) this.report('in-flight', `${runId} sends while the call of ${other.sender.runId} can take effect`);
  }

  private checkGreen(run: ModelRun, imageId: string): void {
    const { world } = this;
    const { end, workflow, input } = run;
    if (!world || end?.kind !== 'done') return;
    const region = world.cloud.region(workflow.regionId);
    const [wait] = run.history.entries.filter(({ what }) => what === 'wait').slice(-1);
    const image = region.find(imageId) ?? region.removed.find((removed) => removed.imageId === imageId);
    // Whoever deletes an image after it was seen Available: no run can prevent that.
    const wasThere = image && (image.removedAt ?? Number.POSITIVE_INFINITY) > (wait?.startedAt ?? 0);
    if (!wasThere || image.availableAt > world.time.now() || image.fails) {
      this.report('falsely-green', `${run.runId}: ${imageId} is not Available`);
      return;
    }
    const missing = input.wanted.destination.shareWith.filter((account) => !image.accounts.has(account));
    if (missing.length > 0) this.report('falsely-green', `${run.runId}: ${imageId} is not shared with ${missing}`);
    this.checkWrites(run, image);
    this.checkNames(run, image);
  }

  /** Each ten accounts are added twice at most by a run whose workers forget nothing. */
  private checkWrites({ world, workflow, runId }: ModelRun, { adds, accounts }: ModelImage): void {
    const { crash, freeze, lostTask } = world.fate;
    const tens = workflow.runs.map(({ input }) => Math.ceil(input.wanted.destination.shareWith.length / 10));
    const most = 2 * tens.reduce((sum, count) => sum + count, 0);
    if (adds.length > most && crash + freeze + lostTask === 0) {
      this.report('needless-writes', `${runId}: ${adds.length} calls for ${accounts.size} accounts`);
    }
  }

  private checkNames(run: ModelRun, image: ModelImage): void {
    const { workflow, end, history } = run;
    if (!this.world || end?.kind !== 'done') return;
    if (end.copy.foreign && image.copyKey === workflow.copyKey && !image.isDoubled) {
      this.report('own-as-foreign', `${run.runId}: ${image.imageId} is a copy of ours`);
    }
    if (image.imageId.startsWith('m-forged')) {
      this.report('falsely-green', `${run.runId}: ${image.imageId} has a forged marker and another system`);
    }
    const sharedFrom = history.entries.at(-1)?.startedAt ?? 0;
    const named = [image.imageId, ...end.shared.duplicates];
    for (const other of this.world.cloud.region(workflow.regionId).existing(workflow.copyKey)) {
      const shows =
        Math.max(other.listedAt, other.describedAt) < sharedFrom && other.undescribedAt > this.world.time.now();
      const isNamed = named.includes(other.imageId) || this.world.settings.hostility.description === 'cut';
      if (shows && !isNamed && other.description !== '')
        this.report('unnamed-duplicate', `${run.runId}: ${other.imageId}`);
    }
  }

  private runOf(runId: string): ModelRun | undefined {
    for (const { runs } of this.workflows) {
      const run = runs.find((other) => other.runId === runId);
      if (run) return run;
    }
    return undefined;
  }
}

function ancestors(run: ModelRun): ModelRun[] {
  return run.reset ? [run.reset.of, ...ancestors(run.reset.of)] : [];
}

/** Whether the image is in the part of its history that a reset kept. */
function knows(run: ModelRun, { imageId }: ModelImage): boolean {
  const kept = run.history.entries.slice(0, run.reset?.point.kept ?? 0);
  return kept.some(({ outcome }) => 'value' in outcome && JSON.stringify(outcome.value)?.includes(`"${imageId}"`));
}
