import { join } from 'node:path';

/** The file that closes the microphone of this name while it is there. */
export function muteFile(stateFolder: string, name: string): string {
  return join(stateFolder, 'voice', `${name.replaceAll(/[^\w-]/g, '_')}.muted`);
}
