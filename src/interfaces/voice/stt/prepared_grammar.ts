import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ProgramError, run } from '../program.ts';
import type { SpeechGrammar } from '../stt.ts';
import { anyWords, beginningWords, likelihood, withFreeText } from './free_text.ts';
import { readJsgf } from './jsgf_reader.ts';
import { lexicon } from './lexicon.ts';
import { smallest, toFsg, type WordAutomaton } from './word_automaton.ts';

/** A grammar as pocketsphinx wants it. */
export interface PreparedGrammar {
  /** Holds `home.fsg` and `words.dict`. */
  readonly folder: string;
  /** The grammar's own. */
  readonly words: ReadonlySet<string>;
  /** The sentences that are whole. */
  readonly sentences: WordAutomaton;
}

/** Part of the cache's key: raise it when what is prepared changes. */
const layout = 10;

/**
 * How likely it is that a sentence breaks off, beside one that goes on: of 223 beginnings of recorded commands 96 were taken
 * for whole commands without it, 23 at 0.01 and 17 with it. Of 52 whole commands one ("set a timer for 5 minutes") is then
 * taken for one that breaks off; at 0.01 it is asked about, and so is another.
 */
const unfinished = 0.1;

const automaton = z.object({
  arrows: z.array(z.array(z.tuple([z.string(), z.number()]))),
  start: z.number(),
  final: z.array(z.number()),
});

/** Writes grammar and pronunciations once per grammar; checks them by one decoding of nothing. `model` is a folder. */
export async function prepareGrammar(
  grammar: SpeechGrammar,
  model: string,
  cacheFolder: string,
  signal?: AbortSignal,
): Promise<PreparedGrammar> {
  if (!/^en\b/.test(grammar.language)) {
    throw new ProgramError(
      `pocketsphinx hears English here, not "${grammar.language}". Choose another recogniser for that language.`,
    );
  }
  const hash = createHash('sha256')
    .update(`${layout}\n${model}\n${grammar.jsgf}\n${grammar.words.join(' ')}`)
    .digest('hex')
    .slice(0, 32);
  const folder = join(cacheFolder, 'pocketsphinx', hash);
  const words = new Set(grammar.words);
  if (await isThere(folder)) return { folder, words, sentences: await readSentences(folder) };
  await mkdir(join(cacheFolder, 'pocketsphinx'), { recursive: true });
  const draft = await mkdtemp(join(cacheFolder, 'pocketsphinx', 'draft-'));
  try {
    const { lines } = await lexicon([...grammar.words, ...beginningWords], join(model, 'cmudict-en-us.dict'), signal);
    const sentences = smallest(readJsgf(withFreeText(grammar.jsgf)));
    await writeFile(join(draft, 'home.fsg'), toFsg(sentences, likelihood, unfinished));
    await writeFile(join(draft, 'sentences.json'), written(sentences));
    await writeFile(join(draft, 'words.dict'), `${[...lines, ...anyWords].join('\n')}\n`);
    await writeFile(join(draft, 'nothing'), '');
    const files = ['-dict', join(draft, 'words.dict'), '-fsg', join(draft, 'home.fsg'), '-ctl', join(draft, 'nothing')];
    const debian = 'pocketsphinx pocketsphinx-en-us';
    const signals = signal === undefined ? {} : { signal };
    await run('pocketsphinx_batch', ['-hmm', join(model, 'en-us'), '-adcin', 'yes', ...files], { debian, ...signals });
    await rename(draft, folder);
    return { folder, words, sentences };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Somebody else may have prepared the same one meanwhile.
    if (await isThere(folder)) return { folder, words, sentences: await readSentences(folder) };
    throw error;
  }
}

function isThere(folder: string): Promise<boolean> {
  return access(folder).then(
    () => true,
    () => false,
  );
}

function written({ arrows, start, final }: WordAutomaton): string {
  return JSON.stringify({ arrows: arrows.map((words) => [...words]), start, final: [...final] });
}

async function readSentences(folder: string): Promise<WordAutomaton> {
  const { arrows, start, final } = automaton.parse(JSON.parse(await readFile(join(folder, 'sentences.json'), 'utf8')));
  return { arrows: arrows.map((words) => new Map(words)), start, final: new Set(final) };
}
