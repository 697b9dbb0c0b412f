import { join } from 'node:path';

/** Where wake words that were taught are kept. */
export function taughtFolder(stateFolder: string): string {
  return join(stateFolder, 'voice', 'wake');
}

/** Where wakes that were none are taken down. */
export function rejectedFolder(stateFolder: string): string {
  return join(stateFolder, 'voice', 'rejected_wakes');
}
