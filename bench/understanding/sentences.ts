import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFiles } from '../../src/language/compile_files.ts';
import type { Grammar } from '../../src/language/grammar.ts';
import type { Home } from '../../src/language/home.ts';
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

/** Understands in many homes; each is compiled once. */
export class Houses {
  readonly #read: () => readonly SentenceFile[];
  #files: readonly SentenceFile[] | undefined;
  readonly #grammars = new Map<Home, Grammar>();

  constructor(read: () => readonly SentenceFile[]) {
    this.#read = read;
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
    const meant = understand(grammar, text, context);
    return { meant, ms: performance.now() - started };
  }
}

/** What was understood, in a line. */
export function told({ commands, ambiguous }: Understanding): string {
  const found = commands.map(({ intent, slots }) => `${intent} ${JSON.stringify(slots)}`).join(' + ') || 'nothing';
  return ambiguous === undefined ? found : `${found} (asks which ${ambiguous.text})`;
}
