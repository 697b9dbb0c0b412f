import { existsSync } from 'node:fs';
import { programPath, soundServerSockets } from '../../../settings/paths.ts';
import { findMicrophones, findSpeakers } from '../sound_cards.ts';
import type { Finding } from './finding.ts';

/** What the voice needs counts as broken only for those who asked for it. */
export async function checkVoice(needed: boolean): Promise<readonly Finding[]> {
  const { neededForVoice } = await import('../../voice/packages.ts');
  const things = (await neededForVoice(programPath())).map(
    ({ name, for: purpose, present, fix, required }): Finding => {
      const about = { name: 'voice', found: `${name}, for ${purpose}` };
      if (present) return { ...about, state: 'ok' };
      const found = `${name} is not there, for ${purpose}`;
      return { ...about, found, state: needed && required ? 'broken' : 'advice', fix };
    },
  );
  return [...things, ...(await checkDevices(needed ? 'broken' : 'advice'))];
}

/** @param absent what it is to have none of them */
async function checkDevices(absent: 'broken' | 'advice'): Promise<readonly Finding[]> {
  const [microphones, speakers] = await Promise.all([findMicrophones(), findSpeakers()]);
  const server = soundServerSockets().find((path) => existsSync(path));
  const finding = (name: string, devices: readonly string[], what: string, lists: string): Finding => {
    if (devices.length > 0) return { name, state: 'ok', found: devices.join(', ') };
    if (server !== undefined) return { name, state: 'ok', found: `the sound server at ${server}` };
    const fix = `plug one in; "${lists}" lists them. A sound server serves without one: pactl info`;
    return { name, state: absent, found: `there is no ${what} device`, fix };
  };
  return [
    finding('microphone', microphones, 'recording', 'arecord -l'),
    finding('speaker', speakers, 'playing', 'aplay -l'),
  ];
}
