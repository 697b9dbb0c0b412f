import { need, reply, use } from 'agentos/contract';
import { agent, all, end, forward, router, settle, tool, userAsk } from 'agentos/service';
import { z } from 'zod';
import { seeded } from '../../seeded.ts';
import { OWNER, openHouse } from './house.ts';

const root = use('root', { summary: 'Root.', input: z.object({ text: z.string() }).loose(), output: reply });
const words = z.object({ text: z.string() });
const home = { summary: 'Does it.', input: words, output: words, risk: 'home' } as const;
const read = need('read', { ...home, effect: 'read', risk: 'open' });
const keyed = need('keyed', { ...home, effect: 'keyed' });
const once = need('once', { ...home, effect: 'once' });
const local = need('local', { ...home, effect: 'local' });
const danger = need('danger', { ...home, effect: 'keyed', risk: 'danger' });
const helper = use('helper', { summary: 'Helps.', input: words, output: reply });

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What becomes of turns that are stopped at random moments. */
export interface Cancelled {
  /** Turns that were stopped before they had ended. */
  readonly stopped: number;
  /** Effects that began in all. */
  readonly effects: number;
  /** Effects that began after their turn's cancel was acknowledged. */
  readonly late: number;
  /** Turns that have no END, or more than one. */
  readonly without: number;
  /** Milliseconds from the cancel to its acknowledgement, the longest. */
  readonly slowestAckMs: number;
  /** Where the turns were when they were stopped: the last event of each, counted. */
  readonly places: ReadonlyMap<string, number>;
}

/**
 * Turns that wait in every way a turn can (for the disk, for a place, behind another turn, behind a local call, for a person,
 * side by side, in a frame that was forwarded to), each stopped at a random moment.
 */
export async function cancelAtRandom(count: number, seed: number): Promise<Cancelled> {
  const random = seeded(seed);
  const acknowledged = new Set<string>();
  let effects = 0;
  let late = 0;
  const effect = async ({ text }: { text: string }) => {
    effects += 1;
    if (acknowledged.has(text)) late += 1;
    await pause(random() * 3);
    return { text };
  };
  const house = await openHouse({
    limits: { runningTurns: 12, runningTurnsOfOne: 10, sharedTurnsOfOne: 6, voicePlaces: 2, waitingTurnsOfOne: 10_000 },
    services: [
      tool({
        contract: read,
        async run({ text }) {
          await pause(random() * 4);
          return { text };
        },
      }),
      ...[keyed, once, local, danger].map((contract) => tool({ contract, run: effect })),
      agent({
        contract: helper,
        *run({ input: { text } }) {
          yield* settle([keyed({ text }), once({ text })]);
          return { text };
        },
      }),
      router({
        contract: root,
        *run({ input: { text } }) {
          yield* all([read({ text }), keyed({ text }), local({ text }), read({ text })]);
          yield* settle([local({ text }), local({ text }), once({ text })]);
          switch (Number(text) % 3) {
            case 0:
              return forward(helper({ text }));
            case 1:
              yield* settle([userAsk({ text: 'Which?' }), keyed({ text })]);
              break;
            default:
              yield* settle([danger({ text })]);
          }
          yield* once({ text });
          return end({ text });
        },
      }),
    ],
  });
  try {
    const places = new Map<string, number>();
    let stopped = 0;
    let slowestAckMs = 0;
    let thread: string | undefined;
    const turns: { readonly thread: string; readonly turn: number }[] = [];
    const cancelled = Array.from({ length: count }, async (_, n) => {
      await pause(random() * count * 2);
      // Every fourth goes on in a thread where others may be waiting.
      const going = n % 4 === 0 && thread !== undefined ? { thread } : {};
      const said = { requestId: `c${n}`, text: String(n), continueLast: false, ...going };
      const accepted = await house.runtime.utter(OWNER, said).catch(() => undefined);
      if (accepted === undefined) return;
      thread = accepted.thread;
      turns.push(accepted);
      await pause(random() * 30);
      const last = (await house.store.events(accepted.thread)).filter(({ turn }) => turn === accepted.turn).at(-1);
      const where = last === undefined ? '' : `${last.direction} ${last.subject}`;
      const began = performance.now();
      const stopping = await house.runtime.cancel(OWNER, accepted.thread, accepted.turn).then(
        () => true,
        () => false,
      );
      if (!stopping) return;
      acknowledged.add(String(n));
      slowestAckMs = Math.max(slowestAckMs, performance.now() - began);
      stopped += 1;
      places.set(where, (places.get(where) ?? 0) + 1);
    });
    await Promise.all(cancelled);
    while ((await house.store.openThreads()).length > 0) await pause(5);
    await pause(20);
    let without = 0;
    for (const { thread: id, turn } of turns) {
      const ends = (await house.store.events(id)).filter((event) => event.turn === turn && event.direction === 'END');
      if (ends.length !== 1) without += 1;
    }
    return { stopped, effects, late, without, slowestAckMs, places };
  } finally {
    await house.close();
  }
}
