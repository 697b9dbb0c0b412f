import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { WireCutter } from './wire_cutter.ts';

/** Within this a peer that is not there must be found. Who is away for less need not be. */
export const FOUND_MS = 15_000;

/** Milliseconds that a process has run: without those in which it stood still. */
export class RunningClock {
  #stoodMs = 0;
  #stoppedAt: number | undefined;

  now(): number {
    return (this.#stoppedAt ?? performance.now()) - this.#stoodMs;
  }

  stop(): void {
    this.#stoppedAt = performance.now();
  }

  go(): void {
    if (this.#stoppedAt !== undefined) this.#stoodMs += performance.now() - this.#stoppedAt;
    this.#stoppedAt = undefined;
  }
}

/** A client, in a process and behind a wire of its own. */
export class Subject {
  readonly name: string;
  readonly wire: WireCutter;
  /** Of each mail that it was handed, in that order. */
  readonly offsets: number[] = [];
  readonly problems: string[] = [];
  connected = false;
  finished = false;
  /** What it said of its connection last. */
  state = '';
  readonly #clock = new RunningClock();
  #process: ChildProcess | undefined;

  /** @param daemonClock milliseconds that the daemon has run */
  constructor(name: string, socket: string, daemonClock: () => number) {
    this.name = name;
    this.wire = new WireCutter(socket, { daemon: daemonClock, client: () => this.#clock.now() });
  }

  /** @param path where its wire begins */
  async start(program: string, path: string, args: readonly string[]): Promise<void> {
    await this.wire.listen(path);
    const child = spawn(process.execPath, [program, path, this.name, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#process = child;
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#hear(line);
    });
  }

  #hear(line: string): void {
    const [what, value] = line.split(' ');
    if (what === 'mail') this.offsets.push(Number(value));
    else if (what === 'state') {
      this.connected = value === 'connected';
      this.state = line;
    } else if (what === 'finished') this.finished = true;
    else this.problems.push(line);
  }

  finish(): void {
    this.#process?.stdin?.write('finish\n');
  }

  /** Stands still for so long, which the daemon has to find out. */
  async stop(ms: number): Promise<void> {
    if (ms > FOUND_MS) this.wire.silentFor('daemon');
    this.#process?.kill('SIGSTOP');
    this.#clock.stop();
    await sleep(ms);
    this.wire.heardBy('daemon');
    this.#clock.go();
    this.#process?.kill('SIGCONT');
  }

  close(): void {
    this.#process?.kill('SIGKILL');
    this.wire.close();
  }
}
