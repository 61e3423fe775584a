// The processes that the demo, the tests and the bench start, by their handles alone: no other process is ever
// signalled. None of them outlives the process that started it, however that one ends.
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** What docker-compose.yml gives a worker. */
const DEPLOYMENT_PATIENCE_MS = 60_000;

const STOP_ALL_PATIENCE_MS = 5_000;
const SHOWN_LINES = 15;

/** A process to start. Its environment is what is given here alone: settings of this machine are for other servers. */
export interface ProcessSpec {
  name: string;
  command: string;
  args: readonly string[];
  environment?: Readonly<Record<string, string>> | undefined;
}

/** A process that was started. */
export class LocalProcess {
  private readonly child: ChildProcessByStdio<null, Readable, Readable>;
  private text = '';
  private isWanted = true;
  /** Rejects when the process has ended, whoever ended it. */
  private readonly ended: Promise<never>;
  /** Rejects when the process ends although nobody ended it here. */
  readonly failure: Promise<never>;

  constructor(private readonly spec: ProcessSpec) {
    // In a group of its own: Ctrl-C reaches its owner alone, which ends its processes in the right order.
    const child = spawn(spec.command, spec.args, {
      detached: true,
      env: { ...spec.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    endWithThisProcess(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.text += text;
      });
    }
    this.ended = new Promise((_, reject) => {
      child.once('error', (error) => reject(new Error(`The ${spec.name} cannot be started: ${error.message}`)));
      child.once('close', () => reject(new Error(this.lastWords())));
    });
    this.failure = new Promise((_, reject) => {
      this.ended.catch((error: unknown) => this.isWanted && reject(error));
    });
    this.failure.catch(() => {});
  }

  /** Everything that it has printed, to stdout and to stderr. */
  log(): string {
    return this.text;
  }

  /** The first match in what it prints. Rejects when it ends before. */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    const streams = [this.child.stdout, this.child.stderr];
    let look = () => {};
    const match = new Promise<RegExpExecArray>((resolve) => {
      look = () => {
        const found = pattern.exec(this.text);
        if (found) resolve(found);
      };
    });
    for (const stream of streams) stream.on('data', look);
    look();
    try {
      return await Promise.race([match, this.ended]);
    } finally {
      for (const stream of streams) stream.off('data', look);
    }
  }

  /** Ends it as a deployment would: for good when it takes too long. Gives its exit code, null if a signal ended it. */
  async stop(patienceMs = DEPLOYMENT_PATIENCE_MS): Promise<number | null> {
    const timer = setTimeout(() => void this.kill9(), patienceMs);
    const exitCode = await this.end('SIGTERM');
    clearTimeout(timer);
    return exitCode;
  }

  /** Ends it as a power cut would. */
  async kill9(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Stops it in the middle of whatever it does, until `thaw`. */
  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  /** Lets a frozen process go on. */
  thaw(): void {
    this.child.kill('SIGCONT');
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    this.isWanted = false;
    this.child.kill(signal);
    await this.ended.catch(() => {});
    return this.child.exitCode;
  }

  private lastWords(): string {
    const lines = this.text.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n  ');
    return `The ${this.spec.name} ended before its time. The last that it said:\n  ${lines}`;
  }
}

/** Processes that belong together and end together. */
export class Processes {
  private readonly started: LocalProcess[] = [];
  private fail: (reason: unknown) => void = () => {};
  /** Rejects when one of them ends although nobody ended it here. */
  readonly failure = new Promise<never>((_, reject) => {
    this.fail = reject;
  });

  constructor() {
    this.failure.catch(() => {});
  }

  /** Starts one more. */
  start(spec: ProcessSpec): LocalProcess {
    const started = new LocalProcess(spec);
    this.started.push(started);
    started.failure.catch(this.fail);
    return started;
  }

  /** Stops them one after the other, the last one first; after 5 s each for good. */
  async stop(): Promise<void> {
    for (const one of this.started.toReversed()) await one.stop(STOP_ALL_PATIENCE_MS);
  }

  /** Ends all of them as a power cut would. */
  async kill9(): Promise<void> {
    await Promise.all(this.started.map((one) => one.kill9()));
  }
}

/**
 * A shell beside the process waits for its own input to end, which it does when this process is gone, and ends the
 * other. No listener of this process could: kill -9 asks none, and under jest none of `exit` is called.
 */
function endWithThisProcess(child: ChildProcess): void {
  if (child.pid === undefined) return;
  const guard = spawn('/bin/sh', ['-c', 'read -r _; kill -9 "$0"', String(child.pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Nothing here waits for it.
  guard.unref();
  (guard.stdin as Socket).unref();
  child.once('exit', () => guard.kill('SIGKILL'));
}
