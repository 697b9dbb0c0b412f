import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLoudspeaker } from '../../../src/interfaces/voice/speaker.ts';
import type { Speech } from '../../../src/interfaces/voice/tts.ts';

let folder: string;
const path = process.env.PATH;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agentos-speaker-'));
  process.env.PATH = folder;
});
afterEach(async () => {
  process.env.PATH = path;
  await rm(folder, { recursive: true, force: true });
});

/** A program of this machine, as a script; nothing else is found. */
async function program(name: string, script: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`);
  await chmod(join(folder, name), 0o755);
}

async function* speech(...rates: number[]): AsyncGenerator<Speech> {
  for (const rate of rates) yield { samples: new Int16Array(rate).fill(7), rate, text: 'a second' };
}

test('without a player it says what to install', async () => {
  await expect(openLoudspeaker()).rejects.toThrow('apt-get install pulseaudio-utils alsa-utils');
});

test('the first player that works here is taken, one run for each rate', async () => {
  await program('pactl', 'exit 1');
  await program('paplay', 'exit 1');
  await program('aplay', 'case "$*" in */dev/zero*) exit 0;; esac; echo "$@" >> "$0.args"; wc -c >> "$0.bytes"');
  const speaker = await openLoudspeaker();
  expect(speaker.name).toBe('aplay');
  let started = 0;
  const onStart = () => {
    started += 1;
  };
  expect(await speaker.play(speech(8000, 8000, 16_000), { onStart })).toBe(3);
  expect(started).toBe(1);
  const runs = (await readFile(join(folder, 'aplay.args'), 'utf8')).trim().split('\n');
  expect(runs).toEqual([8000, 16_000].map((rate) => `-q -t raw -f S16_LE -c 1 -r ${rate} -`));
  expect((await readFile(join(folder, 'aplay.bytes'), 'utf8')).trim().split('\n').map(Number)).toEqual([
    32_000, 32_000,
  ]);
});

test('a player that fails is an error with its own words', async () => {
  await program('pactl', 'exit 0');
  await program('paplay', 'cat > /dev/null; echo "connection refused" >&2; exit 1');
  const speaker = await openLoudspeaker();
  await expect(speaker.play(speech(8000))).rejects.toThrow(/paplay could not play.*connection refused/);
});

test('an abort silences it at once', async () => {
  await program('pactl', 'exit 0');
  await program('paplay', 'exec sleep 30');
  const speaker = await openLoudspeaker();
  const stop = new AbortController();
  const playing = speaker.play(speech(8000), {
    signal: stop.signal,
    onStart: () => setTimeout(() => stop.abort(), 50),
  });
  await expect(playing).rejects.toThrow();
});
