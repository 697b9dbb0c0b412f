import { chmod, lstat, mkdir, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { MAX_SOCKET_PATH_BYTES } from '../../wire/loading.ts';
import { Fault } from '../model/fault.ts';

const PROBE_MS = 2_000;

/**
 * Makes a path ready for a socket to be bound to: its folder (0700 where it is made here), and no dead socket in the way.
 * A daemon that was killed leaves its socket behind; one that lives is left alone.
 * @throws Fault INVALID_ARGUMENT for a path that is too long, ALREADY_EXISTS where a daemon answers, FAILED_PRECONDITION where
 * something else is in the way.
 */
export async function clearForSocket(path: string): Promise<void> {
  const length = Buffer.byteLength(path);
  if (length > MAX_SOCKET_PATH_BYTES) {
    const limit = `Linux allows ${MAX_SOCKET_PATH_BYTES}`;
    throw new Fault(
      'INVALID_ARGUMENT',
      `The socket's path has ${length} bytes and ${limit}: ${path}. Name a shorter one with --socket or AGENTOS_SOCKET.`,
    );
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 }).catch((thrown: unknown) => {
    throw new Fault(
      'FAILED_PRECONDITION',
      `The socket's folder ${dirname(path)} cannot be made: ${messageOf(thrown)}.`,
      { cause: thrown },
    );
  });
  const there = await lstat(path).catch(() => undefined);
  if (there === undefined) return;
  if (!there.isSocket()) {
    throw new Fault(
      'FAILED_PRECONDITION',
      `${path} is there and is not a socket. Remove it, or name another path with --socket.`,
    );
  }
  if (await answers(path)) {
    throw new Fault(
      'ALREADY_EXISTS',
      `A daemon answers at ${path} already. Use that one, or name another path with --socket.`,
    );
  }
  await unlink(path);
}

/**
 * Runs `bind` so that the socket it makes is never open to others, not for a moment, and gives it its mode.
 * The umask is the process's: 0077 while it lasts.
 */
export async function bindPrivately(path: string, mode: number, bind: () => Promise<void>): Promise<void> {
  const before = process.umask(0o077);
  try {
    await bind();
  } finally {
    process.umask(before);
  }
  await chmod(path, mode);
}

/** Whether somebody accepts connections. Who does not answer in time is taken for alive: nothing of it is removed. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect({ path });
    const settle = (alive: boolean) => {
      probe.destroy();
      resolve(alive);
    };
    probe.setTimeout(PROBE_MS, () => settle(true));
    probe.once('connect', () => settle(true));
    probe.once('error', (error: NodeJS.ErrnoException) =>
      settle(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'),
    );
  });
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
