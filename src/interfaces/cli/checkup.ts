import { existsSync } from 'node:fs';
import { freemem } from 'node:os';
import { loadSettings } from '../../settings/settings.ts';
import type { Finding } from './doctor/finding.ts';

const LEAST_NODE = [20, 19] as const;

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const fine = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  const found = { name: 'node', found: version };
  return fine
    ? { ...found, state: 'ok' }
    : { ...found, state: 'broken', fix: `install Node ${LEAST_NODE.join('.')} or later` };
}

export function checkSettings(file: string): Finding {
  try {
    loadSettings(file);
    return { name: 'settings', state: 'ok', found: existsSync(file) ? file : `the defaults (${file} is not there)` };
  } catch (thrown) {
    const found = thrown instanceof Error ? thrown.message : String(thrown);
    return { name: 'settings', state: 'broken', found, fix: 'correct these lines' };
  }
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
