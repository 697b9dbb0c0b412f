import type { Json } from '../src/daemon/model/json.ts';

/** What a round measured, by name. Times in milliseconds. */
export interface Figures {
  readonly [name: string]: number;
}

/** One side of a comparison, in a process of its own. */
export interface Side {
  /** What it answers to the questions that both sides are asked: compared before anything is timed. */
  check(): Promise<Json>;
  round(): Promise<Figures>;
  close(): Promise<void>;
}

export type Request = 'check' | 'round' | 'close';
export type Response = { readonly value: unknown } | { readonly failed: string };

/** The body of a side's process: opens it, then does what the parent asks, one at a time. */
export function serveSide<O>(open: (options: O) => Promise<Side>): void {
  // A moment later, when the rest of the module that called has been run too.
  const opened = Promise.resolve().then(() => open(JSON.parse(process.argv[2] ?? '{}')));
  const answer = (response: Response): void => void process.send?.(response);
  const said = (thrown: unknown): Response => ({
    failed: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
  });
  const take = async (request: Request): Promise<Response> => {
    try {
      const side = await opened;
      if (request !== 'close') return { value: await side[request]() };
      await side.close();
      return { value: null };
    } catch (thrown) {
      return said(thrown);
    }
  };
  // Without its parent it has nothing to do; what it started hears of its exit.
  process.on('disconnect', () => process.exit());
  process.on('message', (request: Request) => {
    take(request).then((response) => {
      answer(response);
      if (request === 'close') process.disconnect();
    }, answer);
  });
}

/** Runs, and says what it took: CPU of the whole process, its threads included, and time on the wall. */
export async function measured(operations: number, run: () => Promise<unknown>): Promise<Figures> {
  const before = process.cpuUsage();
  const started = performance.now();
  await run();
  const wallMs = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1_000;
  return { wallMs, cpuMs, operations, cpuPer: cpuMs / operations, perSecond: (operations / wallMs) * 1_000 };
}

/** Runs `count` operations, `inFlight` of them at once. */
export async function inFlight(count: number, width: number, run: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) await run(index);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** The value that a share of the sorted values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
