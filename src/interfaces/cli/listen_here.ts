import { join, resolve } from 'node:path';
import { paths } from '../../settings/paths.ts';
import type { Settings } from '../../settings/schema.ts';
import { loadSettings } from '../../settings/settings.ts';
import type { RecogniserName, SynthesiserName } from '../../settings/speech.ts';
import { enginesFor } from '../voice/engine_choice.ts';
import { type ListenOptions, listen } from '../voice/listen.ts';
import { RejectedWakes } from '../voice/rejected_wakes.ts';
import type { VoiceEvent } from '../voice/voice_event.ts';
import { type WakeWord, wakeWordsFor } from '../voice/wake_words.ts';
import { asCliError } from './audio_fault.ts';
import { CliError } from './cli_error.ts';
import { colours } from './colours.ts';
import { EXIT } from './exit_code.ts';
import { muteFile } from './mute_file.ts';
import { aside, json, line } from './output.ts';
import { forTerminal } from './terminal_text.ts';
import { rejectedFolder, taughtFolder } from './wake_folders.ts';

interface ListenArguments {
  readonly wav?: string;
  readonly out?: string;
  readonly area?: string;
  readonly name?: string;
  readonly device?: string;
  readonly speaker?: string;
  readonly wake?: string;
  readonly wakeThreshold?: number;
  readonly stt?: RecogniserName;
  readonly tts?: SynthesiserName;
  readonly cues: boolean;
  readonly json?: boolean;
  readonly meter?: boolean;
  readonly socket?: string;
  readonly settings?: string;
}

/** Runs the voice pipe with the arguments over the settings. Ctrl-C and SIGTERM end it. */
export async function listenHere(given: ListenArguments): Promise<number> {
  const { settingsFile, cacheFolder, stateFolder } = paths();
  const { voice, speech, home } = loadSettings(given.settings ?? settingsFile);
  const over = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => over.abort());
  const report = given.json ? json : (event: VoiceEvent) => tell(event);
  const name = given.name ?? voice.name;
  const area = given.area ?? voice.area;
  const device = given.device ?? voice.device;
  const speaker = given.speaker ?? voice.speaker;
  if (given.meter) {
    const { meterHere } = await import('./meter_here.ts');
    return meterHere({
      words: wakeWordsHere(given, voice, area),
      taughtFolder: taughtFolder(stateFolder),
      gainDb: voice.gain_db,
      json: given.json === true,
      signal: over.signal,
      ...(given.wav === undefined ? {} : { wav: given.wav }),
      ...(device === undefined ? {} : { device }),
    }).catch((thrown: unknown) => {
      throw asCliError(thrown);
    });
  }
  const options: ListenOptions = {
    name,
    wakeWords: wakeWordsHere(given, voice, area),
    taughtFolder: taughtFolder(stateFolder),
    rejectedWakes: new RejectedWakes({ folder: rejectedFolder(stateFolder), keepSound: voice.keep_rejected_wakes }),
    engines: {
      ...enginesFor(voice, area),
      ...(given.stt === undefined ? {} : { stt: given.stt }),
      ...(given.tts === undefined ? {} : { tts: given.tts }),
    },
    speech,
    language: home.language,
    followUpSeconds: voice.follow_up_seconds,
    gainDb: voice.gain_db,
    cacheFolder,
    report,
    signal: over.signal,
    ...(given.cues ? {} : { cues: false }),
    ...(area === undefined ? {} : { area }),
    ...(device === undefined ? {} : { device }),
    ...(speaker === undefined ? {} : { speaker }),
    ...(given.socket === undefined ? {} : { socket: given.socket }),
    ...(given.out === undefined ? {} : { out: resolve(given.out) }),
    // What was told by a microphone is remembered; a recording begins with what comes while it is played.
    ...(given.wav === undefined
      ? {
          wait: true,
          offsetFile: join(stateFolder, `${name.replaceAll(/[^\w-]/g, '_')}.offset`),
          muteFile: muteFile(stateFolder, name),
        }
      : { wav: resolve(given.wav) }),
  };
  const { wakes, understood } = await listen(options).catch((thrown: unknown) => {
    if (over.signal.aborted) return { wakes: 0, understood: false };
    throw asCliError(thrown);
  });
  if (given.wav === undefined || (wakes > 0 && understood)) return EXIT.ok;
  aside(wakes === 0 ? 'No wake word was heard in the recording.' : 'After the wake word nothing was understood.');
  return EXIT.data;
}

/** The words of the settings, or the one that was asked for. */
function wakeWordsHere(
  { wake, wakeThreshold }: ListenArguments,
  voice: Settings['voice'],
  area: string | undefined,
): readonly WakeWord[] {
  const threshold = wakeThreshold ?? voice.wake_threshold;
  if (wake !== undefined) return [{ head: wake, ...(threshold !== undefined && { threshold }) }];
  const words = wakeWordsFor(voice.wake, { area, threshold });
  const forced = words.map((word) => (wakeThreshold === undefined ? word : { ...word, threshold: wakeThreshold }));
  if (forced.length > 0) return forced;
  throw new CliError(
    `No wake word of the settings is for ${area === undefined ? 'a microphone without an area' : `the area ${area}`}. Add one, or widen "only_in" of a [[voice.wake]].`,
    EXIT.settings,
  );
}

function tell(event: VoiceEvent): void {
  if (event.type === 'trouble') aside(event.text);
  else {
    const text = wordsFor(event);
    if (text !== undefined) line(text);
  }
}

function wordsFor(event: Exclude<VoiceEvent, { type: 'trouble' }>): string | undefined {
  switch (event.type) {
    case 'ready':
      return colours.dim(`Listening for “${event.wake}” (${event.recogniser}, ${event.synthesiser}).`);
    case 'asleep':
      return colours.dim('(that was not for me)');
    case 'licence':
    case 'sent':
      return colours.dim(event.text);
    case 'wake':
      return colours.dim(`● ${event.word}`);
    case 'nothing':
      return colours.dim('Nothing was said.');
    case 'utterance':
      return `› ${forTerminal(event.text)}${event.rejected ? colours.dim(' (not clear enough to act on)') : ''}`;
    case 'ask':
      return colours.yellow(`? ${forTerminal(event.text)}`);
    case 'end':
      return event.status === 'failed' ? colours.red(forTerminal(event.text)) : forTerminal(event.text);
    case 'notice':
      return colours.yellow(`♪ ${forTerminal(event.text)}`);
    case 'muted':
      return event.muted
        ? colours.yellow('Muted: nothing is recorded. "agentos unmute" opens the microphone again.')
        : colours.dim('The microphone is open.');
    case 'spoken':
      return event.interrupted ? colours.dim('(interrupted)') : undefined;
  }
}
