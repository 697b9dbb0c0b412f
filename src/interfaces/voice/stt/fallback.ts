import { Breaker } from '../breaker.ts';
import type { Recogniser } from '../stt.ts';
import { whole } from './whole_sound.ts';

/**
 * The first of these that can be reached. One that fails is left alone for a while and tried again, and the next one hears the
 * same utterance; that it is away, and that it is back, is told once. Where none can be reached, the hearing is rejected as `away`.
 */
export function withFallbacks(
  engines: readonly [Recogniser, ...Recogniser[]],
  tell: (text: string) => void,
  now?: () => number,
): Recogniser {
  const [first, ...others] = engines;
  const tried = engines.map((engine) => ({ engine, breaker: new Breaker(now) }));
  return {
    name: first.name,
    freeText: first.freeText,
    // With another to fall back on the sound is needed once more: it is kept while the first one hears it.
    streams: first.streams && others.length === 0,
    ...(first.tellsEnd !== undefined && { tellsEnd: first.tellsEnd }),
    sentTo: [...new Set(engines.flatMap(({ sentTo = [] }) => sentTo))],
    async follow(grammar, signal) {
      const done = await Promise.allSettled(engines.map((engine) => engine.follow(grammar, signal)));
      const [own, ...rest] = done;
      if (own?.status === 'rejected') throw own.reason;
      for (const each of rest) if (each.status === 'rejected') tell(String(each.reason));
    },
    async recognise(sound, signal, among, onPartial) {
      const said = others.length === 0 ? sound : await whole(sound, signal);
      // An engine that rests is asked all the same where nobody else is left.
      const awake = tried.filter(({ breaker }) => breaker.mayTry);
      for (const { engine, breaker } of awake.length > 0 ? awake : tried) {
        try {
          const hearing = await engine.recognise(said, signal, among, onPartial);
          if (breaker.succeeded()) tell(`${engine.name} is back, and hears again.`);
          return hearing;
        } catch (thrown) {
          signal?.throwIfAborted();
          const why = thrown instanceof Error ? thrown.message : String(thrown);
          const next = engines[engines.indexOf(engine) + 1];
          const then = next === undefined ? 'Nothing is understood meanwhile.' : `${next.name} hears meanwhile.`;
          if (breaker.failed()) tell(`${why} ${then}`);
        }
      }
      return { text: '', confidence: 0, alternatives: [], rejected: 'away' };
    },
    async close() {
      await Promise.all(engines.map((engine) => engine.close()));
    },
  };
}
