import { historyFind, settle } from 'agentos/service';
import { tellingWords } from '../../../language/filler_words.ts';
import type { CalendarEvent } from '../../need/calendar/contract.ts';
import { memorySearch } from '../../need/memory/contract.ts';

/** What is known beside of what an appointment is about. */
export interface Gathered {
  readonly memories: readonly string[];
  readonly earlier: readonly { readonly said: string; readonly reply: string }[];
}

/** The thread that it is asked in. */
interface Asking {
  readonly id: string;
  readonly origin: { readonly interface: string };
}

const MEMORIES = 5;
const TURNS = 4;
/** Words of nearly every appointment. */
const USUAL = new Set(['meeting', 'appointment', 'call', 'event', 'weekly', 'monthly']);

/**
 * Memories and earlier turns that share a word with the appointment's name or people. Not for a voice: whoever is in the room may
 * have asked, and each reading would have to be allowed by itself. What could not be had is left out.
 */
export function* gather({ title, people }: CalendarEvent, { id, origin }: Asking) {
  const nothing: Gathered = { memories: [], earlier: [] };
  const about = [title, ...people.slice(0, 5)].join(' ').slice(0, 500);
  const words = tellingWords(about).filter((word) => word.length > 2 && !USUAL.has(word));
  if (origin.interface === 'voice' || words.length === 0) return nothing;
  const [found] = yield* settle([memorySearch({ about, limit: MEMORIES })]);
  const [turns] = yield* settle([historyFind({ words: words.slice(0, 20), mine: true, limit: TURNS })]);
  const memories = found?.ok ? found.value.memories.map(({ text }) => text) : [];
  const gathered: Gathered = {
    memories: memories.filter((text) => sharesWord(text, words)),
    earlier: (turns?.ok ? turns.value.turns : []).flatMap(({ thread, said, reply }) =>
      thread !== id && said !== undefined && reply !== undefined ? [{ said, reply }] : [],
    ),
  };
  return gathered;
}

function sharesWord(text: string, words: readonly string[]): boolean {
  const there = new Set(tellingWords(text));
  return words.some((word) => there.has(word));
}
