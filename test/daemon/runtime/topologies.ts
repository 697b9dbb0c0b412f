import { need, reply, use } from 'agentos/contract';
import { agent, all, end, forward, note, router, settle, tool } from 'agentos/service';
import { z } from 'zod';
import type { Call, Step } from '../../../src/daemon/model/call.ts';
import type { Limits } from '../../../src/daemon/runtime/limits.ts';
import { seeded } from '../../seeded.ts';
import { OWNER, openHouse } from './house.ts';

const AGENTS = 6;
const place = z.object({ seed: z.number(), level: z.number() });
const root = use('root', { summary: 'Root.', input: z.object({ text: z.string() }).loose(), output: reply });
const read = need('read', { summary: 'Reads.', input: place, output: place, effect: 'read', risk: 'open' });
const contracts = Array.from({ length: AGENTS }, (_, n) =>
  use(`agent_${n}`, { summary: `Agent ${n}.`, input: place, output: reply }),
);

type Place = z.output<typeof place>;

/** Pure: an agent does the same in the same place, so who calls whom is a graph that the seed draws, loops and all. */
function* wander(me: number, { seed, level }: Place): Generator<Step, unknown, unknown> {
  const random = seeded(seed * 31 + me * 7 + (level % 5));
  const next = { seed, level: level + 1 };
  const somebody = (): Call<unknown> => {
    const contract = contracts[Math.floor(random() * AGENTS)];
    return contract === undefined || random() < 0.2 ? read(next) : contract(next);
  };
  const steps = 1 + Math.floor(random() * 4);
  const stubborn = random() < 0.1;
  for (let step = 0; stubborn || step < steps; step += 1) {
    const choice = random();
    try {
      if (choice < 0.35) yield* somebody();
      else if (choice < 0.5) yield* all([somebody(), somebody()]);
      else if (choice < 0.65) yield* settle([somebody(), somebody(), somebody()]);
      else if (choice < 0.75) yield* note({ metadata: { level } });
      else if (choice < 0.9) return forward(somebody());
      else return { text: `agent ${me}` };
    } catch (thrown) {
      if (!stubborn && random() < 0.5) throw thrown;
    }
  }
  return { text: `agent ${me}` };
}

export interface Wandered {
  /** Turns with exactly one END. */
  readonly ended: number;
  readonly complete: number;
  /** FORWARDs of the turn that has most. */
  readonly mostHops: number;
  readonly openThreads: number;
}

/** Draws graphs of agents that call, forward to and wait for one another, and sends a turn through each. */
export async function wanderThrough(count: number, seed: number, limits: Partial<Limits> = {}): Promise<Wandered> {
  const house = await openHouse({
    limits,
    services: [
      tool({ contract: read, run: async (input) => input }),
      ...contracts.map((contract, me) =>
        agent({
          contract,
          *run({ input }) {
            return (yield* wander(me, input)) as z.output<typeof reply>;
          },
        }),
      ),
      router({
        contract: root,
        *run({ input }) {
          const first = contracts[Number(input.text) % AGENTS];
          if (first === undefined) return end({ text: 'nobody' });
          return forward(first({ seed: Number(input.text), level: 0 }));
        },
      }),
    ],
  });
  try {
    let ended = 0;
    let complete = 0;
    let mostHops = 0;
    const AT_ONCE = 20;
    for (let at = 0; at < count; at += AT_ONCE) {
      const graphs = Array.from({ length: Math.min(AT_ONCE, count - at) }, (_, n) => seed + at + n);
      const accepted = await Promise.all(
        graphs.map((graph) =>
          house.runtime.utter(OWNER, { requestId: `g${graph}`, text: String(graph), continueLast: false }),
        ),
      );
      while ((await house.store.openThreads()).length > 0) await new Promise(setImmediate);
      for (const { thread } of accepted) {
        const events = await house.store.events(thread);
        const ends = events.filter(({ direction }) => direction === 'END');
        if (ends.length === 1 && events.every(({ seq }, index) => seq === index + 1)) ended += 1;
        if (ends[0] !== undefined && !('error' in ends[0] && ends[0].error)) complete += 1;
        mostHops = Math.max(mostHops, events.filter(({ direction }) => direction === 'FORWARD').length);
      }
    }
    return { ended, complete, mostHops, openThreads: (await house.store.openThreads()).length };
  } finally {
    await house.close();
  }
}
