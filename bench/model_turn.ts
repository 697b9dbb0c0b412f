import { reply, use } from 'agentos/contract';
import { agent, llmChoose, tool } from 'agentos/service';
import { z } from 'zod';
import { need } from '../src/daemon/model/contract.ts';
import type { GeneratorService, Tool } from '../src/daemon/model/service.ts';

/**
 * The turn with a model that is compared: the model chooses two tools, they run, the model answers from what they gave. The model is
 * a stub that costs nothing, the same on every side; what is measured is all around it.
 */
export function questionOf(index: number): string {
  return `How warm is room ${index % 1_000}, and how many lamps are in it?`;
}

export function roomIn(text: string): string {
  return /room \d+/.exec(text)?.[0] ?? '';
}

export function celsiusOf(room: string): number {
  return 15 + (Number(room.slice(5)) % 10);
}

export function lampsOf(room: string): number {
  return Number(room.slice(5)) % 4;
}

export function told(room: string, celsius: number, lamps: number): string {
  return `In ${room} it is ${celsius} degrees, with ${lamps} lamps.`;
}

export const PROMPT = 'Answer what somebody wants to know of the rooms.';

/** Questions that all sides answer before they are timed. */
export const ASKED = [0, 7, 42, 999].map(questionOf);

const warmth = z.object({ celsius: z.number() });
const count = z.object({ lamps: z.number() });

export function modelServices(): readonly (Tool | GeneratorService)[] {
  const input = z.object({ room: z.string() });
  const about = { input, effect: 'read', risk: 'open' } as const;
  const warm = need('warm', { ...about, summary: 'How warm a room is.', output: warmth });
  const lamps = need('lamps', { ...about, summary: 'How many lamps a room has.', output: count });
  const root = use('root', { summary: 'Answers.', input: z.object({ text: z.string() }), output: reply });
  const answered = { model: 'stub', usage: { input_tokens: 0, output_tokens: 0 }, refused: [] };
  return [
    tool({ contract: warm, run: async ({ room }) => ({ celsius: celsiusOf(room) }) }),
    tool({ contract: lamps, run: async ({ room }) => ({ lamps: lampsOf(room) }) }),
    tool({
      contract: llmChoose,
      async run({ messages }) {
        const asked = messages.findLast(({ role }) => role === 'user');
        const room = roomIn(asked?.role === 'user' ? asked.text : '');
        const found = messages.flatMap((one) => (one.role === 'result' ? [one.data] : []));
        if (found.length === 0) {
          const calls = [
            { id: 'a', event: warm.subject, data: { room } },
            { id: 'b', event: lamps.subject, data: { room } },
          ];
          return { ...answered, text: '', calls };
        }
        const { celsius } = warmth.parse(found[0]);
        return { ...answered, text: told(room, celsius, count.parse(found[1]).lamps), calls: [] };
      },
    }),
    agent.prompted({ contract: root, prompt: PROMPT, uses: [warm, lamps] }),
  ];
}
