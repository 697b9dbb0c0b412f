/** Everything there is to learn from and to measure with, as scenes. */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sampleRate } from '../../src/interfaces/voice/audio.ts';
import type { VadEngine } from '../../src/interfaces/voice/vad.ts';
import { type Clip, clipsIn, synthesised } from './clips.ts';
import { speechSpan } from './features.ts';
import { randomFor } from './random.ts';
import { otherScene, partScene, type Scene, type Surroundings, silence, wakeScene, withNoise } from './scenes.ts';
import { houseSentences, soundAlikes } from './soundalikes.ts';

export interface Lessons {
  teach: Scene[];
  /** Held out: the word as recorded, in a kitchen, between other sounds, in other synthetic voices; and what is not the word. */
  held: { plain: Scene[]; noisy: Scene[]; between: Scene[]; synthetic: Scene[]; others: Scene[] };
  /** A whole folder that is never trained on. */
  unseen: string | undefined;
  /** What was found, for the log. */
  found: string;
}

export async function lessonsFrom(
  { data, word, unseen }: { data: string; word: string; unseen: string | undefined },
  vad: VadEngine,
): Promise<Lessons> {
  const entries = await readdir(data, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== word).map(({ name }) => name);
  const recorded = await clipsIn(join(data, word));
  if (recorded.clips.length < 20) throw new Error(`${join(data, word)}: at least 20 clips of the word are needed.`);
  const spoken = await synthesised([word, `hey ${word}`, `hey, ${word}!`]);
  const speech = await otherSpeech(data, folders, word, unseen);
  const others = [...speech.clips];
  others.push(...(await synthesised(await soundAlikes(word), 2)), ...(await synthesised(houseSentences(), 6)));
  const noises = (await clipsIn(join(data, '../noise'))).clips.map(({ samples }) => samples);

  // The last folder is never mixed into other scenes: leaving it out as unseen then changes nothing else, and figures compare.
  const apart = [...folders].sort().findLast((name) => name !== 'phrases');
  const around = surroundings(
    noises,
    speech.clips.filter(({ name }) => !name.startsWith(`${apart}/`)),
  );
  const lessons = await words(recorded.clips, spoken, around, vad);
  for (const clip of others) {
    const random = randomFor(clip.name);
    const rounds = clip.name.startsWith('synthesised') ? [1] : [0, 1];
    if (!clip.heldOut && speech.clips.includes(clip) && clip.samples.length < 4 * sampleRate) {
      // Cut and joined as the word itself is, so that a cut after the last sound is no sign of the word.
      const span = await speechSpan(clip.samples, vad);
      const { name, samples } = wakeScene(
        clip,
        span ?? { start: 0, end: 1 },
        1,
        around(false),
        randomFor(`${clip.name} cut`),
      );
      lessons.teach.push({ name, samples });
    }
    if (clip.heldOut) lessons.held.others.push({ name: clip.name, samples: clip.samples });
    else lessons.teach.push(...rounds.map((round) => otherScene(clip, round, around(false), random)));
  }
  for (const heldOut of [false, true]) {
    const scenes = around(heldOut).noises.map((samples, index) => ({ name: `noise/${index}`, samples }));
    (heldOut ? lessons.held.others : lessons.teach).push(...scenes);
  }
  const unread = recorded.unread + speech.unread;
  const found = `${recorded.clips.length} clips of "${word}", ${spoken.length} synthesised; ${others.length} others; ${unread} unreadable`;
  return { ...lessons, unseen, found };
}

async function otherSpeech(data: string, folders: string[], word: string, unseen: string | undefined) {
  const clips: Clip[] = [];
  let unread = 0;
  for (const folder of [...folders, '../coffee', '../commands/human', '../commands/generated', '../phrases']) {
    const found = await clipsIn(join(data, folder));
    unread += found.unread;
    for (const clip of found.clips.filter(({ name }) => !name.includes(word))) {
      clips.push({ ...clip, name: `${basename(folder)}/${clip.name}`, heldOut: clip.heldOut || folder === unseen });
    }
  }
  return { clips, unread };
}

/** Noise and speech for one side of the split: a third of each noise is held out, and the clips that are. */
function surroundings(noises: Int16Array[], speech: Clip[]): (heldOut: boolean) => Surroundings {
  const side = (heldOut: boolean): Surroundings => ({
    noises: noises.map((noise) => {
      const cut = Math.floor((noise.length * 2) / 3);
      return heldOut ? noise.subarray(cut) : noise.subarray(0, cut);
    }),
    speech: speech
      .filter((clip) => clip.heldOut === heldOut && clip.samples.length > 24_000)
      .map(({ samples }) => samples),
  });
  const [taught, held] = [side(false), side(true)];
  return (heldOut) => (heldOut ? held : taught);
}

async function words(recorded: Clip[], spoken: Clip[], around: (heldOut: boolean) => Surroundings, vad: VadEngine) {
  const teach: Scene[] = [];
  const held: Lessons['held'] = { plain: [], noisy: [], between: [], synthetic: [], others: [] };
  for (const clip of [...recorded, ...spoken]) {
    const random = randomFor(clip.name);
    const span = await speechSpan(clip.samples, vad);
    if (span === undefined || span.end - span.start < 0.25) continue;
    const plain = { name: clip.name, samples: clip.samples, word: span };
    if (!clip.heldOut) {
      for (let round = 0; round < 4; round += 1) teach.push(wakeScene(clip, span, round, around(false), random));
      teach.push(partScene(clip, span, around(false), random));
    } else if (spoken.includes(clip)) {
      held.synthetic.push(plain);
    } else {
      const kitchen = around(true).noises.at(-1) ?? silence(1);
      held.plain.push(plain);
      held.noisy.push({ ...plain, samples: withNoise(clip.samples, kitchen, 10, random) });
      held.between.push(wakeScene(clip, span, 0, around(true), random));
    }
  }
  return { teach, held };
}
