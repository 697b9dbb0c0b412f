import { Fault, type Log, type ToolContext } from 'agentos/service';
import { Paraphraser } from '../../../language/paraphrase/paraphrase.ts';
import { readLearnt, readWordVectors } from '../../../language/paraphrase/weights.ts';

/** In the package's folder: `<language>/words.bin` and `<language>/paraphrases.bin`. */
const MODELS = 'data/models';

/**
 * What was learnt of each language, read when a sentence is first not understood. Without it, or where it cannot be read, the grammar
 * serves alone.
 */
export class LearntLanguages {
  readonly #files: ToolContext['files'];
  readonly #log: Log;
  readonly #read = new Map<string, Promise<Paraphraser | undefined>>();

  constructor(files: ToolContext['files'], log: Log) {
    this.#files = files;
    this.#log = log;
  }

  /** @param language BCP 47; that of a region is read by the language itself */
  of(language: string): Promise<Paraphraser | undefined> {
    const plain = language.split('-')[0] ?? language;
    const known = this.#read.get(plain) ?? this.#open(plain);
    this.#read.set(plain, known);
    return known;
  }

  async #open(language: string): Promise<Paraphraser | undefined> {
    const folder = `${MODELS}/${language}`;
    try {
      const [words, learnt] = await Promise.all(
        ['words', 'paraphrases'].map((name) => this.#files.readBytes(`${folder}/${name}.bin`)),
      );
      if (words === undefined || learnt === undefined) return undefined;
      return new Paraphraser(readLearnt(learnt, readWordVectors(words)));
    } catch (thrown) {
      const { code, message } = Fault.from(thrown);
      if (code !== 'NOT_FOUND')
        this.#log('What was learnt of the language cannot be read; only what is said plainly is understood.', {
          folder,
          error: message,
        });
      return undefined;
    }
  }
}
