import type { ThreadEvent } from '../client/client.ts';

/** Turns that are held at most because an answer to one of them may still come. */
const HELD = 8;

interface Turn {
  readonly events: ThreadEvent[];
  /** Answers that have not come, by key and provider. */
  readonly open: Set<string>;
  ended: boolean;
}

/** The events of each turn of a thread, in the order of the turns. Holds no more than the turns that are not complete. */
export async function* turnsOf(events: AsyncIterable<ThreadEvent>): AsyncGenerator<readonly ThreadEvent[]> {
  const turns = new Map<number, Turn>();
  for await (const event of events) {
    take(event, turns);
    for (const [number, turn] of turns) {
      if (turns.size <= HELD && !(turn.ended && turn.open.size === 0)) break;
      turns.delete(number);
      yield turn.events;
    }
  }
  for (const turn of turns.values()) yield turn.events;
}

function take(event: ThreadEvent, turns: Map<number, Turn>): void {
  // What comes for a turn that was given is left out: it changes nothing of how the turn ended.
  if (!turns.has(event.turn) && !(event.direction === 'FORWARD' && event.key === String(event.turn))) return;
  const turn = turns.get(event.turn) ?? { events: [], open: new Set<string>(), ended: false };
  turns.set(event.turn, turn);
  turn.events.push(event);
  if (event.direction === 'FORWARD' && turn.events.length > 1)
    for (const to of event.to) turn.open.add(`${event.key} ${to}`);
  if (event.direction === 'BACKWARD') turn.open.delete(`${event.key} ${event.provider}`);
  if (event.direction === 'END') turn.ended = true;
}
