import { readFile } from 'node:fs/promises';

/** Where ALSA lists its devices: `00-00: ALC257 Analog : ALC257 Analog : playback 1 : capture 1`. */
const LIST = '/proc/asound/pcm';

/** Names of devices that can record. */
export async function findMicrophones(list: string = LIST): Promise<readonly string[]> {
  const text = await readFile(list, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => /: capture \d+/.test(line))
    .map((line) => line.split(':')[1]?.trim() ?? line);
}
