import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleRate } from '../audio.ts';
import { ProgramError, run } from '../program.ts';
import type { Hearing, Recogniser } from '../stt.ts';
import { readJsgf } from './jsgf_reader.ts';
import { alikeWithin, contraries } from './opposites.ts';
import { type PreparedGrammar, prepareGrammar } from './prepared_grammar.ts';
import { judge } from './rejection.ts';
import { type Decoding, readSegments } from './sphinx_output.ts';
import { whole } from './whole_sound.ts';
import { following, smallest, toFsg } from './word_automaton.ts';

export interface PocketsphinxOptions {
  /** Where prepared grammars are kept, by their hash. */
  readonly cacheFolder: string;
  /** Debian's en-us model where absent. */
  readonly modelFolder?: string;
}

const debian = 'pocketsphinx pocketsphinx-en-us';
/**
 * Narrower beams lose the right path in a large grammar: 26 of 31 real commands instead of 28. Where many paths are alike the
 * best thousand of each frame are enough in a house of 800 words: 52 recorded commands are heard the same in half of the
 * time. A house with more words gets more; how few would do there was not measured.
 */
function beamsFor(words: number): readonly string[] {
  const paths = Math.max(1_000, words);
  return ['-beam', '1e-100', '-wbeam', '1e-80', '-pbeam', '1e-100', '-maxhmmpf', String(paths)];
}
/** Scores are relative to the best sound that was considered: only where all are do two decodings compare. */
const oneYardstick = ['-compallsen', 'yes'];
/** Any sequence of English phones, quickly: context-independent phones and narrow beams. */
const phoneLoop = ['-allphone_ci', 'yes', '-beam', '1e-20', '-pbeam', '1e-20', '-lw', '2.0'];

/**
 * Debian's pocketsphinx: a process per utterance, which is decoded as a whole (its cepstral mean is then right from the
 * first word), beside a second that decodes it as free phones, to tell what is not in the grammar. English only.
 */
export async function openPocketsphinx(options: PocketsphinxOptions): Promise<Recogniser> {
  const model = options.modelFolder ?? '/usr/share/pocketsphinx/model/en-us';
  try {
    await access(join(model, 'cmudict-en-us.dict'));
  } catch (cause) {
    throw new ProgramError(`There is no speech model in ${model}. Install it: apt-get install ${debian}`, {
      missing: true,
      cause,
    });
  }
  let prepared: PreparedGrammar | undefined;
  const closing = new AbortController();

  async function decode(folder: string, name: string, args: readonly string[], signal: AbortSignal) {
    const segments = join(folder, `${name}.seg`);
    const always = [
      '-ctl',
      join(folder, 'list'),
      '-adcin',
      'yes',
      '-cepdir',
      folder,
      '-cepext',
      '.raw',
      '-samprate',
      String(sampleRate),
    ];
    await run('pocketsphinx_batch', [...always, '-hmm', join(model, 'en-us'), ...args, '-hypseg', segments], {
      signal,
      debian,
    });
    return readSegments(await readFile(segments, 'utf8'));
  }

  async function recogniseIn(
    folder: string,
    grammar: PreparedGrammar,
    utterance: Int16Array,
    signal: AbortSignal,
  ): Promise<Hearing> {
    await writeFile(join(folder, 'list'), 'utterance\n');
    await writeFile(
      join(folder, 'utterance.raw'),
      Buffer.from(utterance.buffer, utterance.byteOffset, utterance.byteLength),
    );
    const dict = ['-dict', join(grammar.folder, 'words.dict')];
    const [heard, phones] = await settled<Decoding | undefined>([
      decode(
        folder,
        'grammar',
        [...dict, '-fsg', join(grammar.folder, 'home.fsg'), ...beamsFor(grammar.words.size)],
        signal,
      ),
      decode(folder, 'phones', [...dict, '-allphone', join(model, 'en-us-phone.lm.bin'), ...phoneLoop], signal),
    ]);
    const follows = heard && following(grammar.sentences, heard.words);
    const hearing = judge(heard, phones, utterance.length / sampleRate, follows);
    const others = heard === undefined || hearing.rejected ? [] : contraries(heard.words, grammar.words);
    if (heard === undefined || others.length === 0) return hearing;
    const [same, other] = await settled(
      [[heard.words], others].map(async (sentences, index) => {
        const file = join(folder, `contraries${index}.fsg`);
        const rules = sentences.map((words) => words.join(' ')).join(' | ');
        const graph = readJsgf(`#JSGF V1.0;\ngrammar contraries;\npublic <contrary> = ${rules};\n`);
        await writeFile(file, toFsg(smallest(graph)));
        return decode(
          folder,
          `contraries${index}`,
          [...dict, '-fsg', file, ...beamsFor(grammar.words.size), ...oneYardstick],
          signal,
        );
      }),
    );
    if (other === undefined || (same !== undefined && same.score - other.score >= alikeWithin)) return hearing;
    return { ...hearing, alternatives: [other.words.join(' ')], rejected: 'unsure' };
  }

  return {
    name: 'pocketsphinx',
    freeText: false,
    streams: false,
    tellsEnd: true,
    async follow(grammar, signal) {
      prepared = await prepareGrammar(grammar, model, options.cacheFolder, signal);
    },
    async recognise(sound, signal, among) {
      const grammar = among === undefined ? prepared : await prepareGrammar(among, model, options.cacheFolder, signal);
      if (grammar === undefined)
        throw new ProgramError('The recogniser has no grammar yet: it comes from the daemon. Is the daemon running?');
      const until = signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
      until.throwIfAborted();
      const utterance = await whole(sound, until);
      const folder = await mkdtemp(join(tmpdir(), 'agentos-heard-'));
      try {
        return await recogniseIn(folder, grammar, utterance, until);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    async close() {
      closing.abort(new ProgramError('The recogniser was closed.'));
    },
  };
}

/** Waits for all, so that no process outlives its folder, then fails with the first failure. */
async function settled<T>(work: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
