import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { microphone } from '../../../src/interfaces/voice/microphone.ts';

let folder: string;
const path = process.env.PATH;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agentos-microphone-'));
});

afterEach(async () => {
  process.env.PATH = path;
  await rm(folder, { recursive: true, force: true });
});

/** A recorder of this machine, as a script; nothing else is found. */
async function recorder(script: string): Promise<void> {
  await writeFile(join(folder, 'arecord'), `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`);
  await chmod(join(folder, 'arecord'), 0o755);
  process.env.PATH = folder;
}

test('a missing recorder is an error that says what to install', async () => {
  process.env.PATH = folder;
  await expect(microphone().next()).rejects.toThrow('apt-get install alsa-utils');
});

test('samples come through, without a header, until the reader leaves', async () => {
  await recorder('printf "%s " "$@" > "$0.args"; while :; do printf "\\001\\000\\002\\000"; sleep 0.01; done');
  const sound = microphone({ device: 'plughw:1,0' });
  const heard: number[] = [];
  while (heard.length < 6) {
    const next = await sound.next();
    if (next.done !== true) heard.push(...next.value);
  }
  expect(heard.slice(0, 6)).toEqual([1, 2, 1, 2, 1, 2]);
  await sound.return(undefined);
  const { readFile } = await import('node:fs/promises');
  expect(await readFile(join(folder, 'arecord.args'), 'utf8')).toMatch(/-D plughw:1,0 .*-t raw -f S16_LE/);
});

test('a microphone that fails is opened again, and both are told', async () => {
  await recorder('printf "\\005\\000"; echo "device was pulled out" >&2; exit 1');
  const states: string[] = [];
  const stop = new AbortController();
  const sound = microphone({
    signal: stop.signal,
    firstWaitMs: 1,
    longestWaitMs: 4,
    onState: (state, why) => states.push(`${state} ${why ?? ''}`),
  });
  for (let times = 0; times < 3; times += 1) expect((await sound.next()).value).toEqual(Int16Array.of(5));
  expect(states.slice(0, 2)).toEqual([expect.stringContaining('device was pulled out'), 'back ']);
  stop.abort();
  expect((await sound.next()).done).toBe(true);
});

test('an abort ends it while it waits for sound', async () => {
  await recorder('exec sleep 30');
  const stop = new AbortController();
  const sound = microphone({ signal: stop.signal });
  const next = sound.next();
  setTimeout(() => stop.abort(), 50);
  expect((await next).done).toBe(true);
});
