/**
 * How well the recogniser takes down recorded home commands, with the grammar of our own sentences in the house they speak of,
 * and how many recordings of something else it rejects.
 * Usage: node scripts/run.mjs scripts/measure_stt.ts -- [--data FOLDER] [--grammar FILE.jsgf] [--lines] [--others N]
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { publicHome, toHome } from '../bench/understanding/public_home.ts';
import { framesOf, joined, readWav, SoundReader, wavSamples } from '../src/interfaces/voice/audio.ts';
import { run } from '../src/interfaces/voice/program.ts';
import { openPocketsphinx } from '../src/interfaces/voice/stt/pocketsphinx.ts';
import type { Hearing, SpeechGrammar } from '../src/interfaces/voice/stt.ts';
import { hearUtterance } from '../src/interfaces/voice/utterance.ts';
import { openVad, type VadEngine } from '../src/interfaces/voice/vad.ts';
import { compileFiles } from '../src/language/compile_files.ts';
import { toJsgf } from '../src/language/jsgf.ts';
import { readSentenceFile } from '../src/language/sentence_file.ts';
import { spokenWords } from '../src/language/speech/spoken_words.ts';
import { wordsOf } from '../src/language/text.ts';

const row = z.object({ file: z.string(), text: z.string().nullable(), kind: z.string() });

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

const data = option('data') ?? join(process.cwd(), '../shared/data/audio');
const lines = process.argv.includes('--lines');

function grammar(): SpeechGrammar {
  const file = option('grammar');
  if (file !== undefined) {
    const jsgf = readFileSync(file, 'utf8');
    const rules = jsgf.replace(/^(#JSGF|grammar) .*$/gm, '').replace(/<[^>]*>|public|[=|;()[\]*+]/g, ' ');
    return { language: 'en', jsgf, words: [...new Set(rules.split(/\s+/).filter((word) => word !== ''))], hash: file };
  }
  const folder = join(process.cwd(), 'data/sentences/en');
  const files = readdirSync(folder).flatMap(
    (name) => readSentenceFile(readFileSync(join(folder, name), 'utf8'), name).file ?? [],
  );
  const home = toHome(publicHome.parse(parse(readFileSync(join(data, 'home.yaml'), 'utf8'))));
  const { jsgf, words } = toJsgf(compileFiles(files, home));
  return { language: 'en', jsgf, words, hash: createHash('sha256').update(jsgf).digest('hex') };
}

/** Words without case, numbers in words, British or American. */
function plain(text: string): string {
  return (spokenWords(wordsOf(text)) ?? wordsOf(text)).join(' ');
}

/** What the pipe would cut out of a recording. */
async function cut(samples: Int16Array, vad: VadEngine): Promise<Int16Array | undefined> {
  const quiet = new Int16Array(16_000);
  const spoken = await hearUtterance(new SoundReader(framesOf(joined([quiet, samples]), 2)), vad, { afterWake: false });
  return spoken?.samples;
}

/** Word errors: Levenshtein's distance over words. */
function errors(wanted: readonly string[], heard: readonly string[]): number {
  let before = Array.from({ length: heard.length + 1 }, (_, index) => index);
  wanted.forEach((word, row) => {
    const now = [row + 1];
    heard.forEach((other, column) => {
      now.push(
        Math.min(
          (now[column] ?? 0) + 1,
          (before[column + 1] ?? 0) + 1,
          (before[column] ?? 0) + (word === other ? 0 : 1),
        ),
      );
    });
    before = now;
  });
  return before.at(-1) ?? 0;
}

const vad = await openVad();
const recogniser = await openPocketsphinx({ cacheFolder: join(tmpdir(), 'agentos-measure-stt') });
const known = grammar();
const preparing = performance.now();
await recogniser.follow(known);
console.log(
  `Grammar: ${known.words.length} words, ${known.jsgf.length} characters, prepared in ${Math.round(performance.now() - preparing)} ms`,
);

const rows = readFileSync(join(data, 'commands.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => row.parse(JSON.parse(line)));
const tallies = new Map<
  string,
  {
    all: number;
    exact: number;
    rejectedRight: number;
    wrongActed: number;
    words: number;
    wordErrors: number;
    ms: number[];
  }
>();
for (const { file, text, kind } of rows) {
  const tally = tallies.get(kind) ?? {
    all: 0,
    exact: 0,
    rejectedRight: 0,
    wrongActed: 0,
    words: 0,
    wordErrors: 0,
    ms: [],
  };
  tallies.set(kind, tally);
  const samples = await cut(await readWav(join(data, file)), vad);
  const began = performance.now();
  const heard: Hearing =
    samples === undefined
      ? { text: '', confidence: 0, alternatives: [], rejected: 'silence' }
      : await recogniser.recognise(samples);
  tally.ms.push(performance.now() - began);
  const [wanted, found] = [plain(text ?? ''), plain(heard.text)];
  const right = wanted === found;
  tally.all += 1;
  if (right) tally.exact += 1;
  if (right && heard.rejected !== undefined) tally.rejectedRight += 1;
  if (!right && heard.rejected === undefined) tally.wrongActed += 1;
  tally.words += wanted.split(' ').length;
  tally.wordErrors += errors(wanted.split(' '), found.split(' '));
  if (lines)
    console.log(
      [right ? '  ' : '✗ ', heard.confidence.toFixed(2), heard.rejected ?? '', wanted, right ? '' : `-> ${found}`].join(
        ' ',
      ),
    );
}
for (const [kind, { all, exact, rejectedRight, wrongActed, words, wordErrors, ms }] of tallies) {
  const sorted = ms.toSorted((one, other) => one - other);
  console.log(
    `${kind}: ${exact}/${all} exact, word errors ${((100 * wordErrors) / words).toFixed(1)} %, right but rejected ${rejectedRight}, wrong and not rejected ${wrongActed}, ` +
      `median ${Math.round(sorted[sorted.length >> 1] ?? 0)} ms, slowest ${Math.round(sorted.at(-1) ?? 0)} ms`,
  );
}

const others = join(data, 'coffee');
const limit = Number(option('others') ?? 60);
if (existsSync(others) && limit > 0) {
  const taken: string[] = [];
  let all = 0;
  for (const name of readdirSync(others)
    .filter((file) => file.endsWith('.flac'))
    .slice(0, limit)) {
    const { stdout } = await run(
      'sox',
      ['-V1', join(others, name), '-t', 'wav', '-r', '16000', '-c', '1', '-b', '16', '-'],
      { debian: 'sox' },
    );
    const samples = await cut(wavSamples(stdout, name), vad);
    if (samples === undefined) continue;
    all += 1;
    const heard = await recogniser.recognise(samples);
    if (heard.rejected === undefined) taken.push(`${heard.confidence.toFixed(2)} ${heard.text}`);
  }
  console.log(`something else: ${taken.length}/${all} taken for a command`);
  if (lines) for (const text of taken) console.log(`   ${text}`);
}
await recogniser.close();
await vad.close();
