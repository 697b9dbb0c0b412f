import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFiles } from '../../src/language/compile_files.ts';
import type { Grammar } from '../../src/language/grammar.ts';
import type { Home } from '../../src/language/home.ts';
import { Paraphraser } from '../../src/language/paraphrase/paraphrase.ts';
import { understandLoosely } from '../../src/language/paraphrase/tier.ts';
import { readLearnt, readWordVectors } from '../../src/language/paraphrase/weights.ts';
import { readSentenceFile, type SentenceFile } from '../../src/language/sentence_file.ts';
import { type UnderstandContext, type Understanding, understand } from '../../src/language/understand.ts';

/** The English sentences that ship. Throws where one cannot be used. */
export function shippedSentences(root: string): SentenceFile[] {
  const folder = join(root, 'data/sentences/en');
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const { file, issues } = readSentenceFile(readFileSync(join(folder, name), 'utf8'), name);
      const [first] = issues;
      if (first !== undefined) throw new Error(`${first.path}:${first.line} ${first.message}`);
      return file ?? [];
    });
}

/** What was learnt of English, as it ships. */
export function shippedParaphraser(root: string): Paraphraser {
  const [words, learnt] = ['words', 'paraphrases'].map((name) =>
    readFileSync(join(root, `data/models/en/${name}.bin`)),
  );
  if (words === undefined || learnt === undefined) throw new Error('both files are read');
  return new Paraphraser(readLearnt(learnt, readWordVectors(words)));
}

/** Understands in many homes; each is compiled once. */
export class Houses {
  readonly #read: () => readonly SentenceFile[];
  #files: readonly SentenceFile[] | undefined;
  readonly #grammars = new Map<Home, Grammar>();

  readonly #paraphraser: Paraphraser | undefined;

  /** @param paraphraser behind the grammar; the grammar alone where absent */
  constructor(read: () => readonly SentenceFile[], paraphraser?: Paraphraser) {
    this.#read = read;
    this.#paraphraser = paraphraser;
  }

  grammar(home: Home): Grammar {
    this.#files ??= this.#read();
    const known = this.#grammars.get(home) ?? compileFiles(this.#files, home);
    this.#grammars.set(home, known);
    return known;
  }

  /** With the milliseconds that it took. */
  understand(home: Home, text: string, context: UnderstandContext): { meant: Understanding; ms: number } {
    const grammar = this.grammar(home);
    const started = performance.now();
    const exact = understand(grammar, text, context);
    const meant =
      this.#paraphraser === undefined ? exact : understandLoosely(exact, grammar, this.#paraphraser, text, context);
    return { meant, ms: performance.now() - started };
  }
}

/** What was understood, in a line. */
export function told({ commands, ambiguous }: Understanding): string {
  const found = commands.map(({ intent, slots }) => `${intent} ${JSON.stringify(slots)}`).join(' + ') || 'nothing';
  return ambiguous === undefined ? found : `${found} (asks which ${ambiguous.text})`;
}
