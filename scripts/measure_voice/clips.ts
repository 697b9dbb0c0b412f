/** The recordings, each joined after a wake word by somebody whom the wake word's head was not trained on. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { joined, readWav, sampleRate } from '../../src/interfaces/voice/audio.ts';
import { shippedFile } from '../../src/interfaces/voice/onnx.ts';
import { readWakeHead, recordingName } from '../../src/interfaces/voice/wake_head.ts';
import { clipsIn } from '../train_wake/clips.ts';

export interface Said {
  readonly file: string;
  /** What is said; null where it is nothing that the house should act on. */
  readonly text: string | null;
  readonly kind: string;
  /** Wake word, 0.2 s of silence, the recording, 1 s of silence. */
  readonly sound: Int16Array;
  readonly wake: string;
}

const row = z.object({ file: z.string(), text: z.string().nullable(), kind: z.string() });
const quiet = (seconds: number) => new Int16Array(Math.round(seconds * sampleRate));

/** Those of commands.jsonl, then speech that is no command of this house: of `others`, as many as are wanted. */
export async function clips(data: string, others: number): Promise<readonly Said[]> {
  const rows = (await readFile(join(data, 'commands.jsonl'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => row.parse(JSON.parse(line)));
  const recorded = await Promise.all(
    rows.map(async ({ file, ...rest }) => ({ file, ...rest, samples: await readWav(join(data, file)) })),
  );
  const coffee = (await clipsIn(join(data, 'coffee'))).clips.slice(0, others);
  const strangers = coffee.map(({ name, samples }) => ({ file: name, text: null, kind: 'other', samples }));
  const wakes = await wakeClips(data);
  return [...recorded, ...strangers].map(({ samples, ...rest }, index) => {
    const wake = wakes[index % wakes.length];
    if (wake === undefined) throw new Error(`There is no wake word in ${data}/wake.`);
    return { ...rest, wake: wake.name, sound: joined([quiet(0.5), wake.samples, quiet(0.2), samples, quiet(1)]) };
  });
}

/** "Hey Jarvis" first, then the bare word by those who were held out of training: the head names them. */
async function wakeClips(data: string): Promise<{ name: string; samples: Int16Array }[]> {
  const hey = await readWav(join(data, 'wake/phrases/hey_jarvis.wav'));
  const { heldOut } = await readWakeHead(await shippedFile('data/models/wake_jarvis.json'));
  const held = (await clipsIn(join(data, 'wake/jarvis'))).clips.filter(({ name }) => heldOut.has(recordingName(name)));
  return [{ name: 'hey_jarvis', samples: hey }, ...held];
}
