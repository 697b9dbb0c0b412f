import { Fault, type Log, type ToolContext } from 'agentos/service';
import { Paraphraser } from '../../../language/paraphrase/paraphrase.ts';
import { readLearnt, readWordVectors } from '../../../language/paraphrase/weights.ts';

/** In the package's folder: `<language>/words.bin` and `<language>/paraphrases.bin`. */
const MODELS = 'data/models';

/**
 * What was learnt of each language, read when a sentence is first not understood: of the household, in its own folder of sentences, else
 * what ships. Without it, or where it cannot be read, the grammar serves alone.
 */
export class LearntLanguages {
  readonly #files: ToolContext['files'];
  readonly #log: Log;
  readonly #own: string | undefined;
  readonly #read = new Map<string, Promise<Paraphraser | undefined>>();

  /** @param own folder that may hold `paraphrases.<language>.bin` */
  constructor(files: ToolContext['files'], log: Log, own?: string) {
    this.#files = files;
    this.#log = log;
    this.#own = own;
  }

  /** @param language BCP 47; that of a region is read by the language itself */
  of(language: string): Promise<Paraphraser | undefined> {
    const plain = language.split('-')[0] ?? language;
    const known = this.#read.get(plain) ?? this.#open(plain);
    this.#read.set(plain, known);
    return known;
  }

  async #open(language: string): Promise<Paraphraser | undefined> {
    const name = `paraphrases.${language}.bin`;
    const isThere = this.#own !== undefined && (await this.#files.list(this.#own)).includes(name);
    const own = isThere ? await this.#from(language, `${this.#own}/${name}`) : undefined;
    return own ?? (await this.#from(language, `${MODELS}/${language}/paraphrases.bin`));
  }

  async #from(language: string, path: string): Promise<Paraphraser | undefined> {
    try {
      const learnt = await this.#files.readBytes(path);
      const words = await this.#files.readBytes(`${MODELS}/${language}/words.bin`);
      return new Paraphraser(readLearnt(learnt, readWordVectors(words)));
    } catch (thrown) {
      const { code, message } = Fault.from(thrown);
      if (code !== 'NOT_FOUND')
        this.#log('What was learnt of the language cannot be read; only what is said plainly is understood.', {
          path,
          error: message,
        });
      return undefined;
    }
  }
}
