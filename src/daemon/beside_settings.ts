import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Settings } from '../settings/schema.ts';

/** Where sentence files of one's own are looked for, beside the settings. */
const SENTENCES = 'sentences';

/**
 * The settings with paths as the daemon uses them: relative ones are below the folder of the settings file, `~/` is the home
 * folder of whoever runs it, and a user's sentences stand beside the settings where nothing else is said.
 * @param homeFile absolute; takes the place of the settings' own home file
 */
export function besideSettings(settings: Settings, settingsFile: string, homeFile: string | undefined): Settings {
  const absolute = (path: string): string =>
    path.startsWith('~/') ? join(homedir(), path.slice(2)) : resolve(dirname(settingsFile), path);
  const { home, files, services, listen } = settings;
  const file = homeFile ?? (home.file === undefined ? undefined : absolute(home.file));
  const folder = sectionOf(services, 'understand', 'grammar')['folder'];
  const grammar = { folder: absolute(typeof folder === 'string' ? folder : SENTENCES) };
  return {
    ...settings,
    home: file === undefined ? home : { ...home, file },
    listen: { ...listen, ...withAbsolute(listen, absolute) },
    files: { ...files, roots: files.roots.map(absolute), write_roots: files.write_roots.map(absolute) },
    services: withSection(
      withSection(services, 'understand', 'grammar', grammar),
      'device',
      'demo',
      file === undefined ? {} : { home: file },
    ),
  };
}

/** The files of a section of clients and certificates. */
function withAbsolute(
  { certificate, key, ca, client_ca }: Settings['listen'],
  absolute: (path: string) => string,
): Partial<Settings['listen']> {
  return Object.fromEntries(
    Object.entries({ certificate, key, ca, client_ca }).flatMap(([name, path]) =>
      path === undefined ? [] : [[name, absolute(path)]],
    ),
  );
}

function sectionOf(
  services: Settings['services'],
  capability: string,
  provider: string,
): object & { [key: string]: unknown } {
  const section = services[capability]?.[provider];
  return typeof section === 'object' && section !== null ? { ...section } : {};
}

function withSection(
  services: Settings['services'],
  capability: string,
  provider: string,
  more: object,
): Settings['services'] {
  const section = { ...sectionOf(services, capability, provider), ...more };
  return { ...services, [capability]: { ...services[capability], [provider]: section } };
}
