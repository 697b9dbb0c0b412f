import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAddress } from '../../settings/listen.ts';
import { packageRoot } from '../../settings/package_root.ts';
import { paths } from '../../settings/paths.ts';
import { loadSettings } from '../../settings/settings.ts';
import { enginesFor } from '../voice/engine_choice.ts';
import { wakeWordsFor } from '../voice/wake_words.ts';
import { addressOf } from '../wyoming/address.ts';
import type { WyomingEvent } from '../wyoming/serve.ts';
import { wyoming } from '../wyoming/serve.ts';
import { asCliError } from './audio_fault.ts';
import { CliError } from './cli_error.ts';
import { EXIT } from './exit_code.ts';
import { aside, json, line } from './output.ts';
import { forTerminal } from './terminal_text.ts';
import { taughtFolder } from './wake_folders.ts';

interface WyomingArguments {
  readonly json?: boolean;
  readonly socket?: string;
  readonly settings?: string;
}

/** Serves until Ctrl-C or SIGTERM. */
export async function wyomingHere(given: WyomingArguments): Promise<number> {
  const { settingsFile, cacheFolder, stateFolder } = paths();
  const { wyoming: own, voice, speech, home } = loadSettings(given.settings ?? settingsFile);
  const over = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => over.abort());
  await wyoming({
    addresses: own.addresses.flatMap((text) => readAddress(text) ?? []),
    allow: own.allow,
    engines: enginesFor(voice, own.area),
    speech,
    cacheFolder,
    language: home.language,
    version: version(),
    followUpSeconds: voice.follow_up_seconds,
    satellites: own.satellites.map(({ name, address, area }) => ({
      ...{ name, address: addressOf(address), engines: enginesFor(voice, area) },
      wakeWords: wakeWordsFor(voice.wake, { area, threshold: voice.wake_threshold }),
      taughtFolder: taughtFolder(stateFolder),
      ...(area === undefined ? {} : { area }),
    })),
    report: given.json ? json : tell,
    signal: over.signal,
    ...(own.area === undefined ? {} : { area: own.area }),
    ...(given.socket === undefined ? {} : { socket: given.socket }),
  }).catch((thrown: unknown) => {
    if (over.signal.aborted) return;
    if (thrown instanceof Error && thrown.name === 'WyomingError') throw new CliError(thrown.message, EXIT.unavailable);
    throw asCliError(thrown);
  });
  return EXIT.ok;
}

function tell(event: WyomingEvent): void {
  if (event.type === 'serving') line(`Serving Wyoming at ${event.addresses.join(', ')}.`);
  else if (event.type === 'sent') line(event.text);
  else if (event.type === 'trouble') aside(event.text);
  else if (event.event.type === 'trouble') aside(event.event.text);
  else if (event.event.type === 'utterance' || event.event.type === 'end')
    line(`${event.name}: ${forTerminal(event.event.text)}`);
}

function version(): string {
  const { version: text }: { version: string } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));
  return text;
}
