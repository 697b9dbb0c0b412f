import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const ENDING = '.reply.txt';
const UNFINISHED = /\.reply\.txt\.[0-9a-f]{8}$/;

/** Whether a path is the watch's own writing: no rule ever acts on it. */
export function isReply(path: string): boolean {
  return path.endsWith(ENDING) || UNFINISHED.test(path);
}

/** Writes the reply beside the file, whole or not at all; a link of that name is replaced, not followed. @returns its path */
export async function writeReply(file: string, text: string): Promise<string> {
  const reply = join(dirname(file), `${basename(file)}${ENDING}`);
  const unfinished = `${reply}.${randomUUID().slice(0, 8)}`;
  try {
    await writeFile(unfinished, `${text}\n`, { flag: 'wx', mode: 0o640 });
    await rename(unfinished, reply);
  } catch (thrown) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw thrown;
  }
  return reply;
}
