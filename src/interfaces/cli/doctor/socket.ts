import { lstat, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import type { Finding } from './finding.ts';

const PROBE_MS = 2_000;

/** `none`: there is no socket. `stale`: one that nobody listens at. `other`: not a socket, or not to be had. */
export type SocketState = 'none' | 'stale' | 'alive' | 'other';

/** Whether somebody accepts connections. */
export async function socketState(path: string): Promise<SocketState> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return 'none';
  if (!found.isSocket()) return 'other';
  return new Promise((resolve) => {
    const probe = connect({ path });
    const settle = (state: SocketState) => {
      probe.destroy();
      resolve(state);
    };
    probe.setTimeout(PROBE_MS, () => settle('alive'));
    probe.once('connect', () => settle('alive'));
    probe.once('error', ({ code }: NodeJS.ErrnoException) =>
      settle(code === 'ECONNREFUSED' ? 'stale' : code === 'ENOENT' ? 'none' : 'other'),
    );
  });
}

/** A socket that others may write to lets them say anything in the owner's name. Nothing where there is none. */
export async function checkSocket(path: string, state: SocketState): Promise<readonly Finding[]> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return [];
  const about = { name: 'socket', found: path };
  if (!found.isSocket())
    return [{ ...about, state: 'broken', found: `${path} is not a socket`, fix: 'move it away, then: agentos daemon' }];
  if (state === 'stale') {
    const left = `${path} was left behind by a daemon that is gone`;
    return [{ ...about, state: 'advice', found: left, fix: 'nothing: the next start of the daemon removes it' }];
  }
  if (state === 'other') {
    const own = process.getuid?.() === found.uid;
    const fix = own ? 'start the daemon again' : 'run this as the user that the daemon runs as';
    return [{ ...about, state: 'broken', found: `${path} cannot be connected to`, fix }];
  }
  const others = found.mode & 0o077;
  const folder = await stat(dirname(path));
  if (others === 0 || (folder.mode & 0o077) === 0) return [{ ...about, state: 'ok' }];
  const mode = (found.mode & 0o777).toString(8);
  return [{ ...about, state: 'advice', found: `${path} has the mode ${mode}`, fix: `chmod 600 ${path}` }];
}
