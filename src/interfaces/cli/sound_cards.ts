import { alsaDevices } from '../voice/sound_devices.ts';

/** Names of sound cards that can record. */
export async function findMicrophones(list?: string): Promise<readonly string[]> {
  return (await alsaDevices('microphone', list)).map(({ name }) => name);
}

/** Names of sound cards that can play. */
export async function findSpeakers(list?: string): Promise<readonly string[]> {
  return (await alsaDevices('loudspeaker', list)).map(({ name }) => name);
}
