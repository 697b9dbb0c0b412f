import { need, reply, use } from 'agentos/contract';
import { end, router, tool } from 'agentos/service';
import { z } from 'zod';
import type { GeneratorService, Tool } from '../src/daemon/model/service.ts';

/** The turn that is compared: utterance → router → tool → router → reply. Every side does this, by these functions. */
export function utteranceOf(index: number): string {
  return `How warm is it in room ${index % 1_000}?`;
}

export function placeIn(text: string): string {
  return text.slice(text.indexOf('room'), -1);
}

export function celsiusAt(place: string): number {
  return 15 + (Number(place.slice(5)) % 10);
}

export function answerOf(place: string, celsius: number): string {
  return `It is ${celsius} degrees in ${place}.`;
}

/** Utterances that both sides answer before they are timed. */
export const CHECKED = [0, 7, 42, 999].map(utteranceOf);

/** `keyed`: the call leaves only when it and the thread before it are durable, so every step of the turn is. */
export function turnServices(effect: 'read' | 'keyed' = 'keyed'): readonly (Tool | GeneratorService)[] {
  const room = need('room', {
    summary: 'How warm a room is.',
    input: z.object({ place: z.string() }),
    output: z.object({ celsius: z.number() }),
    effect,
    risk: 'home',
  });
  const root = use('root', { summary: 'Answers.', input: z.object({ text: z.string() }), output: reply });
  return [
    tool({ contract: room, run: async ({ place }) => ({ celsius: celsiusAt(place) }) }),
    router({
      contract: root,
      *run({ input }) {
        const place = placeIn(input.text);
        const { celsius } = yield* room({ place });
        return end({ text: answerOf(place, celsius) });
      },
    }),
  ];
}
