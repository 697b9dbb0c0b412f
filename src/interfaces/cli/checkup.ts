import { existsSync } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { freemem } from 'node:os';
import { dirname } from 'node:path';
import { loadSettings } from '../../settings/settings.ts';

/** One thing that was looked at. */
export interface Finding {
  readonly name: string;
  readonly state: 'ok' | 'missing' | 'advice';
  /** What was found, or what is missing. */
  readonly found: string;
  /** What to do about it, as a line to type where it is one. */
  readonly fix?: string;
}

const LEAST_NODE = [20, 19] as const;

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const fine = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  const found = { name: 'node', found: version };
  return fine
    ? { ...found, state: 'ok' }
    : { ...found, state: 'missing', fix: `install Node ${LEAST_NODE.join('.')} or later` };
}

export function checkSettings(file: string): Finding {
  try {
    loadSettings(file);
    return { name: 'settings', state: 'ok', found: existsSync(file) ? file : `the defaults (${file} is not there)` };
  } catch (thrown) {
    const found = thrown instanceof Error ? thrown.message : String(thrown);
    return { name: 'settings', state: 'missing', found, fix: 'correct these lines' };
  }
}

/** A socket that others may write to lets them say anything in the owner's name. Nothing where there is none. */
export async function checkSocket(path: string): Promise<readonly Finding[]> {
  const about = { name: 'socket', found: path };
  const found = await lstat(path).catch(() => undefined);
  if (!found) return [];
  if (!found.isSocket())
    return [
      { ...about, state: 'missing', found: `${path} is not a socket`, fix: 'move it away, then: agentos daemon' },
    ];
  const others = found.mode & 0o077;
  const folder = await stat(dirname(path));
  if (others === 0 || (folder.mode & 0o077) === 0) return [{ ...about, state: 'ok' }];
  const mode = (found.mode & 0o777).toString(8);
  return [{ ...about, state: 'advice', found: `${path} has the mode ${mode}`, fix: `chmod 600 ${path}` }];
}

/** The recogniser, its grammar and the wake word together take about this. */
const VOICE_BYTES = 400 * 1024 * 1024;

export function checkMemory(): Finding {
  const free = freemem();
  const found = `${Math.round(free / 1024 / 1024)} MB free`;
  return free > VOICE_BYTES
    ? { name: 'memory', state: 'ok', found }
    : { name: 'memory', state: 'advice', found, fix: 'close other programs before you use the voice' };
}
