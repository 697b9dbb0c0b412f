import type { SpeechSettings } from '../../settings/speech.ts';
import { connect } from '../client/client.ts';
import { type EngineChoice, openRecogniser, openSynthesiser, sentElsewhere } from '../voice/engines.ts';
import { Vocabulary } from '../voice/vocabulary.ts';
import type { VoiceEvent } from '../voice/voice_event.ts';
import type { Address } from './address.ts';
import { runSatellite, type SatelliteStand } from './satellites.ts';
import { Conversations, serveHandling } from './serve_handling.ts';
import { serveHearing } from './serve_hearing.ts';
import { serveSpeaking } from './serve_speaking.ts';
import { serveWyoming } from './server.ts';

export interface WyomingOptions {
  readonly addresses: readonly Address[];
  readonly allow: readonly string[];
  readonly engines: EngineChoice;
  readonly speech: SpeechSettings;
  readonly cacheFolder: string;
  /** BCP 47. */
  readonly language: string;
  readonly area?: string;
  /** The daemon's socket. */
  readonly socket?: string;
  readonly version: string;
  /** Satellites to connect to. */
  readonly satellites?: readonly SatelliteStand[];
  readonly followUpSeconds?: number;
  readonly report: (event: WyomingEvent) => void;
  /** Ends it. */
  readonly signal: AbortSignal;
}

export type WyomingEvent =
  | { readonly type: 'serving'; readonly addresses: readonly string[] }
  /** What leaves this machine, and where it goes. */
  | { readonly type: 'sent'; readonly text: string }
  /** What happens at a satellite. */
  | { readonly type: 'satellite'; readonly name: string; readonly event: VoiceEvent }
  | { readonly type: 'trouble'; readonly text: string };

/**
 * Lets others use this house over Wyoming, Home Assistant above all: `transcribe`, `synthesize`, and `transcript` to be handled.
 * Until the signal aborts. Rejects where an engine or an address is not to be had.
 */
export async function wyoming(options: WyomingOptions): Promise<void> {
  const { engines, language, report, signal, socket, area } = options;
  const tell = (text: string): void => report({ type: 'trouble', text });
  const closers: (() => Promise<void>)[] = [];
  try {
    const places = { speech: options.speech, cacheFolder: options.cacheFolder, language, tell };
    const recogniser = await openRecogniser(engines, places);
    closers.push(() => recogniser.close());
    const synthesiser = await openSynthesiser(engines, places);
    closers.push(async () => synthesiser.close?.());
    const assistant = await connect({
      name: 'wyoming',
      kind: 'voice',
      capabilities: { speak: true, confirm: true, ask: true },
      wait: true,
      signal,
      ...(socket !== undefined && { socket }),
      ...(area !== undefined && { area }),
    });
    closers.push(() => assistant.close());
    const vocabulary = new Vocabulary(assistant, recogniser, tell);
    await vocabulary.open(signal);
    const conversations = new Conversations();
    const serving = await serveWyoming({
      addresses: options.addresses,
      allow: options.allow,
      offer: { version: options.version, language, recogniser, synthesiser, handles: true },
      services: () => [
        serveHearing({ recogniser, refresh: () => vocabulary.refresh(signal) }),
        serveSpeaking(synthesiser),
        serveHandling(assistant, conversations, language),
      ],
      report: tell,
    });
    closers.push(() => serving.close());
    for (const text of sentElsewhere(recogniser, synthesiser)) report({ type: 'sent', text });
    const where = serving.addresses.map(({ host, port }) =>
      host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`,
    );
    report({ type: 'serving', addresses: where });
    const { followUpSeconds = 8, satellites = [] } = options;
    const at = (event: VoiceEvent, name: string): void => report({ type: 'satellite', name, event });
    const run = { places, followUpSeconds, report: at, signal, ...(socket !== undefined && { socket }) };
    await Promise.all([untilAborted(signal), ...satellites.map((stand) => runSatellite(stand, run))]);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
