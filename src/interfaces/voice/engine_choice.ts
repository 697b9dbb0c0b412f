import type { Settings } from '../../settings/schema.ts';
import type { EngineChoice } from './engines.ts';

/** The engines for a microphone in this area: those of its room, else those for every room. */
export function enginesFor(voice: Settings['voice'], area: string | undefined): EngineChoice {
  const room = voice.rooms.find((each) => area !== undefined && each.area.toLowerCase() === area.toLowerCase());
  const openStt = room?.open_stt ?? voice.open_stt;
  return {
    stt: room?.stt ?? voice.stt,
    sttFallbacks: room?.stt_fallbacks ?? voice.stt_fallbacks,
    tts: room?.tts ?? voice.tts,
    ttsFallbacks: room?.tts_fallbacks ?? voice.tts_fallbacks,
    ...(openStt !== undefined && { openStt }),
  };
}
