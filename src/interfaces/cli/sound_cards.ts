import { readFile } from 'node:fs/promises';

/** Where ALSA lists its devices: `00-00: ALC257 Analog : ALC257 Analog : playback 1 : capture 1`. */
const LIST = '/proc/asound/pcm';

/** Names of devices that can record. */
export function findMicrophones(list?: string): Promise<readonly string[]> {
  return devicesFor('capture', list);
}

/** Names of devices that can play. */
export function findSpeakers(list?: string): Promise<readonly string[]> {
  return devicesFor('playback', list);
}

async function devicesFor(use: 'capture' | 'playback', list: string = LIST): Promise<readonly string[]> {
  const text = await readFile(list, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => new RegExp(`: ${use} \\d+`).test(line))
    .map((line) => line.split(':')[1]?.trim() ?? line);
}
