import { resolve } from 'node:path';
import { paths } from '../../settings/paths.ts';
import type { WatchRule } from '../../settings/schema.ts';
import { loadSettings, SettingsError } from '../../settings/settings.ts';
import { watch } from '../watch/watch.ts';
import type { WatchEvent } from '../watch/watch_event.ts';
import { CliError } from './cli_error.ts';
import { colours } from './colours.ts';
import { EXIT } from './exit_code.ts';
import { aside, json, line } from './output.ts';
import { forTerminal, onOneLine } from './terminal_text.ts';

interface WatchArguments {
  readonly once?: boolean;
  readonly state?: string;
  readonly name?: string;
  readonly json?: boolean;
  readonly socket?: string;
  readonly settings?: string;
}

/** Runs the rules of the settings. Ctrl-C and SIGTERM end it. */
export async function watchHere(given: WatchArguments): Promise<number> {
  const places = paths();
  const settingsFile = resolve(given.settings ?? places.settingsFile);
  const rules = rulesIn(settingsFile);
  if (rules.length === 0) {
    throw new CliError(
      `There are no rules in ${settingsFile}. Write [[watch.rules]] there; docs/settings.md shows how.`,
      EXIT.settings,
    );
  }
  const over = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => over.abort());
  await watch({
    rules,
    settingsFile,
    stateFolder: resolve(given.state ?? places.stateFolder),
    once: given.once === true,
    report: given.json ? json : tell,
    signal: over.signal,
    ...(given.name === undefined ? {} : { name: given.name }),
    ...(given.socket === undefined ? {} : { socket: given.socket }),
  }).catch((thrown: unknown) => {
    throw asCliError(thrown);
  });
  return EXIT.ok;
}

function rulesIn(settingsFile: string): readonly WatchRule[] {
  try {
    return loadSettings(settingsFile).watch.rules;
  } catch (thrown) {
    if (thrown instanceof SettingsError) throw new CliError(thrown.message, EXIT.settings, { cause: thrown });
    throw thrown;
  }
}

function asCliError(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  if (thrown.name === 'TakenError') return new CliError(thrown.message, EXIT.temporary);
  if ('syscall' in thrown) return new CliError(`What was handled cannot be kept: ${thrown.message}`, EXIT.cannotCreate);
  return thrown;
}

function tell(event: WatchEvent): void {
  if (event.type === 'trouble') aside(onOneLine(event.text));
  else line(watchLine(event));
}

/** What happened, on one line, whatever files are called; the further lines of an answer are set in like its first. */
export function watchLine(event: Exclude<WatchEvent, { readonly type: 'trouble' }>): string {
  switch (event.type) {
    case 'ready':
      return colours.dim(`Watching (${event.rules.map(onOneLine).join(', ')}).`);
    case 'following':
      return colours.dim(`${onOneLine(event.folder)}: ${event.known} files known.`);
    case 'utterance':
      return `${onOneLine(event.path)} (${event.event}) › ${onOneLine(event.text)}`;
    case 'end':
      return `  ${forTerminal(event.text).replaceAll('\n', '\n  ')}${event.file === undefined ? '' : colours.dim(` → ${onOneLine(event.file)}`)}`;
  }
}
