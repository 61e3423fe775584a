// The processes that the demo starts. Nothing else is ever ended, and none of them outlives the demo.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

const STOP_TIMEOUT_MS = 5_000;
const MAX_LOG_LENGTH = 20_000;
const SHOWN_LINES = 15;

/** A process to start. Its environment is what is given here alone: settings of this machine are for other servers. */
export interface ProcessSpec {
  name: string;
  command: string;
  args: readonly string[];
  environment?: Record<string, string>;
}

/** A process that runs. */
export class DemoProcess {
  private readonly child: ChildProcessByStdio<null, Readable, Readable>;
  private log = '';
  private isWanted = true;
  /** Rejects when the process ends although nobody stopped it. */
  readonly failure: Promise<never>;

  constructor(private readonly spec: ProcessSpec) {
    // In a group of its own, so that Ctrl-C reaches the demo alone, which ends its processes in the right order.
    this.child = spawn(spec.command, spec.args, {
      detached: true,
      env: { ...spec.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.on('data', (chunk) => {
        this.log = (this.log + chunk).slice(-MAX_LOG_LENGTH);
      });
    }
    this.failure = new Promise((_, reject) => {
      this.child.once('error', (error) => reject(new Error(`The ${spec.name} cannot be started: ${error.message}`)));
      this.child.once('exit', () => this.isWanted && reject(this.ended()));
    });
    this.failure.catch(() => {});
  }

  /** The first match in what the process prints. Rejects when it ends before. */
  printed(pattern: RegExp): Promise<RegExpExecArray> {
    const match = new Promise<RegExpExecArray>((resolve) => {
      const look = () => {
        const found = pattern.exec(this.log);
        if (!found) return;
        this.child.stdout.off('data', look);
        resolve(found);
      };
      this.child.stdout.on('data', look);
      look();
    });
    return Promise.race([match, this.failure]);
  }

  /** Ends the process as a deployment would; after 5 s for good. */
  async stop(): Promise<void> {
    this.isWanted = false;
    if (!this.isRunning()) return;
    const exited = once(this.child, 'exit');
    const timer = setTimeout(() => this.kill(), STOP_TIMEOUT_MS);
    this.child.kill('SIGTERM');
    await exited;
    clearTimeout(timer);
  }

  /** Ends the process at once. */
  kill(): void {
    this.isWanted = false;
    if (this.isRunning()) this.child.kill('SIGKILL');
  }

  private isRunning(): boolean {
    return this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  private ended(): Error {
    const lines = this.log.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n  ');
    return new Error(`The ${this.spec.name} ended before its time. The last that it said:\n  ${lines}`);
  }
}

/** All processes of the demo. */
export class Processes {
  private readonly started: DemoProcess[] = [];
  private fail: (reason: unknown) => void = () => {};
  /** Rejects when one of them ends although nobody stopped it. */
  readonly failure = new Promise<never>((_, reject) => {
    this.fail = reject;
  });

  constructor() {
    this.failure.catch(() => {});
    process.once('exit', () => {
      for (const child of this.started) child.kill();
    });
  }

  start(spec: ProcessSpec): DemoProcess {
    const child = new DemoProcess(spec);
    this.started.push(child);
    child.failure.catch(this.fail);
    return child;
  }

  /** Stops them one after the other, the last one first. */
  async stop(): Promise<void> {
    for (const child of this.started.reverse()) await child.stop();
  }
}
