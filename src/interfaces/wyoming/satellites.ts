import { connect } from '../client/client.ts';
import { type EngineChoice, type EnginePlaces, openRecogniser, openSynthesiser } from '../voice/engines.ts';
import { openVad } from '../voice/vad.ts';
import { Vocabulary } from '../voice/vocabulary.ts';
import { voice } from '../voice/voice.ts';
import type { VoiceEvent } from '../voice/voice_event.ts';
import { openWake } from '../voice/wake.ts';
import type { WakeWord } from '../voice/wake_words.ts';
import type { Address } from './address.ts';
import { Satellite } from './satellite.ts';

/** A satellite, and how this house hears and speaks by it. */
export interface SatelliteStand {
  readonly name: string;
  readonly address: Address;
  readonly area?: string;
  readonly engines: EngineChoice;
  /** For satellites that do not listen for a wake word themselves. */
  readonly wakeWords: readonly WakeWord[];
  readonly taughtFolder: string;
}

export interface SatelliteRun {
  readonly places: EnginePlaces;
  readonly followUpSeconds: number;
  readonly socket?: string;
  readonly report: (event: VoiceEvent, satellite: string) => void;
  readonly signal: AbortSignal;
}

/** The voice pipe by a satellite, until the signal aborts. Rejects where an engine is not to be had. */
export async function runSatellite(stand: SatelliteStand, run: SatelliteRun): Promise<void> {
  const { name, address, area, engines } = stand;
  const { places, signal, socket } = run;
  const { language } = places;
  const closers: (() => Promise<void>)[] = [];
  const opened = <T extends { close(): Promise<void> }>(stage: T): T => {
    closers.push(() => stage.close());
    return stage;
  };
  const trouble = (text: string): void => run.report({ type: 'trouble', text }, name);
  try {
    const satellite = new Satellite({ name, address, language, report: trouble });
    const wake = opened(await openWake({ words: stand.wakeWords, taughtFolder: stand.taughtFolder }));
    const vad = opened(await openVad());
    const recogniser = opened(await openRecogniser(engines, places));
    const synthesiser = await openSynthesiser(engines, places);
    const assistant = opened(
      await connect({
        ...{ name: `satellite-${name}`, kind: 'voice', wait: true, signal },
        capabilities: { speak: true, confirm: true, notices: true, ask: true },
        ...(socket !== undefined && { socket }),
        ...(area !== undefined && { area }),
      }),
    );
    const vocabulary = new Vocabulary(assistant, recogniser, trouble);
    await vocabulary.open(signal);
    const report = (event: VoiceEvent): void => {
      satellite.follow(event);
      run.report(event, name);
    };
    await Promise.all([
      satellite.run(signal),
      voice(
        {
          ...{ sound: satellite.sound, live: true, wake: satellite.wake(wake), vad, recogniser, synthesiser },
          ...{ speaker: satellite.speaker, language, cues: false, followUpSeconds: run.followUpSeconds },
          ...{ vocabulary, assistant, report, onIdle: () => satellite.idle() },
        },
        signal,
      ),
    ]);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}
