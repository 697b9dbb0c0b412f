import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleRate } from '../audio.ts';
import { ProgramError, run } from '../program.ts';
import type { Hearing, Recogniser, SpeechGrammar } from '../stt.ts';
import { anyWords, beginningWords, likelihood, withFreeText } from './free_text.ts';
import { readJsgf } from './jsgf_reader.ts';
import { lexicon } from './lexicon.ts';
import { alikeWithin, contraries } from './opposites.ts';
import { judge } from './rejection.ts';
import { type Decoding, readSegments } from './sphinx_output.ts';
import { whole } from './whole_sound.ts';
import { smallest, toFsg } from './word_automaton.ts';

export interface PocketsphinxOptions {
  /** Where prepared grammars are kept, by their hash. */
  readonly cacheFolder: string;
  /** Debian's en-us model where absent. */
  readonly modelFolder?: string;
}

const debian = 'pocketsphinx pocketsphinx-en-us';
/** Part of the cache's key: raise it when what is prepared changes. */
const layout = 6;
/** Narrower beams lose the right path in a large grammar: 26 of 31 real commands instead of 28. */
const beams = ['-beam', '1e-100', '-wbeam', '1e-80', '-pbeam', '1e-100'];
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
  let prepared: Prepared | undefined;
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
    grammar: Prepared,
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
      decode(folder, 'grammar', [...dict, '-fsg', join(grammar.folder, 'home.fsg'), ...beams], signal),
      decode(folder, 'phones', [...dict, '-allphone', join(model, 'en-us-phone.lm.bin'), ...phoneLoop], signal),
    ]);
    const hearing = judge(heard, phones, utterance.length / sampleRate);
    const others = heard === undefined || hearing.rejected ? [] : contraries(heard.words, grammar.words);
    if (heard === undefined || others.length === 0) return hearing;
    const [same, other] = await settled(
      [[heard.words], others].map(async (sentences, index) => {
        const file = join(folder, `contraries${index}.fsg`);
        const rules = sentences.map((words) => words.join(' ')).join(' | ');
        const graph = readJsgf(`#JSGF V1.0;\ngrammar contraries;\npublic <contrary> = ${rules};\n`);
        await writeFile(file, toFsg(smallest(graph)));
        return decode(folder, `contraries${index}`, [...dict, '-fsg', file, ...beams, ...oneYardstick], signal);
      }),
    );
    if (other === undefined || (same !== undefined && same.score - other.score >= alikeWithin)) return hearing;
    return { ...hearing, alternatives: [other.words.join(' ')], rejected: 'unsure' };
  }

  return {
    name: 'pocketsphinx',
    freeText: false,
    streams: false,
    async follow(grammar, signal) {
      prepared = await prepare(grammar, model, options.cacheFolder, signal);
    },
    async recognise(sound, signal, among) {
      const grammar = among === undefined ? prepared : await prepare(among, model, options.cacheFolder, signal);
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

interface Prepared {
  /** Holds `home.fsg` and `words.dict`. */
  readonly folder: string;
  /** The grammar's own. */
  readonly words: ReadonlySet<string>;
}

/** Writes grammar and pronunciations once per grammar; checks them by one decoding of nothing. */
async function prepare(
  grammar: SpeechGrammar,
  model: string,
  cacheFolder: string,
  signal?: AbortSignal,
): Promise<Prepared> {
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
  const known: Prepared = { folder, words: new Set(grammar.words) };
  if (
    await access(folder).then(
      () => true,
      () => false,
    )
  )
    return known;
  await mkdir(join(cacheFolder, 'pocketsphinx'), { recursive: true });
  const draft = await mkdtemp(join(cacheFolder, 'pocketsphinx', 'draft-'));
  try {
    const words = await lexicon([...grammar.words, ...beginningWords], join(model, 'cmudict-en-us.dict'), signal);
    await writeFile(join(draft, 'home.fsg'), toFsg(smallest(readJsgf(withFreeText(grammar.jsgf))), likelihood));
    await writeFile(join(draft, 'words.dict'), `${[...words.lines, ...anyWords].join('\n')}\n`);
    await writeFile(join(draft, 'nothing'), '');
    const files = ['-dict', join(draft, 'words.dict'), '-fsg', join(draft, 'home.fsg'), '-ctl', join(draft, 'nothing')];
    const signals = signal === undefined ? {} : { signal };
    await run('pocketsphinx_batch', ['-hmm', join(model, 'en-us'), '-adcin', 'yes', ...files], { debian, ...signals });
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (
      await access(folder).then(
        () => true,
        () => false,
      )
    )
      return known; // somebody else prepared the same one meanwhile
    throw error;
  }
  return known;
}
