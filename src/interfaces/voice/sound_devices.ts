import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ProgramError, run } from './program.ts';

export type Use = 'microphone' | 'loudspeaker';

/** Something that records or plays here. */
export interface SoundDevice {
  readonly system: 'pulse' | 'alsa';
  /** As its system calls it: `alsa_input.usb-…`, `plughw:1,0`. */
  readonly id: string;
  /** For people: `Jabra Speak 410 Mono`. */
  readonly name: string;
  readonly isDefault: boolean;
}

/** Where ALSA lists its devices: `00-00: ALC257 Analog : ALC257 Analog : playback 1 : capture 1`. */
const ALSA_LIST = '/proc/asound/pcm';
const ASK = { timeoutMs: 3_000 };

/** What PulseAudio, or PipeWire in its place, tells with `pactl -f json list`. */
const told = z.array(
  z.object({
    name: z.string(),
    description: z.string().nullish(),
    monitor_source: z.string().nullish(),
    properties: z.record(z.string(), z.unknown()).nullish(),
  }),
);

/** All of this machine, those of the sound server where one answers, else ALSA's. Empty where there is none. */
export async function soundDevices(use: Use, alsaList?: string): Promise<readonly SoundDevice[]> {
  return (await ofSoundServer(use)) ?? (await alsaDevices(use, alsaList));
}

async function ofSoundServer(use: Use): Promise<readonly SoundDevice[] | undefined> {
  const [what, kind] = use === 'microphone' ? ['sources', 'get-default-source'] : ['sinks', 'get-default-sink'];
  try {
    const [list, usual] = await Promise.all([
      run('pactl', ['-f', 'json', 'list', what], ASK),
      run('pactl', [kind], ASK).catch(() => undefined),
    ]);
    const standard = usual?.stdout.toString('utf8').trim();
    return told
      .parse(JSON.parse(list.stdout.toString('utf8')))
      .filter(({ name, properties }) => use === 'loudspeaker' || !isMonitor(name, properties ?? {}))
      .map(({ name, description }) => ({
        system: 'pulse',
        id: name,
        name: description || name,
        isDefault: name === standard,
      }));
  } catch {
    return undefined;
  }
}

/** Not a microphone, but what a loudspeaker plays. */
function isMonitor(name: string, properties: Readonly<Record<string, unknown>>): boolean {
  return properties['device.class'] === 'monitor' || name.endsWith('.monitor');
}

/** The sound cards of this machine, whoever serves them. */
export async function alsaDevices(use: Use, list: string = ALSA_LIST): Promise<readonly SoundDevice[]> {
  const able = new RegExp(`: ${use === 'microphone' ? 'capture' : 'playback'} \\d+`);
  const text = await readFile(list, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line, place) => {
    const [, card, device, name] = /^(\d+)-(\d+): ([^:]*)/.exec(line) ?? [];
    if (card === undefined || device === undefined || !able.test(line)) return [];
    // `plug` changes the rate where the card has only one of its own.
    const id = `plughw:${Number(card)},${Number(device)}`;
    return [{ system: 'alsa' as const, id, name: name?.trim() || id, isDefault: place === 0 }];
  });
}

/**
 * The device that a person means by its name, a part of it, or its id. A name that only ALSA knows (`default`, `hw:1,0`) is
 * taken as it is. @throws ProgramError where none or several are meant, naming what there is
 */
export function deviceNamed(devices: readonly SoundDevice[], wanted: string, use: Use): SoundDevice {
  const exact = devices.find(({ id, name }) => id === wanted || sound(name) === sound(wanted));
  if (exact !== undefined) return exact;
  if (/^(?:default|sysdefault|pulse|pipewire|null|(?:plug)?hw|front|dsnoop|dmix)(?::|$)/.test(wanted))
    return { system: 'alsa', id: wanted, name: wanted, isDefault: false };
  const part = sound(wanted);
  const meant = part === '' ? [] : devices.filter(({ id, name }) => `${sound(name)} ${sound(id)}`.includes(part));
  const [one, ...others] = meant;
  if (one !== undefined && others.length === 0) return one;
  if (one !== undefined)
    throw new ProgramError(`"${wanted}" could be ${either(meant)}. Say more of the ${use}'s name.`);
  const there = devices.length === 0 ? 'there is none' : `there is ${either(devices)}`;
  throw new ProgramError(`No ${use} is called "${wanted}"; ${there}.`);
}

function sound(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function either(devices: readonly SoundDevice[]): string {
  return devices.map(({ name, id }) => (name === id ? name : `${name} (${id})`)).join(', ');
}
