import type { Recogniser, Rejection } from '../stt.ts';
import { whole } from './whole_sound.ts';

/** What the grammar does not hold may be something all the same. What is doubtful is asked about, and silence stays silence. */
const openedBy: ReadonlySet<Rejection> = new Set(['unknown', 'pace', 'free_text', 'unfinished']);

/**
 * The house's own grammar first: fast, and it knows the names. What it rejects is heard once more by an open engine. An answer to a
 * question (`among`), a PIN above all, never goes to the second.
 */
export function twoPass(grammar: Recogniser, open: Recogniser): Recogniser {
  return {
    name: `${grammar.name}, then ${open.name}`,
    freeText: true,
    streams: false,
    sentTo: [...(grammar.sentTo ?? []), ...(open.sentTo ?? [])],
    async follow(house, signal) {
      await Promise.all([grammar.follow(house, signal), open.follow(house, signal)]);
    },
    async recognise(sound, signal, among, onPartial) {
      const utterance = await whole(sound, signal);
      const first = await grammar.recognise(utterance, signal, among);
      if (among !== undefined || first.rejected === undefined || !openedBy.has(first.rejected)) return first;
      const second = await open.recognise(utterance, signal, undefined, onPartial);
      return second.rejected === undefined ? second : first;
    },
    async close() {
      await Promise.all([grammar.close(), open.close()]);
    },
  };
}
