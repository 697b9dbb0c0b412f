import {
  type BackupMade,
  backupResponse,
  type DeletedThreads,
  deleteThreadsResponse,
  exportThreadsResponse,
} from '../../wire/admin.ts';
import type { Channel } from './channel.ts';
import { ClientError } from './error.ts';

const ADMIN = 'agentos.v1.Admin';

/** @param progress hears of what is copied, in parts of a whole */
export async function backup(
  channel: Channel,
  file: string | undefined,
  progress: ((done: number, total: number) => void) | undefined,
): Promise<BackupMade> {
  const request = file === undefined ? {} : { file };
  for await (const response of channel.stream(ADMIN, 'Backup', backupResponse, request, new AbortController().signal)) {
    if (response.message === 'made') return response.made;
    progress?.(response.progress.done, response.progress.total);
  }
  throw new ClientError('INTERNAL', 'The daemon did not say what became of the backup.');
}

export function deleteThreads(
  channel: Channel,
  threads: readonly string[],
  branches: boolean,
): Promise<DeletedThreads> {
  return channel.unary(ADMIN, 'DeleteThreads', deleteThreadsResponse, { threads, branches });
}

/** Bytes of JSON Lines, as they come: a piece may end within a line. */
export async function* exportThreads(channel: Channel, threads: readonly string[]): AsyncIterable<Uint8Array> {
  const { signal } = new AbortController();
  for await (const { lines } of channel.stream(ADMIN, 'ExportThreads', exportThreadsResponse, { threads }, signal))
    yield lines;
}
